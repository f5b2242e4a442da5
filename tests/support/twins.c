#include "support/twins.h"

#include "container/zip.h"
#include "support/zipmake.h"
#include "text/encoding.h"
#include "text/utf8.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PARTS = 64 };

/* Whether places count. */
typedef enum places {
  PLACES_ASIDE,
  PLACES_COUNT,
} places;

static uint64_t add_to(uint64_t digest, const void *bytes, size_t n) {
  const unsigned char *p = bytes;
  for (size_t i = 0; i < n; i++)
    digest = (digest ^ p[i]) * UINT64_C(0x100000001b3);
  return digest;
}

static void add_bytes(saying *s, const void *bytes, size_t n) {
  s->words = add_to(s->words + 1, bytes, n);
}

static void add_number(saying *s, int64_t number) {
  add_bytes(s, &number, sizeof number);
}

static void add_text(saying *s, gk_str text) {
  add_number(s, (int64_t)text.n);
  add_bytes(s, text.p, text.n);
}

static void add_place(saying *s, gk_span where) {
  const uint64_t numbers[] = {where.part, where.off, where.n};
  s->places = add_to(s->places + 1, numbers, sizeof numbers);
}

static void add_layout(saying *s, const gk_layout *layout) {
  for (size_t i = 0; i < layout->n_nodes; i++) {
    const gk_node *node = &layout->nodes[i];
    add_number(s, node->kind | node->flags << 8 | node->level << 16);
    add_number(s, node->end);
    if (node->kind == GK_NODE_PARA)
      add_text(s, (gk_str){node->u.para.p, node->u.para.n});
    else if (node->kind == GK_NODE_TABLE)
      add_number(s, (int64_t)node->u.table.n_rows << 32 | node->u.table.n_cols);
    else {
      add_number(s, (int64_t)node->u.cell.row << 32 | node->u.cell.col);
      add_number(s, (int64_t)node->u.cell.row_span << 32 | node->u.cell.col_span);
    }
  }
}

static void add_cells(saying *s, const gk_report *report) {
  for (size_t i = 0; report->form != NULL && i < report->form->n_cells; i++) {
    const gk_cell *cell = &report->cells[i];
    add_number(s, cell->state);
    if (cell->state == GK_STATE_ABSENT)
      continue;
    add_number(s, cell->value.digits);
    add_number(s, cell->value.scale);
    add_text(s, cell->unit);
    add_text(s, cell->raw);
    add_place(s, cell->where);
  }
}

static void add_report(saying *s, const gk_report *report) {
  const gk_contact *c = &report->contact;
  const gk_str texts[] = {report->title, report->agency, c->address, c->postcode,
                          c->phone,      c->fax,         c->email,   c->website};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    add_text(s, texts[i]);
  add_number(s, report->year);
  add_number(s, (int64_t)report->published.year << 16 | report->published.month << 8 | report->published.day);
  for (size_t i = 0; i < report->n_sections; i++) {
    add_number(s, report->sections[i].id);
    add_text(s, report->sections[i].title);
    for (size_t k = 0; k < report->sections[i].n_paragraphs; k++)
      add_text(s, report->sections[i].paragraphs[k]);
  }
  add_cells(s, report);
}

static void add_diags(saying *s, const gk_diags *diags) {
  for (size_t i = 0; i < diags->n; i++) {
    const gk_diag *diag = &diags->items[i];
    add_text(s, (gk_str){diag->kind->code, strlen(diag->kind->code)});
    add_number(s, diag->cell);
    add_number(s, diag->args[0]);
    add_number(s, diag->args[1]);
    add_place(s, (gk_span){diag->part, diag->off, diag->n});
  }
}

const char *twins_listen(void *ctx, const gk_doc *doc, const gk_report *report, const gk_source *source) {
  saying *s = ctx;
  (void)source;
  add_layout(s, &doc->layout);
  add_report(s, report);
  add_diags(s, &doc->diags);
  return NULL;
}

/* Reads a twin, which must say the same. */
static const char *compare(gk_str twin, const pipeline_options *options, gk_status status, const saying *said, places p,
                           const char *differs) {
  saying says = {0};
  pipeline_options listening = *options;
  gk_arena arena;
  listening.look = twins_listen;
  listening.ctx = &says;
  gk_arena_init(&arena, NULL, PIPELINE_ARENA_BYTES);
  outcome o = pipeline_run(&arena, twin, &listening);
  gk_arena_free(&arena);
  if (o.broken == NULL &&
      (o.status != status || says.words != said->words || (p == PLACES_COUNT && says.places != said->places)))
    o.broken = differs;
  return o.broken;
}

/* Texts */

static gk_str convert(gk_str s, const char *from, const char *to, const char *mark, size_t mark_n) {
  size_t room = 4 * s.n + 16, left = s.n;
  char *out = malloc(room), *end = out, *in = (char *)(uintptr_t)s.p;
  iconv_t cd = iconv_open(to, from);
  if (out == NULL || cd == (iconv_t)-1)
    abort();
  memcpy(end, mark, mark_n);
  end += mark_n;
  room -= mark_n;
  if (iconv(cd, &in, &left, &end, &room) == (size_t)-1 || iconv(cd, NULL, NULL, &end, &room) == (size_t)-1) {
    free(out);
    out = NULL;
  }
  (void)iconv_close(cd);
  return (gk_str){out, out == NULL ? 0 : (size_t)(end - out)};
}

/* The text in another encoding, if it comes back out of it as it was: editions of GB18030 differ. */
static gk_str encode(gk_str s, const char *encoding, const char *mark, size_t mark_n) {
  gk_str twin = convert(s, "UTF-8", encoding, mark, mark_n);
  if (twin.p == NULL)
    return twin;
  gk_str back = convert((gk_str){twin.p + mark_n, twin.n - mark_n}, encoding, "UTF-8", "", 0);
  int same = back.p != NULL && back.n == s.n && memcmp(back.p, s.p, s.n) == 0;
  free((void *)(uintptr_t)back.p);
  if (same)
    return twin;
  free((void *)(uintptr_t)twin.p);
  return (gk_str){NULL, 0};
}

const char *twins_of_text(gk_str input, const pipeline_options *options, gk_status status, const saying *said) {
  static const struct {
    const char *encoding, *mark, *differs;
    size_t mark_n;
  } twins[] = {{"UTF-16LE", "\xFF\xFE", "a text in UTF-16 reads otherwise than in UTF-8", 2},
               {"UTF-16BE", "\xFE\xFF", "a text in UTF-16 reads otherwise than in UTF-8", 2},
               {"GB18030", "\x84\x31\x95\x33", "a text in GB18030 reads otherwise than in UTF-8", 4}};
  gk_encoding encoding;
  const char *broken = NULL;
  if (input.n == 0 || !gk_utf8_valid(input, NULL) || gk_encoding_mark(GK_ENCODING_UTF8, input) > 0 ||
      !gk_encoding_guess(input, &encoding) || encoding != GK_ENCODING_UTF8 || gk_sniff(input, NULL) != GK_FORMAT_TEXT)
    return NULL;
  size_t i = input.n % (sizeof twins / sizeof *twins);
  gk_str twin = encode(input, twins[i].encoding, twins[i].mark, twins[i].mark_n);
  if (twin.p != NULL && gk_sniff(twin, NULL) == GK_FORMAT_TEXT)
    broken = compare(twin, options, status, said, PLACES_ASIDE, twins[i].differs);
  free((void *)(uintptr_t)twin.p);
  return broken;
}

/* Packages */

/* All entries of a zip but folders, read whole; 0 if one can't be, or there are more than a twin may have. */
static size_t unpack(gk_arena *arena, gk_str input, const gk_limits *limits, zipmake_item items[MAX_PARTS]) {
  gk_zip *zip = NULL;
  gk_zip_entry *entries = NULL;
  gk_error error;
  size_t n = 0, n_entries = 0;
  if (gk_zip_directory(arena, input, limits, &entries, &n_entries, &error) != GK_OK || n_entries > MAX_PARTS ||
      gk_zip_open(arena, input, limits, &zip, &error) != GK_OK)
    return 0;
  for (size_t i = 0; i < n_entries; i++) {
    const gk_zip_entry *entry = gk_zip_find(zip, entries[i].name);
    if (entries[i].name.n > 0 && entries[i].name.p[entries[i].name.n - 1] == '/')
      continue;
    items[n] = (zipmake_item){.name = entries[i].raw_name};
    if (entry == NULL || gk_zip_read(zip, entry, arena, &items[n].data, &error) != GK_OK) {
      n = 0;
      break;
    }
    n++;
  }
  gk_zip_close(zip);
  return n;
}

/* The order the other way round, but for what an OpenDocument must begin with. */
static void turn_round(zipmake_item *items, size_t n) {
  size_t first = n > 0 && items[0].name.n == 8 && memcmp(items[0].name.p, "mimetype", 8) == 0;
  for (size_t i = first, k = n; i + 1 < k; i++) {
    zipmake_item item = items[i];
    items[i] = items[--k];
    items[k] = item;
  }
}

const char *twins_of_package(gk_str input, const pipeline_options *options, gk_status status, const saying *said) {
  zipmake_item items[MAX_PARTS];
  const gk_limits limits = gk_limits_resolve(&options->limits);
  const char *broken = NULL;
  gk_arena arena;
  if (input.n < 4 || memcmp(input.p, "PK\3\4", 4) != 0)
    return NULL;
  gk_arena_init(&arena, NULL, PIPELINE_ARENA_BYTES);
  size_t n = unpack(&arena, input, &limits, items);
  turn_round(items, n);
  if (n > 0) {
    gk_str twin = zipmake(items, n);
    broken = compare(twin, options, status, said, PLACES_COUNT, "a package packed otherwise reads otherwise");
    free((void *)(uintptr_t)twin.p);
  }
  gk_arena_free(&arena);
  return broken;
}
