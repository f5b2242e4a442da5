/*
 * xml_tape.h: the hot path of xml.h: well-formed XML as a tape of tokens that point into it. Private to the container.
 *
 * It accepts only what it is sure of: UTF-8 that is well-formed throughout, without a document type, a CDATA section,
 * entities but the five of XML itself, or names beyond ASCII. Whatever it accepts, expat accepts, and the tape holds
 * the same events; what it declines is not wrong, it is expat's to judge. Namespaces and limits are left to who reads
 * the tape.
 *
 *   <w:p a="1">x&lt;y</w:p>      START w:p, 1   ATTR a, 1   TEXT x   CHANGED &lt;   TEXT y   END w:p
 */
#ifndef GONGKAI_XML_TAPE_H
#define GONGKAI_XML_TAPE_H

#include "gongkai/arena.h"

typedef enum gk_xml_token_kind {
  GK_TOKEN_START,      /* at its `<`; `n` attributes follow */
  GK_TOKEN_END,        /* at its `<`, or behind the tag of an empty element */
  GK_TOKEN_ATTR,       /* at its value, which is `n` bytes as it stands */
  GK_TOKEN_ATTR_CODED, /* at its value, in which references or white space have to be replaced */
  GK_TOKEN_TEXT,       /* as it stands */
  GK_TOKEN_CHANGED,    /* the end of a line, or a reference */
} gk_xml_token_kind;

/* `word` is a kind, a name and a small count; a text's count takes the place of the name too. Where a count is too
   large for its place it is in `off` of another token that follows. */
typedef struct gk_xml_token {
  uint32_t off;
  uint32_t word;
} gk_xml_token;

enum { GK_TOKEN_KIND_BITS = 3, GK_TOKEN_COUNT_BITS = 13, GK_TOKEN_LARGE = (1 << GK_TOKEN_COUNT_BITS) - 1 };

static inline gk_xml_token_kind gk_token_kind(gk_xml_token t) {
  return (gk_xml_token_kind)(t.word & ((1u << GK_TOKEN_KIND_BITS) - 1));
}
static inline uint32_t gk_token_count(gk_xml_token t) {
  return t.word >> GK_TOKEN_KIND_BITS & GK_TOKEN_LARGE;
}
static inline uint32_t gk_token_name(gk_xml_token t) {
  return t.word >> (GK_TOKEN_KIND_BITS + GK_TOKEN_COUNT_BITS);
}
static inline uint32_t gk_token_text_bytes(gk_xml_token t) {
  return t.word >> GK_TOKEN_KIND_BITS;
}

/* A name as it is written, once for all its uses. */
typedef struct gk_xml_tape_name {
  uint64_t low, high; /* the bytes of one that has up to 16 */
  uint32_t off;
  uint32_t n;
  uint32_t colon; /* place of it in the name; `n` if there is none */
  uint32_t tag;   /* the last tag with an attribute of this name */
} gk_xml_tape_name;

enum { GK_TAPE_NAMES = 1024, GK_TAPE_SLOTS = 4 * GK_TAPE_NAMES };

typedef struct gk_xml_tape {
  gk_arena *arena;
  gk_str text;
  gk_xml_token *tokens;
  size_t n;
  size_t capacity;
  gk_xml_tape_name *names;
  size_t n_names;
  uint16_t *slots; /* by hash: one more than the index of a name, or 0 */
} gk_xml_tape;

typedef enum gk_xml_verdict {
  GK_TAPE_DECLINED,
  GK_TAPE_ACCEPTED,
  GK_TAPE_NO_MEMORY,
} gk_xml_verdict;

/*
 * Writes the tape of `text`, which is all of a document or one element of it, into `arena`. O(n) time; the tape takes
 * up to four bytes a byte, and XML that would take more is declined.
 */
gk_xml_verdict gk_xml_tape_write(gk_xml_tape *tape, gk_arena *arena, gk_str text);

/* The character that a reference at p stands for, and its length; 0 if it is not one that XML knows by itself. */
uint32_t gk_xml_reference(const char *p, const char *end, size_t *n);

/* Whether all of it is UTF-8 and consists of characters that XML 1.0 (section 2.2) allows. */
int gk_xml_chars_valid(gk_str text);

#endif
