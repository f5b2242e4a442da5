/*
 * input.h: a whole file in memory, in a buffer that is used again for the next one.
 */
#ifndef GONGKAI_TOOLS_INPUT_H
#define GONGKAI_TOOLS_INPUT_H

#include "gongkai/status.h"

typedef struct input {
  char *p;
  size_t n;
  size_t capacity;
} input;

/*
 * Reads a file, or standard input for "-", into the buffer.
 *
 * Returns GK_OK; GK_STATUS_READ with errno set; GK_STATUS_TOO_LARGE if there are more than max_bytes, which for a
 * regular file is known before a byte is read; GK_STATUS_NO_MEMORY. On failure `n` is the size, as far as known.
 */
gk_status input_read(input *in, const char *path, size_t max_bytes) GK_MUST_USE;

/*
 * The same of an open file from where it stands, behind what is in the buffer already; `max_bytes` bounds both
 * together.
 */
gk_status input_read_rest(input *in, int fd, size_t max_bytes) GK_MUST_USE;

/* Makes room for that many bytes in all. GK_STATUS_NO_MEMORY, and then nothing has changed. */
gk_status input_reserve(input *in, size_t bytes) GK_MUST_USE;

void input_free(input *in);

#endif
