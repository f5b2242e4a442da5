/*
 * text_pipe.h: a line cut at its pipes: | ｜ │ ┃ ║. Private to the plain-text reader.
 */
#ifndef GONGKAI_TEXT_PIPE_H
#define GONGKAI_TEXT_PIPE_H

#include "gongkai/base.h"

#include <stdint.h>

/* The length of the pipe at s.p + i; 0 if there is none. */
size_t gk_pipe_at(gk_str s, size_t i);

/* Cuts a line into pieces, from left to right. Behind a backslash a pipe is text. */
typedef struct gk_pipe_cut {
  gk_str rest;
  int twice;  /* two pipes are one separator */
  int closed; /* out: whether a pipe ended the piece, or the line did */
  int done;
} gk_pipe_cut;

/* The next piece; 0 if there is none. A line without pipes is one piece, one that ends with a pipe ends with an empty
   piece. */
int gk_pipe_next(gk_pipe_cut *cut, gk_str *piece);

/* What a line shows of a table of pipes. */
typedef struct gk_pipe_look {
  uint32_t n_pipes;
  uint32_t n_filled; /* pieces that are not blank */
  uint32_t n_odd;    /* runs of pipes that are not twos */
  uint32_t n_twos;
  uint8_t leads; /* nothing before its first pipe, or behind its last */
  uint8_t trails;
  uint8_t is_rule; /* dashes or lines between rows, with pipes or crosses */
  uint8_t is_long; /* a piece of it is too long for a cell */
} gk_pipe_look;

gk_pipe_look gk_pipe_look_at(gk_str line);

#endif
