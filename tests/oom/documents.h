/* documents.h: the documents that are read without memory. */
#ifndef GONGKAI_TESTS_OOM_DOCUMENTS_H
#define GONGKAI_TESTS_OOM_DOCUMENTS_H

#include "support/docx.h"
#include "support/files.h"
#include "support/odt.h"

#include <stdlib.h>

static inline gk_str document_text(void) {
  return file_read(SEEDS "/text/small.txt");
}

static inline gk_str document_aligned(void) {
  return file_read(SEEDS "/text/small_aligned.txt");
}

static inline gk_str document_gb18030(void) {
  return file_read(SEEDS "/text/small_gb18030.txt");
}

static inline gk_str document_pdf(void) {
  return file_read(SEEDS "/pdf/small.pdf");
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

static inline gk_str document_html(void) {
  return file_read(SEEDS "/html/small_gbk.html");
}

static inline gk_str document_mhtml(void) {
  return file_read(SEEDS "/html/small.mht");
}

static inline gk_str packed(const char *path, gk_str pack(gk_str parts)) {
  gk_str parts = file_read(path), file = {NULL, 0};
  if (parts.p != NULL)
    file = pack(parts);
  free((void *)(uintptr_t)parts.p);
  return file;
}

static inline gk_str document_docx(void) {
  return packed(SEEDS "/docx/small.xml", docx_pack);
}

static inline gk_str document_docx_gb18030(void) {
  return packed(SEEDS "/docx/small_gb18030.xml", docx_pack);
}

static inline gk_str document_odt(void) {
  return packed(SEEDS "/odt/small.xml", odt_pack);
}

static inline gk_str document_fodt(void) {
  return file_read(SEEDS "/odt/small.fodt");
}

static inline gk_str document_flat_opc(void) {
  return file_read(SEEDS "/flat_opc/small.xml");
}

#endif
