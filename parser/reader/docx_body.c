#include "reader/docx_body.h"

#include "reader/docx_filter.h"
#include "reader/docx_grid.h"
#include "reader/docx_properties.h"
#include "reader/docx_text.h"

/*
 * What an element means depends on where it stands. Anything that is not known at its place is a wrapper (w:sdt,
 * w:smartTag, w:hyperlink, w:ins, ...): what is in it stands as if it were not there. Only properties are not.
 *
 *   OUTSIDE --body, footnote--> BLOCK --p--> INLINE --t--> TEXT
 *                                 | ^           |
 *                                tbl tc    txbxContent: BLOCK again, with a story of its own
 *                                 v |
 *                               TABLE --tr--> ROW
 */
typedef enum context {
  OUTSIDE,
  BLOCK,
  TABLE,
  ROW,
  INLINE,
  TEXT,
  /* Inside properties; what is not known there is passed over. */
  CELL_PROPERTIES,
  ROW_PROPERTIES,
  PARA_PROPERTIES,
  PARA_NUMBER,
  PARA_MARK,
  RUN_PROPERTIES,
} context;

/* What the end of an element does. */
typedef enum closing {
  CLOSES_NOTHING,
  CLOSES_PARA,
  CLOSES_RUN,
  CLOSES_TABLE,
  CLOSES_ROW,
  CLOSES_CELL,
  CLOSES_DELETION,
} closing;

/* An open element. */
typedef struct frame {
  uint8_t context; /* of what is in it */
  uint8_t closing;
  uint8_t has_story;  /* a story ends with it */
  gk_docx_run before; /* the run around a run */
} frame;

typedef struct body {
  gk_docx_flow flow;
  gk_docx_text text;
  gk_docx_grid grid;
  gk_docx_merges merges;
  gk_docx_filter filter;
  gk_records frames;
  gk_xml *xml;
  gk_w_name root;
} body;

static gk_str attr(const gk_docx_tag *tag, const char *local) {
  return gk_xml_get(tag->attrs, tag->n_attrs, GK_NS_W, local);
}

/* The innermost element, which there must be. */
static frame *top(const body *b) {
  return gk_records_at(&b->frames, b->frames.n - 1);
}

static context innermost(const body *b) {
  return b->frames.n > 0 ? (context)top(b)->context : OUTSIDE;
}

static frame *push(body *b, context inside, closing closing_) {
  frame *f = gk_records_push(&b->frames);
  if (f == NULL) {
    gk_builder_fail(b->flow.builder, GK_STATUS_NO_MEMORY);
    return NULL;
  }
  f->context = (uint8_t)inside;
  f->closing = (uint8_t)closing_;
  return f;
}

static void skip(body *b) {
  gk_docx_filter_skip(&b->filter);
}

/* An element that leaves the context as it is. */
static void wrap(body *b) {
  push(b, innermost(b), CLOSES_NOTHING);
}

static gk_status on_text(void *ctx, gk_str text, gk_str source) {
  body *b = ctx;
  if (b->filter.n_skipped > 0 || innermost(b) != TEXT)
    return GK_OK;
  gk_docx_text_chars(&b->text, text, source);
  return gk_builder_status(b->flow.builder);
}

/* A character that is written as an element. */
static void character(body *b, const gk_docx_tag *tag) {
  switch (tag->name) {
  case GK_W_sym:
    gk_docx_text_symbol(&b->text, tag->attrs, tag->n_attrs, tag->off);
    break;
  case GK_W_noBreakHyphen:
    gk_docx_text_element(&b->text, GK_LIT("-"), tag->off);
    break;
  case GK_W_tab:
  case GK_W_ptab:
    gk_docx_text_element(&b->text, GK_LIT("\t"), tag->off);
    break;
  default:
    gk_docx_text_element(&b->text, GK_LIT("\n"), tag->off);
  }
}

/* Properties of a paragraph may have properties in them; those of the rest are at hand. */
static void para_property(body *b, const gk_docx_tag *tag) {
  if (tag->name == GK_W_numPr) {
    push(b, PARA_NUMBER, CLOSES_NOTHING);
  } else if (tag->name == GK_W_rPr) {
    push(b, PARA_MARK, CLOSES_NOTHING);
  } else {
    gk_docx_para_property(&b->flow, tag);
    skip(b);
  }
}

/* Structure */

/* Properties belong to the element they are the first child of; anywhere else they are passed over. */
static void properties(body *b, context inside, closing of) {
  if (top(b)->closing == of)
    push(b, inside, CLOSES_NOTHING);
  else
    skip(b);
}

static void deletion(body *b) {
  b->flow.story.n_deleted++;
  push(b, INLINE, CLOSES_DELETION);
}

static frame *start_para(body *b, const gk_docx_tag *tag) {
  gk_docx_flow_para_start(&b->flow, tag->off);
  return push(b, INLINE, CLOSES_PARA);
}

static frame *start_table(body *b) {
  if (gk_docx_grid_table_start(&b->grid))
    return push(b, TABLE, CLOSES_TABLE);
  gk_builder_fail(b->flow.builder, GK_STATUS_NO_MEMORY);
  return NULL;
}

/* Content inside a paragraph that is not part of its text: a text box. Left out with the run it hangs on. */
static void start_box(body *b, const gk_docx_tag *tag) {
  if (gk_docx_flow_is_silent(&b->flow)) {
    skip(b);
    return;
  }
  if (!gk_docx_flow_push(&b->flow)) {
    gk_builder_fail(b->flow.builder, GK_STATUS_NO_MEMORY);
    return;
  }
  frame *f;
  if (tag->name == GK_W_p)
    f = start_para(b, tag);
  else if (tag->name == GK_W_tbl)
    f = start_table(b);
  else
    f = push(b, BLOCK, CLOSES_NOTHING);
  if (f != NULL)
    f->has_story = 1;
}

static void field_char(body *b, const gk_docx_tag *tag) {
  gk_str type = attr(tag, "fldCharType");
  if (gk_str_is(type, "begin"))
    gk_docx_field_begin(&b->flow);
  else if (gk_str_is(type, "separate"))
    gk_docx_field_separate(&b->flow);
  else if (gk_str_is(type, "end"))
    gk_docx_field_end(&b->flow);
  skip(b); /* form field data, which has texts of its own */
}

static void note_reference(body *b, const gk_docx_tag *tag) {
  gk_str custom = attr(tag, "customMarkFollows");
  b->flow.story.run.is_note_mark |= custom.n > 0 && gk_w_on(custom);
  skip(b);
}

static void start_run(body *b) {
  frame *f = push(b, INLINE, CLOSES_RUN);
  if (f != NULL)
    f->before = gk_docx_run_start(&b->flow);
}

/* Places */

static void start_outside(body *b, const gk_docx_tag *tag) {
  gk_str type = attr(tag, "type");
  int is_note = tag->name == GK_W_footnote || tag->name == GK_W_endnote;
  if (is_note && type.n > 0 && !gk_str_is(type, "normal"))
    skip(b); /* the lines between text and notes */
  else if (is_note || tag->name == GK_W_body)
    push(b, BLOCK, CLOSES_NOTHING);
  else
    wrap(b);
}

static void start_block(body *b, const gk_docx_tag *tag) {
  switch (tag->name) {
  case GK_W_p:
  case GK_W_tbl:
    if (!gk_docx_grid_content(&b->grid))
      skip(b);
    else if (tag->name == GK_W_p)
      start_para(b, tag);
    else
      start_table(b);
    break;
  case GK_W_tcPr:
    properties(b, CELL_PROPERTIES, CLOSES_CELL);
    break;
  case GK_W_altChunk:
    b->flow.counts->alt_chunks++;
    skip(b);
    break;
  case GK_W_del:
  case GK_W_moveFrom:
    b->flow.counts->deleted++;
    skip(b);
    break;
  case GK_W_properties:
    skip(b);
    break;
  default:
    wrap(b);
  }
}

static void start_in_table(body *b, const gk_docx_tag *tag) {
  if (tag->name == GK_W_tr) {
    gk_docx_grid_row_start(&b->grid, tag->off);
    push(b, ROW, CLOSES_ROW);
  } else if (tag->name == GK_W_properties || tag->name == GK_W_p || tag->name == GK_W_tbl) {
    skip(b);
  } else {
    wrap(b);
  }
}

static void start_in_row(body *b, const gk_docx_tag *tag) {
  if (tag->name == GK_W_tc && !gk_docx_grid_table(&b->grid)->row.is_deleted) {
    gk_docx_grid_cell_start(&b->grid, tag->off);
    push(b, BLOCK, CLOSES_CELL);
  } else if (tag->name == GK_W_trPr) {
    properties(b, ROW_PROPERTIES, CLOSES_ROW);
  } else if (tag->name == GK_W_tc || tag->name == GK_W_properties || tag->name == GK_W_p || tag->name == GK_W_tbl) {
    skip(b);
  } else {
    wrap(b);
  }
}

static void start_inline(body *b, const gk_docx_tag *tag) {
  switch (tag->name) {
  case GK_W_r:
    start_run(b);
    break;
  case GK_W_t:
    gk_docx_text_start(&b->text, tag->attrs, tag->n_attrs);
    push(b, TEXT, CLOSES_NOTHING);
    break;
  case GK_W_br:
  case GK_W_cr:
  case GK_W_tab:
  case GK_W_ptab:
  case GK_W_noBreakHyphen:
  case GK_W_sym:
    character(b, tag);
    wrap(b);
    break;
  case GK_W_rPr:
    properties(b, RUN_PROPERTIES, CLOSES_RUN);
    break;
  case GK_W_pPr:
    properties(b, PARA_PROPERTIES, CLOSES_PARA);
    break;
  case GK_W_del:
  case GK_W_moveFrom:
    deletion(b);
    break;
  case GK_W_fldChar:
    field_char(b, tag);
    break;
  case GK_W_txbxContent:
  case GK_W_p:
  case GK_W_tbl:
    start_box(b, tag);
    break;
  case GK_W_footnoteReference:
  case GK_W_endnoteReference:
    note_reference(b, tag);
    break;
  case GK_W_subDoc: /* a part of the document in a file of its own */
    b->flow.counts->alt_chunks++;
    skip(b);
    break;
  case GK_W_formula:
    gk_docx_flow_part(&b->flow);
    wrap(b);
    break;
  case GK_W_instrText:
  case GK_W_delInstrText:
  case GK_W_delText:
  case GK_W_rt: /* a reading set above the text */
  case GK_W_properties:
    skip(b);
    break;
  default: /* w:softHyphen and other empty ones among them */
    wrap(b);
  }
}

static gk_status on_start(void *ctx, gk_xml_name name, const gk_xml_attr *attrs, size_t n_attrs, size_t off) {
  body *b = ctx;
  gk_status status;
  if (!gk_docx_filter_start(&b->filter, b->xml, name, attrs, n_attrs, &status))
    return status;
  gk_docx_tag tag = {gk_w_name_of(name), attrs, n_attrs, off};
  if (b->frames.n == 0 && tag.name != b->root)
    return GK_STATUS_UNSUPPORTED;
  switch (innermost(b)) {
  case OUTSIDE:
    start_outside(b, &tag);
    break;
  case BLOCK:
    start_block(b, &tag);
    break;
  case TABLE:
    start_in_table(b, &tag);
    break;
  case ROW:
    start_in_row(b, &tag);
    break;
  case INLINE:
    start_inline(b, &tag);
    break;
  case TEXT:
    skip(b);
    break;
  case PARA_PROPERTIES:
    para_property(b, &tag);
    break;
  case CELL_PROPERTIES:
    gk_docx_cell_property(&b->grid, &tag);
    skip(b);
    break;
  case ROW_PROPERTIES:
    gk_docx_row_property(&b->grid, &tag);
    skip(b);
    break;
  case PARA_NUMBER:
    gk_docx_number_property(&b->flow, &tag);
    skip(b);
    break;
  case PARA_MARK:
    gk_docx_mark_property(&b->flow, &tag);
    skip(b);
    break;
  case RUN_PROPERTIES:
    gk_docx_run_property(&b->flow, &b->flow.story.run, &tag);
    skip(b);
    break;
  }
  return gk_builder_status(b->flow.builder);
}

static void close_frame(body *b) {
  frame f = *top(b);
  b->frames.n--;
  switch ((closing)f.closing) {
  case CLOSES_NOTHING:
    break;
  case CLOSES_PARA:
    gk_docx_flow_para_end(&b->flow);
    break;
  case CLOSES_RUN:
    b->flow.story.run = f.before;
    break;
  case CLOSES_TABLE:
    gk_docx_grid_table_end(&b->grid);
    break;
  case CLOSES_ROW:
    gk_docx_grid_row_end(&b->grid);
    break;
  case CLOSES_CELL:
    gk_docx_grid_cell_end(&b->grid);
    break;
  case CLOSES_DELETION:
    b->flow.story.n_deleted--;
    break;
  }
  if (f.has_story)
    gk_docx_flow_pop(&b->flow);
}

static gk_status on_end(void *ctx, gk_xml_name name, size_t off) {
  body *b = ctx;
  (void)off;
  if (!gk_docx_filter_end(&b->filter, name))
    return GK_OK;
  close_frame(b);
  return gk_builder_status(b->flow.builder);
}

gk_status gk_docx_body_read(gk_reading *r, gk_arena *scratch, gk_docx_shared *shared, const gk_xml_source *source,
                            gk_w_name root, uint8_t flags, gk_error *error) {
  body b = {.root = root, .frames = {.arena = scratch, .item_bytes = sizeof(frame)}};
  b.flow = (gk_docx_flow){.builder = r->builder,
                          .part = &source->part,
                          .part_idx = gk_builder_add_part(r->builder, &source->part),
                          .styles = shared->styles,
                          .numbering = shared->numbering,
                          .counts = &shared->counts};
  gk_docx_flow_init(&b.flow, scratch, flags);
  b.text.flow = &b.flow;
  b.grid = (gk_docx_grid){.flow = &b.flow,
                          .merges = &b.merges,
                          .max_columns =
                              r->limits->table_columns < INT32_MAX ? (uint32_t)r->limits->table_columns : INT32_MAX,
                          .diags = r->diags,
                          .tables = {.arena = scratch, .item_bytes = sizeof(gk_docx_table)}};
  gk_status status = gk_builder_status(r->builder);
  if (status == GK_OK)
    status = gk_docx_merges_read(scratch, source, r->limits, &b.merges, error);
  gk_xml_handler handler = {.start = on_start, .end = on_end, .text = on_text, .ctx = &b};
  if (status == GK_OK)
    status = gk_xml_parse(scratch, source, r->limits, &handler, &b.xml, error);
  while (b.frames.n > 0) /* after a failure */
    close_frame(&b);
  gk_docx_flow_break(&b.flow);
  return status;
}
