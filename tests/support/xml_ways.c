#include "support/xml_ways.h"

#include "container/xml_engine.h"

#include <stdlib.h>
#include <string.h>

/* All events of a parse, as bytes. Texts that lie side by side are one: expat parts them where its buffer ends. */
typedef struct events {
  gk_str whole;
  char *log;
  size_t n;
  size_t capacity;
  gk_str text; /* a slice that is not in the log yet */
  gk_status status;
  gk_error error;
} events;

static void put(events *e, const void *p, size_t n) {
  if (n > e->capacity - e->n) {
    e->capacity = 2 * (e->capacity + n) + 4096;
    e->log = realloc(e->log, e->capacity);
    if (e->log == NULL)
      exit(1); /* of the test's own */
  }
  if (n > 0)
    memcpy(e->log + e->n, p, n);
  e->n += n;
}

static void put_number(events *e, size_t number) {
  put(e, &number, sizeof number);
}

static void put_str(events *e, gk_str s) {
  put_number(e, s.n);
  put(e, s.p, s.n);
}

static void put_name(events *e, gk_xml_name name) {
  put_number(e, name.ns);
  put_str(e, name.local);
}

static void flush(events *e) {
  if (e->text.n > 0) {
    put(e, "=", 1);
    put_number(e, (size_t)(e->text.p - e->whole.p));
    put_str(e, e->text);
  }
  e->text = (gk_str){NULL, 0};
}

static gk_status on_start(void *ctx, gk_xml_name name, const gk_xml_attr *attrs, size_t n, size_t off) {
  events *e = ctx;
  flush(e);
  put(e, "<", 1);
  put_number(e, off);
  put_name(e, name);
  put_number(e, n);
  for (size_t i = 0; i < n; i++) {
    put_name(e, attrs[i].name);
    put_str(e, attrs[i].value);
  }
  return GK_OK;
}

static gk_status on_end(void *ctx, gk_xml_name name, size_t off) {
  events *e = ctx;
  flush(e);
  put(e, ">", 1);
  put_number(e, off);
  put_name(e, name);
  return GK_OK;
}

static gk_status on_text(void *ctx, gk_str text, gk_str source) {
  events *e = ctx;
  int is_slice = text.p == source.p && text.n == source.n;
  if (is_slice && e->text.n > 0 && e->text.p + e->text.n == text.p) {
    e->text.n += text.n;
    return GK_OK;
  }
  flush(e);
  if (is_slice) {
    e->text = text;
    return GK_OK;
  }
  put(e, "~", 1);
  put_number(e, (size_t)(source.p - e->whole.p));
  put_number(e, source.n);
  put_str(e, text);
  return GK_OK;
}

static void run(events *e, gk_xml_way way, gk_str xml, const gk_limits *limits) {
  *e = (events){.whole = xml};
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  gk_part part = {.name = GK_LIT("part"), .source = xml, .text = xml};
  gk_xml_source source = gk_xml_whole(&part);
  gk_xml_handler handler = {on_start, on_end, on_text, e};
  e->status = gk_xml_parse_by(way, &arena, &source, limits, &handler, NULL, &e->error);
  flush(e);
  gk_arena_free(&arena);
}

static int is_accepted(gk_str xml) {
  gk_arena arena;
  gk_xml_tape tape;
  gk_arena_init(&arena, NULL, 0);
  int accepted = gk_xml_tape_write(&tape, &arena, xml) == GK_TAPE_ACCEPTED;
  gk_arena_free(&arena);
  return accepted;
}

static const char *compare(const events *tape, const events *expat) {
  if (tape->status != expat->status)
    return "the tape and expat end differently";
  if (tape->n != expat->n || (tape->n > 0 && memcmp(tape->log, expat->log, tape->n) != 0))
    return "the tape and expat report different events";
  if (tape->status != GK_OK && (tape->error.off != expat->error.off || tape->error.detail != expat->error.detail))
    return "the tape and expat tell different errors";
  return NULL;
}

const char *xml_ways_check(gk_str xml, int *accepted) {
  int is = is_accepted(xml);
  if (accepted != NULL)
    *accepted = is;
  if (!is)
    return NULL;
  gk_limits limits = gk_limits_resolve(NULL);
  events tape, expat;
  run(&tape, GK_XML_TAPE_FIRST, xml, &limits);
  run(&expat, GK_XML_EXPAT, xml, &limits);
  const char *broken = compare(&tape, &expat);
  free(tape.log);
  free(expat.log);
  return broken;
}
