/*
 * docx_filter.h: what every WordprocessingML part has to pass over: subtrees that are left out, and all but one branch
 * of mc:AlternateContent (ISO/IEC 29500-3, 7.6 and 9). Private to the DOCX reader.
 */
#ifndef GONGKAI_DOCX_FILTER_H
#define GONGKAI_DOCX_FILTER_H

#include "container/xml.h"

/* mc:AlternateContent may stand in a branch of another; nobody nests them deeper than two or three. */
enum { GK_DOCX_MAX_CHOICES = 64 };

typedef struct gk_docx_filter {
  size_t n_skipped;   /* open elements of the subtree that is left out; 0 outside */
  uint32_t n_choices; /* open mc:AlternateContent elements */
  uint64_t taken;     /* bit k: the k-th of them has had its branch */
} gk_docx_filter;

/*
 * To be asked first at each start and each end of an element: 1 if it is the caller's. Else it is not there for the
 * caller, who returns `status`: GK_OK, or GK_STATUS_TOO_COMPLEX where the part nests too many choices.
 */
int gk_docx_filter_start(gk_docx_filter *f, const gk_xml *xml, gk_xml_name name, const gk_xml_attr *attrs,
                         size_t n_attrs, gk_status *status);
int gk_docx_filter_end(gk_docx_filter *f, gk_xml_name name);

/* Leaves out the element that has just passed, with all that is in it, its end included. */
void gk_docx_filter_skip(gk_docx_filter *f);

#endif
