#include "bulk/tally.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void tally_add(tally *t, const verdict *v, uint64_t bytes) {
  t->outcomes[v->outcome]++;
  t->bytes += bytes;
  if (v->outcome != GK_OUTCOME_SKIPPED)
    t->formats[v->format]++;
  if (v->outcome != GK_OUTCOME_READ)
    t->statuses[v->status]++;
  t->n_diags += v->has_diags != 0;
  t->n_failing += v->has_failing != 0;
}

uint64_t tally_inputs(const tally *t) {
  uint64_t n = 0;
  for (size_t i = 0; i < N_OUTCOMES; i++)
    n += t->outcomes[i];
  return n;
}

/* Every count has a name, in this order; the names serve both ways. */

typedef struct count {
  const char *kind; /* "" for those that stand alone */
  const char *name;
  uint64_t *n;
} count;

enum { MAX_COUNTS = N_OUTCOMES + 3 + TALLY_FORMATS + TALLY_STATUSES };

static size_t list_counts(tally *t, count counts[MAX_COUNTS]) {
  size_t n = 0;
  for (size_t i = 0; i < N_OUTCOMES; i++)
    counts[n++] = (count){"", gk_outcome_name((gk_outcome)i), &t->outcomes[i]};
  counts[n++] = (count){"", "diagnostics", &t->n_diags};
  counts[n++] = (count){"", "failing", &t->n_failing};
  counts[n++] = (count){"", "bytes", &t->bytes};
  for (size_t i = 0; i < TALLY_FORMATS; i++)
    counts[n++] = (count){"format.", gk_format_name((gk_format)i), &t->formats[i]};
  for (size_t i = 1; i < TALLY_STATUSES; i++)
    if (strcmp(gk_status_name((gk_status)i), "unknown") != 0)
      counts[n++] = (count){"error.", gk_status_name((gk_status)i), &t->statuses[i]};
  return n;
}

void tally_write(const tally *t, FILE *to) {
  tally copy = *t;
  count counts[MAX_COUNTS];
  size_t n = list_counts(&copy, counts);
  const char *before = "";
  for (size_t i = 0; i < n; i++)
    if (*counts[i].n > 0) {
      (void)fprintf(to, "%s%s%s=%" PRIu64, before, counts[i].kind, counts[i].name, *counts[i].n);
      before = " ";
    }
}

static const count *find_count(const count *counts, size_t n, const char *word, size_t word_n) {
  for (size_t i = 0; i < n; i++) {
    size_t kind_n = strlen(counts[i].kind), name_n = strlen(counts[i].name);
    if (kind_n + name_n == word_n && memcmp(word, counts[i].kind, kind_n) == 0 &&
        memcmp(word + kind_n, counts[i].name, name_n) == 0)
      return &counts[i];
  }
  return NULL;
}

int tally_read(tally *t, const char *text) {
  count counts[MAX_COUNTS];
  *t = (tally){0};
  size_t n = list_counts(t, counts);
  while (*text != '\0') {
    size_t word_n = strcspn(text, "= ");
    const count *c = find_count(counts, n, text, word_n);
    text += word_n;
    if (c == NULL || *text != '=' || text[1] < '0' || text[1] > '9')
      return 0;
    char *end;
    *c->n = strtoull(text + 1, &end, 10);
    if (*end != ' ' && *end != '\0')
      return 0;
    text = end + (*end == ' ');
  }
  return 1;
}

/* "  by format: docx 12, text 3" */
static void print_list(FILE *to, const char *head, const count *counts, size_t n, const char *kind) {
  const char *before = head;
  for (size_t i = 0; i < n; i++)
    if (*counts[i].n > 0 && strcmp(counts[i].kind, kind) == 0) {
      (void)fprintf(to, "%s%s %" PRIu64, before, counts[i].name, *counts[i].n);
      before = ", ";
    }
  if (before != head)
    (void)fputc('\n', to);
}

void tally_print(const tally *t, FILE *to) {
  tally copy = *t;
  count counts[MAX_COUNTS];
  size_t n = list_counts(&copy, counts);
  (void)fprintf(to, "%" PRIu64 " input%s: %" PRIu64 " read, %" PRIu64 " refused, %" PRIu64 " skipped\n",
                tally_inputs(t), tally_inputs(t) == 1 ? "" : "s", t->outcomes[GK_OUTCOME_READ],
                t->outcomes[GK_OUTCOME_REFUSED], t->outcomes[GK_OUTCOME_SKIPPED]);
  (void)fprintf(to, "  of those read: %" PRIu64 " with diagnostics, %" PRIu64 " with failing checks\n", t->n_diags,
                t->n_failing);
  print_list(to, "  formats: ", counts, n, "format.");
  print_list(to, "  refused or skipped: ", counts, n, "error.");
}
