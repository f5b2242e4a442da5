/*
 * archive_name.h: what an archive calls a member, as a path that can be shown. Private to the archive reader.
 *
 * Archives from Chinese Windows have names in GBK and do not say so; others have UTF-8 and do not say so either, and
 * what they say is not always so. A path is shown, compared and recorded; nothing is ever written to it.
 */
#ifndef GONGKAI_ARCHIVE_NAME_H
#define GONGKAI_ARCHIVE_NAME_H

#include "gongkai/arena.h"
#include "gongkai/status.h"

/* What an archive says of a name's encoding. It counts only where it can be true. */
typedef enum gk_archive_claim {
  GK_ARCHIVE_SAYS_NOTHING,
  GK_ARCHIVE_SAYS_UTF8,
} gk_archive_claim;

typedef struct gk_archive_path {
  gk_str name;   /* in the arena, never empty */
  int is_folder; /* it ends in a slash */
} gk_archive_path;

/*
 * Decodes and cleans a name: UTF-8 as it is, else GB18030, with U+FFFD for what is not that either. What is valid as
 * both is UTF-8 if the archive says so, or it has a character of three bytes, as every Chinese one is, or is Latin
 * throughout.
 *
 * Backslashes are slashes, seen after decoding: half of a Chinese character may be one. Empty steps and "." are
 * dropped, with them a slash in front; ".." and drive letters stay, for whoever wonders where the file was to go.
 * Controls, NUL, line separators and those that turn the direction of text become U+FFFD: a name is not to steer a
 * terminal, end a line or show as another one, and is still as long as it was, and told from others.
 */
gk_status gk_archive_name(gk_arena *arena, gk_str raw, gk_archive_claim claim, gk_archive_path *out);

/*
 * The name that stands in an Info-ZIP Unicode Path Extra Field (APPNOTE.TXT 4.6.9), which writers add for those names
 * that they had to spoil. It counts only where it is UTF-8 and was made for this name, which its checksum tells; else
 * `raw` is returned.
 */
gk_str gk_archive_unicode_name(gk_str raw, gk_str extra);

/* The name of what is compressed in a file of that name: its last step, without ".gz" and the like. A slice of it. */
gk_str gk_archive_inner_name(gk_str name);

#endif
