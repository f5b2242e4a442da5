/* The main part of a Word file, bare: the other parts stand still, and nothing in the bytes parts them. */
#include "target.h"

#include "support/docx.h"

static const char others[] = PART_LINE
    "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:abstractNum "
    "w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1\"/></w:lvl>"
    "<w:lvl w:ilvl=\"1\"><w:lvlText w:val=\"%1.%2\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId "
    "w:val=\"0\"/></w:num></w:numbering>" PART_LINE
    "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:style "
    "w:styleId=\"1\"><w:pPr>"
    "<w:outlineLvl w:val=\"0\"/></w:pPr></w:style></w:styles>";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  gk_str document = {(const char *)data, n};
  if (part_cut(&document).n != n)
    return 0; /* fuzz_docx has those */
  char *parts = malloc(n + sizeof others);
  if (parts == NULL)
    return 0;
  if (n > 0)
    memcpy(parts, data, n);
  memcpy(parts + n, others, sizeof others - 1);
  gk_str packed = docx_pack((gk_str){parts, n + sizeof others - 1});
  free(parts);
  check_or_die(packed);
  exact_free(packed);
  return 0;
}
