/* documents.h: the documents that are read without memory. */
#ifndef GONGKAI_TESTS_OOM_DOCUMENTS_H
#define GONGKAI_TESTS_OOM_DOCUMENTS_H

#include "support/docx.h"
#include "support/files.h"

#include <stdlib.h>

static inline gk_str document_text(void) {
  return file_read(SEEDS "/text/small.txt");
}

static inline gk_str document_gb18030(void) {
  return file_read(SEEDS "/text/small_gb18030.txt");
}

static inline gk_str document_utf16(void) {
  return file_read(SEEDS "/text/small_utf16le.txt");
}

static inline gk_str document_grid(void) {
  return file_read(SEEDS "/text/small_grid.rst");
}

static inline gk_str document_ruled(void) {
  return file_read(SEEDS "/text/small_ruled_tall.txt");
}

static inline gk_str packed(const char *path) {
  gk_str parts = file_read(path), file = {NULL, 0};
  if (parts.p != NULL)
    file = docx_pack(parts);
  free((void *)(uintptr_t)parts.p);
  return file;
}

static inline gk_str document_docx(void) {
  return packed(SEEDS "/docx/small.xml");
}

static inline gk_str document_docx_gb18030(void) {
  return packed(SEEDS "/docx/small_gb18030.xml");
}

#endif
