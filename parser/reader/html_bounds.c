#include "reader/html_bounds.h"

#include <gumbo.h>

#include "reader/html_scan.h"

/*
 * For most tags gumbo walks over the elements that are open, and for every attribute over those of its tag before. It
 * allocates nothing for that, so its budget does not bound it: these do. The count of open elements may come out too
 * high, where end tags are missing, but not too low: what an end tag may not close for gumbo it does not close here.
 */
enum { OPEN_MAX = 1024 };

/* What counts of an element. */
typedef enum role {
  ROLE_PHRASE,     /* ends with its own end tag, if no block stands between; also elements that are not known */
  ROLE_NONE,       /* void, or ended by the next of its kind, so that it needs one of the others to nest */
  ROLE_FORMATTING, /* is opened again where a block ends before it */
  ROLE_BLOCK,
  ROLE_FENCE, /* end tags in it close nothing outside of it */
  ROLE_ROW,   /* ends the cell before */
  ROLE_CELL,  /* likewise, and is a fence itself */
} role;

static const unsigned char roles[GUMBO_TAG_LAST] = {
    [GUMBO_TAG_AREA] = ROLE_NONE,        [GUMBO_TAG_BASE] = ROLE_NONE,         [GUMBO_TAG_BASEFONT] = ROLE_NONE,
    [GUMBO_TAG_BGSOUND] = ROLE_NONE,     [GUMBO_TAG_BODY] = ROLE_NONE,         [GUMBO_TAG_BR] = ROLE_NONE,
    [GUMBO_TAG_COL] = ROLE_NONE,         [GUMBO_TAG_COLGROUP] = ROLE_NONE,     [GUMBO_TAG_DD] = ROLE_NONE,
    [GUMBO_TAG_DT] = ROLE_NONE,          [GUMBO_TAG_EMBED] = ROLE_NONE,        [GUMBO_TAG_FRAME] = ROLE_NONE,
    [GUMBO_TAG_HEAD] = ROLE_NONE,        [GUMBO_TAG_HR] = ROLE_NONE,           [GUMBO_TAG_HTML] = ROLE_NONE,
    [GUMBO_TAG_IFRAME] = ROLE_NONE,      [GUMBO_TAG_IMG] = ROLE_NONE,          [GUMBO_TAG_INPUT] = ROLE_NONE,
    [GUMBO_TAG_KEYGEN] = ROLE_NONE,      [GUMBO_TAG_LI] = ROLE_NONE,           [GUMBO_TAG_LINK] = ROLE_NONE,
    [GUMBO_TAG_META] = ROLE_NONE,        [GUMBO_TAG_NOEMBED] = ROLE_NONE,      [GUMBO_TAG_NOFRAMES] = ROLE_NONE,
    [GUMBO_TAG_OPTGROUP] = ROLE_NONE,    [GUMBO_TAG_OPTION] = ROLE_NONE,       [GUMBO_TAG_P] = ROLE_NONE,
    [GUMBO_TAG_PARAM] = ROLE_NONE,       [GUMBO_TAG_SCRIPT] = ROLE_NONE,       [GUMBO_TAG_SOURCE] = ROLE_NONE,
    [GUMBO_TAG_STYLE] = ROLE_NONE,       [GUMBO_TAG_TBODY] = ROLE_ROW,         [GUMBO_TAG_TEXTAREA] = ROLE_NONE,
    [GUMBO_TAG_TFOOT] = ROLE_ROW,        [GUMBO_TAG_THEAD] = ROLE_ROW,         [GUMBO_TAG_TITLE] = ROLE_NONE,
    [GUMBO_TAG_TR] = ROLE_ROW,           [GUMBO_TAG_TRACK] = ROLE_NONE,        [GUMBO_TAG_WBR] = ROLE_NONE,
    [GUMBO_TAG_XMP] = ROLE_NONE,

    [GUMBO_TAG_A] = ROLE_FORMATTING,     [GUMBO_TAG_B] = ROLE_FORMATTING,      [GUMBO_TAG_BIG] = ROLE_FORMATTING,
    [GUMBO_TAG_CODE] = ROLE_FORMATTING,  [GUMBO_TAG_EM] = ROLE_FORMATTING,     [GUMBO_TAG_FONT] = ROLE_FORMATTING,
    [GUMBO_TAG_I] = ROLE_FORMATTING,     [GUMBO_TAG_NOBR] = ROLE_FORMATTING,   [GUMBO_TAG_S] = ROLE_FORMATTING,
    [GUMBO_TAG_SMALL] = ROLE_FORMATTING, [GUMBO_TAG_STRIKE] = ROLE_FORMATTING, [GUMBO_TAG_STRONG] = ROLE_FORMATTING,
    [GUMBO_TAG_TT] = ROLE_FORMATTING,    [GUMBO_TAG_U] = ROLE_FORMATTING,

    [GUMBO_TAG_ADDRESS] = ROLE_BLOCK,    [GUMBO_TAG_ARTICLE] = ROLE_BLOCK,     [GUMBO_TAG_ASIDE] = ROLE_BLOCK,
    [GUMBO_TAG_BLOCKQUOTE] = ROLE_BLOCK, [GUMBO_TAG_BUTTON] = ROLE_BLOCK,      [GUMBO_TAG_CENTER] = ROLE_BLOCK,
    [GUMBO_TAG_DETAILS] = ROLE_BLOCK,    [GUMBO_TAG_DIR] = ROLE_BLOCK,         [GUMBO_TAG_DIV] = ROLE_BLOCK,
    [GUMBO_TAG_DL] = ROLE_BLOCK,         [GUMBO_TAG_FIELDSET] = ROLE_BLOCK,    [GUMBO_TAG_FIGCAPTION] = ROLE_BLOCK,
    [GUMBO_TAG_FIGURE] = ROLE_BLOCK,     [GUMBO_TAG_FOOTER] = ROLE_BLOCK,      [GUMBO_TAG_FORM] = ROLE_BLOCK,
    [GUMBO_TAG_H1] = ROLE_BLOCK,         [GUMBO_TAG_H2] = ROLE_BLOCK,          [GUMBO_TAG_H3] = ROLE_BLOCK,
    [GUMBO_TAG_H4] = ROLE_BLOCK,         [GUMBO_TAG_H5] = ROLE_BLOCK,          [GUMBO_TAG_H6] = ROLE_BLOCK,
    [GUMBO_TAG_HEADER] = ROLE_BLOCK,     [GUMBO_TAG_HGROUP] = ROLE_BLOCK,      [GUMBO_TAG_LISTING] = ROLE_BLOCK,
    [GUMBO_TAG_MAIN] = ROLE_BLOCK,       [GUMBO_TAG_MENU] = ROLE_BLOCK,        [GUMBO_TAG_NAV] = ROLE_BLOCK,
    [GUMBO_TAG_NOSCRIPT] = ROLE_BLOCK,   [GUMBO_TAG_OL] = ROLE_BLOCK,          [GUMBO_TAG_PLAINTEXT] = ROLE_BLOCK,
    [GUMBO_TAG_PRE] = ROLE_BLOCK,        [GUMBO_TAG_SECTION] = ROLE_BLOCK,     [GUMBO_TAG_SUMMARY] = ROLE_BLOCK,
    [GUMBO_TAG_UL] = ROLE_BLOCK,

    [GUMBO_TAG_APPLET] = ROLE_FENCE,     [GUMBO_TAG_FRAMESET] = ROLE_FENCE,    [GUMBO_TAG_MARQUEE] = ROLE_FENCE,
    [GUMBO_TAG_MATH] = ROLE_FENCE,       [GUMBO_TAG_OBJECT] = ROLE_FENCE,      [GUMBO_TAG_SELECT] = ROLE_FENCE,
    [GUMBO_TAG_SVG] = ROLE_FENCE,        [GUMBO_TAG_TABLE] = ROLE_FENCE,       [GUMBO_TAG_TEMPLATE] = ROLE_FENCE,

    [GUMBO_TAG_CAPTION] = ROLE_CELL,     [GUMBO_TAG_TD] = ROLE_CELL,           [GUMBO_TAG_TH] = ROLE_CELL,
};

typedef struct element {
  gk_str name;
  GumboTag tag;
  role role;
  /* Of a fence: those of what is around it. */
  size_t fence;
  size_t floor;
  size_t cell;
} element;

typedef struct bounds {
  element open[OPEN_MAX];
  size_t n;
  size_t fence; /* the innermost fence; OPEN_MAX if there is none */
  size_t floor; /* elements below it cannot be closed here */
  size_t cell;  /* what is from here on is in the open cell; OPEN_MAX if none is open in the innermost fence */
} bounds;

static int is_same(const element *e, const element *end) {
  if (e->tag != end->tag || e->name.n != end->name.n)
    return 0;
  for (size_t i = 0; e->tag == GUMBO_TAG_UNKNOWN && i < e->name.n; i++)
    if ((e->name.p[i] | 0x20) != (end->name.p[i] | 0x20))
      return 0;
  return 1;
}

/* The element that an end tag closes; OPEN_MAX if it closes none. */
static size_t find(const bounds *b, const element *end) {
  if (end->role == ROLE_FENCE)
    return b->fence != OPEN_MAX && is_same(&b->open[b->fence], end) ? b->fence : OPEN_MAX;
  for (size_t i = b->n; i-- > b->floor;) {
    if (is_same(&b->open[i], end))
      return i;
    if (end->role == ROLE_PHRASE && b->open[i].role >= ROLE_BLOCK)
      return OPEN_MAX;
  }
  return OPEN_MAX;
}

/* Closes the element at `idx` with what is in it; formatting stays, unless in a fence. */
static void close(bounds *b, size_t idx) {
  const element closed = b->open[idx];
  size_t n = idx;
  for (size_t i = idx + 1; i < b->n; i++)
    if (closed.role != ROLE_FENCE && (closed.role == ROLE_FORMATTING || b->open[i].role == ROLE_FORMATTING))
      b->open[n++] = b->open[i];
  b->n = n;
  if (closed.role == ROLE_FENCE) {
    b->fence = closed.fence;
    b->floor = closed.floor;
    b->cell = closed.cell;
  }
}

static void close_cell(bounds *b) {
  if (b->cell != OPEN_MAX)
    b->n = b->cell;
  b->cell = OPEN_MAX;
}

static void take_start(bounds *b, element e) {
  e.fence = b->fence;
  e.floor = b->floor;
  e.cell = b->cell;
  switch (e.role) {
  case ROLE_NONE:
    return;
  case ROLE_ROW:
  case ROLE_CELL:
    close_cell(b);
    b->floor = b->n;
    b->cell = e.role == ROLE_CELL ? b->n : OPEN_MAX;
    return;
  case ROLE_FENCE:
    b->fence = b->floor = b->n;
    b->cell = OPEN_MAX;
    break;
  default:
    break;
  }
  b->open[b->n++] = e;
}

static void take_end(bounds *b, const element *e) {
  if (e->role == ROLE_ROW || e->role == ROLE_CELL) {
    close_cell(b);
    return;
  }
  size_t idx = find(b, e);
  if (idx != OPEN_MAX)
    close(b, idx);
}

gk_status gk_html_bounds_check(gk_arena *scratch, gk_str text, const gk_limits *limits) {
  bounds *b = GK_NEW(scratch, bounds);
  gk_html_tag tag;
  if (b == NULL)
    return GK_STATUS_NO_MEMORY;
  b->fence = b->cell = OPEN_MAX;
  while (gk_html_scan(&text, &tag)) {
    if (tag.n_attrs > limits->xml_attributes || b->n == OPEN_MAX)
      return GK_STATUS_TOO_COMPLEX;
    element e = {.name = tag.name, .tag = gumbo_tagn_enum(tag.name.p, (unsigned)tag.name.n)};
    e.role = (role)roles[e.tag];
    if (!tag.is_end && e.tag == GUMBO_TAG_A) /* one ends where the next begins */
      take_end(b, &e);
    if (tag.is_end)
      take_end(b, &e);
    else
      take_start(b, e);
  }
  return GK_OK;
}
