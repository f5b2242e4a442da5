/*
 * document.h: from a path to a report: what every verb does before it shows anything.
 */
#ifndef GONGKAI_TOOLS_DOCUMENT_H
#define GONGKAI_TOOLS_DOCUMENT_H

#include "converter.h"
#include "gongkai/gongkai.h"
#include "input.h"

typedef enum stage {
  STAGE_LAYOUT,
  STAGE_REPORT,
} stage;

/* One document, read as far as it goes. All of it is valid until the reader's next document. */
typedef struct document {
  gk_source source;
  gk_format format; /* of a refused one too, as far as it can be told */
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
  buffer in;
} reader;

/* `how` is copied. */
void reader_init(reader *r, const conversion *how);
void reader_free(reader *r);

/* Reads a file. Fills in `doc`; what went wrong is in doc->error. */
void reader_read(reader *r, const char *path, stage last, document *doc);

/*
 * Reads what is in memory: `bytes` of `source`, of which name, member, ordinal and bytes count. `reason` says why
 * `bytes` are not the whole document, if they are not: then it is refused for that, unless its head shows that it is no
 * document.
 */
void reader_take(reader *r, const gk_source *source, gk_str bytes, const gk_error *reason, stage last, document *doc);

/* What became of it, for the emitters. Points into `doc`. */
gk_record document_record(const document *doc);

#endif
