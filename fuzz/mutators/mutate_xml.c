/*
 * Elements are dropped, copied, moved, nested; attributes get values at the edges; text becomes labels and numerals.
 * All of it keeps tags balanced, so that a mutant of a well-formed document is one too. One in twenty is broken on
 * purpose.
 */
#include "mutate.h"

#include <string.h>

#include "mutate_words.h"
#include "xml_elements.h"

typedef struct job {
  mutate_random *r;
  gk_str doc;
  gk_str other;
  mutate_out *out;
  xml_elements elements;
} job;

/* ---- choosing
 * -------------------------------------------------------------------------------------------------------- */

typedef enum wanted { ANY = 0, INNER = 1, FILLED = 2 } wanted; /* INNER: not a root; FILLED: with an end tag */

static const xml_element *choose_of(mutate_random *r, const xml_elements *elements, int want) {
  enum { TRIES = 8 };
  for (int i = 0; i < TRIES && elements->n > 0; i++) {
    const xml_element *e = &elements->all[mutate_below(r, elements->n)];
    if (e->end != 0 && !(want & INNER && e->parent == XML_NO_ELEMENT) && !(want & FILLED && e->inner == e->end))
      return e;
  }
  return NULL;
}

static const xml_element *choose(job *j, int want) {
  return choose_of(j->r, &j->elements, want);
}

/* A place where an element may stand: in one, or next to one that is not a root. SIZE_MAX if none is found. */
static size_t choose_place(job *j) {
  const xml_element *e = choose(j, ANY);
  int has_inside = e != NULL && e->inner != e->end, has_outside = e != NULL && e->parent != XML_NO_ELEMENT;
  if (!has_inside && !has_outside)
    return SIZE_MAX;
  int is_late = mutate_once_in(j->r, 2);
  if (has_inside && (!has_outside || mutate_once_in(j->r, 2)))
    return is_late ? e->inner_end : e->inner;
  return is_late ? e->end : e->begin;
}

static gk_str between(gk_str doc, size_t from, size_t to) {
  return (gk_str){doc.p + from, to - from};
}

static gk_str whole(const job *j, const xml_element *e) {
  return between(j->doc, e->begin, e->end);
}

static gk_str prefix(const job *j, const xml_element *e) {
  gk_str name = xml_element_name(j->doc, e);
  const char *colon = memchr(name.p, ':', name.n);
  return (gk_str){name.p, colon == NULL ? 0 : (size_t)(colon - name.p) + 1};
}

/* How often something is done: mostly once, seldom often enough to meet a limit. */
static size_t choose_times(mutate_random *r) {
  static const size_t times[] = {1, 1, 1, 1, 1, 1, 2, 2, 3, 4, 8, 17, 64, 260};
  return times[mutate_below(r, sizeof times / sizeof *times)];
}

static void put_times(mutate_out *out, gk_str s, size_t times) {
  while (times-- > 0 && !out->is_full)
    mutate_put(out, s);
}

/* ---- elements
 * -------------------------------------------------------------------------------------------------------- */

static mutate_made drop(job *j) {
  const xml_element *e = choose(j, INNER);
  if (e == NULL)
    return MUTATE_NOTHING;
  mutate_splice(j->out, j->doc, e->begin, e->end, (gk_str){NULL, 0});
  return MUTATE_SOUND;
}

static mutate_made repeat(job *j) {
  const xml_element *e = choose(j, INNER);
  if (e == NULL)
    return MUTATE_NOTHING;
  mutate_put(j->out, between(j->doc, 0, e->end));
  put_times(j->out, whole(j, e), choose_times(j->r));
  mutate_put(j->out, between(j->doc, e->end, j->doc.n));
  return MUTATE_SOUND;
}

static mutate_made move(job *j) {
  const xml_element *e = choose(j, INNER);
  size_t to = choose_place(j);
  if (e == NULL || to == SIZE_MAX || (to >= e->begin && to <= e->end))
    return MUTATE_NOTHING;
  if (to < e->begin) {
    mutate_put(j->out, between(j->doc, 0, to));
    mutate_put(j->out, whole(j, e));
    mutate_put(j->out, between(j->doc, to, e->begin));
    mutate_put(j->out, between(j->doc, e->end, j->doc.n));
    return MUTATE_SOUND;
  }
  mutate_put(j->out, between(j->doc, 0, e->begin));
  mutate_put(j->out, between(j->doc, e->end, to));
  mutate_put(j->out, whole(j, e));
  mutate_put(j->out, between(j->doc, to, j->doc.n));
  return MUTATE_SOUND;
}

/* A copy to another place, which may lie in the element itself. */
static mutate_made paste(job *j) {
  const xml_element *e = choose(j, INNER);
  size_t to = choose_place(j);
  if (e == NULL || to == SIZE_MAX)
    return MUTATE_NOTHING;
  mutate_splice(j->out, j->doc, to, to, whole(j, e));
  return MUTATE_SOUND;
}

static mutate_made paste_other(job *j) {
  xml_elements theirs = xml_elements_find(j->other);
  const xml_element *e = choose_of(j->r, &theirs, INNER);
  size_t to = choose_place(j);
  int is_possible = e != NULL && to != SIZE_MAX;
  if (is_possible)
    mutate_splice(j->out, j->doc, to, to, between(j->other, e->begin, e->end));
  xml_elements_free(&theirs);
  return is_possible ? MUTATE_SOUND : MUTATE_NOTHING;
}

static mutate_made swap(job *j) {
  const xml_element *a = choose(j, INNER), *b = choose(j, INNER);
  if (a == NULL || b == NULL)
    return MUTATE_NOTHING;
  if (a->begin > b->begin) {
    const xml_element *first = b;
    b = a;
    a = first;
  }
  if (a->end > b->begin)
    return MUTATE_NOTHING;
  mutate_put(j->out, between(j->doc, 0, a->begin));
  mutate_put(j->out, whole(j, b));
  mutate_put(j->out, between(j->doc, a->end, b->begin));
  mutate_put(j->out, whole(j, a));
  mutate_put(j->out, between(j->doc, b->end, j->doc.n));
  return MUTATE_SOUND;
}

/* An element into the tags of another, maybe as deep as a limit. */
static mutate_made wrap(job *j) {
  const xml_element *e = choose(j, ANY), *by = choose(j, FILLED);
  if (e == NULL || by == NULL)
    return MUTATE_NOTHING;
  size_t times = choose_times(j->r);
  mutate_put(j->out, between(j->doc, 0, e->begin));
  put_times(j->out, between(j->doc, by->begin, by->inner), times);
  mutate_put(j->out, whole(j, e));
  put_times(j->out, between(j->doc, by->inner_end, by->end), times);
  mutate_put(j->out, between(j->doc, e->end, j->doc.n));
  return MUTATE_SOUND;
}

static mutate_made unwrap(job *j) {
  const xml_element *e = choose(j, INNER | FILLED);
  if (e == NULL)
    return MUTATE_NOTHING;
  mutate_splice(j->out, j->doc, e->begin, e->end, between(j->doc, e->inner, e->inner_end));
  return MUTATE_SOUND;
}

static mutate_made rename_tags(job *j) {
  const xml_element *e = choose(j, ANY), *like = choose(j, ANY);
  if (e == NULL || like == NULL)
    return MUTATE_NOTHING;
  gk_str name = mutate_once_in(j->r, 3) ? xml_element_name(j->doc, like) : mutate_element_name(j->r, prefix(j, e));
  if (name.n == 0)
    return MUTATE_NOTHING;
  size_t behind_name = e->begin + 1 + e->name_n;
  mutate_put(j->out, between(j->doc, 0, e->begin + 1));
  mutate_put(j->out, name);
  if (e->inner == e->end) {
    mutate_put(j->out, between(j->doc, behind_name, j->doc.n));
    return MUTATE_SOUND;
  }
  mutate_put(j->out, between(j->doc, behind_name, e->inner_end + 2));
  mutate_put(j->out, name);
  mutate_put(j->out, between(j->doc, e->inner_end + 2 + e->name_n, j->doc.n));
  return MUTATE_SOUND;
}

/* ---- attributes
 * ------------------------------------------------------------------------------------------------------ */

enum { MAX_ATTRIBUTES = 32 };

static void put_attribute(job *j, gk_str name) {
  mutate_put(j->out, GK_LIT(" "));
  mutate_put(j->out, name);
  mutate_put(j->out, GK_LIT("=\""));
  if (mutate_once_in(j->r, 3))
    mutate_put(j->out, mutate_value(j->r));
  else
    mutate_put_boundary(j->r, j->out);
  mutate_put(j->out, GK_LIT("\""));
}

/* An empty element that some reader asks for, with an attribute. */
static mutate_made invent(job *j) {
  const xml_element *e = choose(j, FILLED);
  gk_str name = e == NULL ? (gk_str){NULL, 0} : mutate_element_name(j->r, prefix(j, e));
  gk_str attribute = e == NULL ? name : mutate_attribute_name(j->r, prefix(j, e));
  if (name.n == 0)
    return MUTATE_NOTHING;
  mutate_put(j->out, between(j->doc, 0, e->inner));
  mutate_put(j->out, GK_LIT("<"));
  mutate_put(j->out, name);
  if (attribute.n > 0)
    put_attribute(j, attribute);
  mutate_put(j->out, GK_LIT("/>"));
  mutate_put(j->out, between(j->doc, e->inner, j->doc.n));
  return MUTATE_SOUND;
}

/* Some attribute of some element, not a declaration of a namespace. */
static int choose_attribute(job *j, xml_attribute *out) {
  enum { TRIES = 8 };
  for (int i = 0; i < TRIES; i++) {
    xml_attribute all[MAX_ATTRIBUTES];
    const xml_element *e = choose(j, ANY);
    size_t n = e == NULL ? 0 : xml_attributes_find(j->doc, e, all, MAX_ATTRIBUTES);
    if (n == 0)
      continue;
    *out = all[mutate_below(j->r, n)];
    if (out->name.n < 5 || memcmp(out->name.p, "xmlns", 5) != 0)
      return 1;
  }
  return 0;
}

static mutate_made set_value(job *j) {
  xml_attribute a, like;
  if (!choose_attribute(j, &a))
    return MUTATE_NOTHING;
  mutate_put(j->out, between(j->doc, 0, a.begin));
  size_t how = mutate_below(j->r, 8);
  if (how == 0 && choose_attribute(j, &like) && memchr(like.value.p, '"', like.value.n) == NULL) {
    mutate_put(j->out, GK_LIT(" "));
    mutate_put(j->out, a.name);
    mutate_put(j->out, GK_LIT("=\""));
    mutate_put(j->out, like.value);
    mutate_put(j->out, GK_LIT("\""));
  } else {
    put_attribute(j, a.name);
  }
  mutate_put(j->out, between(j->doc, a.end, j->doc.n));
  return MUTATE_SOUND;
}

static mutate_made drop_attribute(job *j) {
  xml_attribute a;
  if (!choose_attribute(j, &a))
    return MUTATE_NOTHING;
  mutate_splice(j->out, j->doc, a.begin, a.end, (gk_str){NULL, 0});
  return MUTATE_SOUND;
}

static mutate_made add_attribute(job *j) {
  xml_attribute all[MAX_ATTRIBUTES];
  const xml_element *e = choose(j, ANY);
  gk_str name = e == NULL ? (gk_str){NULL, 0} : mutate_attribute_name(j->r, prefix(j, e));
  size_t n = name.n == 0 ? MAX_ATTRIBUTES : xml_attributes_find(j->doc, e, all, MAX_ATTRIBUTES);
  if (n == MAX_ATTRIBUTES)
    return MUTATE_NOTHING;
  for (size_t i = 0; i < n; i++)
    if (all[i].name.n == name.n && memcmp(all[i].name.p, name.p, name.n) == 0)
      return MUTATE_NOTHING;
  size_t at = e->begin + 1 + e->name_n;
  mutate_put(j->out, between(j->doc, 0, at));
  put_attribute(j, name);
  mutate_put(j->out, between(j->doc, at, j->doc.n));
  return MUTATE_SOUND;
}

/* ---- text
 * ------------------------------------------------------------------------------------------------------------ */

/* The text that an element begins with; its end is where the next tag begins. */
static int choose_text(job *j, const xml_element **element, size_t *end) {
  enum { TRIES = 16 };
  for (int i = 0; i < TRIES; i++) {
    const xml_element *e = choose(j, INNER | FILLED);
    if (e == NULL)
      continue;
    const char *next = memchr(j->doc.p + e->inner, '<', e->inner_end - e->inner);
    *element = e;
    *end = next == NULL ? e->inner_end : (size_t)(next - j->doc.p);
    if (*end > e->inner)
      return 1;
  }
  return 0;
}

static mutate_made set_text(job *j) {
  static const char *const odd[] = {"",         " ",       "&amp;",    "&#x30;", "&#48;&#49;", "<![CDATA[12]]>",
                                    "<!-- -->", "&#xA0;1", "&#x3000;", "\n",     "\t",         "&#x20000;",
                                    "&#13;",    "1<?x?>2"};
  const xml_element *e;
  size_t end, how = mutate_below(j->r, 8);
  if (!choose_text(j, &e, &end))
    return MUTATE_NOTHING;
  const char *s = odd[mutate_below(j->r, sizeof odd / sizeof *odd)];
  gk_str by = how < 3 ? mutate_numeral(j->r) : how < 6 ? mutate_label(j->r) : (gk_str){s, strlen(s)};
  mutate_splice(j->out, j->doc, mutate_once_in(j->r, 4) ? end : e->inner, end, by);
  return MUTATE_SOUND;
}

static int is_character(char c) {
  return ((unsigned char)c & 0xC0) != 0x80;
}

/* An element in two within its text, as editors do to runs; not within a character or a reference. */
static mutate_made split(job *j) {
  const xml_element *e;
  size_t end;
  if (!choose_text(j, &e, &end))
    return MUTATE_NOTHING;
  size_t at = e->inner + mutate_below(j->r, end - e->inner);
  while (at < end && !is_character(j->doc.p[at]))
    at++;
  if (memchr(j->doc.p + e->inner, '&', end - e->inner) != NULL)
    at = end;
  mutate_put(j->out, between(j->doc, 0, at));
  mutate_put(j->out, between(j->doc, e->inner_end, e->end));
  mutate_put(j->out, between(j->doc, e->begin, e->inner));
  mutate_put(j->out, between(j->doc, at, j->doc.n));
  return MUTATE_SOUND;
}

/* Two neighbours of one name to one element. */
static mutate_made join(job *j) {
  const xml_element *a = choose(j, INNER | FILLED);
  if (a == NULL)
    return MUTATE_NOTHING;
  const xml_element *last = j->elements.all + j->elements.n, *b = a;
  while (b < last && b->begin < a->end)
    b++;
  if (b == last || b->begin != a->end || b->end == 0 || b->inner == b->end || b->name_n != a->name_n ||
      memcmp(j->doc.p + a->begin, j->doc.p + b->begin, a->name_n + 1) != 0)
    return MUTATE_NOTHING;
  mutate_splice(j->out, j->doc, a->inner_end, b->inner, (gk_str){NULL, 0});
  return MUTATE_SOUND;
}

/* ---- broken on purpose
 * ----------------------------------------------------------------------------------------------- */

static mutate_made break_tags(job *j) {
  static const char *const stray[] = {
      "<", "</", "&", "]]>", "<!--", "<![CDATA[", "\x01", "\xED\xA0\x80", "<!DOCTYPE a>", "<a b>"};
  const xml_element *e = choose(j, FILLED);
  if (e == NULL)
    return MUTATE_NOTHING;
  const char *s = stray[mutate_below(j->r, sizeof stray / sizeof *stray)];
  switch (mutate_below(j->r, 4)) {
  case 0: /* no end tag */
    mutate_splice(j->out, j->doc, e->inner_end, e->end, (gk_str){NULL, 0});
    break;
  case 1: /* no start tag */
    mutate_splice(j->out, j->doc, e->begin, e->inner, (gk_str){NULL, 0});
    break;
  case 2: /* an end in the middle */
    mutate_put(j->out, between(j->doc, 0, e->begin + mutate_below(j->r, e->end - e->begin)));
    break;
  default:
    mutate_splice(j->out, j->doc, e->inner, e->inner, (gk_str){s, strlen(s)});
  }
  return MUTATE_BROKEN;
}

/* ---- the mutator
 * ----------------------------------------------------------------------------------------------------- */

static const struct {
  mutate_made (*act)(job *j);
  unsigned share;
} actions[] = {{drop, 8},           {repeat, 8},    {move, 6},        {paste, 6},  {paste_other, 4}, {swap, 5},
               {wrap, 5},           {unwrap, 4},    {rename_tags, 8}, {invent, 8}, {set_value, 12},  {add_attribute, 5},
               {drop_attribute, 4}, {set_text, 12}, {split, 5},       {join, 3}};

static mutate_made act(job *j) {
  unsigned all = 0;
  for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
    all += actions[i].share;
  size_t at = mutate_below(j->r, all), i = 0;
  for (; at >= actions[i].share; i++)
    at -= actions[i].share;
  return actions[i].act(j);
}

static mutate_made xml_step(mutate_random *r, gk_str doc, gk_str other, mutate_out *out) {
  enum { STEPS_PER_BREAK = 50 }; /* a mutant takes two and a half steps on average */
  job j = {r, doc, other, out, xml_elements_find(doc)};
  mutate_made made = mutate_once_in(r, STEPS_PER_BREAK) ? break_tags(&j) : act(&j);
  xml_elements_free(&j.elements);
  return made;
}

static int is_piece(const xml_element *e) {
  return e->end != 0 && e->parent != XML_NO_ELEMENT;
}

size_t mutate_xml_pieces(gk_str doc) {
  xml_elements elements = xml_elements_find(doc);
  size_t n = 0;
  for (size_t i = 0; i < elements.n; i++)
    n += (size_t)is_piece(&elements.all[i]);
  xml_elements_free(&elements);
  return n;
}

static int xml_cut(gk_str doc, size_t k, mutate_out *out) {
  xml_elements elements = xml_elements_find(doc);
  size_t i = 0;
  for (; i < elements.n; i++)
    if (is_piece(&elements.all[i]) && k-- == 0)
      break;
  int is_there = i < elements.n;
  if (is_there)
    mutate_splice(out, doc, elements.all[i].begin, elements.all[i].end, (gk_str){NULL, 0});
  xml_elements_free(&elements);
  return is_there;
}

const mutate_kind mutate_xml = {"xml", xml_step, 4, xml_cut};
