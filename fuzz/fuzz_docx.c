/*
 * A Word file. Bytes that start as a zip does are one; any others are the XML of its parts (see docx_pack()), packed
 * here with the right checksums, so that what is mutated reaches the XML reader instead of dying at a CRC.
 */
#include "target.h"

#include "support/docx.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  gk_str input = {(const char *)data, n};
  if (n >= 4 && memcmp(data, "PK\3\4", 4) == 0) {
    check_or_die(input);
    return 0;
  }
  gk_str packed = docx_pack(input);
  check_or_die(packed);
  free((void *)(uintptr_t)packed.p);
  return 0;
}
