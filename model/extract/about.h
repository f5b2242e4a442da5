/*
 * about.h: what a document's file says of it outside of the text (GK_PARA_META). Private to the model.
 */
#ifndef GONGKAI_EXTRACT_ABOUT_H
#define GONGKAI_EXTRACT_ABOUT_H

#include "extract/dates.h"
#include "extract/title.h"

typedef struct gk_about {
  gk_title title; /* the first that is a report's; is_title is NULL */
  gk_date published;
  gk_str publisher; /* as written; empty if it is not the name of an agency */
} gk_about;

/* GK_OK or GK_STATUS_NO_MEMORY. */
gk_status gk_about_read(gk_arena *arena, const gk_layout *layout, gk_fold *fold, gk_about *about) GK_MUST_USE;

#endif
