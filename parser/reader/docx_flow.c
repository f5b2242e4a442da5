#include "reader/docx_flow.h"

#include "reader/docx_names.h"

/* Fields nested deeper than this count as having come to their results. Word allows 20. */
enum { MAX_FIELDS = 64 };

static const gk_docx_run plain_run = {&gk_docx_style_none, -1, -1, 0, 0};

void gk_docx_flow_init(gk_docx_flow *flow, gk_arena *scratch, uint8_t flags) {
  flow->outer = (gk_records){.arena = scratch, .item_bytes = sizeof(gk_docx_story)};
  flow->story = (gk_docx_story){.run = plain_run, .flags = flags};
}

static gk_str place(const gk_docx_flow *flow, size_t off) {
  return (gk_str){flow->part->text.p + off, 0};
}

/* The list a paragraph belongs to and its level there, each inherited by itself; NULL if it has no number. */
static gk_list_num *number_of(const gk_docx_flow *flow, size_t *level) {
  const gk_docx_para *para = &flow->story.para;
  int32_t num_id = para->num_id >= 0 ? para->num_id : para->style->num_id;
  int32_t num_level = para->num_level >= 0 ? para->num_level : para->style->num_level;
  *level = num_level > 0 ? (size_t)num_level : 0;
  return num_id > 0 ? gk_numbering_find(flow->numbering, num_id) : NULL;
}

static void write_number(gk_docx_flow *flow) {
  size_t level;
  gk_list_num *num = number_of(flow, &level);
  if (num == NULL)
    return;
  gk_list_label label;
  gk_list_next(num, level, &label);
  flow->counts->numbers += label.is_unknown;
  if (label.n > 0)
    gk_builder_text(flow->builder, flow->part_idx, (gk_str){label.text, label.n}, place(flow, flow->story.para.off));
}

static void open_para(gk_docx_flow *flow) {
  gk_docx_para *para = &flow->story.para;
  if (para->is_open)
    return;
  para->is_open = 1;
  flow->story.apart.after_digit = 0;
  int32_t outline = para->outline >= 0 ? para->outline : para->style->outline;
  uint16_t level = outline >= 0 && outline < 9 ? (uint16_t)(outline + 1) : 0;
  gk_builder_open_para(flow->builder, level, flow->story.flags);
  gk_builder_text(flow->builder, flow->part_idx, (gk_str){NULL, 0}, place(flow, para->off));
  write_number(flow);
}

void gk_docx_flow_break(gk_docx_flow *flow) {
  if (flow->story.para.is_open)
    gk_builder_close_para(flow->builder);
  flow->story.para.is_open = 0;
}

void gk_docx_flow_para_start(gk_docx_flow *flow, size_t off) {
  gk_docx_para *para = &flow->story.para;
  int is_open = para->is_open;
  *para = (gk_docx_para){off, gk_docx_style_default(flow->styles), -1, -1, -1, plain_run, 0, is_open};
}

/* 17.7.3: what the styles say of a toggle property is combined by exclusive or; the run itself is the last word. */
static int hides(const gk_docx_flow *flow, const gk_docx_run *run) {
  if (run->vanish >= 0)
    return run->vanish;
  return flow->styles->hides_all || (flow->story.para.style->vanish == 1) != (run->style->vanish == 1);
}

/* Where the mark is hidden too, nothing shows that there was a paragraph, and its number is not counted. */
static int is_hidden_whole(const gk_docx_flow *flow) {
  const gk_docx_para *para = &flow->story.para;
  return !para->is_open && hides(flow, &para->mark);
}

/* A field whose code has no end would swallow the rest of the story; codes go over paragraphs in no document seen. */
void gk_docx_flow_para_end(gk_docx_flow *flow) {
  flow->story.field_codes = 0;
  if (flow->story.para.mark_deleted) {
    flow->counts->deleted++;
    return;
  }
  if (is_hidden_whole(flow))
    return;
  open_para(flow);
  gk_docx_flow_break(flow);
}

int gk_docx_flow_push(gk_docx_flow *flow) {
  open_para(flow);
  gk_docx_story *outer = gk_records_push(&flow->outer);
  if (outer == NULL)
    return 0;
  *outer = flow->story;
  flow->story = (gk_docx_story){.run = plain_run, .flags = (uint8_t)(outer->flags | GK_PARA_BOX)};
  return 1;
}

void gk_docx_flow_pop(gk_docx_flow *flow) {
  gk_docx_flow_break(flow);
  const gk_docx_story *outer = gk_records_at(&flow->outer, --flow->outer.n);
  flow->story = *outer;
}

gk_docx_run gk_docx_run_start(gk_docx_flow *flow) {
  gk_docx_run before = flow->story.run;
  flow->story.run = plain_run;
  if (flow->story.n_deleted > 0)
    flow->counts->deleted++;
  return before;
}

static uint64_t field_bit(uint32_t n_fields) {
  return n_fields > 0 && n_fields <= MAX_FIELDS ? (uint64_t)1 << (n_fields - 1) : 0;
}

void gk_docx_field_begin(gk_docx_flow *flow) {
  flow->story.n_fields++;
  flow->story.field_codes |= field_bit(flow->story.n_fields);
}

void gk_docx_field_separate(gk_docx_flow *flow) {
  flow->story.field_codes &= ~field_bit(flow->story.n_fields);
}

void gk_docx_field_end(gk_docx_flow *flow) {
  gk_docx_field_separate(flow);
  if (flow->story.n_fields > 0)
    flow->story.n_fields--;
}

int gk_docx_flow_is_hidden(const gk_docx_flow *flow) {
  return hides(flow, &flow->story.run);
}

int gk_docx_flow_is_silent(const gk_docx_flow *flow) {
  const gk_docx_story *story = &flow->story;
  return story->n_deleted > 0 || story->field_codes != 0 || story->run.is_note_mark || gk_docx_flow_is_hidden(flow);
}

static int8_t align_of(const gk_docx_story *story) {
  if (story->run.align >= 0)
    return story->run.align;
  if (story->run.style->align >= 0)
    return story->run.style->align;
  return story->para.style->align;
}

static uint8_t look_of(const gk_docx_story *story) {
  int8_t align = align_of(story);
  uint8_t stands = align > 0 ? (uint8_t)align : (uint8_t)GK_W_ON_LINE;
  return stands | (story->run.is_struck ? GK_LOOK_STRUCK : 0);
}

void gk_docx_flow_part(gk_docx_flow *flow) {
  flow->story.apart.look = GK_LOOK_PARTED;
}

void gk_docx_flow_text(gk_docx_flow *flow, gk_str text, gk_str source) {
  if (text.n == 0 || gk_docx_flow_is_silent(flow))
    return;
  open_para(flow);
  if (gk_apart_next(&flow->story.apart, text, look_of(&flow->story)))
    gk_builder_text(flow->builder, flow->part_idx, GK_LIT(" "), (gk_str){source.p, 0});
  gk_builder_text(flow->builder, flow->part_idx, text, source);
}
