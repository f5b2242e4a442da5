#include "support/pipeline.h"

#include "support/faults.h"
#include "support/reread.h"
#include "support/twins.h"

#include <stdlib.h>
#include <string.h>

/*
 * After FNV-1a, but eight bytes at a time, each step's upper half put into its lower one. The same bytes in other
 * pieces have another digest: two runs of one program write the same pieces. Nobody forges anything.
 */
static gk_status digest(void *ctx, const char *p, size_t n) {
  outcome *o = ctx;
  o->n_output += n;
  while (n > 0) {
    uint64_t word = 0;
    size_t now = n < sizeof word ? n : sizeof word;
    memcpy(&word, p, now);
    o->digest = (o->digest ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    o->digest ^= o->digest >> 32;
    p += now;
    n -= now;
  }
  return GK_OK;
}

static int doc_is_zero(const gk_doc *doc) {
  return doc->format == GK_FORMAT_UNKNOWN && doc->layout.nodes == NULL && doc->layout.n_nodes == 0 &&
         doc->layout.segs == NULL && doc->layout.n_segs == 0 && doc->layout.parts == NULL && doc->layout.n_parts == 0 &&
         doc->diags.items == NULL && doc->diags.n == 0 && doc->diags.n_dropped == 0 && doc->encoding == 0;
}

static int is_empty(gk_str s) {
  return s.p == NULL && s.n == 0;
}

static int contact_is_zero(const gk_contact *c) {
  return is_empty(c->address) && is_empty(c->postcode) && is_empty(c->phone) && is_empty(c->fax) &&
         is_empty(c->email) && is_empty(c->website);
}

static int date_is_zero(gk_date date) {
  return date.year == 0 && date.month == 0 && date.day == 0;
}

static int report_is_zero(const gk_report *report) {
  return report->form == NULL && report->cells == NULL && is_empty(report->title) && is_empty(report->agency) &&
         report->year == 0 && date_is_zero(report->period_from) && date_is_zero(report->period_to) &&
         date_is_zero(report->published) && contact_is_zero(&report->contact) && report->preamble == NULL &&
         report->n_preamble == 0 && report->sections == NULL && report->n_sections == 0 && report->checks == NULL &&
         report->n_checks == 0;
}

static int span_is_inside(const gk_layout *layout, gk_span span) {
  if (span.part >= layout->n_parts)
    return 0;
  size_t n = layout->parts[span.part].source.n;
  return span.off <= n && span.n <= n - span.off;
}

static const char *broken_cells(const gk_layout *layout, const gk_report *report, size_t *n_numbers) {
  size_t n_cells = report->form != NULL ? report->form->n_cells : 0;
  for (size_t i = 0; i < n_cells; i++) {
    const gk_cell *cell = &report->cells[i];
    if (cell->state != GK_STATE_NUMBER && cell->value.digits != 0)
      return "a cell that is not a number has a value";
    if (cell->state != GK_STATE_ABSENT && !span_is_inside(layout, cell->where))
      return "a cell's place is outside its part";
    if (cell->state == GK_STATE_NUMBER && cell->where.n == 0)
      return "a number stands on no bytes";
    *n_numbers += cell->state == GK_STATE_NUMBER;
  }
  return NULL;
}

static const char *broken_diags(const gk_layout *layout, const gk_diags *diags) {
  for (size_t i = 0; i < diags->n; i++) {
    const gk_diag *diag = &diags->items[i];
    if (!span_is_inside(layout, (gk_span){diag->part, diag->off, diag->n}))
      return "a diagnostic's place is outside its part";
  }
  return NULL;
}

static const char *broken_checks(const gk_report *report) {
  if (report->n_checks != (report->form != NULL ? report->form->n_rules : 0))
    return "there is not one check for each rule";
  for (size_t i = 0; i < report->n_checks; i++)
    if (report->checks[i].status != GK_CHECK_NOT_ASSESSABLE &&
        (!report->checks[i].has_left || !report->checks[i].has_right))
      return "a check was decided without both sides";
  return NULL;
}

static gk_status emit_all(const gk_report *report, const gk_doc *doc, const gk_source *source, gk_sink sink) {
  gk_status status = gk_layout_print(&doc->layout, sink);
  if (status == GK_OK)
    status = gk_emit_json(report, &doc->diags, source, GK_JSON_CANONICAL, GK_EVIDENCE_ON, sink);
  if (status == GK_OK)
    status = gk_emit_json(report, &doc->diags, source, GK_JSON_PRETTY, GK_EVIDENCE_OFF, sink);
  if (status == GK_OK)
    status = gk_emit_cells(report, sink);
  if (status == GK_OK)
    status = gk_emit_checks(report, source, GK_COLOUR_OFF, sink);
  const gk_record record = {source, report, &doc->diags, NULL};
  if (status == GK_OK)
    status = gk_emit_csv(&record, GK_CSV_CELLS, GK_CSV_PLAIN, sink);
  if (status == GK_OK)
    status = gk_emit_csv(&record, GK_CSV_WIDE, GK_CSV_EXCEL, sink);
  return status;
}

static gk_status emit_comparison(const gk_comparison *c, const gk_source *source, gk_sink sink) {
  const gk_source sources[2] = {*source, *source};
  gk_status status = gk_emit_comparison_json(c, sources, GK_SCOPE_ALL, GK_JSON_CANONICAL, sink);
  if (status == GK_OK)
    status = gk_emit_comparison(c, sources, GK_SCOPE_ALL, GK_COLOUR_ON, sink);
  return status;
}

/* A report differs from itself in nothing, and all of its text stood in it already. */
static const char *broken_comparison(const gk_comparison *c) {
  for (size_t i = 0; i < GK_N_FIELDS; i++)
    if (c->differs[i])
      return "a report differs from itself";
  if (c->n_changed != 0 || c->n_gaps != 0 || c->n_cells != (c->after->form != NULL ? c->after->form->n_cells : 0))
    return "a report's cells are not those of itself";
  if (c->text.n_repeated != c->text.n_chars || c->text.n_sentences_repeated_masked != c->text.n_sentences)
    return "a report's text is not found in itself";
  for (size_t i = 0; i < GK_N_SECTIONS; i++)
    if (c->sections[i].is_same != (c->sections[i].n_chars_after > 0))
      return "a section is not the same as itself";
  return NULL;
}

static void compare_with_itself(gk_arena *arena, const gk_report *report, const gk_source *source, gk_sink sink,
                                outcome *o) {
  gk_comparison comparison;
  memset(&comparison, 0xa5, sizeof comparison);
  o->status = gk_compare(arena, report, report, &comparison);
  if (o->status != GK_OK) {
    if (comparison.before != NULL || comparison.cells != NULL || comparison.diags.items != NULL)
      o->broken = "a comparison is not zeroed after a failure";
    return;
  }
  o->broken = broken_comparison(&comparison);
  if (o->broken == NULL && emit_comparison(&comparison, source, sink) != GK_OK)
    o->broken = "a comparison could not be written though the sink took everything";
}

static const char *broken_report(const gk_doc *doc, const gk_report *report, const gk_source *source,
                                 const pipeline_options *options, outcome *o) {
  const char *broken = broken_cells(&doc->layout, report, &o->n_numbers);
  if (broken == NULL)
    broken = broken_diags(&doc->layout, &doc->diags);
  if (broken == NULL)
    broken = broken_checks(report);
  if (broken == NULL && options != NULL && options->look != NULL)
    broken = options->look(options->ctx, doc, report, source);
  return broken;
}

void pipeline_model(gk_arena *arena, gk_doc *doc, const gk_source *source, const pipeline_options *options,
                    outcome *o) {
  gk_sink sink = {digest, o};
  gk_report report;
  memset(&report, 0xa5, sizeof report);
  o->status = gk_report_extract(arena, &doc->layout, &doc->diags, &report);
  if (o->status != GK_OK) {
    gk_error error = {.status = o->status};
    if (!report_is_zero(&report))
      o->broken = "a report is not zeroed after a failure";
    else if (gk_emit_error_json(&error, source, GK_JSON_CANONICAL, sink) != GK_OK)
      o->broken = "a failure could not be written though the sink took everything";
    return;
  }
  o->broken = broken_report(doc, &report, source, options, o);
  if (o->broken == NULL && emit_all(&report, doc, source, sink) != GK_OK)
    o->broken = "a report could not be written though the sink took everything";
  if (o->broken == NULL)
    compare_with_itself(arena, &report, source, sink, o);
}

/* What stands behind the first line. */
static gk_status convert(void *ctx, gk_arena *arena, gk_format from, gk_str input, size_t max_bytes, gk_str *out,
                         gk_error *error) {
  (void)ctx, (void)arena, (void)from, (void)max_bytes, (void)error;
  const char *end = memchr(input.p, '\n', input.n);
  size_t first = end != NULL ? (size_t)(end - input.p) + 1 : input.n;
  *out = (gk_str){input.p + first, input.n - first};
  return GK_OK;
}

outcome pipeline_run(gk_arena *arena, gk_str input, const pipeline_options *options) {
  outcome o = {.digest = UINT64_C(0xcbf29ce484222325)};
  gk_sink sink = {digest, &o};
  gk_source source = {.name = GK_LIT("document"), .format = "unknown", .bytes = input.n};
  gk_doc doc;
  gk_error error;
  memset(&doc, 0xa5, sizeof doc);
  memset(&error, 0xa5, sizeof error);
  gk_doc_options reading = {.converter = {convert, NULL}};
  if (options != NULL)
    reading.limits = options->limits;
  o.status = gk_doc_parse_with(arena, input, &reading, &doc, &error);
  if (o.status != error.status)
    o.broken = "the status returned and the one in the error differ";
  else if (o.status == GK_OK) {
    source.format = gk_format_name(doc.format);
    source.encoding = gk_encoding_name(doc.encoding);
    source.layout = &doc.layout;
    o.n_nodes = doc.layout.n_nodes;
    if (gk_layout_check(&doc.layout, &o.broken) == SIZE_MAX)
      pipeline_model(arena, &doc, &source, options, &o);
  } else if (!doc_is_zero(&doc))
    o.broken = "a document is not zeroed after a failure";
  else if (gk_emit_error_json(&error, &source, GK_JSON_CANONICAL, sink) != GK_OK)
    o.broken = "a failure could not be written though the sink took everything";
  return o;
}

/* A document of a few kilobytes has no business with more; what is over the limit must fail well too. */
const gk_limits PIPELINE_LIMITS = {.text_bytes = 8u << 20,
                                   .part_bytes = 4u << 20,
                                   .package_bytes = 8u << 20,
                                   .nodes = 1u << 18,
                                   .segments = 1u << 19,
                                   .arena_bytes = PIPELINE_ARENA_BYTES};

/* A run in an arena of its own, of the size that the limits say, seen from outside too. */
static outcome run_counted(gk_str input, faults *f, const pipeline_options *options) {
  gk_alloc alloc = faults_alloc(f);
  gk_arena arena;
  gk_arena_init(&arena, &alloc, options->limits.arena_bytes);
  outcome o = pipeline_run(&arena, input, options);
  int has_failed = gk_arena_failed(&arena);
  gk_arena_free(&arena);
  if (o.broken == NULL && has_failed && o.status == GK_OK)
    o.broken = "memory was wanting, and all is said to be well";
  if (o.broken == NULL && (f->n_live != 0 || f->live_bytes != 0))
    o.broken = "memory is left when all is freed";
  return o;
}

static int differ(const outcome *a, const outcome *b) {
  return a->status != b->status || a->digest != b->digest || a->n_output != b->n_output;
}

/* Any number from 1 to n, and the same for the same input; 0 of none. */
static size_t choose(gk_str input, size_t n) {
  outcome hash = {.digest = UINT64_C(0xcbf29ce484222325)};
  (void)digest(&hash, input.p, input.n);
  return n == 0 ? 0 : (size_t)(hash.digest >> 16) % n + 1;
}

/* Want of memory is told, unless the document is refused for what it is all the same. */
static const char *broken_by_want(const outcome *o, const outcome *whole) {
  if (o->broken != NULL || o->status == GK_STATUS_NO_MEMORY || (whole->status != GK_OK && !differ(o, whole)))
    return o->broken;
  return "memory was wanting, and the status is another";
}

/* Once more, with an allocation that fails. */
static const char *broken_by_fault(gk_str input, const outcome *whole, size_t n_calls) {
  const pipeline_options plain = {.limits = PIPELINE_LIMITS};
  faults f = {.fail_at = choose(input, n_calls)};
  outcome o = run_counted(input, &f, &plain);
  if (o.broken == NULL && f.n_failed == 0)
    return differ(&o, whole) ? "a run with a fault that did not come differs" : NULL;
  return broken_by_want(&o, whole);
}

/* And in arenas that may take no more than a part of what it needs: any piece of the last chunk may be too much. */
static const char *broken_by_limit(gk_str input, const outcome *whole, size_t peak_bytes) {
  pipeline_options narrow = {.limits = PIPELINE_LIMITS};
  narrow.limits.arena_bytes = choose(input, peak_bytes);
  faults f = {0};
  outcome o = run_counted(input, &f, &narrow);
  return o.status == GK_OK && !differ(&o, whole) ? o.broken : broken_by_want(&o, whole);
}

/* What must hold of a report and costs memory to see; and what it says, for its twin. */
static const char *reread(void *ctx, const gk_doc *doc, const gk_report *report, const gk_source *source) {
  const char *broken = reread_numbers(&doc->layout, report);
  (void)twins_listen(ctx, doc, report, source);
  return broken != NULL ? broken : reread_records(report, &doc->diags, source);
}

/* Two runs, the first of which is looked at. `seen` gets what it took. */
static const char *run_twice(gk_str input, pipeline_look *look, void *ctx, outcome *first, faults *seen) {
  const pipeline_options plain = {.limits = PIPELINE_LIMITS};
  const pipeline_options looking = {.limits = PIPELINE_LIMITS, .look = look, .ctx = ctx};
  faults counts[2] = {{.fill = 0}, {.fill = 0xFF}};
  *first = run_counted(input, &counts[0], &looking);
  *seen = counts[0];
  if (first->broken != NULL)
    return first->broken;
  if (counts[0].peak_bytes > 2 * PIPELINE_ARENA_BYTES) /* the document's arena, and one for the reader's scratch */
    return "more memory was taken than the arenas may have";
  if (first->status == GK_STATUS_NO_MEMORY && counts[0].peak_bytes < PIPELINE_ARENA_BYTES / 4)
    return "memory is said to be wanting, and was not";
  outcome second = run_counted(input, &counts[1], &plain);
  if (second.broken != NULL)
    return second.broken;
  return differ(first, &second) || counts[0].n_calls != counts[1].n_calls ? "two runs over the same bytes differ"
                                                                          : NULL;
}

/* A block of its own; NULL without memory. */
static char *copy_of(gk_str input) {
  char *copy = malloc(input.n != 0 ? input.n : 1);
  if (copy != NULL && input.n != 0)
    memcpy(copy, input.p, input.n);
  return copy;
}

const char *pipeline_check(gk_str input, outcome *first) {
  outcome unwanted;
  faults seen;
  char *copy = copy_of(input);
  if (copy == NULL)
    return "the test itself has no memory";
  const char *broken = run_twice((gk_str){copy, input.n}, NULL, NULL, first != NULL ? first : &unwanted, &seen);
  free(copy);
  return broken;
}

const char *pipeline_check_all(gk_str input) {
  const pipeline_options plain = {.limits = PIPELINE_LIMITS};
  saying said = {0};
  outcome whole;
  faults seen;
  char *p = copy_of(input);
  if (p == NULL)
    return "the test itself has no memory";
  gk_str copy = {p, input.n};
  const char *broken = run_twice(copy, reread, &said, &whole, &seen);
  if (broken == NULL)
    broken = broken_by_fault(copy, &whole, seen.n_calls);
  if (broken == NULL)
    broken = broken_by_limit(copy, &whole, seen.peak_bytes);
  if (broken == NULL)
    broken = twins_of_text(copy, &plain, whole.status, &said);
  if (broken == NULL)
    broken = twins_of_package(copy, &plain, whole.status, &said);
  free(p);
  return broken;
}
