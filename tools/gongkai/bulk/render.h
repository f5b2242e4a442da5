/*
 * render.h: from an input's bytes to what the output has of it: what a worker does.
 */
#ifndef GONGKAI_TOOLS_RENDER_H
#define GONGKAI_TOOLS_RENDER_H

#include "bulk/target.h"
#include "bulk/task.h"
#include "converter.h"

/* Flat, so that it can be handed to another process of the same program. */
typedef struct rendering {
  target target;
  gk_evidence evidence;   /* of NDJSON */
  gk_csv_dialect dialect; /* of CSV */
  conversion conversion;
  int has_log;
} rendering;

typedef struct renderer renderer;

/* One for each thread; NULL without memory. */
renderer *renderer_open(const rendering *how);
void renderer_close(renderer *r);

/* Fills in the task's verdict, out and log. What can't be done for want of memory is said to be so in `out`. */
void render(renderer *r, task *t);

/* What the output has of an input that `t->reason` refuses, whatever its bytes. Needs no worker in good health. */
void render_refusal(renderer *r, task *t, const gk_error *error);

#endif
