/* rows_wire.h: the bytes that say what a value is, for the writer and the reader of rows. Private to emit/. */
#ifndef GONGKAI_EMIT_ROWS_WIRE_H
#define GONGKAI_EMIT_ROWS_WIRE_H

enum {
  WIRE_NULL,
  WIRE_REAL,
  WIRE_TEXT,
  WIRE_INT,
  WIRE_SMALL, /* this and what is above it: the integers from 0 */
  WIRE_CHECK_BYTES = 8,
};

#endif
