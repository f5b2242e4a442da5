/*
 * merge_text.c: NDJSON, a record a line, and CSV, where a record is one row or more and a row may go over lines.
 */
#include "bulk/merge.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct text {
  FILE *in;
  target target;
  buffer head; /* the names of columns */
  buffer row;  /* the next */
  char *line;
  size_t line_capacity;
} text;

static size_t count_quotes(const char *p, size_t n) {
  size_t quotes = 0;
  for (const char *end = p + n; (p = memchr(p, '"', (size_t)(end - p))) != NULL; p++)
    quotes++;
  return quotes;
}

/* One line, or in CSV as many as it takes until all quotes are closed. Empty at the end; 0 if it can't be read. */
static int read_row(text *t, buffer *row) {
  size_t quotes = 0;
  row->n = 0;
  do {
    ssize_t n = getline(&t->line, &t->line_capacity, t->in);
    if (n < 0)
      return !ferror(t->in) && row->n == 0;
    if (t->target != TARGET_NDJSON)
      quotes += count_quotes(t->line, (size_t)n);
    if (buffer_append(row, t->line, (size_t)n) != GK_OK)
      return 0;
  } while (quotes % 2 != 0);
  return row->n == 0 || row->p[row->n - 1] == '\n';
}

/* The number behind the first `key`; within a JSON string a quotation mark is never without its backslash, so the key
   of a record can't be part of a text. */
static uint64_t number_behind(const buffer *row, gk_str key) {
  const char *at = key.n > 0 ? memmem(row->p, row->n, key.p, key.n) : row->p;
  uint64_t n = 0;
  if (at == NULL)
    return 0;
  for (at += key.n; at < row->p + row->n && *at >= '0' && *at <= '9'; at++)
    n = n * 10 + (uint64_t)(*at - '0');
  return n;
}

static int read_next(merge_part *part, merge_failure *failure) {
  text *t = part->state;
  uint64_t before = part->ordinal;
  if (!read_row(t, &t->row))
    return merge_fail(failure, "%s: its end is missing, or it can't be read", part->path);
  part->ordinal = 0;
  if (t->row.n == 0)
    return 1;
  part->ordinal = number_behind(&t->row, t->target == TARGET_NDJSON ? GK_LIT("\"ordinal\":") : GK_LIT(""));
  if (part->ordinal == 0 || part->ordinal < before)
    return merge_fail(failure, "%s: it is not what 'gongkai convert' writes in this format", part->path);
  return 1;
}

static void text_close(merge_part *part) {
  text *t = part->state;
  if (t->in != NULL)
    (void)fclose(t->in);
  buffer_free(&t->head);
  buffer_free(&t->row);
  free(t->line);
  free(t);
}

static int open_text(merge_part *part, text *t, merge_failure *failure) {
  t->in = fopen(part->path, "re");
  if (t->in == NULL)
    return merge_fail(failure, "%s: %s", part->path, strerror(errno));
  if (t->target != TARGET_NDJSON && !read_row(t, &t->head))
    return merge_fail(failure, "%s: its end is missing, or it can't be read", part->path);
  return read_next(part, failure);
}

static int text_open(merge_part *part, target to, merge_failure *failure) {
  text *t = calloc(1, sizeof *t);
  if (t == NULL)
    return merge_fail(failure, "%s", strerror(ENOMEM));
  t->target = to;
  part->state = t;
  part->ordinal = 0;
  if (open_text(part, t, failure))
    return 1;
  text_close(part);
  return 0;
}

static void *text_create(const char *path, target to, merge_failure *failure) {
  (void)to;
  FILE *out = fopen(path, "we");
  if (out == NULL)
    (void)merge_fail(failure, "%s: %s", path, strerror(errno));
  return out;
}

static int put(FILE *out, const buffer *b, merge_failure *failure) {
  if (fwrite(b->p, 1, b->n, out) == b->n)
    return 1;
  return merge_fail(failure, "the output can't be written: %s", strerror(errno));
}

static int text_begin(void *out, merge_part *parts, size_t n_parts, merge_failure *failure) {
  const buffer *head = &((const text *)parts[0].state)->head;
  for (size_t i = 1; i < n_parts; i++) {
    const buffer *other = &((const text *)parts[i].state)->head;
    if (other->n != head->n || (head->n > 0 && memcmp(other->p, head->p, head->n) != 0))
      return merge_fail(failure, "%s: its columns are not those of %s", parts[i].path, parts[0].path);
  }
  return head->n == 0 ? 1 : put(out, head, failure);
}

/* All rows of the record. */
static int text_copy(void *out, merge_part *part, merge_failure *failure) {
  uint64_t ordinal = part->ordinal;
  do
    if (!put(out, &((const text *)part->state)->row, failure) || !read_next(part, failure))
      return 0;
  while (part->ordinal == ordinal);
  return 1;
}

static int text_finish(void *out, merge_failure *failure) {
  if (fflush(out) == 0 && fsync(fileno(out)) == 0)
    return 1;
  return merge_fail(failure, "the output can't be written: %s", strerror(errno));
}

static void text_close_out(void *out) {
  (void)fclose(out);
}

const merge_kind merge_text = {text_open, text_create, text_begin, text_copy, text_finish, text_close_out, text_close};
