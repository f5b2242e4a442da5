/*
 * csv.h: a writer of CSV after RFC 4180, and what both tables of a record have in common. Private to emit/.
 *
 * The writer puts commas, quotes and line ends (CRLF). It quotes where it must: around commas, quotes, line breaks, and
 * blanks at either end, which some readers drop. Control characters but tab and line breaks become their pictures, for
 * RFC 4180 has none and readers stop at NUL.
 */
#ifndef GONGKAI_EMIT_CSV_H
#define GONGKAI_EMIT_CSV_H

#include "emit/out.h"
#include "gongkai/emit.h"

typedef struct gk_csv {
  gk_out out;
  gk_csv_dialect dialect;
  int in_row; /* a field stands before the next one */
} gk_csv;

void gk_csv_init(gk_csv *csv, gk_csv_dialect dialect, gk_sink sink);
gk_status gk_csv_finish(gk_csv *csv) GK_MUST_USE;
void gk_csv_end_row(gk_csv *csv);

/* Text from outside, which in the Excel dialect is kept from being a formula. */
void gk_csv_str(gk_csv *csv, gk_str s);

/* Text of ours; NULL is the empty field. */
void gk_csv_text(gk_csv *csv, const char *s);

/* One of ours in either language. */
void gk_csv_word(gk_csv *csv, const char *plain, const char *excel);

void gk_csv_uint(gk_csv *csv, uint64_t value);
void gk_csv_decimal(gk_csv *csv, gk_decimal value);
void gk_csv_skip(gk_csv *csv, size_t n_fields);

/* Columns of a whole record, by their names in either dialect. */
#define GK_CSV_COLUMNS(GK_COLUMN)                                                                                      \
  GK_COLUMN(ordinal, "序号")                                                                                           \
  GK_COLUMN(name, "文件")                                                                                              \
  GK_COLUMN(member, "压缩包内路径")                                                                                    \
  GK_COLUMN(format, "格式")                                                                                            \
  GK_COLUMN(bytes, "字节数")                                                                                           \
  GK_COLUMN(sha256, "SHA-256")                                                                                         \
  GK_COLUMN(outcome, "处理结果")                                                                                       \
  GK_COLUMN(error, "错误代码")                                                                                         \
  GK_COLUMN(message, "错误说明")                                                                                       \
  GK_COLUMN(detail, "详情")                                                                                            \
  GK_COLUMN(title, "标题")                                                                                             \
  GK_COLUMN(agency, "机关名称")                                                                                        \
  GK_COLUMN(year, "年度")                                                                                              \
  GK_COLUMN(form, "表式")                                                                                              \
  GK_COLUMN(published, "发布日期")                                                                                     \
  GK_COLUMN(checks_failed, "勾稽不符项数")                                                                             \
  GK_COLUMN(diagnostics, "提示条数")

typedef enum gk_csv_column {
#define GK_COLUMN(name, name_zh) GK_CSV_COLUMN_##name,
  GK_CSV_COLUMNS(GK_COLUMN)
#undef GK_COLUMN
} gk_csv_column;

/* The names of columns, or what a record has in them; nothing in those of a report if it has none. */
void gk_csv_names(gk_csv *csv, const gk_csv_column *columns, size_t n);
void gk_csv_fields(gk_csv *csv, const gk_csv_column *columns, size_t n, const gk_record *record);

/* The two tables. */
void gk_csv_cells_header(gk_csv *csv);
void gk_csv_cells(gk_csv *csv, const gk_record *record);
void gk_csv_wide_header(gk_csv *csv);
void gk_csv_wide(gk_csv *csv, const gk_record *record);

#endif
