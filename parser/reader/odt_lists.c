#include "reader/odt_lists.h"

#include "reader/simple.h"

#include <string.h>

void gk_odt_list_styles_init(gk_odt_list_styles *styles, gk_arena *scratch) {
  *styles =
      (gk_odt_list_styles){.arena = scratch, .styles = {.arena = scratch, .item_bytes = sizeof(gk_odt_list_style)}};
}

static gk_status open_list_style(gk_odt_list_styles *styles, const gk_odt_tag *tag) {
  gk_odt_list_style *style = gk_records_push(&styles->styles);
  if (style == NULL)
    return GK_STATUS_NO_MEMORY;
  if (tag->name == GK_ODT_list_style)
    style->name = gk_arena_copy(styles->arena, gk_odt_attr(tag, GK_NS_STYLE, "name"));
  styles->n_open = 1;
  styles->level = NULL;
  return GK_OK;
}

/*
 * 20.322: Latin letters and digits stand for their sequences; LibreOffice writes others as the beginning of theirs,
 * "一, 二, 三, ...". The first two tell them apart.
 */
static gk_list_format format_of(gk_str s) {
  static const struct {
    const char *sample;
    gk_list_format format;
  } formats[] = {
      {"1", GK_LIST_DECIMAL},
      {"01", GK_LIST_DECIMAL_ZERO},
      {"a", GK_LIST_LOWER_LETTER},
      {"A", GK_LIST_UPPER_LETTER},
      {"i", GK_LIST_LOWER_ROMAN},
      {"I", GK_LIST_UPPER_ROMAN},
      {"01, 02", GK_LIST_DECIMAL_ZERO},
      {"一, 二", GK_LIST_CHINESE_THOUSAND},
      {"壹, 贰", GK_LIST_CHINESE_LEGAL},
      {"壹, 貳", GK_LIST_TRADITIONAL_LEGAL},
      {"甲, 乙", GK_LIST_IDEOGRAPH_TRADITIONAL},
      {"子, 丑", GK_LIST_IDEOGRAPH_ZODIAC},
      {"１, ２", GK_LIST_DECIMAL_FULL_WIDTH},
      {"①, ②", GK_LIST_ENCLOSED_CIRCLE},
  };
  if (s.n == 0)
    return GK_LIST_NONE;
  const char *comma = memchr(s.p, ',', s.n);
  const char *second = comma != NULL ? memchr(comma + 1, ',', s.n - (size_t)(comma + 1 - s.p)) : NULL;
  gk_str head = {s.p, second != NULL ? (size_t)(second - s.p) : s.n};
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
    if (gk_str_is(head, formats[i].sample))
      return formats[i].format;
  return GK_LIST_UNKNOWN;
}

/* loext:num-list-format says where the levels' numbers stand: %1% to %10%. numbering.h wants no second %. */
static gk_str label_text(gk_arena *arena, gk_str s) {
  char *p = gk_arena_alloc(arena, s.n + 1, 1);
  size_t n = 0;
  for (size_t i = 0; i < s.n && p != NULL; i++) {
    int is_closing = s.p[i] == '%' && i >= 2 && s.p[i - 1] >= '1' && s.p[i - 1] <= '9' && s.p[i - 2] == '%';
    if (!is_closing)
      p[n++] = s.p[i];
  }
  return (gk_str){p, n};
}

static gk_status open_level(gk_odt_list_styles *styles, const gk_odt_tag *tag) {
  gk_odt_list_style *style = gk_records_at(&styles->styles, styles->styles.n - 1);
  int32_t number = gk_odt_attr_int(tag, GK_NS_TEXT, "level", 0);
  styles->level = NULL;
  if (number < 1 || number > GK_LIST_LEVELS)
    return GK_OK;
  gk_odt_level *level = GK_NEW(styles->arena, gk_odt_level);
  if (level == NULL)
    return GK_STATUS_NO_MEMORY;
  int is_number = tag->name == GK_ODT_level_number || tag->name == GK_ODT_outline_level;
  gk_str text = gk_odt_attr(tag, GK_NS_LOEXT, "num-list-format");
  *level = (gk_odt_level){
      .level = {.format = is_number ? format_of(gk_odt_attr(tag, GK_NS_STYLE, "num-format")) : GK_LIST_BULLET,
                .suffix = GK_SUFFIX_TAB,
                .start = gk_odt_attr_int(tag, GK_NS_TEXT, "start-value", 1),
                .restart = -1},
      .prefix = gk_arena_copy(styles->arena, gk_odt_attr(tag, GK_NS_STYLE, "num-prefix")),
      .suffix = gk_arena_copy(styles->arena, gk_odt_attr(tag, GK_NS_STYLE, "num-suffix")),
      .n_shown = (size_t)gk_odt_attr_int(tag, GK_NS_TEXT, "display-levels", 1)};
  if (text.n > 0)
    level->level.text = label_text(styles->arena, text);
  style->levels[number - 1] = level;
  styles->level = level;
  return GK_OK;
}

static void label_alignment(gk_odt_level *level, const gk_odt_tag *tag) {
  gk_str by = gk_odt_attr(tag, GK_NS_TEXT, "label-followed-by");
  level->level.suffix = gk_str_is(by, "space")     ? GK_SUFFIX_SPACE
                        : gk_str_is(by, "nothing") ? GK_SUFFIX_NOTHING
                                                   : GK_SUFFIX_TAB;
}

gk_status gk_odt_list_styles_tag(gk_odt_list_styles *styles, const gk_odt_tag *tag) {
  switch (tag->name) {
  case GK_ODT_list_style:
  case GK_ODT_outline_style:
    return open_list_style(styles, tag);
  case GK_ODT_level_number:
  case GK_ODT_level_bullet:
  case GK_ODT_level_image:
  case GK_ODT_outline_level:
    return styles->n_open > 0 ? open_level(styles, tag) : GK_OK;
  case GK_ODT_label_alignment:
    if (styles->level != NULL)
      label_alignment(styles->level, tag);
    return GK_OK;
  default:
    return GK_OK;
  }
}

void gk_odt_list_styles_end(gk_odt_list_styles *styles, gk_odt_name name) {
  if (name == GK_ODT_list_style || name == GK_ODT_outline_style)
    styles->n_open = 0;
  if (name == GK_ODT_level_number || name == GK_ODT_outline_level || styles->n_open == 0)
    styles->level = NULL;
}

static int compare(const void *a, const void *b) {
  return gk_str_compare(((const gk_odt_list_style *)a)->name, ((const gk_odt_list_style *)b)->name);
}

static int shows_number(const gk_odt_level *level) {
  return level != NULL && level->level.format != GK_LIST_NONE && level->level.format != GK_LIST_BULLET;
}

static void put(gk_str *text, char *to, gk_str s) {
  if (s.n > 0)
    memcpy(to + text->n, s.p, s.n);
  text->n += s.n;
}

/* 19.805: the numbers of the levels shown, dots between them; a level without a number is left out. */
static int put_label_together(gk_arena *arena, const gk_odt_list_style *style, size_t idx) {
  gk_odt_level *level = style->levels[idx];
  if (level == NULL || level->level.text.n > 0)
    return 1;
  char *p = gk_arena_alloc(arena, level->prefix.n + level->suffix.n + (size_t)3 * GK_LIST_LEVELS, 1);
  if (p == NULL)
    return 0;
  gk_str text = {p, 0};
  size_t first = level->n_shown > idx ? 0 : idx + 1 - (level->n_shown > 0 ? level->n_shown : 1);
  put(&text, p, level->prefix);
  for (size_t i = first; i <= idx; i++) {
    const char number[] = {'%', (char)('1' + i), '.'};
    if (shows_number(style->levels[i]))
      put(&text, p, (gk_str){number, i < idx ? 3 : 2});
  }
  put(&text, p, level->suffix);
  level->level.text = text;
  return 1;
}

int gk_odt_list_styles_finish(gk_odt_list_styles *styles) {
  if (!gk_records_sort(&styles->styles, compare))
    return 0;
  for (size_t i = 0; i < styles->styles.n; i++)
    for (size_t level = 0; level < GK_LIST_LEVELS; level++)
      if (!put_label_together(styles->arena, gk_records_at(&styles->styles, i), level))
        return 0;
  return 1;
}

const gk_odt_list_style *gk_odt_list_style_find(const gk_odt_list_styles *styles, gk_str name) {
  gk_odt_list_style key = {.name = name};
  return gk_records_find(&styles->styles, &key, compare);
}
