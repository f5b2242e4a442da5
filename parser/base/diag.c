#include "gongkai/diag.h"

#include <stdio.h>
#include <string.h>

#define GK_DIAG(id, code, severity, english, chinese)                                                                  \
  const gk_diag_kind GK_DIAG_##id = {code, GK_SEVERITY_##severity, english, chinese};
GK_PARSER_DIAGS(GK_DIAG)
#undef GK_DIAG

void gk_diags_init(gk_diags *diags, gk_arena *arena, size_t max) {
  *diags = (gk_diags){.arena = arena, .max = max};
}

static int make_room(gk_diags *diags) {
  if (diags->n < diags->capacity)
    return 1;
  size_t capacity = diags->capacity == 0 ? 16 : diags->capacity * 2;
  gk_diag *items =
      gk_arena_grow(diags->arena, diags->items, diags->n * sizeof *items, capacity * sizeof *items, _Alignof(gk_diag));
  if (items == NULL)
    return 0;
  diags->items = items;
  diags->capacity = capacity;
  return 1;
}

void gk_diags_add(gk_diags *diags, gk_diag diag) {
  if (diags->n >= diags->max || !make_room(diags)) {
    diags->n_dropped++;
    return;
  }
  diags->items[diags->n++] = diag;
}

/* A message being written into a buffer that may be too small: the length goes on counting. */
typedef struct writer {
  char *buf;
  size_t size;
  size_t n;
} writer;

static void put(writer *w, const char *p, size_t n) {
  for (size_t i = 0; i < n; i++, w->n++)
    if (w->n + 1 < w->size)
      w->buf[w->n] = p[i];
}

static size_t fill_in(const char *message, const int64_t args[2], char *buf, size_t size) {
  writer w = {buf, size, 0};
  for (const char *p = message; *p != '\0';) {
    if (p[0] == '{' && (p[1] == '0' || p[1] == '1') && p[2] == '}') {
      char number[24];
      int n = snprintf(number, sizeof number, "%lld", (long long)args[p[1] - '0']);
      put(&w, number, n > 0 ? (size_t)n : 0);
      p += 3;
    } else {
      put(&w, p++, 1);
    }
  }
  if (size > 0)
    buf[w.n < size ? w.n : size - 1] = '\0';
  return w.n;
}

size_t gk_diag_format(const gk_diag *diag, char *buf, size_t size) {
  return fill_in(diag->kind->message, diag->args, buf, size);
}

size_t gk_diag_format_zh(const gk_diag *diag, char *buf, size_t size) {
  return fill_in(diag->kind->message_zh, diag->args, buf, size);
}

const char *gk_severity_name(gk_severity severity) {
  static const char *const names[] = {"note", "warning", "error"};
  return (unsigned)severity < 3 ? names[severity] : "unknown";
}
