/*
 * walk_archive.c: the members of an archive, and of the archives among them, in their place.
 *
 * Archives that are open lie on a list, the innermost first; all but the outermost are held in memory. What a member is
 * counts against all of them by what it claims to be, not by how much of it was read: so a walk that passes over what
 * was done before ends where the whole walk did.
 */
#include "walk_part.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* An open archive. */
typedef struct level {
  struct level *outer;
  gk_archive *archive;
  gk_archive_bytes bytes;
  buffer held; /* what `bytes` are of, if they are in memory */
  gk_str view;
  size_t path_n; /* of the member path: up to this archive */
  uint64_t made; /* bytes that came of it, at any depth */
} level;

typedef struct tree {
  walker *w;
  level *top;
  uint64_t depth;
  uint64_t held_bytes;
  uint64_t n_members;
  gk_str head; /* of the outermost archive */
} tree;

/* The present member. */
typedef struct member {
  gk_archive_member info;
  gk_archive_kind kind;
  int is_document; /* for certain; else `kind` may be one that makes it a document or an archive */
} member;

static gk_str member_path(const tree *t) {
  return (gk_str){t->w->member.p, t->w->member.n};
}

static int set_path(tree *t, gk_str name) {
  buffer *path = &t->w->member;
  path->n = t->top->path_n;
  return (path->n == 0 || walk_add(path, GK_LIT("/"))) && walk_add(path, name);
}

static void fail_member(tree *t, uint64_t n_bytes, const gk_error *error) {
  if (t->w->bytes.n > WALK_HEAD_BYTES)
    t->w->bytes.n = WALK_HEAD_BYTES;
  walk_found(t->w, member_path(t), n_bytes, error);
}

static void refuse_member(tree *t, uint64_t n_bytes, gk_status status, const char *format, uint64_t limit) {
  gk_error error = {.status = status};
  if (format != NULL) {
    (void)snprintf(t->w->detail, sizeof t->w->detail, format, limit);
    error.detail = t->w->detail;
  }
  fail_member(t, n_bytes, &error);
}

/* Levels */

/* A new level over the bytes of `in`, which is emptied, or else over `bytes`; NULL if there is no memory. */
static level *push(tree *t, const gk_archive_bytes *bytes, buffer *in) {
  level *l = calloc(1, sizeof *l);
  if (l == NULL)
    return NULL;
  if (in != NULL) {
    l->held = *in;
    *in = (buffer){0};
    l->view = (gk_str){l->held.p, l->held.n};
    l->bytes = gk_archive_memory(&l->view);
  } else {
    l->bytes = *bytes;
  }
  l->outer = t->top;
  l->path_n = t->w->member.n;
  t->top = l;
  t->depth++;
  t->held_bytes += l->held.n;
  return l;
}

static void pop(tree *t) {
  level *l = t->top;
  t->top = l->outer;
  t->depth--;
  t->held_bytes -= l->held.n;
  if (t->top != NULL)
    t->top->made += l->made;
  gk_archive_close(l->archive);
  buffer_free(&l->held);
  free(l);
}

static uint64_t used_bytes(const level *l) {
  return l->archive == NULL ? 0 : gk_archive_used_bytes(l->archive);
}

/* What could not be told of the topmost archive, as one input more, under its own name. */
static void fail_level(tree *t, const gk_error *error) {
  const level *l = t->top;
  t->w->member.n = l->path_n;
  walk_keep_head(t->w, l->held.n > 0 ? l->view : t->head);
  walk_found(t->w, member_path(t), l->bytes.n == GK_ARCHIVE_PIPE ? used_bytes(l) : l->bytes.n, error);
}

/* Goes into an archive, the present member or the outermost one. */
static void enter(tree *t, gk_archive_kind kind, const gk_archive_bytes *bytes, buffer *in) {
  const gk_str path = member_path(t);
  level *l = push(t, bytes, in);
  gk_error error;
  if (l == NULL) {
    refuse_member(t, 0, GK_STATUS_NO_MEMORY, NULL, 0);
    return;
  }
  const gk_archive_limits *limits = &t->w->options.limits;
  if (gk_archive_open(&l->bytes, kind, path.n > 0 ? path : t->w->name, limits, &l->archive, &error) == GK_OK)
    return;
  fail_level(t, &error);
  pop(t);
}

/* Limits */

/* The outermost archive that more came of than may; NULL if none is. */
static const level *find_bomb(const tree *t) {
  const gk_archive_limits *limits = &t->w->options.limits;
  const level *bomb = NULL;
  uint64_t made = 0;
  for (const level *l = t->top; l != NULL; l = l->outer) {
    made += l->made;
    int is_bomb = made > GK_ARCHIVE_EXPANSION_FREE && (made - 1) / limits->expansion >= used_bytes(l);
    if (is_bomb || (l->outer == NULL && made > limits->all_bytes))
      bomb = l;
  }
  return bomb;
}

/* Ends the archive that has gone beyond its limits, with all in it. */
static void end_level(tree *t, const level *l, gk_status status, const char *detail) {
  while (t->top != l)
    pop(t);
  fail_level(t, &(gk_error){.status = status, .detail = detail});
  pop(t);
}

static const level *outermost(const tree *t) {
  const level *l = t->top;
  while (l->outer != NULL)
    l = l->outer;
  return l;
}

/* Reading */

/* How much room to make for more: for what is claimed if that is not much, else for a part of it. */
static size_t room_for(const buffer *in, uint64_t claimed, size_t wanted) {
  enum { PART_BYTES = 1 << 20 };
  size_t room = claimed < PART_BYTES ? (size_t)claimed + 1 : PART_BYTES;
  if (room < in->capacity)
    room = in->capacity;
  if (room <= in->n)
    room = in->n * 2 + PART_BYTES;
  return room < wanted ? room : wanted;
}

/* Reads on until there are `wanted` bytes, or all there are. */
static gk_status read_up_to(tree *t, size_t wanted, uint64_t claimed, gk_error *error) {
  buffer *in = &t->w->bytes;
  while (in->n < wanted) {
    size_t room = room_for(in, claimed, wanted), n = room - in->n, got;
    if (buffer_reserve(in, room) != GK_OK) {
      *error = (gk_error){.status = GK_STATUS_NO_MEMORY};
      return error->status;
    }
    gk_status status = gk_archive_read(t->top->archive, in->p + in->n, n, &got, error);
    in->n += got;
    if (status != GK_OK || got < n)
      return status;
  }
  return GK_OK;
}

/* Reads the head, and tells from it what it can of the member. */
static gk_status look_at(tree *t, member *m, gk_error *error) {
  t->w->bytes.n = 0;
  gk_status status = read_up_to(t, GK_ARCHIVE_HEAD_BYTES, m->info.bytes, error);
  const gk_str head = {t->w->bytes.p, t->w->bytes.n};
  m->kind = gk_archive_sniff(head);
  m->is_document = m->kind == GK_ARCHIVE_NONE || (m->kind == GK_ARCHIVE_ZIP && gk_archive_is_package(head, NULL));
  return status;
}

static void refuse_too_large(tree *t, uint64_t n_bytes) {
  refuse_member(t, n_bytes, GK_STATUS_TOO_LARGE, "more than %" PRIu64 " bytes, which are read at most",
                t->w->options.max_bytes);
}

/* A document: whole, or passed over if that will do. */
static void visit_document(tree *t, const member *m) {
  const size_t max_bytes = t->w->options.max_bytes;
  const int is_too_large = m->info.bytes > max_bytes;
  gk_error error = {0};
  size_t wanted = is_too_large ? WALK_HEAD_BYTES : max_bytes + 1;
  int is_passed_over = !walk_wants_next(t->w) && m->info.bytes > 0;
  if (!is_passed_over)
    (void)read_up_to(t, wanted, m->info.bytes, &error);
  t->top->made += m->info.bytes == 0 ? t->w->bytes.n : is_too_large ? WALK_HEAD_BYTES : m->info.bytes;
  if (error.status != GK_OK)
    fail_member(t, m->info.bytes > 0 ? m->info.bytes : t->w->bytes.n, &error);
  else if (is_too_large || t->w->bytes.n > max_bytes)
    refuse_too_large(t, is_too_large ? m->info.bytes : t->w->bytes.n);
  else
    walk_found(t->w, member_path(t), t->w->bytes.n, &error);
}

/* An archive, or a document that is known as one only when it is read: is either held in memory, or one record. */
static void visit_archive(tree *t, const member *m) {
  const gk_archive_limits *limits = &t->w->options.limits;
  uint64_t free_bytes = limits->open_bytes > t->held_bytes ? limits->open_bytes - t->held_bytes : 0;
  uint64_t max_bytes = free_bytes < limits->nested_bytes ? free_bytes : limits->nested_bytes;
  gk_error error = {0};
  int is_too_large = m->info.bytes > max_bytes;
  if (!is_too_large && read_up_to(t, (size_t)max_bytes + 1, m->info.bytes, &error) != GK_OK) {
    fail_member(t, m->info.bytes > 0 ? m->info.bytes : t->w->bytes.n, &error);
    return;
  }
  t->top->made += t->w->bytes.n;
  const gk_str all = {t->w->bytes.p, t->w->bytes.n};
  if (is_too_large || all.n > max_bytes) {
    refuse_member(t, is_too_large ? m->info.bytes : all.n, GK_STATUS_TOO_LARGE,
                  "an archive in an archive, and %" PRIu64
                  " bytes of such are held at most: unpack the outer one first",
                  max_bytes);
    return;
  }
  const gk_archive_bytes bytes = gk_archive_memory(&all);
  if (m->kind == GK_ARCHIVE_ZIP && gk_archive_is_package(all, &bytes)) {
    if (all.n > t->w->options.max_bytes)
      refuse_too_large(t, all.n);
    else
      walk_found(t->w, member_path(t), all.n, &error);
  } else if (t->depth == limits->depth) {
    refuse_member(t, all.n, GK_STATUS_TOO_COMPLEX, "an archive in archives that are %" PRIu64 " deep already",
                  t->depth);
  } else {
    enter(t, m->kind, NULL, &t->w->bytes);
  }
}

static void visit_member(tree *t, member *m) {
  gk_error error = m->info.error;
  t->w->bytes.n = 0;
  if (!set_path(t, m->info.name))
    refuse_member(t, m->info.bytes, GK_STATUS_NO_MEMORY, NULL, 0);
  else if (error.status != GK_OK || look_at(t, m, &error) != GK_OK)
    fail_member(t, m->info.bytes, &error);
  else if (m->is_document)
    visit_document(t, m);
  else
    visit_archive(t, m);
}

static void step(tree *t) {
  member m = {0};
  gk_error error;
  t->w->within = used_bytes(outermost(t));
  const level *bomb = find_bomb(t);
  if (bomb != NULL) {
    end_level(t, bomb, GK_STATUS_BOMB, NULL);
  } else if (!gk_archive_next(t->top->archive, &m.info, &error)) {
    if (error.status != GK_OK)
      fail_level(t, &error);
    pop(t);
  } else if (t->n_members == t->w->options.limits.all_members) {
    end_level(t, outermost(t), GK_STATUS_TOO_COMPLEX, "the archive, with those in it, has more members than allowed");
  } else {
    t->n_members++;
    visit_member(t, &m);
  }
}

void walk_archive(walker *w, const walk_archive_call *call) {
  tree t = {.w = w, .head = call->head};
  w->member.n = 0;
  enter(&t, call->kind, call->bytes, call->in);
  while (t.top != NULL && !w->has_ended)
    step(&t);
  while (t.top != NULL)
    pop(&t);
}
