/* A web page or a saved one: whatever the bytes say they are, they are read as a page. */
#include "target.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  static const char start[] = "<!doctype html>";
  check_or_die((gk_str){(const char *)data, n});
  if (n > 0 && (data[0] == '<' || data[0] == 'M'))
    return 0;
  char *page = malloc(sizeof start - 1 + n);
  if (page == NULL)
    return 0;
  memcpy(page, start, sizeof start - 1);
  if (n > 0)
    memcpy(page + sizeof start - 1, data, n);
  check_or_die((gk_str){page, sizeof start - 1 + n});
  free(page);
  return 0;
}
