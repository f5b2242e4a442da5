/*
 * document.h: from a path to a report: what every verb does before it shows anything.
 */
#ifndef GONGKAI_TOOLS_DOCUMENT_H
#define GONGKAI_TOOLS_DOCUMENT_H

#include "convert.h"
#include "gongkai/gongkai.h"
#include "input.h"

typedef enum stage {
  STAGE_LAYOUT,
  STAGE_REPORT,
} stage;

/* One document, read as far as it goes. All of it is valid until the reader's next document. */
typedef struct document {
  gk_source source;
  gk_doc doc;       /* zeroed if it has no layout */
  gk_report report; /* zeroed if it is none */
  gk_error error;   /* status GK_OK if all went well */
  char sha256[64];
  char detail[96];
} document;

/* Reads documents one after the other, in the same memory. */
typedef struct reader {
  gk_limits limits;
  conversion conversion;
  gk_arena arena;
  input in;
} reader;

/* `how` is copied. */
void reader_init(reader *r, const conversion *how);
void reader_free(reader *r);

/* Fills in `doc`; what went wrong is in doc->error. */
void reader_read(reader *r, const char *path, stage last, document *doc);

#endif
