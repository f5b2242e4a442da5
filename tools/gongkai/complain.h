/*
 * complain.h: what is said of documents and of output, one line each: on standard error, or into a log.
 */
#ifndef GONGKAI_TOOLS_COMPLAIN_H
#define GONGKAI_TOOLS_COMPLAIN_H

#include "document.h"

#include <stdio.h>

/* What was wrong with a document, where, and what to do about it. */
void complain_of_error(FILE *to, const document *doc);

/* What was odd in it. */
void complain_of_diags(FILE *to, const document *doc);

/* A name, without what would control a terminal. */
void complain_name(FILE *to, gk_str name);

/* Standard output can't be written; `reason` is an errno. */
void complain_of_output(int reason);

#endif
