/* zipper.h: zip files for tests, made in memory, their entries stored and their checksums right. */
#ifndef GONGKAI_TESTS_ZIPPER_H
#define GONGKAI_TESTS_ZIPPER_H

#include "gongkai/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct zip_entry {
  const char *name;
  gk_str content;
} zip_entry;

/* The bytes of a zip with these entries, from malloc; NULL if there is no memory. */
char *zip_stored(const zip_entry *entries, size_t n_entries, size_t *n_bytes);

/*
 * A Word file around its XML. `parts` is word/document.xml, then, each after a line PART_LINE, word/numbering.xml,
 * word/styles.xml and word/footnotes.xml, as far as there are any. Otherwise as zip_stored().
 */
char *zip_docx(gk_str parts, size_t *n_bytes);
#define PART_LINE "\n%PART%\n"

#ifdef __cplusplus
}
#endif

#endif
