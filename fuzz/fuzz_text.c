/* Any bytes, as they come: sniffing, encodings, the text reader, extraction, output. */
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  check_or_die((gk_str){(const char *)data, n});
  return 0;
}
