/*
 * reader.h: what every reader is: parts in, builder calls out. One file a format. Private to the parser half.
 */
#ifndef GONGKAI_READER_H
#define GONGKAI_READER_H

#include "gongkai/document.h"
#include "layout/builder.h"

typedef struct gk_reading {
  gk_arena *arena;         /* of the document */
  gk_str input;            /* the whole file */
  const gk_limits *limits; /* resolved */
  gk_builder *builder;
  gk_diags *diags;
  gk_error *error;      /* never NULL here */
  gk_encoding encoding; /* out */
} gk_reading;

gk_status gk_read_text(gk_reading *r);
gk_status gk_read_docx(gk_reading *r);

/* `input` is the XHTML that `pdftotext -bbox-layout` writes. */
gk_status gk_read_bbox(gk_reading *r);

#endif
