/**
 * @file document.h
 * Bytes in, layout out: the door of the parser half.
 */
#ifndef GONGKAI_DOCUMENT_H
#define GONGKAI_DOCUMENT_H

#include "gongkai/diag.h"
#include "gongkai/layout.h"
#include "gongkai/limits.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum gk_format {
  GK_FORMAT_UNKNOWN,
  GK_FORMAT_TEXT,
  GK_FORMAT_DOCX,
  GK_FORMAT_ODT,
  GK_FORMAT_FODT,     /**< OpenDocument text as one XML file */
  GK_FORMAT_FLAT_OPC, /**< a Word document as one XML file */
} gk_format;

/** The contract's name of a format: "text", "docx"; "unknown" for the rest. Static. */
GK_API const char *gk_format_name(gk_format format);

/** A document, read. All zero after a failure. */
typedef struct gk_doc {
  gk_format format;
  gk_encoding encoding; /**< of the part the text is in */
  gk_layout layout;
  gk_diags diags;
} gk_doc;

/**
 * What a file is, by its content alone.
 *
 * @param input  the whole file
 * @param detail out, may be NULL: static text naming what was seen ("JPEG image", "OLE2 container") or NULL
 * @return GK_FORMAT_UNKNOWN for what no reader takes.
 */
GK_API gk_format gk_sniff(gk_str input, const char **detail);

/**
 * Reads one document.
 *
 * @param arena  takes everything the result points to besides `input`; not reset by this call
 * @param input  the whole file; borrowed: must stay, unchanged, as long as `doc` is used
 * @param limits what it may cost, NULL for the defaults
 * @param doc    out; zeroed on failure
 * @param error  out, may be NULL: what was wrong and where
 * @return GK_OK or the reason; see status.def. The arena may be rewound or reset after a failure.
 * Cost: linear in the size of the input and its inflated parts.
 * Thread-safety: calls with different arenas may run at once.
 */
GK_API gk_status gk_doc_parse(gk_arena *arena, gk_str input, const gk_limits *limits, gk_doc *doc,
                              gk_error *error) GK_MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
