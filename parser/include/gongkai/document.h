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
  GK_FORMAT_HTML,
  GK_FORMAT_MHTML, /**< a page with what belongs to it, as browsers and Word save it */
  GK_FORMAT_ODT,
  GK_FORMAT_FODT,     /**< OpenDocument text as one XML file */
  GK_FORMAT_FLAT_OPC, /**< a Word document as one XML file */
  GK_FORMAT_PDF,      /**< these four are read through a converter only */
  GK_FORMAT_DOC,      /**< Word 97-2003, also by WPS Office */
  GK_FORMAT_RTF,
  GK_FORMAT_WPS, /**< Microsoft Works */
} gk_format;

/** The contract's name of a format: "text", "docx", "pdf"; "unknown" for the rest. Static. */
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
 * What a caller may offer for formats that the library does not read itself, since it starts no processes: a call that
 * turns a document into another form of it.
 *
 *   PDF             the XHTML that poppler's `pdftotext -bbox-layout` writes
 *   DOC, RTF, WPS   a .docx
 *
 * The document's text part is then a part of what the converter made, and offsets count there: in the XHTML as a whole,
 * which bears the name "pdftotext -bbox-layout", or in "word/document.xml" and its like. What comes back is trusted no
 * more than a file is.
 *
 * @param ctx       the converter's own
 * @param arena     for what it returns; the document's
 * @param from      which of the formats above
 * @param input     the document
 * @param max_bytes more than this is not wanted
 * @param out       out: the other form, in the arena or living as long as `input`
 * @param error     out, filled in on failure; its strings are static or in the arena
 * @return GK_OK; GK_STATUS_NEEDS_CONVERTER if it can't be done here, GK_STATUS_CONVERTER_FAILED if it was tried, or
 *         any other status that says it better.
 */
typedef gk_status gk_convert(void *ctx, gk_arena *arena, gk_format from, gk_str input, size_t max_bytes, gk_str *out,
                             gk_error *error);

typedef struct gk_converter {
  gk_convert *convert; /**< NULL for none */
  void *ctx;
} gk_converter;

/** How a document is read. All zero is a valid one. */
typedef struct gk_doc_options {
  gk_limits limits;
  gk_converter converter;
} gk_doc_options;

/**
 * Reads one document, through `options->converter` if its format needs one. Without it such a format is
 * GK_STATUS_NEEDS_CONVERTER, or GK_STATUS_LEGACY_DOC. Otherwise as gk_doc_parse().
 *
 * @param options NULL for no converter and the default limits
 */
GK_API gk_status gk_doc_parse_with(gk_arena *arena, gk_str input, const gk_doc_options *options, gk_doc *doc,
                                   gk_error *error) GK_MUST_USE;

/**
 * Reads one document, without a converter.
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
