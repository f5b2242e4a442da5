/**
 * @file form.h
 * The official form as data: its cells, their labels, and the sums it asks for.
 *
 * Sources: 国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知（国办公开办函〔2019〕60号）
 * for the reports of 2019 and 2020; the notice of the same title, 国办公开办函〔2021〕30号, from 2021 on.
 * Content of the report: 中华人民共和国政府信息公开条例 (2019), articles 49 and 50; the rows of the first table are
 * the items of its article 20.
 */
#ifndef GONGKAI_FORM_H
#define GONGKAI_FORM_H

#include "gongkai/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The three tables of either form; the first part of a cell id names the table. */
typedef enum gk_table {
  GK_TABLE_DISCLOSURE, /**< 第二十条 */
  GK_TABLE_REQUESTS,   /**< 申请 */
  GK_TABLE_DISPUTES,   /**< 复议诉讼 */
} gk_table;

/** Rows of the tables, over both forms: what a row label binds to. rows.def is the list. */
typedef enum gk_row {
#define GK_ROW(name, table, id, group, label) GK_ROW_##name,
#include "gongkai/rows.def"
#undef GK_ROW
  GK_N_ROWS,
} gk_row;

/** Columns of the tables, over both forms: what a column label binds to. cols.def is the list. */
typedef enum gk_col {
#define GK_COL(name, table, id, label) GK_COL_##name,
#include "gongkai/cols.def"
#undef GK_COL
  GK_N_COLS,
} gk_col;

typedef enum gk_cell_type {
  GK_CELL_COUNT,  /**< a number of things */
  GK_CELL_SIGNED, /**< a change, 增/减 */
  GK_CELL_AMOUNT, /**< money */
} gk_cell_type;

/** One cell of a form. All strings are static; `id` never changes. */
typedef struct gk_form_cell {
  const char *id;          /**< "requests.refused.state_secret.total" */
  const char *table_label; /**< the label over the block, in Chinese */
  const char *row_label;
  const char *col_label;
  uint8_t table; /**< gk_table */
  uint8_t row;   /**< gk_row */
  uint8_t col;   /**< gk_col */
  uint8_t type;  /**< gk_cell_type */
} gk_form_cell;

#define GK_MAX_RULE_PARTS 32

/** A rule of the form: the parts on the left add up to the parts on the right. */
typedef struct gk_rule {
  const char *id;    /**< "requests.sum.granted" */
  const char *label; /**< what it says, in Chinese */
  uint8_t n_left;
  uint8_t n_right;      /**< 1 for a sum; 2 for a balance */
  const uint16_t *left; /**< indexes of cells of the form */
  const uint16_t *right;
} gk_rule;

typedef struct gk_form {
  const char *name;   /**< "2019" */
  const char *notice; /**< the number of the notice that prescribes it */
  int first_year;     /**< of the reports on it; it holds until the next form's */
  const gk_form_cell *cells;
  size_t n_cells;
  const uint16_t *sorted;         /**< indexes of the cells in the order of their ids, bytewise */
  const uint8_t (*at)[GK_N_COLS]; /**< by row and column: the cell's index + 1, or 0; see gk_form_at() */
  const gk_rule *rules;
  size_t n_rules;
} gk_form;

GK_API extern const gk_form GK_FORM_2019;
GK_API extern const gk_form GK_FORM_2021;

/** All forms, in the order of their years. */
#define GK_N_FORMS 2
GK_API extern const gk_form *const GK_FORMS[GK_N_FORMS];

/** Which of two reports, of one year and the next, has a cell. */
typedef enum gk_link_year {
  GK_LINK_EARLIER,
  GK_LINK_LATER,
} gk_link_year;

/** A cell of one of two reports, added or taken away. */
typedef struct gk_link_term {
  uint8_t year; /**< gk_link_year */
  uint8_t row;  /**< gk_row */
  uint8_t col;  /**< gk_col */
  int8_t sign;  /**< 1 or -1 */
} gk_link_term;

#define GK_MAX_LINK_TERMS 3

/** A rule that links the reports of one year and the next: a cell of the later one is the sum of the terms. */
typedef struct gk_link {
  const char *id;      /**< "requests.carried.total"; never changes */
  const char *label;   /**< what it says, in Chinese */
  const gk_form *form; /**< both reports must be on it; NULL for any */
  gk_link_term later;  /**< the later report's cell */
  gk_link_term terms[GK_MAX_LINK_TERMS];
  size_t n_terms; /**< the first is what the earlier report ends with, the others how that changed */
} gk_link;

/**
 * The links of all forms.
 *
 *   requests.carried.<column>   上年结转 is what the year before carried over, 结转下年度继续办理. Any form.
 *   disclosure.in_force.<row>   现行有效件数 is that of the year before, and 本年制发件数, less 本年废止件数.
 *                               The form of 2021.
 *   disclosure.items.<row>      上一年项目数量 is that in the report of the year before, and its 本年增/减.
 *                               The form of 2019.
 *
 * Source: what the columns' own labels say in the forms of 国办公开办函〔2019〕60号 and 国办公开办函〔2021〕30号.
 */
#define GK_N_LINKS 14
GK_API extern const gk_link GK_LINKS[GK_N_LINKS];

#define GK_NO_FORM_CELL UINT16_MAX

/** The index of the cell at a row and column, or GK_NO_FORM_CELL if the form has none. O(1). */
GK_API uint16_t gk_form_at(const gk_form *form, gk_row row, gk_col col);

/** The index of a cell by its id, or GK_NO_FORM_CELL. O(log n). */
GK_API uint16_t gk_form_find(const gk_form *form, gk_str id);

/** "count", "signed" or "amount". */
GK_API const char *gk_cell_type_name(gk_cell_type type);

#ifdef __cplusplus
}
#endif

#endif
