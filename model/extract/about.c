#include "extract/about.h"

#include <string.h>

#include "extract/agency.h"

typedef struct reader {
  gk_arena *arena;
  gk_fold *fold;
  gk_about *about;
} reader;

/* The text before the first mark that sites put between a title and their name; all of it if there is none. */
static gk_str without_site(gk_str text) {
  static const char *const marks[] = {"_", "|", "-", "—", "–", "－"};
  gk_str cut = text;
  for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
    size_t n = strlen(marks[k]);
    for (size_t i = 1; i + n <= cut.n; i++)
      if (memcmp(cut.p + i, marks[k], n) == 0)
        cut.n = i;
  }
  return gk_trim(cut);
}

static gk_status read_title(reader *r, const gk_node *node, gk_str text) {
  gk_line line = {.text = &node->u.para, .str = text};
  gk_body body = {&line, 1};
  gk_title title = {0};
  if (r->about->title.text.n != 0 || text.n == 0)
    return GK_OK;
  gk_status status = gk_title_find(r->arena, &body, 1, (gk_str){NULL, 0}, &title);
  title.is_title = NULL;
  if (title.text.n != 0)
    r->about->title = title;
  return status;
}

static gk_status read_one(reader *r, const gk_node *node) {
  gk_str text = gk_trim((gk_str){node->u.para.p, node->u.para.n});
  gk_status status = GK_OK;
  gk_fold_text(r->fold, text);
  switch (node->level) {
  case GK_META_TITLE:
    status = read_title(r, node, text);
    return status == GK_OK ? read_title(r, node, without_site(text)) : status;
  case GK_META_PUBLISHED:
    if (r->about->published.year == 0 && gk_date_read(r->fold, 0, &r->about->published) == GK_FOLD_NONE)
      r->about->published = (gk_date){0};
    return GK_OK;
  case GK_META_PUBLISHER:
    if (r->about->publisher.n == 0 && gk_is_agency(r->fold, 0, r->fold->n))
      r->about->publisher = text;
    return GK_OK;
  default:
    return GK_OK;
  }
}

gk_status gk_about_read(gk_arena *arena, const gk_layout *layout, gk_fold *fold, gk_about *about) {
  reader r = {arena, fold, about};
  gk_status status = GK_OK;
  *about = (gk_about){0};
  for (size_t i = 0; i < layout->n_nodes && status == GK_OK; i++)
    if (layout->nodes[i].kind == GK_NODE_PARA && (layout->nodes[i].flags & GK_PARA_META) != 0)
      status = read_one(&r, &layout->nodes[i]);
  return status;
}
