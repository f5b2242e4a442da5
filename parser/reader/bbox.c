/*
 * bbox.c: a PDF as `pdftotext -bbox-layout` tells it: XHTML with the words of each page and the boxes they stand in.
 *
 *   <!DOCTYPE html PUBLIC ...><html><head>...</head><body><doc>
 *     <page width="595.3" height="841.9"><flow><block ...><line ...>
 *       <word xMin="72.1" yMin="74.1" xMax="135.1" yMax="87.8">text</word>
 *
 * Only pages and words are looked at: which words make a line is for the geometry to say (layout/page.h), which sees
 * tables where poppler sees flows and blocks. The document type names no entity and is passed over, never followed; one
 * that declares any is refused as everywhere.
 *
 * A small number set high right behind a word is the mark of a note and no part of what it stands at: 4 with the mark
 * of note 34 would be 434. It is left out, as it is of Word files.
 *
 * A PDF may map its glyphs to characters that XML does not allow, and poppler writes them as they are. They are
 * replaced by others of the same length, so that offsets stay true, and none that may be taken for a digit or a blank.
 */
#include "container/xml.h"
#include "layout/page.h"
#include "layout/vec.h"
#include "reader/reader.h"
#include "text/trim.h"
#include "text/utf8.h"

#include <string.h>

/* Whole points: the largest page of a PDF has 14,400 units, of 75 inches at most. */
enum { PLACE_DIGITS = 8 };

/* Bytes in which the body begins: before it stand the title and a few lines about the author. */
enum { HEAD_MAX = 8192 };

typedef struct bbox {
  gk_reading *r;
  gk_arena scratch; /* holds the words until the pages are finished */
  gk_page *page;
  gk_vec joined; /* the open word's text, where it is not a slice of the part */
  gk_word word;
  gk_word last; /* that of the page which was added last; x1 below x0 if none was */
  int is_in_word;
  int has_place;
  int is_joined;
  size_t n_pages;
  size_t n_words; /* of all elements, blank ones too */
  size_t n_placed;
  int64_t n_misplaced;
} bbox;

static const gk_word none = {.x1 = -1};

/* What XML does not allow */

/* The bytes of the character at p if XML 1.0 does not allow it, else 0. `n` > 0 bytes are left. */
static size_t disallowed(const char *p, size_t n, size_t *step) {
  unsigned char c = (unsigned char)*p;
  int is_valid = 1;
  *step = 1;
  if (c < 0x80)
    return c < 0x20 && c != '\t' && c != '\n' && c != '\r';
  *step = gk_utf8_step(p, n, &is_valid);
  int is_surrogate = !is_valid && n >= 3 && c == 0xED && gk_utf8_is_tail(p[1]) && gk_utf8_is_tail(p[2]);
  if (is_surrogate)
    *step = 3;
  int is_noncharacter = is_valid && *step == 3 && memcmp(p, "\xEF\xBF", 2) == 0 && (unsigned char)p[2] >= 0xBE;
  return is_valid && !is_noncharacter ? 0 : *step;
}

static size_t count_disallowed(gk_str s, size_t *first) {
  size_t n_bad = 0, step;
  for (size_t at = 0; at < s.n; at += step)
    if (disallowed(s.p + at, s.n - at, &step) > 0 && n_bad++ == 0)
      *first = at;
  return n_bad;
}

static void replace_disallowed(char *p, size_t n) {
  static const char replacement[] = {'\xEF', '\xBF', '\xBD'}; /* U+FFFD */
  size_t step;
  for (size_t at = 0; at < n; at += step) {
    size_t bytes = disallowed(p + at, n - at, &step);
    if (bytes == 3)
      memcpy(p + at, replacement, sizeof replacement);
    else if (bytes > 0)
      memset(p + at, '?', bytes);
  }
}

/* A copy of the input without such characters, or the input itself if it has none. */
static gk_status clean(gk_reading *r, gk_str *out) {
  size_t first = 0, n_bad = count_disallowed(r->input, &first);
  *out = r->input;
  if (n_bad == 0)
    return GK_OK;
  char *p = gk_arena_alloc(r->arena, r->input.n, 1);
  if (p == NULL)
    return GK_STATUS_NO_MEMORY;
  memcpy(p, r->input.p, r->input.n);
  replace_disallowed(p, r->input.n);
  *out = (gk_str){p, r->input.n};
  gk_diags_add(r->diags,
               (gk_diag){.kind = &GK_DIAG_BAD_BYTES, .cell = GK_NO_CELL, .off = first, .args = {(int64_t)n_bad}});
  return GK_OK;
}

/* The part as XML is to see it: from behind a document type that declares nothing. */
static gk_part without_doctype(const gk_part *part) {
  gk_part body = *part;
  static const char doctype[] = "<!DOCTYPE";
  enum { DOCTYPE_N = sizeof doctype - 1, DOCTYPE_MAX = 256 };
  if (part->text.n < DOCTYPE_N || memcmp(part->text.p, doctype, DOCTYPE_N) != 0)
    return body;
  for (size_t at = DOCTYPE_N; at < part->text.n && at < DOCTYPE_MAX; at++) {
    if (part->text.p[at] == '[')
      return body;
    if (part->text.p[at] == '>') {
      body.text = (gk_str){part->text.p + at + 1, part->text.n - at - 1};
      return body;
    }
  }
  return body;
}

/* Words */

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* A decimal number as hundredths, what is finer cut off; 0 if it is none, or too far out for any page. */
static int read_place(gk_str s, int32_t *out) {
  size_t at = s.n > 0 && s.p[0] == '-', start = at, n_fraction = 0;
  int32_t value = 0;
  while (at < s.n && is_digit(s.p[at]) && at - start < PLACE_DIGITS - 1)
    value = value * 10 + (s.p[at++] - '0');
  if (at == start)
    return 0;
  if (at < s.n && s.p[at] == '.')
    at++;
  else if (at < s.n)
    return 0;
  for (; at < s.n && is_digit(s.p[at]); at++)
    if (n_fraction < 2) {
      value = value * 10 + (s.p[at] - '0');
      n_fraction++;
    }
  for (; n_fraction < 2; n_fraction++)
    value *= 10;
  *out = s.p[0] == '-' ? -value : value;
  return at == s.n;
}

static int has_place(const gk_xml_attr *attrs, size_t n, gk_word *word) {
  return read_place(gk_xml_get(attrs, n, GK_NS_NONE, "xMin"), &word->x0) &&
         read_place(gk_xml_get(attrs, n, GK_NS_NONE, "xMax"), &word->x1) &&
         read_place(gk_xml_get(attrs, n, GK_NS_NONE, "yMin"), &word->y0) &&
         read_place(gk_xml_get(attrs, n, GK_NS_NONE, "yMax"), &word->y1) && word->x0 <= word->x1 &&
         word->y0 <= word->y1;
}

static gk_status refuse(bbox *b, gk_status status, const char *detail) {
  *b->r->error = (gk_error){.status = status, .detail = detail};
  return status;
}

static gk_status on_start(void *ctx, gk_xml_name name, const gk_xml_attr *attrs, size_t n_attrs, size_t off) {
  bbox *b = ctx;
  (void)off;
  if (gk_str_is(name.local, "word")) {
    b->word = (gk_word){0};
    b->is_in_word = 1;
    b->is_joined = 0;
    b->has_place = has_place(attrs, n_attrs, &b->word);
    if (b->n_words++ == b->r->limits->words)
      return refuse(b, GK_STATUS_TOO_COMPLEX, "the pages have too many words");
  } else if (gk_str_is(name.local, "page") && b->n_pages++ == b->r->limits->pages) {
    return refuse(b, GK_STATUS_TOO_COMPLEX, "there are too many pages");
  }
  return GK_OK;
}

static gk_status join(bbox *b, gk_str text) {
  if (text.n == 0)
    return GK_OK;
  char *p = gk_vec_push(&b->scratch, &b->joined, text.n, 1);
  if (p == NULL)
    return GK_STATUS_NO_MEMORY;
  memcpy(p, text.p, text.n);
  return GK_OK;
}

/* A word comes in one piece unless it holds an entity. */
static gk_status on_text(void *ctx, gk_str text, gk_str source) {
  bbox *b = ctx;
  gk_word *word = &b->word;
  if (!b->is_in_word)
    return GK_OK;
  int is_slice = text.p == source.p, is_first = word->source.p == NULL;
  const char *end = source.p + source.n;
  if (is_first)
    word->source = source;
  word->source.n = (size_t)(end - word->source.p);
  if (!b->is_joined && is_slice && (is_first || word->text.p + word->text.n == source.p)) {
    word->text = word->source;
    return GK_OK;
  }
  if (!b->is_joined) {
    b->is_joined = 1;
    b->joined.n = 0;
    gk_status status = join(b, word->text);
    if (status != GK_OK)
      return status;
  }
  return join(b, text);
}

/* The word's text, for as long as the pages need it; `source` shrinks with a slice that had blanks around it. */
static gk_status settle_text(bbox *b, gk_word *word) {
  if (!b->is_joined) {
    word->text = gk_str_trim(word->text);
    word->source = word->text;
    return GK_OK;
  }
  gk_str text = gk_str_trim((gk_str){b->joined.items, b->joined.n});
  word->text = gk_arena_copy(&b->scratch, text);
  return text.n > 0 && word->text.n == 0 ? GK_STATUS_NO_MEMORY : GK_OK;
}

static int is_number(gk_str s) {
  for (size_t i = 0; i < s.n; i++)
    if (!is_digit(s.p[i]))
      return 0;
  return s.n > 0;
}

/* Squares and the like are powers of ASCII letters. */
static int is_note_mark(const gk_word *last, const gk_word *word) {
  if (last->x1 < last->x0 || !is_number(word->text))
    return 0;
  char c = (char)(last->text.p[last->text.n - 1] | 0x20);
  int32_t height = last->y1 - last->y0, gap = word->x0 - last->x1;
  int is_small = (int64_t)(word->y1 - word->y0) * 4 <= (int64_t)height * 3;
  int is_high = word->y1 < last->y1 && word->y0 < last->y0 + height / 2 && word->y1 > last->y0;
  return is_small && is_high && gap > -height / 4 && gap < height / 4 && !(c >= 'a' && c <= 'z');
}

static void add_word(bbox *b) {
  if (!b->has_place) {
    b->n_misplaced++;
    return;
  }
  if (is_note_mark(&b->last, &b->word))
    return;
  gk_page_add_word(b->page, &b->word);
  b->last = b->word;
  b->n_placed++;
}

static gk_status on_end(void *ctx, gk_xml_name name, size_t off) {
  bbox *b = ctx;
  (void)off;
  if (gk_str_is(name.local, "page")) {
    gk_page_end(b->page);
    b->last = none;
  }
  if (!b->is_in_word || !gk_str_is(name.local, "word"))
    return GK_OK;
  b->is_in_word = 0;
  gk_status status = settle_text(b, &b->word);
  if (status != GK_OK || b->word.text.n == 0)
    return status;
  add_word(b);
  return gk_builder_status(b->r->builder);
}

static gk_status read_words(bbox *b, const gk_part *part) {
  gk_xml_handler handler = {on_start, on_end, on_text, b};
  gk_part body = without_doctype(part);
  gk_xml_source source = gk_xml_whole(&body);
  gk_status status = gk_xml_parse(&b->scratch, &source, b->r->limits, &handler, NULL, b->r->error);
  if (status != GK_OK)
    return status;
  if (b->n_placed == 0)
    return refuse(b, GK_STATUS_NO_TEXT_LAYER, NULL);
  if (b->n_misplaced > 0)
    gk_diags_add(b->r->diags, (gk_diag){.kind = &GK_DIAG_WORD_MISPLACED, .cell = GK_NO_CELL, .args = {b->n_misplaced}});
  return gk_page_finish(b->page);
}

static size_t skip_blanks(gk_str s, size_t at) {
  while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\n' || s.p[at] == '\r'))
    at++;
  return at;
}

int gk_is_bbox(gk_str input) {
  static const char doc[] = "<doc>", page[] = "<page width=";
  enum { DOC_N = sizeof doc - 1, PAGE_N = sizeof page - 1 };
  size_t end = input.n < HEAD_MAX ? input.n : HEAD_MAX;
  for (size_t at = 0; at + DOC_N <= end; at++) {
    if (input.p[at] != '<' || memcmp(input.p + at, doc, DOC_N) != 0)
      continue;
    at = skip_blanks(input, at + DOC_N);
    return input.n - at >= PAGE_N && memcmp(input.p + at, page, PAGE_N) == 0;
  }
  return 0;
}

gk_status gk_read_bbox(gk_reading *r) {
  gk_part part = {.name = GK_LIT(""), .encoding = GK_ENCODING_UTF8};
  if (r->format == GK_FORMAT_PDF)
    part.name = GK_LIT("pdftotext -bbox-layout");
  gk_status status = clean(r, &part.source);
  if (status != GK_OK)
    return status;
  part.text = part.source;
  bbox b = {.r = r, .last = none};
  gk_arena_init(&b.scratch, &r->arena->alloc, r->limits->arena_bytes);
  b.page = gk_page_new(&b.scratch, r->builder, r->limits, gk_builder_add_part(r->builder, &part));
  status = b.page != NULL ? read_words(&b, &part) : GK_STATUS_NO_MEMORY;
  gk_arena_free(&b.scratch);
  return status;
}
