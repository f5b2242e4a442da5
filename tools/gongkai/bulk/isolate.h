/*
 * isolate.h: rendering in another process, so that nothing a document does to it, a crash in a library even, goes
 * further than that document.
 *
 *   this process                      gongkai worker, started anew when it dies
 *   isolate_work() ── task ──────▶    render()
 *                  ◀── verdict, out ──
 *
 * The process has limits on memory and on processor time for each document, and by the clock this one watches.
 */
#ifndef GONGKAI_TOOLS_ISOLATE_H
#define GONGKAI_TOOLS_ISOLATE_H

#include "bulk/render.h"

typedef struct isolation {
  unsigned seconds;    /* for one document, by the clock and of processor time */
  size_t memory_bytes; /* of address space; 0 for no limit */
} isolation;

typedef struct isolate isolate;

/* One for each thread; NULL without memory. The process is started with the first task. */
isolate *isolate_open(const rendering *how, const isolation *limits);
void isolate_close(isolate *i);

/* As render(). A document that takes too long, or the process with it, is refused for that. */
void isolate_work(isolate *i, task *t);

/* The other process: serves what comes through standard input until that ends. Returns the exit status. */
int isolate_serve(void);

#endif
