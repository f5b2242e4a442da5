/*
 * xml_tape.c: the tokenizer. One pass, no copy; names are compared as two words each and checked once, when they are
 * first seen. What is declined is declined for good, so that no function here has to say why.
 */
#include "container/xml_tape.h"

#include "container/xml_bytes.h"

#include <string.h>

enum { MAX_DEPTH = 1024, MAX_PROBES = 16, FIRST_NAMES = 64, FIRST_TOKENS = 512 };

typedef struct scanner {
  gk_xml_tape *tape;
  const char *begin;
  const char *end;
  size_t max_tokens;
  uint32_t tag; /* start tags so far */
  int has_root;
  int out_of_memory;
  size_t depth;
  uint16_t open[MAX_DEPTH]; /* names of the elements that are open */
} scanner;

/* From here on: a function that takes a place returns the next one, or NULL to decline. */

static int is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static const char *skip_blanks(const char *p, const char *end) {
  while (p < end && is_blank(*p))
    p++;
  return p;
}

/* The tape */

static int grow_tokens(scanner *s) {
  gk_xml_tape *t = s->tape;
  size_t capacity = t->capacity > s->max_tokens / 2 ? s->max_tokens : 2 * t->capacity;
  if (t->n == s->max_tokens)
    return 0;
  gk_xml_token *p =
      gk_arena_grow(t->arena, t->tokens, t->capacity * sizeof *p, capacity * sizeof *p, _Alignof(gk_xml_token));
  s->out_of_memory = p == NULL;
  if (p == NULL)
    return 0;
  t->tokens = p;
  t->capacity = capacity;
  return 1;
}

static int put(scanner *s, uint32_t off, uint32_t word) {
  if (s->tape->n == s->tape->capacity && !grow_tokens(s))
    return 0;
  s->tape->tokens[s->tape->n++] = (gk_xml_token){off, word};
  return 1;
}

static uint32_t word_of(gk_xml_token_kind kind, size_t name, size_t count) {
  return (uint32_t)(name << (GK_TOKEN_KIND_BITS + GK_TOKEN_COUNT_BITS) | count << GK_TOKEN_KIND_BITS | kind);
}

static uint32_t offset(const scanner *s, const char *p) {
  return (uint32_t)(p - s->begin);
}

static int put_text(scanner *s, gk_xml_token_kind kind, const char *p, const char *end) {
  return put(s, offset(s, p), (uint32_t)((size_t)(end - p) << GK_TOKEN_KIND_BITS | kind));
}

static int put_value(scanner *s, gk_xml_token_kind kind, size_t name, const char *p, size_t n) {
  if (n < GK_TOKEN_LARGE)
    return put(s, offset(s, p), word_of(kind, name, n));
  return put(s, offset(s, p), word_of(kind, name, GK_TOKEN_LARGE)) && put(s, (uint32_t)n, 0);
}

/* Names */

static int is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static int is_name_char(char c) {
  return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/* Whether it is a name with at most one colon, and not at an end. Any other is for expat. */
static int is_plain_name(const char *p, size_t n, uint32_t *colon) {
  *colon = (uint32_t)n;
  for (size_t i = 0; i < n; i++) {
    if (p[i] == ':' && i > 0 && i + 1 < n && *colon == n)
      *colon = (uint32_t)i;
    else if (i == 0 || *colon + 1 == i ? !is_name_start(p[i]) : !is_name_char(p[i]))
      return 0;
  }
  return n > 0;
}

/* The first n bytes, up to eight, as a number. */
static uint64_t bytes_of(const char *p, size_t n) {
  uint64_t word = 0;
  memcpy(&word, p, n);
  return word;
}

static uint64_t first_bytes(uint64_t word, size_t n) {
  return n >= 8 ? word : word & ((UINT64_C(1) << 8 * n) - 1);
}

/* A short name as a whole, a longer one by its ends. */
static void set_key(const scanner *s, gk_xml_tape_name *name, const char *p, size_t n) {
  if (n > 16) {
    name->low = bytes_of(p, 8);
    name->high = bytes_of(p + n - 8, 8);
  } else if (s->end - p >= 16) {
    name->low = first_bytes(bytes_of(p, 8), n);
    name->high = n > 8 ? first_bytes(bytes_of(p + 8, 8), n - 8) : 0;
  } else {
    name->low = bytes_of(p, n < 8 ? n : 8);
    name->high = n > 8 ? bytes_of(p + 8, n - 8) : 0;
  }
  name->off = offset(s, p);
  name->n = (uint32_t)n;
}

static size_t slot_of(const gk_xml_tape_name *name) {
  uint64_t hash = (name->low ^ name->n) * UINT64_C(0x9E3779B97F4A7C15) ^ name->high * UINT64_C(0xC2B2AE3D27D4EB4F);
  return (size_t)((hash ^ hash >> 29) * UINT64_C(0x9E3779B97F4A7C15) >> 32) % GK_TAPE_SLOTS;
}

static int is_same(const scanner *s, const gk_xml_tape_name *a, const gk_xml_tape_name *b) {
  return a->low == b->low && a->high == b->high && a->n == b->n &&
         (a->n <= 16 || memcmp(s->begin + a->off, s->begin + b->off, a->n) == 0);
}

static int add_name(scanner *s, const gk_xml_tape_name *name) {
  gk_xml_tape *t = s->tape;
  if (t->n_names == GK_TAPE_NAMES)
    return 0;
  if (t->n_names >= FIRST_NAMES && (t->n_names & (t->n_names - 1)) == 0) {
    size_t bytes = t->n_names * sizeof *t->names;
    gk_xml_tape_name *p = gk_arena_grow(t->arena, t->names, bytes, 2 * bytes, _Alignof(gk_xml_tape_name));
    s->out_of_memory = p == NULL;
    if (p == NULL)
      return 0;
    t->names = p;
  }
  t->names[t->n_names++] = *name;
  return 1;
}

/* The index of the name at p; GK_TAPE_NAMES to decline. Probing is bounded: an author can make names collide. */
static size_t intern(scanner *s, const char *p, size_t n) {
  gk_xml_tape_name name = {0};
  set_key(s, &name, p, n);
  size_t slot = slot_of(&name);
  for (int i = 0; i < MAX_PROBES; i++, slot = (slot + 1) % GK_TAPE_SLOTS) {
    uint16_t found = s->tape->slots[slot];
    if (found == 0) {
      if (!is_plain_name(p, n, &name.colon) || !add_name(s, &name))
        return GK_TAPE_NAMES;
      s->tape->slots[slot] = (uint16_t)s->tape->n_names;
      return s->tape->n_names - 1;
    }
    if (is_same(s, &s->tape->names[found - 1], &name))
      return found - 1u;
  }
  return GK_TAPE_NAMES;
}

/* References */

/* XML 1.0, production 2, and what UTF-8 can't say. */
static int is_char(uint32_t c) {
  return c >= ' ' ? c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF
                  : c == '\t' || c == '\n' || c == '\r';
}

static uint32_t digit_of(char c) {
  return c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
         : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10
         : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10
                                : 16;
}

/* p is behind `&#`. */
static uint32_t number_reference(const char *p, const char *end, size_t *n) {
  uint32_t base = p < end && *p == 'x' ? 16 : 10, c = 0;
  const char *q = base == 16 ? p + 1 : p, *digits = q;
  for (; q < end && digit_of(*q) < base; q++) {
    c = c * base + digit_of(*q);
    if (c > 0x10FFFF)
      return 0;
  }
  if (q == digits || q == end || *q != ';' || !is_char(c))
    return 0;
  *n = (size_t)(q - p) + 3;
  return c;
}

uint32_t gk_xml_reference(const char *p, const char *end, size_t *n) {
  static const struct {
    const char *text;
    uint32_t n;
    char c;
  } known[] = {{"&lt;", 4, '<'}, {"&gt;", 4, '>'}, {"&amp;", 5, '&'}, {"&quot;", 6, '"'}, {"&apos;", 6, '\''}};
  size_t left = (size_t)(end - p);
  if (left > 2 && p[1] == '#')
    return number_reference(p + 2, end, n);
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (left >= known[i].n && memcmp(p, known[i].text, known[i].n) == 0) {
      *n = known[i].n;
      return (unsigned char)known[i].c;
    }
  return 0;
}

/* Tags */

/* p is behind the opening quote. */
static const char *value(scanner *s, size_t name, const char *p, char quote) {
  gk_xml_token_kind kind = GK_TOKEN_ATTR;
  const char *q = p;
  while ((q = gk_value_end(q, s->end, quote)) < s->end && *q != quote) {
    size_t n = 1;
    if (*q == '<' || (*q == '&' && gk_xml_reference(q, s->end, &n) == 0))
      return NULL;
    q += n;
    kind = GK_TOKEN_ATTR_CODED;
  }
  if (q == s->end || !put_value(s, kind, name, p, (size_t)(q - p)))
    return NULL;
  return q + 1;
}

static const char *attribute(scanner *s, const char *p) {
  const char *q = gk_name_end(p, s->end);
  size_t name = intern(s, p, (size_t)(q - p));
  if (name == GK_TAPE_NAMES || s->tape->names[name].tag == s->tag)
    return NULL; /* it may be there twice */
  s->tape->names[name].tag = s->tag;
  q = skip_blanks(q, s->end);
  if (q == s->end || *q != '=')
    return NULL;
  q = skip_blanks(q + 1, s->end);
  if (q == s->end || (*q != '"' && *q != '\''))
    return NULL;
  return value(s, name, q + 1, *q);
}

/* p is behind the name; returns the place of what ends the tag. */
static const char *attributes(scanner *s, const char *p, size_t *n) {
  for (*n = 0;; ++*n) {
    const char *q = skip_blanks(p, s->end);
    if (q == s->end || *q == '>' || *q == '/')
      return q;
    p = q > p ? attribute(s, q) : NULL;
    if (p == NULL)
      return NULL;
  }
}

static const char *start_tag(scanner *s, const char *p) {
  const char *q = gk_name_end(p + 1, s->end);
  size_t name = intern(s, p + 1, (size_t)(q - p - 1)), start = s->tape->n, n;
  s->tag++;
  if (name == GK_TAPE_NAMES || s->depth == MAX_DEPTH || (s->depth == 0 && s->has_root) || !put(s, offset(s, p), 0))
    return NULL;
  q = attributes(s, q, &n);
  if (q == NULL || q == s->end || n > GK_TOKEN_LARGE)
    return NULL;
  s->tape->tokens[start].word = word_of(GK_TOKEN_START, name, n);
  s->has_root = 1;
  if (*q == '>') {
    s->open[s->depth++] = (uint16_t)name;
    return q + 1;
  }
  if (s->end - q < 2 || q[1] != '>' || !put(s, offset(s, q + 2), word_of(GK_TOKEN_END, name, 0)))
    return NULL;
  return q + 2;
}

static const char *end_tag(scanner *s, const char *p) {
  if (s->depth == 0)
    return NULL;
  size_t name = s->open[--s->depth], n = s->tape->names[name].n;
  if ((size_t)(s->end - p) < n + 3 || memcmp(p + 2, s->begin + s->tape->names[name].off, n) != 0)
    return NULL;
  const char *q = skip_blanks(p + 2 + n, s->end);
  if (q == s->end || *q != '>' || !put(s, offset(s, p), word_of(GK_TOKEN_END, name, 0)))
    return NULL;
  return q + 1;
}

/* What is between tags */

static const char *line_end(scanner *s, const char *p) {
  const char *q = p + 1;
  if (*p == '\r' && q < s->end && *q == '\n')
    q++;
  return put_text(s, *p == '\n' ? GK_TOKEN_TEXT : GK_TOKEN_CHANGED, p, q) ? q : NULL;
}

static const char *reference(scanner *s, const char *p) {
  size_t n;
  return gk_xml_reference(p, s->end, &n) != 0 && put_text(s, GK_TOKEN_CHANGED, p, p + n) ? p + n : NULL;
}

static int ends_section(const char *p, const char *end) {
  return end - p >= 3 && p[1] == ']' && p[2] == '>';
}

static const char *text(scanner *s, const char *p) {
  const char *q = p;
  while ((q = gk_text_end(q, s->end)) < s->end && *q == ']') {
    if (ends_section(q, s->end))
      return NULL;
    q++;
  }
  if (q > p && !put_text(s, GK_TOKEN_TEXT, p, q))
    return NULL;
  if (q == s->end || *q == '<')
    return q;
  return *q == '&' ? reference(s, q) : line_end(s, q);
}

static const char *comment(scanner *s, const char *p) {
  if (s->end - p < 7 || memcmp(p, "<!--", 4) != 0)
    return NULL;
  for (p += 4; s->end - p >= 3; p++) {
    p = memchr(p, '-', (size_t)(s->end - p) - 2);
    if (p == NULL)
      return NULL;
    if (p[1] == '-')
      return p[2] == '>' ? p + 3 : NULL;
  }
  return NULL;
}

static int is_xml(const char *p, size_t n) {
  return n == 3 && (p[0] | 0x20) == 'x' && (p[1] | 0x20) == 'm' && (p[2] | 0x20) == 'l';
}

static const char *instruction(scanner *s, const char *p) {
  const char *target = p + 2, *q = target;
  while (q < s->end && is_name_char(*q))
    q++;
  if (q == target || !is_name_start(*target) || is_xml(target, (size_t)(q - target)))
    return NULL;
  int is_bare = s->end - q >= 2 && *q == '?';
  if (q == s->end || !(is_blank(*q) || is_bare))
    return NULL;
  if (is_bare)
    return q[1] == '>' ? q + 2 : NULL;
  for (; s->end - q >= 2; q++) {
    q = memchr(q, '?', (size_t)(s->end - q) - 1);
    if (q == NULL || q[1] == '>')
      return q != NULL ? q + 2 : NULL;
  }
  return NULL;
}

static const char *markup(scanner *s, const char *p) {
  if (s->end - p < 3)
    return NULL;
  switch (p[1]) {
  case '/':
    return end_tag(s, p);
  case '!':
    return comment(s, p);
  case '?':
    return instruction(s, p);
  default:
    return start_tag(s, p);
  }
}

/* The XML declaration */

static const char *literal(const char *p, const char *end, const char *what) {
  size_t n = strlen(what);
  return p != NULL && (size_t)(end - p) >= n && memcmp(p, what, n) == 0 ? p + n : NULL;
}

/* ` name="value"`; NULL if it is not that. */
static const char *pseudo_attribute(const char *p, const char *end, const char *name, gk_str *found) {
  const char *q = skip_blanks(p, end);
  q = q > p ? literal(literal(q, end, name), end, "=") : NULL;
  if (q == NULL || q == end || (*q != '"' && *q != '\''))
    return NULL;
  const char *close = memchr(q + 1, *q, (size_t)(end - q) - 1);
  if (close == NULL)
    return NULL;
  *found = (gk_str){q + 1, (size_t)(close - q) - 1};
  return close + 1;
}

static int is_one_of(gk_str s, const char *a, const char *b) {
  return (s.n == strlen(a) && memcmp(s.p, a, s.n) == 0) || (s.n == strlen(b) && memcmp(s.p, b, s.n) == 0);
}

static int is_encoding_name(gk_str s) {
  uint32_t colon;
  return is_plain_name(s.p, s.n, &colon) && colon == s.n && *s.p != '_';
}

/* Which encoding it names is no matter here: by now it is UTF-8. */
static const char *declaration(scanner *s, const char *p) {
  const char *q = literal(p, s->end, "<?xml"), *next;
  gk_str found;
  if (q == NULL)
    return p;
  q = pseudo_attribute(q, s->end, "version", &found);
  if (q == NULL || !is_one_of(found, "1.0", "1.0"))
    return NULL;
  if ((next = pseudo_attribute(q, s->end, "encoding", &found)) != NULL) {
    if (!is_encoding_name(found))
      return NULL;
    q = next;
  }
  if ((next = pseudo_attribute(q, s->end, "standalone", &found)) != NULL) {
    if (!is_one_of(found, "yes", "no"))
      return NULL;
    q = next;
  }
  return literal(skip_blanks(q, s->end), s->end, "?>");
}

/* The whole */

static int scan(scanner *s) {
  const char *p = declaration(s, s->begin);
  while (p != NULL && p < s->end) {
    if (*p == '<')
      p = markup(s, p);
    else if (s->depth > 0)
      p = text(s, p);
    else
      p = is_blank(*p) ? skip_blanks(p, s->end) : NULL;
  }
  return p != NULL && s->depth == 0 && s->has_root;
}

gk_xml_verdict gk_xml_tape_write(gk_xml_tape *tape, gk_arena *arena, gk_str text) {
  *tape = (gk_xml_tape){.arena = arena, .text = text, .capacity = FIRST_TOKENS};
  if (text.n == 0 || text.n >> (32 - GK_TOKEN_KIND_BITS) != 0 || !gk_xml_chars_valid(text))
    return GK_TAPE_DECLINED;
  tape->slots = GK_NEW_ARRAY(arena, uint16_t, GK_TAPE_SLOTS);
  tape->names = GK_NEW_ARRAY(arena, gk_xml_tape_name, FIRST_NAMES);
  tape->tokens = gk_arena_alloc(arena, tape->capacity * sizeof *tape->tokens, _Alignof(gk_xml_token));
  if (tape->tokens == NULL || tape->names == NULL || tape->slots == NULL)
    return GK_TAPE_NO_MEMORY;
  scanner s = {.tape = tape, .begin = text.p, .end = text.p + text.n, .max_tokens = text.n / 2 + FIRST_TOKENS};
  if (scan(&s))
    return GK_TAPE_ACCEPTED;
  return s.out_of_memory ? GK_TAPE_NO_MEMORY : GK_TAPE_DECLINED;
}
