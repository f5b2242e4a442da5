/**
 * @file emit.h
 * A report as canonical output, through the caller's sink. The same report gives the same bytes.
 */
#ifndef GONGKAI_EMIT_H
#define GONGKAI_EMIT_H

#include "gongkai/compare.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What the caller knows of a document: the record's `source`. */
typedef struct gk_source {
  uint64_t ordinal;        /**< its number among the inputs of a conversion, from 1; 0 for none */
  gk_str name;             /**< as the user named it; any bytes: invalid UTF-8 becomes U+FFFD */
  gk_str member;           /**< path inside an archive; empty for none */
  const char *format;      /**< gk_format_name() */
  const char *encoding;    /**< gk_encoding_name(), or NULL if not known */
  size_t bytes;            /**< of the document */
  gk_str sha256;           /**< 64 hex digits, or empty if the document could not be read */
  const gk_layout *layout; /**< names the parts that offsets count in; NULL if there are none to name */
} gk_source;

/**
 * What became of one input of a conversion: a report or an error, never both, never neither. All emitters that write
 * many inputs to one output take it; none keeps it.
 */
typedef struct gk_record {
  const gk_source *source;
  const gk_report *report; /**< NULL if it could not be read as one */
  const gk_diags *diags;   /**< of the report; NULL without one */
  const gk_error *error;   /**< why there is no report; NULL if there is one */
} gk_record;

/** What became of an input, in one word. */
typedef enum gk_outcome {
  GK_OUTCOME_READ,
  GK_OUTCOME_REFUSED, /**< a document that could not be read as a report, or a file that could not be read at all */
  GK_OUTCOME_SKIPPED, /**< no document: GK_STATUS_NOT_A_DOCUMENT */
} gk_outcome;

GK_API gk_outcome gk_record_outcome(const gk_record *record);

/** "read", "refused" or "skipped"; static. */
GK_API const char *gk_outcome_name(gk_outcome outcome);

typedef enum gk_json_style {
  GK_JSON_CANONICAL, /**< RFC 8785, one line, no newline at its end */
  GK_JSON_PRETTY,    /**< the same keys in the same order, indented by two spaces, newline at its end */
} gk_json_style;

typedef enum gk_evidence {
  GK_EVIDENCE_OFF,
  GK_EVIDENCE_ON, /**< adds `evidence`: cell id -> {"length","offset","part","raw"} for every cell but absent ones */
} gk_evidence;

/**
 * Writes a report as JSON (schema gongkai/report/1).
 *
 * @return GK_OK or what the sink returned.
 */
GK_API gk_status gk_emit_json(const gk_report *report, const gk_diags *diags, const gk_source *source,
                              gk_json_style style, gk_evidence evidence, gk_sink sink) GK_MUST_USE;

/** Writes the record of a document that could not be read: schema, source, and error {code, message, ...}. */
GK_API gk_status gk_emit_error_json(const gk_error *error, const gk_source *source, gk_json_style style,
                                    gk_sink sink) GK_MUST_USE;

/** Writes a record as gk_emit_json() or gk_emit_error_json() does, whichever it calls for. */
GK_API gk_status gk_emit_record_json(const gk_record *record, gk_json_style style, gk_evidence evidence,
                                     gk_sink sink) GK_MUST_USE;

/** Writes the contract's rows: a header line, then every cell of the report's form, tab-separated. */
GK_API gk_status gk_emit_cells(const gk_report *report, gk_sink sink) GK_MUST_USE;

typedef enum gk_csv_kind {
  GK_CSV_CELLS, /**< a row for each cell of each report */
  GK_CSV_WIDE,  /**< a row for each report, with a column for each cell of either form */
} gk_csv_kind;

typedef enum gk_csv_dialect {
  GK_CSV_PLAIN, /**< column names and words as in the JSON record */
  GK_CSV_EXCEL, /**< byte-order mark, names and words in Chinese, and no text that a spreadsheet takes for a formula */
} gk_csv_dialect;

/** Writes the row of column names that a file begins with. The columns are documented in model/emit/csv.md. */
GK_API gk_status gk_emit_csv_header(gk_csv_kind kind, gk_csv_dialect dialect, gk_sink sink) GK_MUST_USE;

/**
 * Writes a record as rows of CSV (RFC 4180, UTF-8): those of a report's cells, or one. An input without a report, or a
 * report without tables, is one row in either kind.
 *
 * @return GK_OK or what the sink returned.
 */
GK_API gk_status gk_emit_csv(const gk_record *record, gk_csv_kind kind, gk_csv_dialect dialect,
                             gk_sink sink) GK_MUST_USE;

typedef enum gk_colour {
  GK_COLOUR_OFF,
  GK_COLOUR_ON, /**< ANSI escapes */
} gk_colour;

/** Writes the checks for a person: which rule fails, both sides, and the cells with their Chinese labels. */
GK_API gk_status gk_emit_checks(const gk_report *report, const gk_source *source, gk_colour colour,
                                gk_sink sink) GK_MUST_USE;

/** How much of a comparison is written. */
typedef enum gk_scope {
  GK_SCOPE_CHANGES, /**< the cells that changed; of the links, for a person, those that fail */
  GK_SCOPE_ALL,     /**< every cell that both forms have, and every link */
} gk_scope;

/**
 * Writes a comparison as JSON (schema gongkai/comparison/1).
 *
 * @param sources what the caller knows of the documents, by gk_side
 * @return GK_OK or what the sink returned.
 */
GK_API gk_status gk_emit_comparison_json(const gk_comparison *comparison, const gk_source sources[2], gk_scope scope,
                                         gk_json_style style, gk_sink sink) GK_MUST_USE;

/**
 * Writes the record of two documents that could not be compared since at least one could not be read.
 *
 * @param errors  by gk_side; the status of one that was read is GK_OK
 * @param sources by gk_side
 */
GK_API gk_status gk_emit_comparison_error_json(const gk_error errors[2], const gk_source sources[2],
                                               gk_json_style style, gk_sink sink) GK_MUST_USE;

/** Writes a comparison for a person: what changed, with the cells' Chinese labels, and the links that fail. */
GK_API gk_status gk_emit_comparison(const gk_comparison *comparison, const gk_source sources[2], gk_scope scope,
                                    gk_colour colour, gk_sink sink) GK_MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
