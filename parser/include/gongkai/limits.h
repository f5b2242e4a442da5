/**
 * @file limits.h
 * What a document may cost. Every size that a file claims is a claim; these are the bounds.
 */
#ifndef GONGKAI_LIMITS_H
#define GONGKAI_LIMITS_H

#include "gongkai/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The limits: GK_LIMIT(field, default, the status beyond it, what it bounds). A field of 0 in gk_limits means the
 * default, so that a zeroed struct is a valid one. The largest reports seen are a tenth of these or less.
 */
#define GK_LIMITS(GK_LIMIT)                                                                                            \
  GK_LIMIT(input_bytes, 256u << 20, TOO_LARGE, "bytes of one document as it is on disk")                               \
  GK_LIMIT(text_bytes, 128u << 20, TOO_LARGE, "bytes of text after conversion to UTF-8")                               \
  GK_LIMIT(entries, 4096, TOO_COMPLEX, "entries of a package's zip directory")                                         \
  GK_LIMIT(part_bytes, 64u << 20, TOO_LARGE, "inflated bytes of one part")                                             \
  GK_LIMIT(package_bytes, 128u << 20, TOO_LARGE, "inflated bytes of all parts read")                                   \
  GK_LIMIT(ratio, 200, BOMB, "inflated bytes per deflated byte of a part larger than 1 MiB")                           \
  GK_LIMIT(xml_depth, 256, TOO_COMPLEX, "nested elements")                                                             \
  GK_LIMIT(xml_attributes, 256, TOO_COMPLEX, "attributes of one element")                                              \
  GK_LIMIT(nodes, 4u << 20, TOO_COMPLEX, "nodes of the layout")                                                        \
  GK_LIMIT(segments, 8u << 20, TOO_COMPLEX, "text segments of the layout")                                             \
  GK_LIMIT(table_depth, 16, TOO_COMPLEX, "tables nested in one another")                                               \
  GK_LIMIT(table_columns, 1024, TOO_COMPLEX, "grid columns of one table")                                              \
  GK_LIMIT(table_rows, 65536, TOO_COMPLEX, "rows of one table")                                                        \
  GK_LIMIT(pages, 4096, TOO_COMPLEX, "pages of a PDF")                                                                 \
  GK_LIMIT(words, 1u << 20, TOO_COMPLEX, "words of a PDF")                                                             \
  GK_LIMIT(diagnostics, 1000, OK, "diagnostics kept; the rest are counted")                                            \
  GK_LIMIT(arena_bytes, 512u << 20, NO_MEMORY, "bytes of the arena, for callers that make one for the library")

/** See GK_LIMITS. Zero means the default. */
typedef struct gk_limits {
#define GK_LIMIT(field, value, status, what) size_t field;
  GK_LIMITS(GK_LIMIT)
#undef GK_LIMIT
} gk_limits;

/**
 * The limits with every zero replaced by its default.
 *
 * @param limits in, or NULL for all defaults
 */
GK_API gk_limits gk_limits_resolve(const gk_limits *limits);

#ifdef __cplusplus
}
#endif

#endif
