#include "reader/odt_body.h"

#include "reader/odt_grid.h"

/*
 * What an element means depends on where it stands. Anything that is not known at its place is a wrapper (text:section,
 * table:table-header-rows, text:a, a field, ...): what is in it stands as if it were not there.
 *
 *   OUTSIDE --office:text--> BLOCK --text:p--> INLINE --draw:*--> DRAWING
 *                             | ^                                    |
 *                           table table-cell          text-box, text:p: BLOCK again, with a story of its own
 *                             v |
 *                           TABLE --table-row--> ROW
 *
 * Only what stands in INLINE is text.
 */
typedef enum context { OUTSIDE, BLOCK, TABLE, ROW, INLINE, DRAWING } context;

/* What the end of an element does. */
typedef enum closing {
  CLOSES_NOTHING,
  CLOSES_PARA,
  CLOSES_SPAN,
  CLOSES_LIST,
  CLOSES_TABLE,
  CLOSES_ROW,
  CLOSES_CELL,
} closing;

/* An open element. */
typedef struct frame {
  uint8_t context; /* of what is in it */
  uint8_t closing;
  uint8_t has_story;  /* a story ends with it */
  gk_odt_look before; /* the look around a span */
} frame;

typedef struct body {
  gk_odt_flow flow;
  gk_odt_grid grid;
  gk_records frames;
  size_t n_skipped; /* open elements of the subtree that is left out; 0 outside */
  gk_odt_what what;
  gk_error *error;
} body;

static context inside(const body *b) {
  return b->frames.n > 0 ? (context)((const frame *)gk_records_at(&b->frames, b->frames.n - 1))->context : OUTSIDE;
}

static frame *push(body *b, context within, closing closes) {
  frame *f = gk_records_push(&b->frames);
  if (f == NULL) {
    gk_builder_fail(b->flow.builder, GK_STATUS_NO_MEMORY);
    return NULL;
  }
  f->context = (uint8_t)within;
  f->closing = (uint8_t)closes;
  return f;
}

static void wrap(body *b) {
  push(b, inside(b), CLOSES_NOTHING);
}

static void skip(body *b) {
  b->n_skipped = 1;
}

static void no_memory(body *b) {
  gk_builder_fail(b->flow.builder, GK_STATUS_NO_MEMORY);
}

/* Structure */

static frame *start_para(body *b, const gk_odt_tag *tag) {
  gk_odt_flow_para_start(&b->flow, tag);
  return push(b, INLINE, CLOSES_PARA);
}

static frame *start_list(body *b, const gk_odt_tag *tag) {
  int is_single = tag->name == GK_ODT_numbered_paragraph;
  if (is_single ? gk_odt_numbers_single_start(&b->flow.numbers, tag) : gk_odt_numbers_list_start(&b->flow.numbers, tag))
    return push(b, BLOCK, CLOSES_LIST);
  no_memory(b);
  return NULL;
}

static frame *start_table(body *b) {
  if (gk_odt_grid_table_start(&b->grid))
    return push(b, TABLE, CLOSES_TABLE);
  no_memory(b);
  return NULL;
}

/* Paragraphs, and what holds them; NULL if the element is none of these, or there is no memory. */
static frame *start_content(body *b, const gk_odt_tag *tag) {
  switch (tag->name) {
  case GK_ODT_p:
  case GK_ODT_h:
    return start_para(b, tag);
  case GK_ODT_list:
  case GK_ODT_numbered_paragraph:
    return start_list(b, tag);
  case GK_ODT_table:
    return start_table(b);
  case GK_ODT_text_box:
    return push(b, BLOCK, CLOSES_NOTHING);
  default:
    return NULL;
  }
}

/* Content that is not part of the text around it: a text box. Left out with the text it hangs on. */
static void start_box(body *b, const gk_odt_tag *tag, int in_para) {
  if (in_para && gk_odt_flow_is_silent(&b->flow)) {
    skip(b);
    return;
  }
  if (!gk_odt_flow_push(&b->flow, in_para)) {
    no_memory(b);
    return;
  }
  frame *f = start_content(b, tag);
  if (f != NULL)
    f->has_story = 1;
}

/* Characters that are written as elements. */
static void spaces(body *b, const gk_odt_tag *tag) {
  static const char blanks[] = "                                                                ";
  int32_t n = gk_odt_attr_int(tag, GK_NS_TEXT, "c", 1);
  size_t max = sizeof blanks - 1;
  gk_odt_flow_element(&b->flow, (gk_str){blanks, (size_t)n < max ? (size_t)n : max}, tag->off);
  wrap(b);
}

static void character(body *b, gk_str text, const gk_odt_tag *tag) {
  gk_odt_flow_element(&b->flow, text, tag->off);
  wrap(b);
}

static void start_span(body *b, const gk_odt_tag *tag) {
  frame *f = push(b, INLINE, CLOSES_SPAN);
  if (f != NULL)
    f->before = gk_odt_flow_span_start(&b->flow, tag);
}

/* Places */

/* What is left out wherever it stands: what does not show, and what is no text of the document. */
static int is_left_out(body *b, const gk_odt_tag *tag) {
  switch (tag->name) {
  case GK_ODT_tracked_changes: /* what was deleted */
  case GK_ODT_forms:
  case GK_ODT_annotation:
  case GK_ODT_object: /* a document of its own */
  case GK_ODT_ruby_text:
  case GK_ODT_number: /* a label as it was, beside the list that says it */
  case GK_ODT_script:
    return 1;
  case GK_ODT_hidden_paragraph: /* has been taken note of */
    return 0;
  default:
    break;
  }
  /* A section, a hidden text, a variable: whatever says of itself that it does not show. */
  if (!gk_str_is(gk_odt_attr(tag, GK_NS_TEXT, "display"), "none") && !gk_odt_attr_on(tag, GK_NS_TEXT, "is-hidden"))
    return 0;
  b->flow.n_hidden++;
  return 1;
}

static const char *foreign(gk_str local) {
  static const struct {
    const char *local;
    const char *what;
  } known[] = {
      {"spreadsheet", "OpenDocument spreadsheet"}, {"presentation", "OpenDocument presentation"},
      {"drawing", "OpenDocument drawing"},         {"chart", "OpenDocument chart"},
      {"database", "OpenDocument database"},       {"image", "OpenDocument image"},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (gk_str_is(local, known[i].local))
      return known[i].what;
  return NULL;
}

/* A tracked change may begin or end between any two elements. */
static void change(body *b, const gk_odt_tag *tag) {
  if (tag->name == GK_ODT_change_start)
    gk_odt_flow_change_start(&b->flow, tag);
  else if (tag->name == GK_ODT_change_end)
    gk_odt_flow_change_end(&b->flow, tag);
}

static void start_outside(body *b, const gk_odt_tag *tag) {
  int reads_notes = b->what == GK_ODT_NOTES_ONLY;
  if (b->frames.n > 1 && tag->name == (reads_notes ? GK_ODT_note_body : GK_ODT_text))
    push(b, BLOCK, CLOSES_NOTHING);
  else if (b->frames.n == 1 && tag->name != GK_ODT_body)
    skip(b); /* styles; master pages have text too, of headers */
  else
    wrap(b);
}

static void start_block(body *b, const gk_odt_tag *tag) {
  switch (tag->name) {
  case GK_ODT_list_item:
  case GK_ODT_list_header:
    gk_odt_numbers_item_start(&b->flow.numbers, tag);
    wrap(b);
    break;
  case GK_ODT_text_box:
    start_box(b, tag, 0);
    break;
  default:
    if (start_content(b, tag) == NULL)
      wrap(b);
  }
}

static void start_in_table(body *b, const gk_odt_tag *tag) {
  if (tag->name == GK_ODT_table_row) {
    gk_odt_grid_row_start(&b->grid, tag);
    push(b, ROW, CLOSES_ROW);
  } else if (tag->name == GK_ODT_table || tag->name == GK_ODT_drawing) {
    skip(b);
  } else {
    wrap(b);
  }
}

static void start_in_row(body *b, const gk_odt_tag *tag) {
  if (tag->name == GK_ODT_table_cell) {
    gk_odt_grid_cell_start(&b->grid, tag);
    push(b, BLOCK, CLOSES_CELL);
    return;
  }
  if (tag->name == GK_ODT_covered_cell)
    gk_odt_grid_covered(&b->grid, tag);
  skip(b);
}

static void start_inline(body *b, const gk_odt_tag *tag) {
  switch (tag->name) {
  case GK_ODT_span:
    start_span(b, tag);
    break;
  case GK_ODT_s:
    spaces(b, tag);
    break;
  case GK_ODT_tab:
    character(b, GK_LIT("\t"), tag);
    break;
  case GK_ODT_line_break:
    character(b, GK_LIT("\n"), tag);
    break;
  case GK_ODT_drawing:
    push(b, DRAWING, CLOSES_NOTHING);
    break;
  case GK_ODT_p:
  case GK_ODT_h:
  case GK_ODT_list:
  case GK_ODT_numbered_paragraph:
  case GK_ODT_table:
  case GK_ODT_text_box:
    start_box(b, tag, 1);
    break;
  case GK_ODT_note:
    skip(b);
    break;
  default:
    wrap(b);
  }
}

static void start_in_drawing(body *b, const gk_odt_tag *tag) {
  switch (tag->name) {
  case GK_ODT_p:
  case GK_ODT_h:
  case GK_ODT_list:
  case GK_ODT_numbered_paragraph:
  case GK_ODT_table:
  case GK_ODT_text_box:
    start_box(b, tag, 1);
    break;
  default:
    wrap(b);
  }
}

static gk_status refuse(body *b, gk_status status, const char *what) {
  *b->error = (gk_error){.status = status, .detail = what};
  return status;
}

/* The root must be a document's, and its body one of text. */
static gk_status check_root(body *b, gk_xml_name name, gk_odt_name id) {
  if (b->frames.n == 0 && id != GK_ODT_document && id != GK_ODT_document_content)
    return refuse(b, GK_STATUS_UNSUPPORTED, "OpenDocument that is not text");
  if (b->frames.n == 2 && inside(b) == OUTSIDE && name.ns == GK_NS_OFFICE && foreign(name.local) != NULL)
    return refuse(b, GK_STATUS_NOT_A_DOCUMENT, foreign(name.local));
  return GK_OK;
}

static gk_status on_start(void *ctx, gk_xml_name name, const gk_xml_attr *attrs, size_t n_attrs, size_t off) {
  body *b = ctx;
  const gk_odt_tag tag = {gk_odt_name_of(name), attrs, n_attrs, off};
  if (b->n_skipped > 0) {
    b->n_skipped++;
    return GK_OK;
  }
  gk_status status = check_root(b, name, tag.name);
  if (status != GK_OK)
    return status;
  change(b, &tag);
  if (is_left_out(b, &tag)) {
    skip(b);
    return GK_OK;
  }
  switch (inside(b)) {
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
  case DRAWING:
    start_in_drawing(b, &tag);
    break;
  }
  return gk_builder_status(b->flow.builder);
}

static void close_frame(body *b) {
  frame f = *(const frame *)gk_records_at(&b->frames, --b->frames.n);
  switch ((closing)f.closing) {
  case CLOSES_NOTHING:
    break;
  case CLOSES_PARA:
    gk_odt_flow_para_end(&b->flow);
    break;
  case CLOSES_SPAN:
    b->flow.story.look = f.before;
    break;
  case CLOSES_LIST:
    gk_odt_numbers_list_end(&b->flow.numbers);
    break;
  case CLOSES_TABLE:
    gk_odt_grid_table_end(&b->grid);
    break;
  case CLOSES_ROW:
    gk_odt_grid_row_end(&b->grid);
    break;
  case CLOSES_CELL:
    gk_odt_grid_cell_end(&b->grid);
    break;
  }
  if (f.has_story)
    gk_odt_flow_pop(&b->flow);
}

static gk_status on_end(void *ctx, gk_xml_name name, size_t off) {
  body *b = ctx;
  (void)name, (void)off;
  if (b->n_skipped > 0)
    b->n_skipped--;
  else
    close_frame(b);
  return gk_builder_status(b->flow.builder);
}

static gk_status on_text(void *ctx, gk_str text, gk_str source) {
  body *b = ctx;
  if (b->n_skipped == 0 && inside(b) == INLINE)
    gk_odt_flow_chars(&b->flow, text, source);
  return gk_builder_status(b->flow.builder);
}

gk_status gk_odt_body_read(gk_reading *r, gk_arena *scratch, const gk_odt_styles *styles, const gk_xml_source *source,
                           gk_odt_what what, gk_odt_counts *counts) {
  body b = {.what = what,
            .error = r->error,
            .frames = {.arena = scratch, .item_bytes = sizeof(frame)},
            .flow = {.builder = r->builder,
                     .part = &source->part,
                     .part_idx = gk_builder_add_part(r->builder, &source->part),
                     .styles = styles}};
  gk_odt_flow_init(&b.flow, scratch, what == GK_ODT_NOTES_ONLY ? GK_PARA_NOTE : 0);
  b.grid = (gk_odt_grid){.flow = &b.flow,
                         .limits = r->limits,
                         .diags = r->diags,
                         .tables = {.arena = scratch, .item_bytes = sizeof(gk_odt_table)}};
  gk_odt_deletions_reset(styles);
  const gk_xml_handler handler = {.start = on_start, .end = on_end, .text = on_text, .ctx = &b};
  gk_status status = gk_builder_status(r->builder);
  if (status == GK_OK)
    status = gk_xml_parse(scratch, source, r->limits, &handler, NULL, r->error);
  while (b.frames.n > 0) /* after a failure */
    close_frame(&b);
  gk_odt_flow_break(&b.flow);
  counts->hidden += b.flow.n_hidden;
  counts->numbers += b.flow.n_unknown_numbers;
  return status;
}
