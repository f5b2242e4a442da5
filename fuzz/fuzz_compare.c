/*
 * Two documents, divided as the parts of a Word file are (see docx_pack()), compared in both orders: what is counted of
 * two reports does not depend on which comes first.
 */
#include "target.h"

#include "support/docx.h"
#include "support/json_check.h"
#include "support/kept.h"

enum { MAX_BYTES = 1 << 17 };

/* A document, read as far as it can be. */
typedef struct side {
  gk_arena arena;
  gk_doc doc;
  gk_report report;
  gk_error error;
} side;

static void read_side(side *s, gk_str input) {
  gk_arena_init(&s->arena, NULL, PIPELINE_ARENA_BYTES);
  if (gk_doc_parse(&s->arena, input, &PIPELINE_LIMITS, &s->doc, &s->error) != GK_OK)
    return;
  s->error.status = gk_report_extract(&s->arena, &s->doc.layout, &s->doc.diags, &s->report);
}

static const char *broken_json(kept *json) {
  const char *broken = json_check(kept_str(json), NULL, NULL);
  free(json->p);
  return broken;
}

/* At least one was not read: a record says which. */
static const char *broken_failure(const side sides[2], const gk_source sources[2]) {
  const gk_error errors[2] = {sides[GK_BEFORE].error, sides[GK_AFTER].error};
  kept json = {0};
  if (gk_emit_comparison_error_json(errors, sources, GK_JSON_CANONICAL, kept_sink(&json)) != GK_OK)
    return "a failure is not written";
  return broken_json(&json);
}

static const char *broken_share(const gk_text_share *t) {
  if (t->n_repeated > t->n_repeated_masked || t->n_repeated_masked > t->n_chars)
    return "more characters are repeated than there are";
  if (t->n_sentences_repeated > t->n_sentences_repeated_masked || t->n_sentences_repeated_masked > t->n_sentences)
    return "more sentences are repeated than there are";
  return NULL;
}

static const char *broken_shares(const gk_comparison *c) {
  const char *broken = broken_share(&c->text);
  for (size_t i = 0; i < GK_N_SECTIONS && broken == NULL; i++)
    broken = broken_share(&c->sections[i].share);
  return broken;
}

static const char *broken_records(const gk_comparison *c, const gk_source sources[2]) {
  kept text = {0}, json = {0};
  gk_status status = gk_emit_comparison(c, sources, GK_SCOPE_CHANGES, GK_COLOUR_OFF, kept_sink(&text));
  if (status == GK_OK)
    status = gk_emit_comparison(c, sources, GK_SCOPE_ALL, GK_COLOUR_ON, kept_sink(&text));
  free(text.p);
  if (status == GK_OK)
    status = gk_emit_comparison_json(c, sources, GK_SCOPE_ALL, GK_JSON_CANONICAL, kept_sink(&json));
  if (status != GK_OK)
    return "a comparison is not written";
  return broken_json(&json);
}

/* The same two the other way round. */
static const char *broken_turn(const gk_comparison *there, const gk_comparison *back) {
  if (memcmp(there->differs, back->differs, sizeof there->differs) != 0)
    return "what differs depends on the order";
  if (there->years != back->years || there->n_links != back->n_links)
    return "what links two years depends on the order";
  if (there->n_cells != back->n_cells || there->n_changed != back->n_changed || there->n_gaps != back->n_gaps)
    return "the cells compared depend on the order";
  for (size_t i = 0; i < there->n_links; i++)
    if (there->years == GK_YEARS_NEXT && there->links[i].status != back->links[i].status)
      return "a link of two years depends on the order";
  for (size_t i = 0; i < GK_N_SECTIONS; i++)
    if (there->sections[i].is_same != back->sections[i].is_same)
      return "whether a section is the same depends on the order";
  return NULL;
}

static const char *broken_comparison(side sides[2], const gk_source sources[2]) {
  gk_comparison there, back;
  gk_arena *arena = &sides[GK_AFTER].arena;
  if (gk_compare(arena, &sides[GK_BEFORE].report, &sides[GK_AFTER].report, &there) != GK_OK ||
      gk_compare(arena, &sides[GK_AFTER].report, &sides[GK_BEFORE].report, &back) != GK_OK)
    return gk_arena_failed(arena) ? NULL : "two reports are not compared";
  const char *broken = broken_turn(&there, &back);
  if (broken == NULL)
    broken = broken_shares(&there);
  return broken != NULL ? broken : broken_records(&there, sources);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  gk_source sources[2] = {{.name = GK_LIT("before"), .format = "text"}, {.name = GK_LIT("after"), .format = "text"}};
  side sides[2] = {0};
  gk_str after = {(const char *)data, n}, before = part_cut(&after);
  if (n > MAX_BYTES || after.p == NULL)
    return 0;
  gk_str copies[2] = {exact_copy((const uint8_t *)before.p, before.n), exact_copy((const uint8_t *)after.p, after.n)};
  for (int i = GK_BEFORE; i <= GK_AFTER; i++) {
    read_side(&sides[i], copies[i]);
    sources[i].bytes = copies[i].n;
    sources[i].layout = &sides[i].doc.layout;
  }
  int are_read = sides[GK_BEFORE].error.status == GK_OK && sides[GK_AFTER].error.status == GK_OK;
  const char *broken = are_read ? broken_comparison(sides, sources) : broken_failure(sides, sources);
  for (int i = GK_BEFORE; i <= GK_AFTER; i++) {
    gk_arena_free(&sides[i].arena);
    exact_free(copies[i]);
  }
  die_if(broken);
  return 0;
}
