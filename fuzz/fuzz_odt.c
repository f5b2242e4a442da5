/*
 * An OpenDocument text. Bytes that start as a zip does are one, and those that start as a flat file does are one; any
 * others are the XML of its parts (see odt_pack()), packed here with the right checksums.
 */
#include "target.h"

#include "support/odt.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  static const char flat[] = "<office:document ";
  gk_str input = {(const char *)data, n};
  if ((n >= 4 && memcmp(data, "PK\3\4", 4) == 0) || (n >= sizeof flat && memcmp(data, flat, sizeof flat - 1) == 0)) {
    check_or_die(input);
    return 0;
  }
  gk_str packed = odt_pack(input);
  check_or_die(packed);
  free((void *)(uintptr_t)packed.p);
  return 0;
}
