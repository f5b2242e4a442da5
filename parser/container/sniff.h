/*
 * sniff.h: what a file is and, if no reader takes it, what to tell its owner. Private to the parser half.
 */
#ifndef GONGKAI_SNIFF_H
#define GONGKAI_SNIFF_H

#include "gongkai/document.h"

typedef struct gk_sniffed {
  gk_format format;   /* GK_FORMAT_UNKNOWN: no reader takes it */
  gk_status refusal;  /* why not; GK_OK otherwise */
  const char *what;   /* a noun phrase: "PDF document"; static */
  const char *detail; /* of the refusal: the same, or what to do about it; static, NULL if there is none */
} gk_sniffed;

gk_sniffed gk_sniff_content(gk_str input);

/* Whether text that starts like that, in lower case and ended by a NUL, is a web page (GK_FORMAT_HTML), one saved with
   what belongs to it (GK_FORMAT_MHTML), or neither (GK_FORMAT_UNKNOWN). */
gk_format gk_sniff_page(const char *head);

/* What kind of OLE2 container `input` is, whose signature has been seen. */
gk_sniffed gk_sniff_ole2(gk_str input);

#endif
