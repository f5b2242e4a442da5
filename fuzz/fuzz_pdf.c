/* What pdftotext says of a PDF, as it comes; a first line that marks it as such is put before it if it has none. */
#include "target.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  static const char mark[] = "%PDF-1.7\n";
  enum { MARK_N = sizeof mark - 1 };
  if (n >= MARK_N && memcmp(data, mark, MARK_N) == 0) {
    check_or_die((gk_str){(const char *)data, n});
    return 0;
  }
  char *marked = malloc(MARK_N + n);
  if (marked == NULL)
    return 0;
  memcpy(marked, mark, MARK_N);
  if (n > 0)
    memcpy(marked + MARK_N, data, n);
  check_or_die((gk_str){marked, MARK_N + n});
  free(marked);
  return 0;
}
