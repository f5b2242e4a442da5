/*
 * text_pipes.h: tables whose cells end with pipes. Private to the plain-text reader.
 */
#ifndef GONGKAI_TEXT_PIPES_H
#define GONGKAI_TEXT_PIPES_H

#include "reader/text_pipe.h"
#include "reader/text_table.h"

enum {
  GK_PIPES_PADDING = 64,   /* a longer run of pipes is noise, and no table is so wide */
  GK_PIPES_FRAGMENT = 150, /* bytes of a line that is the rest or the beginning of a cell's text */
};

/* Whether a line may have pipes in it; quick. */
int gk_pipes_in(gk_str line);

/* Reads the table that starts with the next line, a cell a line, each with its pipe behind it; 0 if there is none. */
int gk_text_read_pipe_list(gk_text_reading *r);

#endif
