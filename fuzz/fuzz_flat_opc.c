/* A Word document as one XML file: whatever does not start as one is put into the main part of one. */
#include "target.h"

#include <string.h>

static const char head[] =
    "<pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\"><pkg:part "
    "pkg:name=\"/_rels/.rels\">"
    "<pkg:xmlData><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
    "Target=\"word/document.xml\"/></Relationships></pkg:xmlData></pkg:part><pkg:part pkg:name=\"/word/document.xml\" "
    "pkg:contentType=\"application/"
    "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"><pkg:xmlData>";
static const char tail[] = "</pkg:xmlData></pkg:part></pkg:package>";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  if (n >= 4 && (memcmp(data, "<pkg", 4) == 0 || memcmp(data, "<?xm", 4) == 0)) {
    check_or_die((gk_str){(const char *)data, n});
    return 0;
  }
  char *p = malloc(sizeof head + n + sizeof tail);
  if (p == NULL)
    return 0;
  memcpy(p, head, sizeof head - 1);
  if (n > 0)
    memcpy(p + sizeof head - 1, data, n);
  memcpy(p + sizeof head - 1 + n, tail, sizeof tail - 1);
  check_or_die((gk_str){p, sizeof head - 1 + n + sizeof tail - 1});
  free(p);
  return 0;
}
