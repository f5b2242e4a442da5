/**
 * @file diag.h
 * What was odd in a document and survived. A diagnostic never stops a parse; a status does.
 */
#ifndef GONGKAI_DIAG_H
#define GONGKAI_DIAG_H

#include "gongkai/arena.h"
#include "gongkai/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum gk_severity {
  GK_SEVERITY_NOTE,    /**< worth knowing; the values are as sure as ever */
  GK_SEVERITY_WARNING, /**< something was read by position or left out; look at it */
  GK_SEVERITY_ERROR,   /**< values were lost */
} gk_severity;

/**
 * One kind of diagnostic. Kinds are constants compared by address; `code` is stable.
 * In the messages {0} and {1} stand for the diagnostic's arguments.
 */
typedef struct gk_diag_kind {
  const char *code;
  gk_severity severity;
  const char *message;
  const char *message_zh;
} gk_diag_kind;

#define GK_NO_CELL UINT16_MAX

/** One diagnostic. Holds no strings of its own. */
typedef struct gk_diag {
  const gk_diag_kind *kind;
  uint16_t cell; /**< index of a form cell, for diagnostics of the model; else GK_NO_CELL */
  uint16_t part; /**< index of the layout's part that `off` counts in */
  size_t off;    /**< bytes */
  size_t n;      /**< bytes; 0 for a point */
  int64_t args[2];
} gk_diag;

/** A capped list; what does not fit is counted. Members are for reading. */
typedef struct gk_diags {
  gk_diag *items;
  size_t n;
  size_t n_dropped;
  size_t capacity;
  size_t max;
  gk_arena *arena;
} gk_diags;

/** Makes an empty list that keeps at most `max` items, in `arena`. */
GK_API void gk_diags_init(gk_diags *diags, gk_arena *arena, size_t max);

/** Appends; beyond the cap or without memory only n_dropped grows. */
GK_API void gk_diags_add(gk_diags *diags, gk_diag diag);

/**
 * Writes a diagnostic's English message with its arguments filled in.
 *
 * @param buf   out, NUL-terminated if size > 0, cut to fit
 * @param size  bytes of buf
 * @return the length of the whole message in bytes, without the NUL.
 */
GK_API size_t gk_diag_format(const gk_diag *diag, char *buf, size_t size);

/** The same in Chinese, in UTF-8. No message of either language is longer than GK_DIAG_SIZE allows. */
GK_API size_t gk_diag_format_zh(const gk_diag *diag, char *buf, size_t size);
#define GK_DIAG_SIZE 256

/** "note", "warning" or "error". */
GK_API const char *gk_severity_name(gk_severity severity);

/**
 * The kinds the parser half reports: GK_DIAG(identifier, code, severity, English, Chinese).
 */
#define GK_PARSER_DIAGS(GK_DIAG)                                                                                       \
  GK_DIAG(BAD_BYTES, "bad-bytes", WARNING, "{0} invalid byte sequences were replaced", "替换了{0}处无效字节")          \
  GK_DIAG(SPAN_CLAMPED, "span-clamped", WARNING, "a cell spanning {0} columns or rows was cut to {1}",                 \
          "单元格跨{0}行或列，已截为{1}")                                                                              \
  GK_DIAG(MERGE_ORPHAN, "merge-orphan", WARNING, "row {0} continues a merged cell that nothing above starts",          \
          "第{0}行延续了不存在的合并单元格")                                                                           \
  GK_DIAG(REVISION_DROPPED, "revision-dropped", NOTE, "{0} deleted runs, rows or paragraphs were left out",            \
          "略去{0}处已删除的修订内容")                                                                                 \
  GK_DIAG(HIDDEN_TEXT, "hidden-text", NOTE, "{0} runs of hidden text were left out", "略去{0}处隐藏文字")              \
  GK_DIAG(SYMBOL_UNKNOWN, "symbol-unknown", WARNING, "{0} characters of a symbol font became U+FFFD",                  \
          "{0}个符号字体字符无法识别")                                                                                 \
  GK_DIAG(NUMBERING_UNKNOWN, "numbering-unknown", NOTE, "{0} automatic numbers have a format that is not rendered",    \
          "{0}处自动编号的格式无法还原")                                                                               \
  GK_DIAG(ALT_CHUNK, "alt-chunk", WARNING, "{0} embedded documents (altChunk, subDoc) were not read",                  \
          "未读取{0}个嵌入文档")                                                                                       \
  GK_DIAG(PART_MISSING, "part-missing", NOTE, "a part the package refers to is missing or unreadable",                 \
          "文件引用的部件缺失或无法读取")                                                                              \
  GK_DIAG(ODD_MAIN_TYPE, "odd-main-type", NOTE, "a template or macro-enabled document was read as a document",         \
          "模板或含宏文档，按普通文档读取")                                                                            \
  GK_DIAG(WORD_MISPLACED, "word-misplaced", WARNING, "{0} words without a place on their page were left out",          \
          "略去{0}个在页面上没有位置的词")                                                                             \
  GK_DIAG(MIXED_TABLE, "table-joined", NOTE, "a table torn into {0} pieces was joined", "表格断为{0}段，已合并")

#define GK_DIAG(id, code, severity, english, chinese) GK_API extern const gk_diag_kind GK_DIAG_##id;
GK_PARSER_DIAGS(GK_DIAG)
#undef GK_DIAG

#ifdef __cplusplus
}
#endif

#endif
