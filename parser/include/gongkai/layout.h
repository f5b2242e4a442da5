/**
 * @file layout.h
 * The one shape between formats and forms: paragraphs and tables in document order, as a flat tape.
 *
 *   idx  kind                        end
 *    0   PARA  "一、总体情况"          1
 *    1   TABLE 2 rows x 4 columns     8      end = the index after the node's subtree:
 *    2     CELL row 0 col 0 1x4       4      the next sibling, or the end of the parent
 *    3       PARA "第二十条第（一）项"  4
 *    4     CELL row 1 col 0 1x1       6
 *    5       PARA "规章"              6
 *    6     CELL row 1 col 1 1x1       8
 *    7       PARA "0"                 8
 *
 * To walk everything: i++. To skip a subtree: i = nodes[i].end. A table's children are its cells, in order of row,
 * then column; a cell's children are paragraphs and tables. No pointers, no recursion.
 *
 * Text is a slice of a part's bytes where those bytes are the text, and of the arena where they had to change (runs
 * joined, entities, another encoding); then segments say which source bytes each piece came from.
 */
#ifndef GONGKAI_LAYOUT_H
#define GONGKAI_LAYOUT_H

#include "gongkai/arena.h"
#include "gongkai/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How the bytes of a part relate to the UTF-8 the slices show. */
typedef enum gk_encoding {
  GK_ENCODING_UTF8,
  GK_ENCODING_UTF16LE,
  GK_ENCODING_UTF16BE,
  GK_ENCODING_GB18030,
  GK_ENCODING_BIG5, /**< with the Hong Kong set and what Windows adds */
} gk_encoding;

/** IANA's name of an encoding in lower case, such as "utf-8"; static. */
GK_API const char *gk_encoding_name(gk_encoding encoding);

/** A pair of offsets at a character boundary of a converted part. */
typedef struct gk_recode_mark {
  uint32_t text_off;
  uint32_t source_off;
} gk_recode_mark;

/**
 * A piece of the document that offsets count in: the file itself, an inflated part, or what a converter made of it.
 * `text` is what slices point into: the same memory as `source` where that is UTF-8 throughout, else a conversion in
 * the arena, with a mark every few hundred bytes for the way back.
 */
typedef struct gk_part {
  gk_str name;   /**< "" for the file itself, else the entry's name, such as "word/document.xml", or that of
                    a PDF's words with their places, "pdftotext -bbox-layout" */
  gk_str source; /**< as inflated or as on disk */
  gk_str text;   /**< UTF-8 */
  gk_encoding encoding;
  const gk_recode_mark *marks; /**< NULL where text is source, perhaps less a byte-order mark */
  size_t n_marks;
} gk_part;

/** A range of source bytes. */
typedef struct gk_span {
  uint32_t part; /**< index into gk_layout.parts */
  size_t off;    /**< bytes into the part's source */
  size_t n;      /**< bytes */
} gk_span;

/** A piece of a joined text: from text_off on, up to the next segment, it came from these bytes of a part's text. */
typedef struct gk_seg {
  uint32_t text_off;
  uint32_t part_off; /**< offset in gk_part.text, or for generated text (automatic numbers) where it belongs */
  uint32_t part_n;   /**< bytes there; 0 for generated text */
  uint32_t part;
} gk_seg;

/** A node's text. With n_segs 0 it is a slice of a part's text; else it lies in the arena and is made of segments. */
typedef struct gk_text {
  const char *p;
  uint32_t n;
  uint32_t seg_idx;
  uint32_t n_segs;
  uint32_t part; /**< the part of an unsegmented text */
} gk_text;

typedef enum gk_node_kind {
  GK_NODE_PARA,
  GK_NODE_TABLE,
  GK_NODE_CELL,
} gk_node_kind;

/** What a paragraph marked GK_PARA_META is; it stands in `level`. */
typedef enum gk_meta {
  GK_META_TITLE = 1,     /**< of the document, at times with the name of the site behind it */
  GK_META_PUBLISHED = 2, /**< the date, first of all of a page */
  GK_META_PUBLISHER = 3, /**< who published it */
} gk_meta;

/** Flags of a node. */
enum {
  GK_PARA_NOTE = 1,    /**< a footnote or endnote, listed after the body */
  GK_PARA_BOX = 2,     /**< from a text box, listed after the paragraph that holds it */
  GK_TABLE_RAGGED = 4, /**< rows are lists: the source does not say which columns merged cells cover */
  GK_CELL_VIRTUAL = 8, /**< no cell in the source: the space of gridBefore, gridAfter */
  /**
   * Of a table: its rows are lines of text, from top to bottom, not rows of a table. A cell of the page may go on over
   * several of them, a blank line is a row without cells, and which lines make a row is for labels to tell. The cells
   * of a line are its pieces: with GK_TABLE_RAGGED in order and no more, without it in columns of the page.
   */
  GK_TABLE_LINES = 16,
  GK_PARA_META =
      32, /**< not text of the document, but what its file says of it (a page's head); `level` is a gk_meta */
  GK_TABLE_PLACED =
      64, /**< of a table of lines: its columns are places on a page as it was printed, not counted blanks */
};

typedef struct gk_node {
  uint8_t kind; /**< gk_node_kind */
  uint8_t flags;
  uint16_t level; /**< of a paragraph: outline level 1 to 9, 0 for body text; of a table: depth, 0 outermost */
  uint32_t end;   /**< index after this node's subtree */
  union {
    gk_text para;
    struct {
      uint32_t n_rows;
      uint32_t n_cols;
    } table;
    struct {
      uint32_t row; /**< 0-based grid position; spans are at least 1 and stay inside the table */
      uint32_t col;
      uint32_t row_span;
      uint32_t col_span;
      uint32_t part; /**< where the cell stands, for cells without text: bytes into that part's text */
      uint32_t part_off;
    } cell;
  } u;
} gk_node;

/** A document's layout. Everything lives in the document's arena or in the caller's input. */
typedef struct gk_layout {
  const gk_node *nodes;
  size_t n_nodes;
  const gk_seg *segs;
  size_t n_segs;
  const gk_part *parts;
  size_t n_parts;
} gk_layout;

/**
 * Where a piece of a node's text stands in the source.
 *
 * @param text the text of a paragraph of this layout
 * @param sub  a slice of it: sub.p within [text.p, text.p + text.n]
 * @return the range from the first source byte of `sub` to its last, markup between runs included; an empty range at
 *         the right place where `sub` is empty or was generated.
 * Cost: O(log segments). Thread-safety: any number of readers.
 */
GK_API gk_span gk_layout_locate(const gk_layout *layout, const gk_text *text, gk_str sub);

/** The source range of an empty cell: where it stands, 0 bytes. */
GK_API gk_span gk_layout_locate_cell(const gk_layout *layout, const gk_node *cell);

/** The part a slice of text lies in, or GK_NO_PART if it lies in none (then it lies in the arena). O(parts). */
GK_API size_t gk_layout_region(const gk_layout *layout, gk_str s);
#define GK_NO_PART SIZE_MAX

/**
 * Checks every invariant stated in this header: subtree ends nest, cells lie in their table in order without
 * overlapping, slices lie in their part, segments cover their text. For tests, fuzzers and debug builds.
 *
 * @param why out, static English text saying which invariant is broken; may be NULL
 * @return the index of the first bad node, or SIZE_MAX if all is well.
 */
GK_API size_t gk_layout_check(const gk_layout *layout, const char **why);

/**
 * Prints a layout for people: one line a node, indented, with position, spans, source offset and text.
 *
 * @return GK_OK or what the sink returned.
 */
GK_API gk_status gk_layout_print(const gk_layout *layout, gk_sink sink) GK_MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
