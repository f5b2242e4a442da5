/*
 * reader.h: what every reader is: parts in, builder calls out. One file a format. Private to the parser half.
 */
#ifndef GONGKAI_READER_H
#define GONGKAI_READER_H

#include "container/package.h"
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
  gk_format format;     /* in as the first bytes say, out as the file turned out to be */
} gk_reading;

gk_status gk_read_text(gk_reading *r);
gk_status gk_read_html(gk_reading *r);
gk_status gk_read_mhtml(gk_reading *r);
gk_status gk_read_package(gk_reading *r); /* a zip, or a package in one XML file */
gk_status gk_read_fodt(gk_reading *r);

/* An open package that is taken for one of Word's, or of OpenDocument's. */
gk_status gk_docx_read(gk_reading *r, gk_package *package);
gk_status gk_odt_read(gk_reading *r, gk_package *package);

/* Whether a failure in a part is one of that part, not of the machine or the limits. */
int gk_is_survivable(gk_status status);

/* `input` is the XHTML that `pdftotext -bbox-layout` writes: a converter's, or a file's own. */
gk_status gk_read_bbox(gk_reading *r);

/* Whether a page of HTML is such: its body is a <doc> of <page>s. */
int gk_is_bbox(gk_str input);

#endif
