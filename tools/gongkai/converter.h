/*
 * converter.h: the formats that other programs read for us: PDF through poppler's pdftotext, old word processors' files
 * through LibreOffice. Each document has a process of its own, under limits.
 */
#ifndef GONGKAI_TOOLS_CONVERTER_H
#define GONGKAI_TOOLS_CONVERTER_H

#include "gongkai/document.h"

enum { CONVERT_SECONDS = 120, CONVERT_SECONDS_MAX = 3600 };

typedef struct conversion {
  int has_office;   /* LibreOffice may be called */
  unsigned seconds; /* for one document */
  size_t max_pages; /* of a PDF, which is not turned beyond */
} conversion;

/* The library's hook. `how` must outlive it. */
gk_converter converter(const conversion *how);

#endif
