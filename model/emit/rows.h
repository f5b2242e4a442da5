/*
 * rows.h: a record as rows for the database, in bytes that one thread or process hands to another. Private to emit/ and
 * the command.
 *
 * The bytes may come from a process that died: they are checked as a whole before anything is made of them.
 *
 *   version  1 byte, GK_ROWS_VERSION
 *   ordinal  varint, at least 1
 *   rows     each: 1 byte, the table; then the values of its columns in the order of GK_ROWS_TABLES, without source_id,
 *            which is the ordinal in all of them
 *   end      1 byte, GK_ROWS_N_TABLES
 *   check    8 bytes, a digest of all bytes before it, the lowest byte first
 *
 * A value is a byte that says what follows: nothing (NULL), 8 bytes (REAL, IEEE 754, lowest byte first), a varint and
 * as many bytes (TEXT, valid UTF-8 without NUL), a varint that is an integer by zigzag; or it says a small integer
 * itself. A varint has 7 bits a byte, the lowest first, the top bit says that more follow.
 *
 * Rows come in the order of the tables, and within a table in that of its key: the order in which they are inserted,
 * wherever they come from.
 */
#ifndef GONGKAI_EMIT_ROWS_H
#define GONGKAI_EMIT_ROWS_H

#include "gongkai/emit.h"

#define GK_ROWS_VERSION 1

/* GK_TABLE(identifier, name, key behind source_id, number of columns behind source_id, their names) */
#define GK_ROWS_TABLES(GK_TABLE)                                                                                       \
  GK_TABLE(SOURCE, source, "", 7, "name,member,format,encoding,bytes,sha256,outcome")                                  \
  GK_TABLE(ERROR, error, "", 4, "code,part,offset,detail")                                                             \
  GK_TABLE(REPORT, report, "", 14,                                                                                     \
           "form,title,agency,year,period_from,period_to,published,address,postcode,phone,fax,email,website,"          \
           "diagnostics_dropped")                                                                                      \
  GK_TABLE(SECTION, section, ",position", 6, "section_id,position,section,number,title,text")                          \
  GK_TABLE(PART, part, ",part", 2, "part,name")                                                                        \
  GK_TABLE(CELL, cell, ",form_cell_id", 8, "form_cell_id,state_id,value,unit,raw,part,offset,length")                  \
  GK_TABLE(CHECK, check_result, ",rule_id", 4, "rule_id,status,left_side,right_side")                                  \
  GK_TABLE(DIAGNOSTIC, diagnostic, ",position", 9,                                                                     \
           "position,code,severity,form_cell_id,part,offset,length,message,message_zh")

typedef enum gk_rows_table {
#define GK_TABLE(id, name, key, n, columns) GK_ROWS_##id,
  GK_ROWS_TABLES(GK_TABLE)
#undef GK_TABLE
      GK_ROWS_N_TABLES,
} gk_rows_table;

#define GK_ROWS_MAX_COLUMNS 14

/* Ids that the database has for what the forms name. */
#define GK_ROWS_FORM_STEP    1000 /* more than a form has cells or rules */
#define GK_ROWS_SECTION_STEP UINT64_C(10000000)
static inline int64_t gk_rows_form_id(size_t form_idx, size_t idx) {
  return (int64_t)((form_idx + 1) * GK_ROWS_FORM_STEP + idx + 1);
}

/* cell_state.state_id: the numbers of gk_cell_state, but 1 is a number and takes no room in a row. */
int64_t gk_rows_state_id(gk_cell_state state);

/*
 * Writes a record as rows. Its source has an ordinal; its form, if any, is one of GK_FORMS.
 *
 * Returns GK_OK, what the sink returned, GK_STATUS_ARGUMENT for another ordinal or form, or GK_STATUS_TOO_COMPLEX for
 * more sections than can be numbered (of which nothing was written).
 */
gk_status gk_emit_rows(const gk_record *record, gk_sink sink) GK_MUST_USE;

typedef enum gk_value_type {
  GK_VALUE_NULL,
  GK_VALUE_INT,
  GK_VALUE_REAL,
  GK_VALUE_TEXT,
} gk_value_type;

typedef struct gk_value {
  gk_value_type type;
  union {
    int64_t integer;
    double real;
    gk_str text; /* in the bytes read */
  };
} gk_value;

/* A cursor over rows. */
typedef struct gk_rows {
  const unsigned char *p;
  const unsigned char *end;
  uint64_t ordinal;
} gk_rows;

/*
 * Starts reading. All bytes are checked: returns GK_STATUS_CORRUPT, with nothing in `rows`, unless they are whole, what
 * gk_emit_rows() of this version wrote, and rows in their order.
 */
gk_status gk_rows_open(gk_rows *rows, gk_str bytes) GK_MUST_USE;

/* The next row; GK_ROWS_N_TABLES after the last one. */
gk_rows_table gk_rows_next(gk_rows *rows, gk_value values[GK_ROWS_MAX_COLUMNS]);

/* How many values a row of a table has. */
size_t gk_rows_n_columns(gk_rows_table table);

#endif
