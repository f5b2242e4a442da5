#include "reader/odt_styles.h"

#include "reader/apart.h"
#include "reader/odt_names.h"
#include "reader/simple.h"

#include <string.h>

/* How many parents are followed. Nobody derives styles that often, and the bound ends circles. */
enum { MAX_ANCESTORS = 16 };

/* Longer names are none: chains of styles compare names again and again. */
enum { NAME_BYTES = 256 };

typedef struct reading {
  gk_odt_styles *styles;
  gk_odt_name root;
  gk_odt_style *style; /* the open style:style of a family that is read, or NULL */
  size_t para_off;     /* of the paragraph that began last */
  gk_str region;       /* id of the text:changed-region that began last */
  size_t depth;
  size_t in_styles; /* depth of the open element whose styles are read; 0 for none */
  size_t in_body;   /* depth of the open office:body; 0 outside */
} reading;

static const gk_odt_look look_none = {-1, -1, -1};

static gk_str keep(const gk_odt_styles *styles, gk_str name) {
  return gk_arena_copy(styles->arena, name.n <= NAME_BYTES ? name : (gk_str){NULL, 0});
}

static gk_status open_style(reading *r, const gk_odt_tag *tag) {
  gk_str family = gk_odt_attr(tag, GK_NS_STYLE, "family");
  int is_paragraph = gk_str_is(family, "paragraph");
  r->style = NULL;
  if (!is_paragraph && !gk_str_is(family, "text"))
    return GK_OK;
  r->style = gk_records_push(&r->styles->styles);
  if (r->style == NULL)
    return GK_STATUS_NO_MEMORY;
  *r->style = (gk_odt_style){.family = is_paragraph ? GK_ODT_PARAGRAPH : GK_ODT_TEXT,
                             .name = keep(r->styles, gk_odt_attr(tag, GK_NS_STYLE, "name")),
                             .parent = keep(r->styles, gk_odt_attr(tag, GK_NS_STYLE, "parent-style-name")),
                             .look = look_none,
                             .list_style = keep(r->styles, gk_odt_attr(tag, GK_NS_STYLE, "list-style-name"))};
  return GK_OK;
}

/* 20.393: "super", "sub" or a percentage of the font's height, then a size. */
static int8_t stands(gk_str position) {
  if (position.n == 0)
    return -1;
  if (position.n >= 3 && memcmp(position.p, "sup", 3) == 0)
    return GK_LOOK_ABOVE_LINE;
  if (*position.p == '-' || (position.n >= 3 && memcmp(position.p, "sub", 3) == 0))
    return GK_LOOK_BELOW_LINE;
  return *position.p == '0' ? 0 : GK_LOOK_ABOVE_LINE;
}

static void text_properties(gk_odt_look *look, const gk_odt_tag *tag) {
  gk_str display = gk_odt_attr(tag, GK_NS_TEXT, "display");
  gk_str line = gk_odt_attr(tag, GK_NS_STYLE, "text-line-through-style");
  gk_str type = gk_odt_attr(tag, GK_NS_STYLE, "text-line-through-type");
  if (display.n > 0)
    look->is_hidden = (int8_t)gk_str_is(display, "none");
  if (line.n > 0 || type.n > 0)
    look->is_struck = (int8_t) !(gk_str_is(line, "none") || gk_str_is(type, "none"));
  look->stands = stands(gk_odt_attr(tag, GK_NS_STYLE, "text-position"));
}

/* A start tag among styles. */
static gk_status in_styles(reading *r, const gk_odt_tag *tag) {
  if (tag->name == GK_ODT_style)
    return open_style(r, tag);
  if (tag->name == GK_ODT_text_properties && r->style != NULL) {
    text_properties(&r->style->look, tag);
    return GK_OK;
  }
  return gk_odt_list_styles_tag(&r->styles->lists, tag);
}

static gk_status keep_list_id(gk_odt_styles *styles, gk_str id) {
  if (id.n == 0 || id.n > NAME_BYTES)
    return GK_OK;
  gk_odt_list_id *kept = gk_records_push(&styles->list_ids);
  if (kept == NULL)
    return GK_STATUS_NO_MEMORY;
  kept->id = keep(styles, id);
  return GK_OK;
}

static gk_status keep_hidden_para(gk_odt_styles *styles, size_t off) {
  const size_t *last =
      styles->hidden_paras.n > 0 ? gk_records_at(&styles->hidden_paras, styles->hidden_paras.n - 1) : NULL;
  if (last != NULL && *last >= off)
    return GK_OK;
  size_t *kept = gk_records_push(&styles->hidden_paras);
  if (kept == NULL)
    return GK_STATUS_NO_MEMORY;
  *kept = off;
  return GK_OK;
}

/* 19.770: by the old name where the new one is not there. */
static gk_str change_id(const gk_odt_tag *tag) {
  gk_str id = gk_odt_attr(tag, GK_NS_TEXT, "id");
  return id.n > 0 ? id : gk_odt_attr(tag, GK_NS_XML, "id");
}

static gk_status keep_deletion(gk_odt_styles *styles, gk_str id) {
  gk_odt_deletion *kept = gk_records_push(&styles->deletions);
  if (kept == NULL)
    return GK_STATUS_NO_MEMORY;
  kept->id = id;
  return GK_OK;
}

/* A start tag in the text: lists by their ids, and what only the end of a paragraph tells. */
static gk_status in_body(reading *r, const gk_odt_tag *tag) {
  switch (tag->name) {
  case GK_ODT_p:
  case GK_ODT_h:
    r->para_off = tag->off;
    return GK_OK;
  case GK_ODT_list:
    return keep_list_id(r->styles, gk_odt_attr(tag, GK_NS_XML, "id"));
  case GK_ODT_numbered_paragraph:
    return keep_list_id(r->styles, gk_odt_attr(tag, GK_NS_TEXT, "list-id"));
  case GK_ODT_hidden_paragraph:
    return gk_odt_attr_on(tag, GK_NS_TEXT, "is-hidden") ? keep_hidden_para(r->styles, r->para_off) : GK_OK;
  case GK_ODT_changed_region:
    r->region = keep(r->styles, change_id(tag));
    return GK_OK;
  case GK_ODT_deletion:
    return keep_deletion(r->styles, r->region);
  case GK_ODT_note_body:
    r->styles->n_notes++;
    return GK_OK;
  default:
    return GK_OK;
  }
}

static gk_status on_start(void *ctx, gk_xml_name xml_name, const gk_xml_attr *attrs, size_t n, size_t off) {
  reading *r = ctx;
  const gk_odt_tag tag = {gk_odt_name_of(xml_name), attrs, n, off};
  gk_status status = GK_OK;
  if (r->depth++ == 0)
    r->root = tag.name;
  else if (r->in_body > 0)
    status = in_body(r, &tag);
  else if (r->in_styles > 0)
    status = in_styles(r, &tag);
  else if (tag.name == GK_ODT_styles || (tag.name == GK_ODT_automatic_styles && r->root != GK_ODT_document_styles))
    r->in_styles = r->depth;
  else if (tag.name == GK_ODT_body)
    r->in_body = r->depth;
  return gk_arena_failed(r->styles->arena) ? GK_STATUS_NO_MEMORY : status;
}

static gk_status on_end(void *ctx, gk_xml_name xml_name, size_t off) {
  reading *r = ctx;
  (void)off;
  gk_odt_name name = gk_odt_name_of(xml_name);
  if (name == GK_ODT_style)
    r->style = NULL;
  if (r->in_styles > 0)
    gk_odt_list_styles_end(&r->styles->lists, name);
  if (r->in_styles == r->depth)
    r->in_styles = 0;
  if (r->in_body == r->depth)
    r->in_body = 0;
  r->depth--;
  return GK_OK;
}

void gk_odt_styles_init(gk_odt_styles *styles, gk_arena *scratch) {
  *styles = (gk_odt_styles){.arena = scratch,
                            .styles = {.arena = scratch, .item_bytes = sizeof(gk_odt_style)},
                            .deletions = {.arena = scratch, .item_bytes = sizeof(gk_odt_deletion)},
                            .list_ids = {.arena = scratch, .item_bytes = sizeof(gk_odt_list_id)},
                            .hidden_paras = {.arena = scratch, .item_bytes = sizeof(size_t)}};
  gk_odt_list_styles_init(&styles->lists, scratch);
}

gk_status gk_odt_styles_read(gk_odt_styles *styles, const gk_xml_source *source, const gk_limits *limits,
                             gk_error *error) {
  reading r = {.styles = styles};
  const gk_xml_handler handler = {.start = on_start, .end = on_end, .ctx = &r};
  return gk_xml_parse(styles->arena, source, limits, &handler, NULL, error);
}

static int compare_styles(const void *a, const void *b) {
  const gk_odt_style *x = a, *y = b;
  return x->family != y->family ? (x->family < y->family ? -1 : 1) : gk_str_compare(x->name, y->name);
}

static int compare_ids(const void *a, const void *b) {
  return gk_str_compare(((const gk_odt_list_id *)a)->id, ((const gk_odt_list_id *)b)->id);
}

static int compare_deletions(const void *a, const void *b) {
  return gk_str_compare(((const gk_odt_deletion *)a)->id, ((const gk_odt_deletion *)b)->id);
}

static int compare_offsets(const void *a, const void *b) {
  const size_t *x = a, *y = b;
  return *x < *y ? -1 : *x > *y;
}

const gk_odt_style *gk_odt_style_find(const gk_odt_styles *styles, gk_odt_family family, gk_str name) {
  gk_odt_style key = {.family = family, .name = name};
  return name.n > 0 && name.n <= NAME_BYTES ? gk_records_find(&styles->styles, &key, compare_styles) : NULL;
}

int gk_odt_para_is_hidden(const gk_odt_styles *styles, size_t off) {
  return gk_records_find(&styles->hidden_paras, &off, compare_offsets) != NULL;
}

gk_odt_deletion *gk_odt_deletion_find(const gk_odt_styles *styles, gk_str id) {
  gk_odt_deletion key = {.id = id};
  return id.n > 0 && id.n <= NAME_BYTES ? gk_records_find(&styles->deletions, &key, compare_deletions) : NULL;
}

void gk_odt_deletions_reset(const gk_odt_styles *styles) {
  for (size_t i = 0; i < styles->deletions.n; i++)
    ((gk_odt_deletion *)gk_records_at(&styles->deletions, i))->is_open = 0;
}

gk_odt_list_id *gk_odt_list_id_find(const gk_odt_styles *styles, gk_str id) {
  gk_odt_list_id key = {.id = id};
  return id.n > 0 && id.n <= NAME_BYTES ? gk_records_find(&styles->list_ids, &key, compare_ids) : NULL;
}

static void inherit(gk_odt_style *style, const gk_odt_style *from) {
  if (style->look.is_hidden < 0)
    style->look.is_hidden = from->look.is_hidden;
  if (style->look.stands < 0)
    style->look.stands = from->look.stands;
  if (style->look.is_struck < 0)
    style->look.is_struck = from->look.is_struck;
  if (style->list_style.n == 0)
    style->list_style = from->list_style;
}

/* As in Word's styles: the nearest ancestor that says something is the same whether it has inherited by now or not. */
static void inherit_all(const gk_odt_styles *styles) {
  for (size_t i = 0; i < styles->styles.n; i++) {
    gk_odt_style *style = gk_records_at(&styles->styles, i);
    const gk_odt_style *ancestor = gk_odt_style_find(styles, style->family, style->parent);
    for (int k = 0; k < MAX_ANCESTORS && ancestor != NULL; k++) {
      inherit(style, ancestor);
      ancestor = gk_odt_style_find(styles, ancestor->family, ancestor->parent);
    }
  }
}

int gk_odt_styles_finish(gk_odt_styles *styles) {
  if (!gk_records_sort(&styles->styles, compare_styles) || !gk_records_sort(&styles->list_ids, compare_ids) ||
      !gk_records_sort(&styles->deletions, compare_deletions))
    return 0;
  inherit_all(styles);
  return gk_odt_list_styles_finish(&styles->lists);
}
