#include "reader/docx_styles.h"

#include "reader/docx_filter.h"
#include "reader/docx_names.h"

/* How many w:basedOn are followed. Word stops much earlier, and the bound ends circles. */
enum { MAX_ANCESTORS = 16 };

/* Properties are known by name alone: nothing else in a w:style has one of those, once w:tblStylePr is passed over. */
typedef struct reading {
  gk_docx_styles *styles;
  gk_xml *xml;
  gk_docx_filter filter;
  gk_docx_style *style; /* the open w:style, or NULL */
} reading;

const gk_docx_style gk_docx_style_none = {{NULL, 0}, {NULL, 0}, -1, -1, -1, -1, -1};

static gk_str keep_id(const reading *r, gk_str s) {
  return gk_arena_copy(r->styles->styles.arena, gk_w_id(s));
}

static gk_status open_style(reading *r, const gk_xml_attr *attrs, size_t n) {
  r->style = gk_records_push(&r->styles->styles);
  if (r->style == NULL)
    return GK_STATUS_NO_MEMORY;
  *r->style = gk_docx_style_none;
  r->style->id = keep_id(r, gk_xml_get(attrs, n, GK_NS_W, "styleId"));
  gk_str is_default = gk_xml_get(attrs, n, GK_NS_W, "default");
  if (is_default.n > 0 && gk_w_on(is_default) && gk_str_is(gk_xml_get(attrs, n, GK_NS_W, "type"), "paragraph"))
    r->styles->default_id = r->style->id;
  return GK_OK;
}

/* The outline level of a built-in heading, "heading 1" to "heading 9" whatever the language; -1 for other names. */
static int32_t heading_level(gk_str name) {
  static const char heading[] = "heading ";
  if (name.n != sizeof heading)
    return -1;
  for (size_t i = 0; i < sizeof heading - 1; i++)
    if ((name.p[i] | 0x20) != heading[i])
      return -1;
  char digit = name.p[sizeof heading - 1];
  return digit >= '1' && digit <= '9' ? digit - '1' : -1;
}

static void style_property(reading *r, gk_w_name name, const gk_xml_attr *attrs, size_t n) {
  gk_docx_style *style = r->style;
  switch (name) {
  case GK_W_name:
    if (style->outline < 0)
      style->outline = heading_level(gk_w_val(attrs, n));
    break;
  case GK_W_basedOn:
    style->based_on = keep_id(r, gk_w_val(attrs, n));
    break;
  case GK_W_outlineLvl:
    style->outline = gk_w_val_int(attrs, n, 0, 9, style->outline);
    break;
  case GK_W_numId:
    style->num_id = gk_w_val_int(attrs, n, 0, INT32_MAX, -1);
    break;
  case GK_W_ilvl:
    style->num_level = gk_w_val_int(attrs, n, 0, GK_LIST_LEVELS - 1, -1);
    break;
  case GK_W_vanish:
    style->vanish = (int8_t)gk_w_val_on(attrs, n);
    break;
  case GK_W_vertAlign:
    style->align = (int8_t)gk_w_val_align(attrs, n);
    break;
  default:
    break;
  }
}

static gk_status on_start(void *ctx, gk_xml_name xml_name, const gk_xml_attr *attrs, size_t n, size_t off) {
  reading *r = ctx;
  (void)off;
  gk_status status;
  if (!gk_docx_filter_start(&r->filter, r->xml, xml_name, attrs, n, &status))
    return status;
  gk_w_name name = gk_w_name_of(xml_name);
  if (name == GK_W_style)
    return open_style(r, attrs, n);
  if (name == GK_W_properties)
    gk_docx_filter_skip(&r->filter);
  else if (r->style != NULL)
    style_property(r, name, attrs, n);
  else if (name == GK_W_vanish) /* outside of all styles only w:docDefaults has properties */
    r->styles->hides_all = gk_w_val_on(attrs, n);
  return gk_arena_failed(r->styles->styles.arena) ? GK_STATUS_NO_MEMORY : GK_OK;
}

static gk_status on_end(void *ctx, gk_xml_name xml_name, size_t off) {
  reading *r = ctx;
  (void)off;
  if (gk_docx_filter_end(&r->filter, xml_name) && gk_w_name_of(xml_name) == GK_W_style)
    r->style = NULL;
  return GK_OK;
}

static int compare_styles(const void *a, const void *b) {
  return gk_str_compare(((const gk_docx_style *)a)->id, ((const gk_docx_style *)b)->id);
}

static gk_docx_style *find(const gk_docx_styles *styles, gk_str id) {
  gk_docx_style key = {.id = id};
  return id.n > 0 ? gk_records_find(&styles->styles, &key, compare_styles) : NULL;
}

const gk_docx_style *gk_docx_style_find(const gk_docx_styles *styles, gk_str id) {
  const gk_docx_style *style = find(styles, id);
  return style != NULL ? style : &gk_docx_style_none;
}

const gk_docx_style *gk_docx_style_default(const gk_docx_styles *styles) {
  return gk_docx_style_find(styles, styles->default_id);
}

static void inherit(gk_docx_style *style, const gk_docx_style *from) {
  if (style->outline < 0)
    style->outline = from->outline;
  if (style->num_id < 0)
    style->num_id = from->num_id;
  if (style->num_level < 0)
    style->num_level = from->num_level;
  if (style->vanish < 0)
    style->vanish = from->vanish;
  if (style->align < 0)
    style->align = from->align;
}

/*
 * An ancestor may itself have inherited by now or not: the nearest that says something is the same either way, but for
 * circles, where anything goes.
 */
static void inherit_all(const gk_docx_styles *styles) {
  for (size_t i = 0; i < styles->styles.n; i++) {
    gk_docx_style *style = gk_records_at(&styles->styles, i);
    const gk_docx_style *ancestor = find(styles, style->based_on);
    for (int k = 0; k < MAX_ANCESTORS && ancestor != NULL; k++) {
      inherit(style, ancestor);
      ancestor = find(styles, ancestor->based_on);
    }
  }
}

gk_status gk_docx_styles_read(gk_arena *scratch, const gk_xml_source *source, const gk_limits *limits,
                              gk_docx_styles *out, gk_error *error) {
  out->styles = (gk_records){.arena = scratch, .item_bytes = sizeof(gk_docx_style)};
  reading r = {.styles = out};
  gk_xml_handler handler = {.start = on_start, .end = on_end, .ctx = &r};
  gk_status status = gk_xml_parse(scratch, source, limits, &handler, &r.xml, error);
  if (status != GK_OK)
    return status;
  if (!gk_records_sort(&out->styles, compare_styles))
    return GK_STATUS_NO_MEMORY;
  inherit_all(out);
  return GK_OK;
}

/* 17.9.21: a w:numStyleLink that no w:styleLink answers to leads by way of the style and the num it names. */
static void follow_links(const gk_docx_styles *styles, gk_numbering *numbering) {
  for (size_t i = 0; i < numbering->nums.n; i++) {
    gk_list_num *num = gk_records_at(&numbering->nums, i);
    if (num->abstract == NULL || num->abstract->num_style_link.n == 0)
      continue;
    const gk_docx_style *style = gk_docx_style_find(styles, num->abstract->num_style_link);
    const gk_list_num *named = style->num_id > 0 ? gk_numbering_find(numbering, style->num_id) : NULL;
    if (named != NULL)
      num->abstract = named->abstract;
  }
}

/*
 * 17.9.23: the level is the one whose w:pStyle names the style; a style that has its number from another may have that
 * one's level too. Word does look at w:ilvl in a style, though 17.3.1.19 says not to ([MS-OI29500]), so that comes
 * next.
 */
void gk_docx_styles_bind(gk_docx_styles *styles, gk_numbering *numbering) {
  follow_links(styles, numbering);
  for (size_t i = 0; i < styles->styles.n; i++) {
    gk_docx_style *style = gk_records_at(&styles->styles, i);
    const gk_list_num *num = style->num_id > 0 ? gk_numbering_find(numbering, style->num_id) : NULL;
    if (num == NULL)
      continue;
    int level = -1;
    const gk_docx_style *s = style;
    for (int k = 0; k < MAX_ANCESTORS && s != NULL && level < 0; k++) {
      level = gk_list_level_of_style(num, s->id);
      s = find(styles, s->based_on);
    }
    if (level >= 0)
      style->num_level = level;
  }
}
