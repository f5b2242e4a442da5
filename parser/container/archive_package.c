/*
 * archive_package.c: which zips are documents.
 */
#include "container/archive_directory.h"
#include "container/archive_part.h"
#include "container/zip.h"

enum { MAX_ENTRIES = 4096 /* looked at: no package that can be read has more */ };

static int is_among(gk_str name, const char *const *names, size_t n, int by_prefix) {
  name = gk_zip_bare_name(name);
  for (size_t i = 0; i < n; i++) {
    gk_str known = {names[i], 0};
    while (names[i][known.n] != '\0')
      known.n++;
    gk_str start = by_prefix && name.n > known.n ? (gk_str){name.p, known.n} : name;
    if (gk_zip_name_compare(start, known) == 0)
      return 1;
  }
  return 0;
}

/* Entries that make a zip a package wherever they stand. */
static int is_mark(gk_str name) {
  static const char *const names[] = {
      "[Content_Types].xml",  "_rels/.rels", "mimetype",    "word/document.xml",     "xl/workbook.xml",
      "ppt/presentation.xml", "OFD.xml",     "content.xml", "META-INF/manifest.xml", "META-INF/container.xml",
  };
  return is_among(name, names, sizeof names / sizeof *names, 0);
}

/* What a package's first entry may be where there is no directory to look for a mark in. */
static int is_part(gk_str name) {
  static const char *const folders[] = {"word/",      "docProps/",    "customXml/", "xl/",         "ppt/",
                                        "Doc_0/",     "META-INF/",    "Pictures/",  "Thumbnails/", "Configurations2/",
                                        "styles.xml", "settings.xml", "meta.xml",   "manifest.rdf"};
  return is_among(name, folders, sizeof folders / sizeof *folders, 1);
}

static int has_mark(gk_directory *directory) {
  gk_zip_header header;
  gk_error ignored;
  while (directory->n_seen < MAX_ENTRIES && gk_directory_next(directory, &header, &ignored))
    if (is_mark(header.name))
      return 1;
  return 0;
}

int gk_archive_is_package(gk_str head, const gk_archive_bytes *bytes) {
  gk_zip_header first;
  gk_directory directory;
  gk_error ignored;
  int has_first = gk_zip_read_local(head, &first);
  if (has_first && is_mark(first.name))
    return 1;
  if (bytes == NULL)
    return 0;
  if (gk_directory_find(bytes, &directory, &ignored) != GK_OK)
    return has_first && is_part(first.name);
  int is_package = has_mark(&directory);
  gk_directory_close(&directory);
  return is_package;
}
