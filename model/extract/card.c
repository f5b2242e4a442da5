#include "extract/card.h"

#include "extract/agency.h"
#include "extract/dates.h"

typedef enum card_key {
  KEY_NONE,
  KEY_TITLE,
  KEY_AGENCY,
  KEY_DATE,
} card_key;

/* What the whole text of a cell is the key of. */
static card_key key_of(const gk_fold *cell) {
  static const struct {
    uint8_t key;
    const char *word;
  } keys[] = {
      {KEY_TITLE, "标题"},      {KEY_TITLE, "名称"},      {KEY_TITLE, "信息名称"},  {KEY_TITLE, "文件名称"},
      {KEY_TITLE, "题目"},      {KEY_AGENCY, "发布机构"}, {KEY_AGENCY, "发布单位"}, {KEY_AGENCY, "公开机构"},
      {KEY_AGENCY, "发文机关"}, {KEY_AGENCY, "发布机关"}, {KEY_AGENCY, "发文单位"}, {KEY_DATE, "发布日期"},
      {KEY_DATE, "发布时间"},   {KEY_DATE, "发文日期"},   {KEY_DATE, "成文日期"},   {KEY_DATE, "生成日期"},
      {KEY_DATE, "公开日期"},   {KEY_DATE, "公开时间"},   {KEY_DATE, "印发日期"},
  };
  size_t n = cell->n > 0 && cell->cp[cell->n - 1] == ':' ? cell->n - 1 : cell->n;
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (gk_fold_match(cell, 0, keys[i].word) == n)
      return (card_key)keys[i].key;
  return KEY_NONE;
}

/* Takes what a key's cell is the value of, if it is such a value and the first. */
static void take(card_key key, const gk_fold *cell, gk_card *card) {
  gk_date date;
  if (key == KEY_TITLE && card->title.n == 0)
    card->title = gk_trim(cell->source);
  if (key == KEY_AGENCY && card->agency.n == 0)
    card->agency = gk_agency_name(cell, 0, cell->n);
  if (key == KEY_DATE && card->published.year == 0 && gk_date_read(cell, 0, &date) != GK_FOLD_NONE)
    card->published = date;
}

/* Key and value in one cell: 发布机构：青石市档案局. */
static void take_pair(const gk_fold *cell, gk_card *card) {
  gk_date date;
  if (card->agency.n == 0)
    card->agency = gk_agency_in_metadata(cell);
  if (card->published.year == 0 && gk_publish_read(cell, &date))
    card->published = date;
}

/* A cell's text that is one paragraph; empty for any other cell. */
static gk_str text_of(const gk_layout *layout, size_t cell) {
  const gk_node *para = &layout->nodes[cell + 1];
  if (layout->nodes[cell].end != cell + 2 || para->kind != GK_NODE_PARA)
    return (gk_str){0};
  return (gk_str){para->u.para.p, para->u.para.n};
}

void gk_card_read(const gk_layout *layout, size_t end, gk_fold *fold, gk_card *card) {
  card_key key = KEY_NONE;
  *card = (gk_card){0};
  for (size_t i = 0; i < end && i < layout->n_nodes; i++) {
    const gk_node *node = &layout->nodes[i];
    if (node->kind != GK_NODE_CELL)
      continue;
    if (node->u.cell.col == 0)
      key = KEY_NONE;
    gk_fold_text(fold, text_of(layout, i));
    card_key next = key_of(fold);
    if (next == KEY_NONE && fold->n == 0)
      continue;
    if (next == KEY_NONE && key != KEY_NONE)
      take(key, fold, card);
    else if (next == KEY_NONE)
      take_pair(fold, card);
    key = next;
  }
}
