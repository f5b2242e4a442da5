/*
 * lines_chain.c: labels out of their pieces. A label that was broken over lines comes in pieces among those of its
 * neighbours; a piece belongs to the label that it goes on with. Several labels may be open at once: one in each
 * column of the page, and a few where only order is known.
 */
#include "extract/lines.h"

#include <string.h>

#include "extract/fold.h"
#include "extract/numeral.h"

enum {
  MAX_BYTES = 512,
  MAX_PIECES = 64,
  MAX_OPEN = 48, /* columns of the page, with labels one character a line */
  MAX_ABOVE = 4, /* a label, its group, the group of that, and one torn by a page's end */
};

typedef struct chain {
  char text[MAX_BYTES]; /* all pieces' texts */
  uint32_t n_bytes;
  uint32_t pieces[MAX_PIECES];
  uint32_t n;
  uint32_t n_complete; /* pieces of the longest label there is so far; 0 for none */
  uint32_t col;
  uint32_t col_end;
  uint8_t part; /* of its last piece's cell */
  uint8_t can_go_on;
  uint8_t is_note; /* a text in brackets */
  uint8_t in_brackets;
  uint8_t is_nameless; /* so far nothing but an enumeration */
  uint8_t n_key;       /* code points that count */
} chain;

typedef struct linker {
  gk_lines *lines;
  chain *open; /* the one that got a piece last is the last */
  uint32_t n_open;
  uint32_t max_open;
} linker;

/* What a text is as the beginning of a label. */
typedef struct reading {
  int is_label;
  int can_go_on;
  int is_note;
  int in_brackets;
  int is_nameless;
  uint8_t n_key;
} reading;

enum { MAX_CPS = 160 };

static size_t fold(gk_str text, uint32_t *cps) {
  size_t n = 0;
  for (size_t i = 0; i < text.n && n < MAX_CPS;) {
    uint32_t cp = gk_fold_cp(gk_utf8_next(text, &i));
    if (cp != 0)
      cps[n++] = cp;
  }
  return n;
}

static int is_numeral(uint32_t cp) {
  static const uint32_t numerals[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};
  for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
    if (numerals[i] == cp)
      return 1;
  return cp >= '1' && cp <= '9';
}

/* How many code points of "(三)", "三、", "1.", "⑵" stand at the front, whole or only begun. */
static size_t enumeration(const uint32_t *cps, size_t n) {
  size_t i = n > 0 && cps[0] == '(';
  if (n > 0 && gk_enclosed_number(cps[0]) != 0)
    return 1;
  if (i < n && is_numeral(cps[i]))
    i++;
  else
    return i == n ? i : 0;
  if (i < n && (cps[i] == ')' || cps[i] == '.' || cps[i] == 0x3001))
    i++;
  return i;
}

static reading read_text(gk_str text) {
  reading r = {0};
  uint32_t cps[MAX_CPS];
  size_t n = fold(text, cps);
  size_t skip = enumeration(cps, n);
  size_t opened = 0, depth = 0, end = n;
  for (size_t i = skip; i < n; i++) {
    if (cps[i] == '(' && depth++ == 0 && opened++ == 0)
      end = i;
    if (cps[i] == ')' && depth > 0)
      depth--;
  }
  gk_label_key key = {.n = 0};
  size_t n_labels;
  gk_label_key_add(&key, text);
  r.is_nameless = skip == n;
  r.n_key = key.n;
  r.is_note = opened != 0 && end == skip;
  r.in_brackets = depth != 0;
  r.is_label = !r.is_note && gk_label_find(&key, &n_labels) != NULL;
  if (r.is_note || opened != 0)
    r.can_go_on = depth != 0 && n < MAX_CPS && (r.is_note || r.is_label);
  else
    r.can_go_on = r.is_nameless || (key.n != 0 && gk_label_is_begun(&key));
  return r;
}

int gk_lines_is_enumerated(gk_str text) {
  gk_label_key key = {.n = 0};
  gk_label_key_add(&key, text);
  return key.ordinal != 0;
}

static int begins_note(gk_str text) {
  size_t i = 0;
  return text.n != 0 && gk_fold_cp(gk_utf8_next(text, &i)) == '(';
}

static void take(chain *c, uint32_t idx, const gk_piece *piece, const reading *r) {
  int is_first = c->n == 0 || c->is_nameless; /* with a name */
  memcpy(c->text + c->n_bytes, piece->cell.text.p, piece->cell.text.n);
  c->n_bytes += (uint32_t)piece->cell.text.n;
  c->pieces[c->n++] = idx;
  if ((r->is_label || r->is_note) && (!r->in_brackets || (r->is_label && is_first)))
    c->n_complete = c->n;
  c->part = piece->part;
  c->can_go_on = (uint8_t)r->can_go_on;
  c->is_note = (uint8_t)r->is_note;
  c->in_brackets = (uint8_t)r->in_brackets;
  c->is_nameless = (uint8_t)r->is_nameless;
  c->n_key = r->n_key;
  if (c->n == 1 || piece->cell.col < c->col)
    c->col = piece->cell.col;
  if (c->n == 1 || piece->cell.col_end > c->col_end)
    c->col_end = piece->cell.col_end;
}

/* Whether the chain goes on with this piece; `r` out: what the whole then is. */
static int goes_on(const chain *c, const gk_piece *piece, reading *r) {
  char text[MAX_BYTES];
  if (!c->can_go_on || c->n == MAX_PIECES || c->n_bytes + piece->cell.text.n > MAX_BYTES ||
      gk_lines_is_enumerated(piece->cell.text) ||
      (c->in_brackets && !c->is_nameless && (piece->cell.n_labels != 0 || read_text(piece->cell.text).is_nameless)))
    return 0;
  memcpy(text, c->text, c->n_bytes);
  memcpy(text + c->n_bytes, piece->cell.text.p, piece->cell.text.n);
  *r = read_text((gk_str){text, c->n_bytes + piece->cell.text.n});
  if (c->n_complete == c->n && r->n_key == c->n_key && !c->in_brackets && !begins_note(piece->cell.text))
    return 0; /* a stroke or a stop below a whole label is none of it */
  return r->can_go_on || r->is_label || (r->is_note && !r->in_brackets);
}

/* A bracket that was never closed: what goes on with it right behind the label and before its values is the label's. */
static int is_open_note(const gk_lines *lines, const chain *c) {
  if (!lines->is_one_a_line || !c->in_brackets || c->is_note || c->n != c->n_complete + 1)
    return 0;
  uint32_t last = c->pieces[c->n - 1];
  return last == c->pieces[c->n - 2] + 1 && last + 1 < lines->n_pieces && lines->pieces[last + 1].kind != GK_PIECE_TEXT;
}

/* Pieces of a whole label, and not those that came behind it in vain. */
static void close_chain(gk_lines *lines, chain *c) {
  if (c->n_complete == 0)
    return;
  c->n_complete += (uint32_t)is_open_note(lines, c);
  if (!lines->is_ragged && !lines->is_placed && c->in_brackets && !c->is_note) /* a note that was never closed */
    c->n_complete = c->n;
  while (lines->is_ragged && !lines->is_one_a_line && c->in_brackets && c->n_complete < c->n &&
         c->pieces[c->n_complete] == c->pieces[c->n_complete - 1] + 1)
    c->n_complete++;
  gk_mark *mark = &lines->marks[lines->n_marks];
  *mark = (gk_mark){.first = c->pieces[0], .last = c->pieces[c->n_complete - 1], .group = GK_NO_MARK};
  mark->is_known = !c->is_note;
  mark->is_note = c->is_note;
  for (uint32_t i = 0; i < c->n_complete; i++)
    lines->pieces[c->pieces[i]].mark = lines->n_marks;
  lines->n_marks++;
}

/* The order of the open ones tells which is the latest; by columns of the page it does not matter. */
static void close_at(linker *k, uint32_t i) {
  close_chain(k->lines, &k->open[i]);
  k->n_open--;
  if (k->lines->is_ragged)
    memmove(&k->open[i], &k->open[i + 1], (k->n_open - i) * sizeof *k->open);
  else if (i < k->n_open)
    memcpy(&k->open[i], &k->open[k->n_open], sizeof *k->open);
}

static void close_whole(linker *k) {
  for (uint32_t i = k->n_open; i-- > 0;)
    if (k->open[i].n_complete == k->open[i].n)
      close_at(k, i);
}

static int overlap(const chain *c, const gk_piece *piece) {
  return c->col < piece->cell.col_end && piece->cell.col < c->col_end;
}

/* On a page, a value below a whole label ends it: a note further down is another value's. */
static void close_above(linker *k, const gk_piece *value) {
  for (uint32_t i = k->n_open; i-- > 0 && !k->lines->is_ragged;)
    if (k->open[i].n_complete == k->open[i].n && overlap(&k->open[i], value))
      close_at(k, i);
}

/* Of two chains that go on with a piece: one with a name before one that is only "（三）" so far, then one in the same
   part of its cell. */
static int is_better(const chain *c, const chain *than, const gk_piece *piece) {
  if (c->is_nameless != than->is_nameless)
    return than->is_nameless;
  return c->part == piece->part && than->part != piece->part;
}

/* In a list, a note belongs to a whole label right before it. */
static int is_far_note(const linker *k, const chain *c, uint32_t idx) {
  return k->lines->is_ragged && c->n_complete == c->n && c->pieces[c->n - 1] + 1 != idx &&
         begins_note(k->lines->pieces[idx].cell.text);
}

/* On a page of text, a note goes on right below. */
static int is_far_below(const gk_lines *lines, const chain *c, const gk_piece *piece) {
  const gk_piece *last = &lines->pieces[c->pieces[c->n - 1]];
  return !lines->is_ragged && !lines->is_placed && (c->in_brackets || begins_note(piece->cell.text)) &&
         (piece->line > last->line + GK_LINES_APART || piece->cell.col >= last->cell.col_end ||
          last->cell.col >= piece->cell.col_end);
}

/* Where cells are one a line, a number is that of what comes next. */
static int is_far_number(const linker *k, const chain *c, uint32_t idx) {
  return k->lines->is_one_a_line && c->is_nameless && c->pieces[c->n - 1] + 1 != idx;
}

/* The open chain that the piece goes on with, the latest if there are several; k->n_open if none does. */
static uint32_t find_chain(const linker *k, uint32_t idx, reading *r) {
  const gk_piece *piece = &k->lines->pieces[idx];
  uint32_t found = k->n_open;
  for (uint32_t i = k->n_open; i-- > 0;) {
    const chain *c = &k->open[i];
    reading here;
    if ((found < k->n_open && !is_better(c, &k->open[found], piece)) || is_far_note(k, c, idx) ||
        is_far_number(k, c, idx) || is_far_below(k->lines, c, piece) || (!k->lines->is_ragged && !overlap(c, piece)) ||
        !goes_on(c, piece, &here))
      continue;
    found = i;
    *r = here;
  }
  return found;
}

/* On a page, the open chain that a piece makes a label of in the same line, just behind it: "信息内 容" had a blank
   that looked like two columns, and so had "⑵ 部分公开". k->n_open if none does. */
static uint32_t find_beside(const linker *k, uint32_t idx, reading *r) {
  const gk_piece *piece = &k->lines->pieces[idx];
  for (uint32_t i = 0; i < k->n_open && !k->lines->is_ragged; i++) {
    const chain *c = &k->open[i];
    if (c->pieces[c->n - 1] + 1 != idx || k->lines->pieces[idx - 1].line != piece->line ||
        c->col_end != piece->cell.col || c->n_complete == c->n || c->in_brackets)
      continue;
    return goes_on(c, piece, r) && (r->is_label || c->is_nameless) ? i : k->n_open;
  }
  return k->n_open;
}

/* A bracket that a page has no room to close is open no longer where a new label begins below it. */
static int is_lost_bracket(const linker *k, const chain *c, const gk_piece *piece) {
  return !k->lines->is_ragged && c->in_brackets &&
         (piece->cell.n_labels != 0 || gk_lines_is_enumerated(piece->cell.text));
}

/* What a new piece ends of what is open: whole labels above it, and of those that are not, the oldest if many are. */
static void make_room(linker *k, const gk_piece *piece) {
  uint32_t n_above = 0;
  for (uint32_t i = k->n_open; i-- > 0;) {
    const chain *c = &k->open[i];
    if (!k->lines->is_ragged && !overlap(c, piece))
      continue;
    n_above++;
    if ((c->n_complete == c->n && c->part == piece->part) || is_lost_bracket(k, c, piece) || n_above >= MAX_ABOVE)
      close_at(k, i);
  }
  while (k->n_open >= k->max_open)
    close_at(k, 0);
}

static void make_latest(linker *k, uint32_t at) {
  chain *spare = &k->open[k->max_open];
  if (!k->lines->is_ragged || at + 1 == k->n_open)
    return;
  memcpy(spare, &k->open[at], sizeof *spare);
  memmove(&k->open[at], &k->open[at + 1], (k->n_open - at - 1) * sizeof *spare);
  memcpy(&k->open[k->n_open - 1], spare, sizeof *spare);
}

/* "2、" and behind it in its line what is no label's beginning: the number of a heading. */
static void close_heading(linker *k, uint32_t idx) {
  for (uint32_t i = k->n_open; i-- > 0;) {
    const chain *c = &k->open[i];
    if (c->is_nameless && c->pieces[c->n - 1] + 1 == idx &&
        k->lines->pieces[idx - 1].line == k->lines->pieces[idx].line) {
      close_at(k, i);
      return;
    }
  }
}

static void link_piece(linker *k, uint32_t idx) {
  const gk_piece *piece = &k->lines->pieces[idx];
  reading r = {0};
  uint32_t at = find_chain(k, idx, &r);
  if (at == k->n_open)
    at = find_beside(k, idx, &r);
  if (at < k->n_open) {
    take(&k->open[at], idx, piece, &r);
    make_latest(k, at);
    return;
  }
  make_room(k, piece);
  if (piece->cell.text.n > MAX_BYTES)
    return;
  r = read_text(piece->cell.text);
  if (!r.can_go_on && !r.is_label && !r.is_note) {
    close_heading(k, idx);
    return;
  }
  chain *c = &k->open[k->n_open++];
  c->n = c->n_bytes = c->n_complete = 0;
  take(c, idx, piece, &r);
}

gk_status gk_lines_chain(gk_lines *lines) {
  linker k = {.lines = lines, .max_open = MAX_OPEN};
  k.open = GK_NEW_ARRAY(lines->arena, chain, k.max_open + 1);
  if (k.open == NULL)
    return GK_STATUS_NO_MEMORY;
  for (uint32_t i = 0; i < lines->n_pieces; i++) {
    if (lines->pieces[i].kind == GK_PIECE_TEXT && gk_tcell_group(&lines->pieces[i].cell) == GK_GROUP_APPLICANTS)
      close_whole(&k); /* the header of a new page, and its note in brackets */
    if (lines->pieces[i].kind == GK_PIECE_TEXT)
      link_piece(&k, i);
    else if (lines->pieces[i].kind == GK_PIECE_VALUE)
      close_above(&k, &lines->pieces[i]);
  }
  while (k.n_open > 0)
    close_at(&k, k.n_open - 1);
  return GK_OK;
}
