/*
 * archive_limits.h: what an archive may cost. Private to the tools.
 */
#ifndef GONGKAI_ARCHIVE_LIMITS_H
#define GONGKAI_ARCHIVE_LIMITS_H

#include "gongkai/base.h"

/*
 * The limits: GK_LIMIT(field, default, the status beyond it, what it bounds), as GK_LIMITS in gongkai/limits.h; 0 means
 * the default. The bytes of one document are gk_limits.input_bytes.
 */
#define GK_ARCHIVE_LIMITS(GK_LIMIT)                                                                                    \
  GK_LIMIT(depth, 8, TOO_COMPLEX, "archives in one another, the outermost counted")                                    \
  GK_LIMIT(members, 1u << 21, TOO_COMPLEX, "members of one archive")                                                   \
  GK_LIMIT(all_members, 1u << 24, TOO_COMPLEX, "members of an outermost archive and of all archives in it")            \
  GK_LIMIT(nested_bytes, 512u << 20, TOO_LARGE, "bytes of one archive in another: it is read from memory")             \
  GK_LIMIT(open_bytes, 1024u << 20, TOO_LARGE, "bytes of all archives in one another, the outermost not counted")      \
  GK_LIMIT(ratio, 200, BOMB, "bytes per compressed byte of a zip member larger than 1 MiB")                            \
  GK_LIMIT(expansion, 500, BOMB, "bytes, at any depth, per byte of the archive they come from, beyond 64 MiB")         \
  GK_LIMIT(all_bytes, UINT64_C(1) << 40, BOMB, "bytes, at any depth, that come from an outermost archive")

/* See GK_ARCHIVE_LIMITS. Zero means the default. */
typedef struct gk_archive_limits {
#define GK_LIMIT(field, value, status, what) uint64_t field;
  GK_ARCHIVE_LIMITS(GK_LIMIT)
#undef GK_LIMIT
} gk_archive_limits;

enum {
  GK_ARCHIVE_RATIO_FREE = 1 << 20,      /* up to this size any ratio is let pass */
  GK_ARCHIVE_EXPANSION_FREE = 64 << 20, /* up to this size any expansion is */
};

/* The limits with every zero replaced by its default; NULL for all defaults. */
gk_archive_limits gk_archive_limits_resolve(const gk_archive_limits *limits);

#endif
