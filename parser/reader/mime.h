/*
 * mime.h: messages in parts (RFC 2045, 2046), as saved web pages are. Private to the parser half.
 */
#ifndef GONGKAI_MIME_H
#define GONGKAI_MIME_H

#include "gongkai/arena.h"
#include "gongkai/status.h"

typedef enum gk_mime_encoding { GK_MIME_PLAIN, GK_MIME_QUOTED_PRINTABLE, GK_MIME_BASE64 } gk_mime_encoding;

/* A part of a message: what its header says, and its body as it stands in the file. */
typedef struct gk_mime_part {
  gk_str type; /* the value of Content-Type, parameters and all */
  gk_str location;
  gk_mime_encoding encoding;
  gk_str body;
} gk_mime_part;

/* Finds the first part whose type is `type` (lower case), the message itself included; parts of parts are looked into.
   0 if there is none. */
int gk_mime_find(gk_str message, const char *type, gk_mime_part *part);

/* The body's bytes: a slice of the message where they stand there, else in the arena. GK_OK or GK_STATUS_NO_MEMORY. */
gk_status gk_mime_decode(gk_arena *arena, const gk_mime_part *part, gk_str *bytes);

#endif
