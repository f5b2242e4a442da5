/*
 * input.h: a whole file in memory.
 */
#ifndef GONGKAI_TOOLS_INPUT_H
#define GONGKAI_TOOLS_INPUT_H

#include "buffer.h"

/*
 * Reads a file, or standard input for "-", into the buffer.
 *
 * Returns GK_OK; GK_STATUS_READ with errno set; GK_STATUS_TOO_LARGE if there are more than max_bytes, which for a
 * regular file is known before a byte is read; GK_STATUS_NO_MEMORY. On failure `n` is the size, as far as known.
 */
gk_status input_read(buffer *in, const char *path, size_t max_bytes) GK_MUST_USE;

/*
 * The same of an open file from where it stands, behind what is in the buffer already; `max_bytes` bounds both
 * together.
 */
gk_status input_read_rest(buffer *in, int fd, size_t max_bytes) GK_MUST_USE;

#endif
