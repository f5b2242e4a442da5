/**
 * @file compare.h
 * Two reports of one agency side by side: year on year, or two editions of one year. What changed in the cells, whether
 * the years fit together, how much of the text is last year's.
 */
#ifndef GONGKAI_COMPARE_H
#define GONGKAI_COMPARE_H

#include "gongkai/report.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Which of the two reports: the order is the caller's, whatever their years are. */
typedef enum gk_side {
  GK_BEFORE,
  GK_AFTER,
} gk_side;

/** "before" or "after"; static. */
GK_API const char *gk_side_name(gk_side side);

/** What is compared besides cells and text. */
typedef enum gk_field {
  GK_FIELD_AGENCY,
  GK_FIELD_FORM,
  GK_FIELD_PUBLISHED,
  GK_FIELD_TITLE,
  GK_FIELD_YEAR,
  GK_FIELD_ADDRESS,
  GK_FIELD_EMAIL,
  GK_FIELD_FAX,
  GK_FIELD_PHONE,
  GK_FIELD_POSTCODE,
  GK_FIELD_WEBSITE,
  GK_N_FIELDS,
} gk_field;

/** The key in a report's record: "agency", "contact.address", ...; static. */
GK_API const char *gk_field_name(gk_field field);

/** A cell that both forms have. */
typedef struct gk_cell_pair {
  const gk_form_cell *form_cell; /**< of the form of `after` */
  const gk_cell *before;
  const gk_cell *after;
  int is_changed;        /**< state, number, unit, or the text of what is unreadable */
  int has_difference;    /**< both are numbers of one unit, and the difference has at most 15 digits */
  gk_decimal difference; /**< after - before; 0 if there is none */
} gk_cell_pair;

/** Cells that only one of two different forms has: a row, a column, or one cell of a row and a column that both have.
 */
typedef struct gk_form_gap {
  gk_side side;          /**< whose form has them */
  uint8_t row;           /**< gk_row; GK_N_ROWS for a column */
  uint8_t col;           /**< gk_col; GK_N_COLS for a row */
  const uint16_t *cells; /**< indexes of the cells in that form; no cell is in two gaps */
  size_t n_cells;
} gk_form_gap;

/** A link with its outcome, by the rules of the form's own checks. */
typedef struct gk_link_check {
  const gk_link *link;
  gk_check_status status;
  int has_left; /**< whether the later report's cell is a number */
  int has_right;
  gk_decimal left;
  gk_decimal right;
} gk_link_check;

/** How the reports' years lie to each other. */
typedef enum gk_years {
  GK_YEARS_UNKNOWN, /**< a report does not say */
  GK_YEARS_SAME,    /**< two editions */
  GK_YEARS_NEXT,    /**< one year and the next, in either order */
  GK_YEARS_APART,
} gk_years;

/** "unknown", "same", "next" or "apart"; static. */
GK_API const char *gk_years_name(gk_years years);

/**
 * How much of a text stood in the other report already. Counted in characters of the later report, white space and
 * the signature left out; a sentence counts if the other report has the same, anywhere. Writings of a character
 * (full-width, traditional) do not tell sentences apart.
 */
typedef struct gk_text_share {
  size_t n_chars;
  size_t n_repeated;        /**< of sentences that are the same */
  size_t n_repeated_masked; /**< of sentences that are the same but for their numbers and years; not less */
  size_t n_sentences;
  size_t n_sentences_repeated;
  size_t n_sentences_repeated_masked;
} gk_text_share;

/** All sections of one id. */
typedef struct gk_section_pair {
  const gk_section *before; /**< the first of them; NULL if there is none */
  const gk_section *after;
  size_t n_chars_before; /**< of all of them, counted as in a gk_text_share */
  size_t n_chars_after;
  int is_same; /**< both have text, and it is the same from first to last */
  gk_text_share share;
} gk_section_pair;

/** Two reports compared. What it points to is the reports' or static, or lives in the arena. */
typedef struct gk_comparison {
  const gk_report *before;
  const gk_report *after;
  gk_years years;
  gk_side later; /**< which is of the later year; GK_AFTER where the years do not tell */
  uint8_t differs[GK_N_FIELDS];
  const gk_cell_pair *cells; /**< in the order of the form of `after`; none unless both reports have a form */
  size_t n_cells;
  size_t n_changed;
  const gk_form_gap *gaps; /**< none if the forms are the same */
  size_t n_gaps;
  const gk_link_check *links; /**< none for two editions, or unless both reports have a form */
  size_t n_links;
  gk_section_pair sections[GK_N_SECTIONS];
  gk_text_share text; /**< the sections' sum */
  gk_diags diags;     /**< what to know before the rest is believed */
} gk_comparison;

/**
 * Compares two reports.
 *
 * The order is the caller's: differences are `after` less `before`. The links, and the share of repeated text, go from
 * the earlier year to the later, whatever the order is.
 *
 * @param arena      takes what the comparison points to, and scratch while it is made
 * @param before     in; must outlive the comparison
 * @param after      in; likewise
 * @param comparison out; zeroed on failure
 * @return GK_OK or GK_STATUS_NO_MEMORY.
 * Cost: n log n in the text. Thread-safety: calls with different arenas may run at once.
 */
GK_API gk_status gk_compare(gk_arena *arena, const gk_report *before, const gk_report *after,
                            gk_comparison *comparison) GK_MUST_USE;

/** The kinds of gk_comparison.diags: GK_DIAG(identifier, code, severity, English, Chinese). */
#define GK_COMPARE_DIAGS(GK_DIAG)                                                                                      \
  GK_DIAG(AGENCIES_DIFFER, "agencies-differ", WARNING, "the reports are of different agencies",                        \
          "两份报告不属于同一机关")                                                                                    \
  GK_DIAG(AGENCY_UNKNOWN, "agency-unknown", NOTE, "a report's agency was not found", "有报告未找到机关名称")           \
  GK_DIAG(YEAR_UNKNOWN, "year-unknown", WARNING, "a report's year was not found: the years can't be linked",           \
          "有报告未找到年度，无法核对年度衔接")                                                                        \
  GK_DIAG(YEARS_SAME, "years-same", NOTE, "two editions of {0}: no rule links them",                                   \
          "两份报告同为{0}年度的版本，不核对年度衔接")                                                                 \
  GK_DIAG(YEARS_REVERSED, "years-reversed", NOTE,                                                                      \
          "the first report is of {0}, the second of {1}: the years are linked from the earlier to the later",         \
          "第一份报告为{0}年度，第二份为{1}年度：年度衔接按先后年度核对")                                              \
  GK_DIAG(YEARS_APART, "years-apart", WARNING, "the reports are {0} years apart: the years can't be linked",           \
          "两份报告相隔{0}年，无法核对年度衔接")                                                                       \
  GK_DIAG(FORM_UNKNOWN, "form-unknown", WARNING, "a report has no table of a known form: no cells are compared",       \
          "有报告未识别出规定的表格，不比较单元格")                                                                    \
  GK_DIAG(FORMS_DIFFER, "forms-differ", NOTE, "the forms are those of {0} and {1}: cells of both are compared",        \
          "表式分别为{0}年版和{1}年版，只比较两版共有的单元格")

#define GK_DIAG(id, code, severity, english, chinese) GK_API extern const gk_diag_kind GK_DIAG_##id;
GK_COMPARE_DIAGS(GK_DIAG)
#undef GK_DIAG

#ifdef __cplusplus
}
#endif

#endif
