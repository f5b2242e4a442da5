/**
 * @file status.h
 * The one error type: a status says that a call could not go on. status.def is the list.
 */
#ifndef GONGKAI_STATUS_H
#define GONGKAI_STATUS_H

#include "gongkai/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Result of every call that can fail. 0 is success; the numbers are pinned in status.def. */
typedef enum gk_status {
#define GK_STATUS(id, number, name, english, chinese) GK_STATUS_##id = (number),
#include "gongkai/status.def"
#undef GK_STATUS
} gk_status;

#define GK_OK GK_STATUS_OK

/**
 * Where and why a document was refused. Zeroed on success.
 * Lifetime: `detail` is static, or as long as a converter says that gave it; `part` points into the document's arena or
 * is static.
 */
typedef struct gk_error {
  gk_status status;
  gk_str part;        /**< the part that failed, such as "word/document.xml"; empty for the file itself */
  size_t off;         /**< byte offset in that part, 0 where none is known */
  const char *detail; /**< one English clause that says more than the status, or NULL */
} gk_error;

/**
 * The stable name of a status, such as "too-large": what records and scripts use.
 *
 * @param status any value; an unknown one yields "unknown".
 * @return a string that lives as long as the program.
 */
GK_API const char *gk_status_name(gk_status status);

/** One English line for a status; lifetime and unknown values as gk_status_name(). */
GK_API const char *gk_status_text(gk_status status);

/** One Chinese line for a status; lifetime and unknown values as gk_status_name(). */
GK_API const char *gk_status_text_zh(gk_status status);

/**
 * Where output goes. `write` gets the whole of what is ready, in order; a status other than GK_OK stops the
 * caller, which hands that status on.
 */
typedef struct gk_sink {
  gk_status (*write)(void *ctx, const char *p, size_t n);
  void *ctx;
} gk_sink;

#ifdef __cplusplus
}
#endif

#endif
