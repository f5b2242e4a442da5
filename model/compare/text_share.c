#include "compare/compared.h"
#include "compare/sentences.h"

#include <string.h>

/* A slice of letters. */
typedef struct letters {
  const uint32_t *cp;
  size_t n;
} letters;

/* By length first, so that most are told apart without being read. */
static int compare_letters(const void *item, const void *other) {
  const letters *a = item, *b = other;
  if (a->n != b->n)
    return a->n < b->n ? -1 : 1;
  return memcmp(a->cp, b->cp, a->n * sizeof *a->cp);
}

typedef enum form {
  AS_WRITTEN,
  MASKED,
} form;

static letters letters_of(const gk_sentences *s, const gk_sentence *sentence, form f) {
  if (f == MASKED)
    return (letters){s->masked.cp + sentence->masked_from, sentence->masked_n};
  return (letters){s->letters.cp + sentence->from, sentence->n};
}

/* All sentences of a text, to be searched. */
static int index_sentences(gk_records *index, gk_arena *arena, const gk_sentences *s, form f) {
  *index = (gk_records){.arena = arena, .item_bytes = sizeof(letters)};
  for (size_t i = 0; i < s->list.n; i++) {
    letters *item = gk_records_push(index);
    if (item == NULL)
      return 0;
    *item = letters_of(s, gk_records_at(&s->list, i), f);
  }
  return gk_records_sort(index, compare_letters);
}

static int is_known(const gk_records *index, letters sentence) {
  return gk_records_find(index, &sentence, compare_letters) != NULL;
}

static gk_text_share share_of(const gk_sentences *s, const gk_records index[2], size_t from, size_t to) {
  gk_text_share share = {.n_sentences = to - from};
  for (size_t i = from; i < to; i++) {
    const gk_sentence *sentence = gk_records_at(&s->list, i);
    int is_repeated = is_known(&index[AS_WRITTEN], letters_of(s, sentence, AS_WRITTEN));
    int is_repeated_masked = is_repeated || is_known(&index[MASKED], letters_of(s, sentence, MASKED));
    share.n_chars += sentence->n;
    share.n_repeated += is_repeated ? sentence->n : 0;
    share.n_repeated_masked += is_repeated_masked ? sentence->n : 0;
    share.n_sentences_repeated += (size_t)is_repeated;
    share.n_sentences_repeated_masked += (size_t)is_repeated_masked;
  }
  return share;
}

static void add_share(gk_text_share *sum, const gk_text_share *share) {
  sum->n_chars += share->n_chars;
  sum->n_repeated += share->n_repeated;
  sum->n_repeated_masked += share->n_repeated_masked;
  sum->n_sentences += share->n_sentences;
  sum->n_sentences_repeated += share->n_sentences_repeated;
  sum->n_sentences_repeated_masked += share->n_sentences_repeated_masked;
}

static const gk_section *first_section(const gk_report *report, size_t id) {
  for (size_t i = 0; i < report->n_sections; i++)
    if (report->sections[i].id == id)
      return &report->sections[i];
  return NULL;
}

static letters section_text(const gk_sentences *s, size_t id) {
  size_t n = s->first_cp[id + 1] - s->first_cp[id];
  return (letters){n > 0 ? s->letters.cp + s->first_cp[id] : NULL, n};
}

static int is_same_section(const gk_sentences *a, const gk_sentences *b, size_t id) {
  letters text = section_text(a, id), other = section_text(b, id);
  return text.n > 0 && other.n > 0 && compare_letters(&text, &other) == 0;
}

static void compare_section(gk_comparison *c, const gk_sentences texts[2], const gk_records index[2], size_t id) {
  const gk_sentences *later = &texts[c->later], *earlier = &texts[c->later == GK_AFTER ? GK_BEFORE : GK_AFTER];
  gk_section_pair *pair = &c->sections[id];
  pair->before = first_section(c->before, id);
  pair->after = first_section(c->after, id);
  pair->n_chars_before = section_text(&texts[GK_BEFORE], id).n;
  pair->n_chars_after = section_text(&texts[GK_AFTER], id).n;
  pair->is_same = is_same_section(later, earlier, id);
  pair->share = share_of(later, index, later->first[id], later->first[id + 1]);
  add_share(&c->text, &pair->share);
}

static gk_status compare_text(gk_arena *arena, gk_comparison *c) {
  gk_sentences texts[2];
  gk_records index[2];
  gk_status status = gk_sentences_read(&texts[GK_BEFORE], arena, c->before);
  if (status == GK_OK)
    status = gk_sentences_read(&texts[GK_AFTER], arena, c->after);
  if (status != GK_OK)
    return status;
  const gk_sentences *earlier = &texts[c->later == GK_AFTER ? GK_BEFORE : GK_AFTER];
  if (!index_sentences(&index[AS_WRITTEN], arena, earlier, AS_WRITTEN) ||
      !index_sentences(&index[MASKED], arena, earlier, MASKED))
    return GK_STATUS_NO_MEMORY;
  for (size_t id = 0; id < GK_N_SECTIONS; id++)
    compare_section(c, texts, index, id);
  return GK_OK;
}

gk_status gk_compare_text(gk_arena *arena, gk_comparison *c) {
  gk_arena_mark mark = gk_arena_mark_get(arena);
  gk_status status = compare_text(arena, c);
  gk_arena_rewind(arena, mark); /* only counts are kept */
  return status;
}
