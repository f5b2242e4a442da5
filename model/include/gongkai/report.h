/**
 * @file report.h
 * A report: what the layout says, in the terms of the form. The door of the model half.
 */
#ifndef GONGKAI_REPORT_H
#define GONGKAI_REPORT_H

#include "gongkai/diag.h"
#include "gongkai/form.h"
#include "gongkai/layout.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What the source has in a cell; the contract's states. */
typedef enum gk_cell_state {
  GK_STATE_ABSENT, /**< no such cell */
  GK_STATE_BLANK,
  GK_STATE_NOT_APPLICABLE,
  GK_STATE_UNREADABLE,
  GK_STATE_NUMBER,
} gk_cell_state;

/** The contract's name of a state; static. */
GK_API const char *gk_state_name(gk_cell_state state);

/** An exact decimal: digits / 10^scale. At most 15 significant digits, so that it survives a JSON number. */
typedef struct gk_decimal {
  int64_t digits;
  uint8_t scale; /**< digits after the point as written, at most 15 */
} gk_decimal;

/** Room for any decimal as text, with its NUL. */
#define GK_DECIMAL_SIZE 24

/**
 * Writes a decimal as it was written, normalised: "-1", "317.7", "1113".
 *
 * @param buf out, NUL-terminated
 * @return bytes written without the NUL.
 */
GK_API size_t gk_decimal_format(gk_decimal d, char buf[GK_DECIMAL_SIZE]);

/** One value of a report. */
typedef struct gk_cell {
  gk_cell_state state;
  gk_decimal value; /**< 0 unless the state is GK_STATE_NUMBER */
  gk_str unit;      /**< as written: in the cell or in its column's header; empty if none */
  gk_str raw;       /**< the cell's text, trimmed of white space at its ends, unless it is all there is */
  gk_span where;    /**< the source bytes of `raw`; meaningless for GK_STATE_ABSENT */
} gk_cell;

typedef enum gk_section_id {
  GK_SECTION_OVERVIEW,
  GK_SECTION_DISCLOSURE,
  GK_SECTION_REQUESTS,
  GK_SECTION_DISPUTES,
  GK_SECTION_PROBLEMS,
  GK_SECTION_OTHER,
  GK_N_SECTIONS,
} gk_section_id;

/** The contract's id of a section: "overview", ...; static. */
GK_API const char *gk_section_name(gk_section_id id);

typedef struct gk_section {
  gk_section_id id;
  gk_str number; /**< as written, without its punctuation: "一", "2"; empty if none */
  gk_str title;
  const gk_str *paragraphs; /**< trimmed, none of them empty */
  size_t n_paragraphs;
} gk_section;

/** A calendar date; year 0 means none. */
typedef struct gk_date {
  int16_t year;
  uint8_t month;
  uint8_t day;
} gk_date;

typedef struct gk_contact {
  gk_str address;
  gk_str postcode;
  gk_str phone;
  gk_str fax;
  gk_str email;
  gk_str website;
} gk_contact;

typedef enum gk_check_status {
  GK_CHECK_PASS,
  GK_CHECK_FAIL,
  GK_CHECK_NOT_ASSESSABLE,
} gk_check_status;

/** "pass", "fail" or "not_assessable"; static. */
GK_API const char *gk_check_status_name(gk_check_status status);

typedef struct gk_check {
  const gk_rule *rule;
  gk_check_status status;
  int has_left; /**< whether the side could be added up */
  int has_right;
  gk_decimal left;
  gk_decimal right;
} gk_check;

/** A report. Strings are slices of the document or of its arena; an empty one means: not found. */
typedef struct gk_report {
  const gk_form *form; /**< NULL if the tables are of neither form */
  gk_cell *cells;      /**< form->n_cells of them, in the form's order; NULL without a form */
  gk_str title;
  gk_str agency;
  int year; /**< the reported year; 0 if not found */
  gk_date period_from;
  gk_date period_to;
  gk_date published;
  gk_contact contact;
  const gk_str *preamble; /**< paragraphs between the title and the first section */
  size_t n_preamble;
  const gk_section *sections;
  size_t n_sections;
  const gk_check *checks; /**< one for each rule of the form */
  size_t n_checks;
} gk_report;

/**
 * Reads a layout as a report: sections, tables, values, metadata, checks.
 *
 * @param arena  takes what the report points to besides the layout
 * @param layout in; must outlive the report
 * @param diags  inout: what was odd is appended; its `cell` counts in report->form
 * @param report out; zeroed on failure
 * @return GK_OK; GK_STATUS_NOT_A_REPORT if there is neither a title, nor two sections, nor a table of a form;
 *         GK_STATUS_NO_MEMORY.
 * Cost: linear in the layout. Thread-safety: calls with different arenas may run at once.
 */
GK_API gk_status gk_report_extract(gk_arena *arena, const gk_layout *layout, gk_diags *diags,
                                   gk_report *report) GK_MUST_USE;

/** The kinds the model half reports: GK_DIAG(identifier, code, severity, English, Chinese). */
#define GK_MODEL_DIAGS(GK_DIAG)                                                                                        \
  GK_DIAG(ROW_SHORT, "row-short", WARNING, "a row has {0} values for {1} columns: the last was read as the total",     \
          "该行应有{1}个值，只有{0}个：最后一个按总计读取")                                                            \
  GK_DIAG(ROW_LONG, "row-long", ERROR, "a row has {0} values for {1} columns and was left out",                        \
          "该行有{0}个值，超过{1}列，未读取")                                                                          \
  GK_DIAG(ROW_AMBIGUOUS, "row-ambiguous", ERROR, "a row's {0} cells can't be told apart over {1} columns",             \
          "该行{0}个单元格无法与{1}列对应")                                                                            \
  GK_DIAG(ROW_REPEATED, "row-repeated", WARNING, "a row occurs again with other values; the first was kept",           \
          "该行重复出现且数值不同，保留第一次")                                                                        \
  GK_DIAG(ROW_UNKNOWN, "row-unknown", NOTE, "a row's label is none of the form's", "行标签不在规定表式中")             \
  GK_DIAG(CELL_MERGED, "cell-merged", ERROR, "a merged cell stands for {0} cells of the form",                         \
          "合并单元格占了规定表式的{0}格")                                                                             \
  GK_DIAG(LABEL_VARIANT, "label-variant", NOTE, "a label differs from the form's by {0} characters",                   \
          "标签与规定表式相差{0}个字")                                                                                 \
  GK_DIAG(LABEL_BY_POSITION, "label-by-position", WARNING, "a column's label is missing or unknown; read by position", \
          "列标签缺失或无法识别，按位置读取")                                                                          \
  GK_DIAG(COLUMN_LOST, "column-lost", WARNING, "the table has {0} value columns instead of {1}",                       \
          "表格只有{0}个数值列，应有{1}列")                                                                            \
  GK_DIAG(TABLE_MISSING, "table-missing", WARNING, "no row of this table was found", "未找到该表")                     \
  GK_DIAG(VALUE_UNREADABLE, "value-unreadable", ERROR, "the cell's text is not a number", "单元格内容不是数字")        \
  GK_DIAG(FORM_YEAR, "form-year", WARNING, "the form is that of {0}, the report's year is {1}",                        \
          "表式为{0}年版，报告年度为{1}年")                                                                            \
  GK_DIAG(FORM_MIXED, "form-mixed", WARNING, "{0} rows or columns are of the other form and were left out",            \
          "有{0}处行或列属于另一版表式，未读取")                                                                       \
  GK_DIAG(FORM_BY_YEAR, "form-by-year", WARNING, "the tables fit both forms; chosen by the year {0}",                  \
          "表格与两版表式都相符，按年度{0}选定")                                                                       \
  GK_DIAG(YEAR_CONFLICT, "year-conflict", WARNING, "the title says {0}, the text says {1}",                            \
          "标题年度为{0}，正文年度为{1}")                                                                              \
  GK_DIAG(SECTION_MISNUMBERED, "section-misnumbered", NOTE, "a section's number is not {0}", "章节编号不是{0}")        \
  GK_DIAG(SECTION_MISSING, "section-missing", NOTE, "section {0} was not found", "未找到第{0}部分")

#define GK_DIAG(id, code, severity, english, chinese) GK_API extern const gk_diag_kind GK_DIAG_##id;
GK_MODEL_DIAGS(GK_DIAG)
#undef GK_DIAG

#ifdef __cplusplus
}
#endif

#endif
