/*
 * complain.h: all that goes to standard error, one line each.
 */
#ifndef GONGKAI_TOOLS_COMPLAIN_H
#define GONGKAI_TOOLS_COMPLAIN_H

#include "document.h"

/* What was wrong with a document, where, and what to do about it. */
void complain_of_error(const document *doc);

/* What was odd in it. */
void complain_of_diags(const document *doc);

/* Standard output can't be written; `reason` is an errno. */
void complain_of_output(int reason);

#endif
