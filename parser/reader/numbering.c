#include "reader/numbering.h"

#include "reader/docx_filter.h"
#include "reader/docx_names.h"

/*
 * numbering.xml is flat enough to be read by what was opened last: properties of a level go to the level, everything
 * else to the definition around it. Paragraph and run properties of levels are passed over.
 */
typedef struct reading {
  gk_numbering *numbering;
  gk_xml *xml;
  gk_docx_filter filter;
  gk_list_abstract *abstract; /* the open w:abstractNum, or NULL */
  gk_list_num *num;           /* the open w:num, or NULL */
  gk_list_level *level;       /* the open w:lvl, or NULL */
  int override_level;         /* of the open w:lvlOverride; -1 for none */
} reading;

static gk_arena *arena_of(const reading *r) {
  return r->numbering->nums.arena;
}

static gk_str keep(const reading *r, gk_str s) {
  return gk_arena_copy(arena_of(r), s);
}

static int32_t attr_int(const gk_xml_attr *attrs, size_t n, const char *local) {
  return gk_simple_int(gk_xml_get(attrs, n, GK_NS_W, local), INT32_MIN, INT32_MAX, -1);
}

/* w:ilvl of a w:lvl or w:lvlOverride; -1 if it is not 0 to 8. */
static int attr_level(const gk_xml_attr *attrs, size_t n) {
  int32_t level = attr_int(attrs, n, "ilvl");
  return level >= 0 && level < GK_LIST_LEVELS ? (int)level : -1;
}

static gk_status open_abstract(reading *r, const gk_xml_attr *attrs, size_t n) {
  r->abstract = gk_records_push(&r->numbering->abstracts);
  if (r->abstract == NULL)
    return GK_STATUS_NO_MEMORY;
  r->abstract->id = attr_int(attrs, n, "abstractNumId");
  r->num = NULL;
  return GK_OK;
}

static gk_status open_num(reading *r, const gk_xml_attr *attrs, size_t n) {
  r->num = gk_records_push(&r->numbering->nums);
  if (r->num == NULL)
    return GK_STATUS_NO_MEMORY;
  r->num->id = attr_int(attrs, n, "numId");
  r->num->abstract_id = -1;
  r->abstract = NULL;
  r->override_level = -1;
  return GK_OK;
}

/* 17.9.6: in a w:num a level stands inside w:lvlOverride, whose w:ilvl counts. */
static gk_status open_level(reading *r, const gk_xml_attr *attrs, size_t n) {
  int level = r->num != NULL ? r->override_level : attr_level(attrs, n);
  if (level < 0 || (r->num == NULL && r->abstract == NULL)) {
    gk_docx_filter_skip(&r->filter);
    return GK_OK;
  }
  r->level = GK_NEW(arena_of(r), gk_list_level);
  if (r->level == NULL)
    return GK_STATUS_NO_MEMORY;
  r->level->restart = -1;
  if (r->num != NULL)
    r->num->levels[level] = r->level;
  else
    r->abstract->levels[level] = r->level;
  return GK_OK;
}

/* [MS-DOCX] 2.4: a custom format is written as its first three numbers; those with leading zeros are understood. */
static gk_list_format format_of(const gk_xml_attr *attrs, size_t n) {
  gk_str name = gk_w_val(attrs, n);
  gk_str custom = gk_xml_get(attrs, n, GK_NS_W, "format");
  if (gk_str_is(name, "custom") && gk_str_is(custom, "01, 02, 03, ..."))
    return GK_LIST_DECIMAL_ZERO;
  return gk_list_format_named(name);
}

static gk_list_suffix suffix_of(gk_str s) {
  return gk_str_is(s, "space") ? GK_SUFFIX_SPACE : gk_str_is(s, "nothing") ? GK_SUFFIX_NOTHING : GK_SUFFIX_TAB;
}

static void level_property(reading *r, gk_w_name name, const gk_xml_attr *attrs, size_t n) {
  gk_list_level *level = r->level;
  switch (name) {
  case GK_W_start:
    level->start = gk_w_val_int(attrs, n, 0, INT32_MAX, 0);
    break;
  case GK_W_numFmt:
    level->format = format_of(attrs, n);
    break;
  case GK_W_lvlText:
    level->text = keep(r, gk_w_val(attrs, n));
    break;
  case GK_W_lvlRestart:
    level->restart = gk_w_val_int(attrs, n, 0, INT32_MAX, -1);
    break;
  case GK_W_suff:
    level->suffix = suffix_of(gk_w_val(attrs, n));
    break;
  case GK_W_isLgl:
    level->is_legal = gk_w_val_on(attrs, n);
    break;
  case GK_W_pStyle:
    level->style = keep(r, gk_w_id(gk_w_val(attrs, n)));
    break;
  default:
    break;
  }
}

static void num_property(reading *r, gk_w_name name, const gk_xml_attr *attrs, size_t n) {
  gk_list_num *num = r->num;
  if (name == GK_W_abstractNumId) {
    num->abstract_id = gk_w_val_int(attrs, n, INT32_MIN, INT32_MAX, -1);
  } else if (name == GK_W_lvlOverride) {
    r->override_level = attr_level(attrs, n);
  } else if (name == GK_W_startOverride && r->override_level >= 0) {
    num->start[r->override_level] = gk_w_val_int(attrs, n, 0, INT32_MAX, 0);
    num->has_start = (uint16_t)(num->has_start | 1u << r->override_level);
  }
}

static gk_status on_start(void *ctx, gk_xml_name xml_name, const gk_xml_attr *attrs, size_t n, size_t off) {
  reading *r = ctx;
  (void)off;
  gk_status status;
  if (!gk_docx_filter_start(&r->filter, r->xml, xml_name, attrs, n, &status))
    return status;
  gk_w_name name = gk_w_name_of(xml_name);
  if (name == GK_W_abstractNum)
    return open_abstract(r, attrs, n);
  if (name == GK_W_num)
    return open_num(r, attrs, n);
  if (name == GK_W_lvl)
    return open_level(r, attrs, n);
  if (name == GK_W_pPr || name == GK_W_rPr || name == GK_W_properties)
    gk_docx_filter_skip(&r->filter);
  else if (r->level != NULL)
    level_property(r, name, attrs, n);
  else if (r->num != NULL)
    num_property(r, name, attrs, n);
  else if (r->abstract != NULL && name == GK_W_styleLink)
    r->abstract->style_link = keep(r, gk_w_id(gk_w_val(attrs, n)));
  else if (r->abstract != NULL && name == GK_W_numStyleLink)
    r->abstract->num_style_link = keep(r, gk_w_id(gk_w_val(attrs, n)));
  return gk_arena_failed(arena_of(r)) ? GK_STATUS_NO_MEMORY : GK_OK;
}

static gk_status on_end(void *ctx, gk_xml_name xml_name, size_t off) {
  reading *r = ctx;
  (void)off;
  if (!gk_docx_filter_end(&r->filter, xml_name))
    return GK_OK;
  switch (gk_w_name_of(xml_name)) {
  case GK_W_abstractNum:
    r->abstract = NULL;
    break;
  case GK_W_num:
    r->num = NULL;
    break;
  case GK_W_lvl:
    r->level = NULL;
    break;
  case GK_W_lvlOverride:
    r->override_level = -1;
    break;
  default:
    break;
  }
  return GK_OK;
}

static int compare_ids(int32_t a, int32_t b) {
  return a < b ? -1 : a > b;
}

static int compare_abstracts(const void *a, const void *b) {
  return compare_ids(((const gk_list_abstract *)a)->id, ((const gk_list_abstract *)b)->id);
}

static int compare_nums(const void *a, const void *b) {
  return compare_ids(((const gk_list_num *)a)->id, ((const gk_list_num *)b)->id);
}

/* An abstractNum under the name that others link to it by. */
typedef struct link {
  gk_str style;
  gk_list_abstract *abstract;
} link;

static int compare_links(const void *a, const void *b) {
  return gk_str_compare(((const link *)a)->style, ((const link *)b)->style);
}

static int collect_links(const gk_numbering *numbering, gk_records *links) {
  for (size_t i = 0; i < numbering->abstracts.n; i++) {
    gk_list_abstract *a = gk_records_at(&numbering->abstracts, i);
    if (a->style_link.n == 0)
      continue;
    link *l = gk_records_push(links);
    if (l == NULL)
      return 0;
    *l = (link){a->style_link, a};
  }
  return gk_records_sort(links, compare_links);
}

/*
 * Gives each num its abstractNum. 17.9.21: an abstractNum with a w:numStyleLink has no levels of its own but those of
 * the one with that w:styleLink; one step only, so that links can't go round.
 */
static int resolve(gk_numbering *numbering) {
  gk_records links = {.arena = numbering->nums.arena, .item_bytes = sizeof(link)};
  if (!gk_records_sort(&numbering->abstracts, compare_abstracts) || !gk_records_sort(&numbering->nums, compare_nums) ||
      !collect_links(numbering, &links))
    return 0;
  for (size_t i = 0; i < numbering->nums.n; i++) {
    gk_list_num *num = gk_records_at(&numbering->nums, i);
    gk_list_abstract key = {.id = num->abstract_id};
    num->abstract = gk_records_find(&numbering->abstracts, &key, compare_abstracts);
    if (num->abstract == NULL || num->abstract->num_style_link.n == 0)
      continue;
    link wanted = {num->abstract->num_style_link, NULL};
    const link *found = gk_records_find(&links, &wanted, compare_links);
    if (found != NULL)
      num->abstract = found->abstract;
  }
  return 1;
}

gk_status gk_numbering_read(gk_arena *scratch, const gk_xml_source *source, const gk_limits *limits, gk_numbering *out,
                            gk_error *error) {
  out->abstracts = (gk_records){.arena = scratch, .item_bytes = sizeof(gk_list_abstract)};
  out->nums = (gk_records){.arena = scratch, .item_bytes = sizeof(gk_list_num)};
  reading r = {.numbering = out, .override_level = -1};
  gk_xml_handler handler = {.start = on_start, .end = on_end, .ctx = &r};
  gk_status status = gk_xml_parse(scratch, source, limits, &handler, &r.xml, error);
  if (status == GK_OK && !resolve(out))
    status = GK_STATUS_NO_MEMORY;
  return status;
}

gk_list_num *gk_numbering_find(const gk_numbering *numbering, int32_t num_id) {
  gk_list_num key = {.id = num_id};
  gk_list_num *num = gk_records_find(&numbering->nums, &key, compare_nums);
  return num != NULL && num->abstract != NULL ? num : NULL;
}

const gk_list_level *gk_list_level_of(const gk_list_num *num, size_t level) {
  return num->levels[level] != NULL ? num->levels[level] : num->abstract->levels[level];
}

int gk_list_level_of_style(const gk_list_num *num, gk_str style) {
  for (int i = 0; i < GK_LIST_LEVELS; i++) {
    const gk_list_level *level = gk_list_level_of(num, (size_t)i);
    if (level != NULL && style.n > 0 && gk_str_compare(level->style, style) == 0)
      return i;
  }
  return -1;
}
