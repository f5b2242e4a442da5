/*
 * docx_names.h: the vocabulary of WordprocessingML that is read, and its simple types. Private to the DOCX reader.
 */
#ifndef GONGKAI_DOCX_NAMES_H
#define GONGKAI_DOCX_NAMES_H

#include "container/xml.h"
#include "reader/simple.h"

/* Local names in the main namespace, by length: what docx_names.c switches on. */
#define GK_W_NAMES_1(GK_W) GK_W(p) GK_W(r) GK_W(t)
#define GK_W_NAMES_2(GK_W) GK_W(br) GK_W(cr) GK_W(rt) GK_W(tc) GK_W(tr)
#define GK_W_NAMES_3(GK_W) GK_W(del) GK_W(lvl) GK_W(num) GK_W(pPr) GK_W(rPr) GK_W(sym) GK_W(tab) GK_W(tbl)
#define GK_W_NAMES_4(GK_W) GK_W(body) GK_W(ilvl) GK_W(name) GK_W(ptab) GK_W(suff) GK_W(tcPr) GK_W(trPr)
#define GK_W_NAMES_5(GK_W) GK_W(isLgl) GK_W(numId) GK_W(numPr) GK_W(start) GK_W(style)
#define GK_W_NAMES_6(GK_W)                                                                                             \
  GK_W(hMerge) GK_W(numFmt) GK_W(pStyle) GK_W(rStyle) GK_W(strike) GK_W(subDoc) GK_W(vMerge) GK_W(vanish)
#define GK_W_NAMES_7(GK_W)                                                                                             \
  GK_W(basedOn) GK_W(cellDel) GK_W(delText) GK_W(dstrike) GK_W(endnote) GK_W(fldChar) GK_W(lvlText)
#define GK_W_NAMES_8(GK_W)  GK_W(altChunk) GK_W(document) GK_W(endnotes) GK_W(footnote) GK_W(gridSpan) GK_W(moveFrom)
#define GK_W_NAMES_9(GK_W)  GK_W(footnotes) GK_W(gridAfter) GK_W(instrText) GK_W(styleLink) GK_W(vertAlign)
#define GK_W_NAMES_10(GK_W) GK_W(gridBefore) GK_W(lvlRestart) GK_W(outlineLvl) GK_W(softHyphen)
#define GK_W_NAMES_11(GK_W) GK_W(abstractNum) GK_W(lvlOverride) GK_W(txbxContent)
#define GK_W_NAMES_12(GK_W) GK_W(delInstrText) GK_W(numStyleLink)
#define GK_W_NAMES_13(GK_W) GK_W(abstractNumId) GK_W(noBreakHyphen) GK_W(startOverride)
#define GK_W_NAMES_16(GK_W) GK_W(endnoteReference)
#define GK_W_NAMES_17(GK_W) GK_W(footnoteReference)

#define GK_W_NAMES(GK_W)                                                                                               \
  GK_W_NAMES_1(GK_W)                                                                                                   \
  GK_W_NAMES_2(GK_W)                                                                                                   \
  GK_W_NAMES_3(GK_W)                                                                                                   \
  GK_W_NAMES_4(GK_W)                                                                                                   \
  GK_W_NAMES_5(GK_W)                                                                                                   \
  GK_W_NAMES_6(GK_W)                                                                                                   \
  GK_W_NAMES_7(GK_W)                                                                                                   \
  GK_W_NAMES_8(GK_W)                                                                                                   \
  GK_W_NAMES_9(GK_W)                                                                                                   \
  GK_W_NAMES_10(GK_W)                                                                                                  \
  GK_W_NAMES_11(GK_W)                                                                                                  \
  GK_W_NAMES_12(GK_W)                                                                                                  \
  GK_W_NAMES_13(GK_W)                                                                                                  \
  GK_W_NAMES_16(GK_W)                                                                                                  \
  GK_W_NAMES_17(GK_W)

/* Spelt as the standard spells them, so that the schema can be searched for them. */
typedef enum gk_w_name {
  GK_W_other,
  GK_W_formula,    /* what mathematics is built of: a fraction, its numerator, an exponent */
  GK_W_properties, /* a name in ...Pr that is not read, or one in ...Change: what was before a tracked change */
#define GK_W(local) GK_W_##local,
  GK_W_NAMES(GK_W)
#undef GK_W
} gk_w_name;

/* Runs and texts of mathematics (m:r, m:t) are runs and texts; what they stand in is GK_W_formula. */
gk_w_name gk_w_name_of(gk_xml_name name);

/* The attribute w:val; {NULL, 0} if absent. */
gk_str gk_w_val(const gk_xml_attr *attrs, size_t n_attrs);

/* The id of a style: w:val, or no id where that is longer than Word's get. Chains of styles compare ids again and
 * again. */
gk_str gk_w_id(gk_str value);

/* w:vertAlign: whether characters stand on the line; as in apart.h. */
typedef enum gk_w_align { GK_W_ON_LINE, GK_W_ABOVE_LINE, GK_W_BELOW_LINE } gk_w_align;
gk_w_align gk_w_val_align(const gk_xml_attr *attrs, size_t n_attrs);

/* ST_OnOff: off for "0", "false", "off" and also "none". */
int gk_w_on(gk_str value);

/* The same of w:val: on if the attribute is missing. */
int gk_w_val_on(const gk_xml_attr *attrs, size_t n_attrs);

/* w:val as gk_simple_int() reads it. */
int32_t gk_w_val_int(const gk_xml_attr *attrs, size_t n_attrs, int32_t min, int32_t max, int32_t fallback);

#endif
