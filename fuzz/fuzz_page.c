/* Words with boxes of any kind: what a page makes of them is a layout. */
#include "target.h"

#include "layout/page.h"

#include <string.h>

static const char source[] =
    "1 22 / ab - 3.5 -1 4,000 1,2 \xE4\xB8\x80\xE3\x80\x81 \xEF\xBF\xBD 5\xE4\xB8\x87\xE5\x85\x83 "
    "\xE8\xA1\x8C\xE6\x94\xBF \xE7\xAC\xAC 3 \xE9\xA1\xB5 \xE3\x80\x82 \xE6\x97\xA0";

/* One word of the source, the k-th. */
static gk_str pick_word(unsigned k) {
  const char *p = source;
  for (k %= 24; k > 0; k--) {
    p = strchr(p, ' ');
    p = p == NULL || p[1] == '\0' ? source : p + 1;
  }
  return (gk_str){p, strcspn(p, " ")};
}

/* A byte of a place: near by, or far beyond any page. */
static int32_t place(uint8_t byte) {
  if (byte >= 0xFC)
    return byte % 2 == 0 ? -(1 << 30) : 1 << 30;
  return byte - 20;
}

static void add_words(gk_page *page, const uint8_t *data, size_t n) {
  for (size_t i = 0; i + 5 <= n; i += 5) {
    gk_str word = pick_word(data[i]);
    if (data[i] >= 0xF8)
      gk_page_end(page);
    gk_page_add_word(page, &(gk_word){word, word, place(data[i + 1]), place(data[i + 1]) + data[i + 2] % 32,
                                      place(data[i + 3]), place(data[i + 4])});
  }
}

static const char *read_words(gk_arena *arena, gk_arena *scratch, const uint8_t *data, size_t n) {
  gk_limits limits = gk_limits_resolve(&(gk_limits){.table_columns = 8, .table_rows = 16});
  gk_diags diags;
  gk_layout layout;
  const char *why = NULL;
  gk_diags_init(&diags, arena, 10);
  gk_builder *builder = gk_builder_new(arena, &limits, &diags);
  if (builder == NULL)
    return "no builder";
  gk_str text = {source, sizeof source - 1};
  gk_builder_add_part(builder, &(gk_part){.source = text, .text = text});
  gk_page *page = gk_page_new(scratch, builder, &limits, 0);
  if (page == NULL)
    return "no page";
  if (data[0] % 2 == 1)
    gk_page_set_text(page);
  add_words(page, data + 1, n - 1);
  if (gk_page_finish(page) != GK_OK || gk_builder_finish(builder, &layout) != GK_OK)
    return "it was not read";
  gk_layout_check(&layout, &why);
  return why;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  if (n < 1 || n > 1 << 16)
    return 0;
  gk_arena arena, scratch;
  gk_arena_init(&arena, NULL, 0);
  gk_arena_init(&scratch, NULL, 0);
  const char *broken = read_words(&arena, &scratch, data, n);
  gk_arena_free(&arena);
  gk_arena_free(&scratch);
  die_if(broken);
  return 0;
}
