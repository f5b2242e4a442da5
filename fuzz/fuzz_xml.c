/* XML by the two ways to parse it; of a zip, each of its parts. */
#include "target.h"

#include "support/xml_ways.h"

#include <zip.h>

enum { MAX_PARTS = 64, MAX_PART_BYTES = 1 << 20 };

static void check_part(zip_t *zip, zip_uint64_t idx) {
  zip_stat_t st;
  if (zip_stat_index(zip, idx, 0, &st) != 0 || !(st.valid & ZIP_STAT_SIZE) || st.size > MAX_PART_BYTES)
    return;
  zip_file_t *file = zip_fopen_index(zip, idx, 0);
  char *p = file != NULL ? malloc(st.size + 1) : NULL;
  zip_int64_t n = p != NULL ? zip_fread(file, p, st.size) : -1;
  if (n >= 0) {
    gk_str part = exact_copy((const uint8_t *)p, (size_t)n);
    die_if(xml_ways_check(part, NULL));
    exact_free(part);
  }
  free(p);
  if (file != NULL)
    zip_fclose(file);
}

static void check_parts(gk_str input) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *source = zip_source_buffer_create(input.p, input.n, 0, &error);
  zip_t *zip = source != NULL ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
  if (zip == NULL)
    zip_source_free(source);
  for (zip_int64_t i = 0; zip != NULL && i < zip_get_num_entries(zip, 0) && i < MAX_PARTS; i++)
    check_part(zip, (zip_uint64_t)i);
  zip_discard(zip);
  zip_error_fini(&error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  gk_str input = exact_copy(data, n);
  if (n >= 4 && memcmp(data, "PK\3\4", 4) == 0)
    check_parts(input);
  else
    die_if(xml_ways_check(input, NULL));
  exact_free(input);
  return 0;
}
