/* The numbering of a Word file, under a main part that uses its lists at every level, over and over. */
#include "target.h"

#include "support/docx.h"

static const char head[] =
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
static const char tail[] = "</w:body></w:document>" PART_LINE;

enum { N_LISTS = 3, N_LEVELS = 9, PARA_BYTES = 192 };

/* Paragraphs of all lists and levels, down and up again: levels go on, begin anew, and are skipped. */
static size_t write_document(char *out, size_t room) {
  size_t n = (size_t)snprintf(out, room, "%s", head);
  for (int i = 0; i < 2 * N_LISTS * N_LEVELS; i++)
    n += (size_t)snprintf(out + n, room - n,
                          "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"%d\"/><w:numId w:val=\"%d\"/></w:numPr></w:pPr>"
                          "<w:r><w:t>\xE5\x85\xAC\xE5\xBC\x80%d</w:t></w:r></w:p>",
                          i * 2 % N_LEVELS, i % N_LISTS + 1, i);
  return n + (size_t)snprintf(out + n, room - n, "%s", tail);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  size_t room = sizeof head + sizeof tail + 2 * N_LISTS * N_LEVELS * (size_t)PARA_BYTES;
  char *parts = malloc(room + n);
  if (parts == NULL)
    return 0;
  size_t at = write_document(parts, room);
  if (n > 0)
    memcpy(parts + at, data, n);
  gk_str packed = docx_pack((gk_str){parts, at + n});
  free(parts);
  check_or_die(packed);
  exact_free(packed);
  return 0;
}
