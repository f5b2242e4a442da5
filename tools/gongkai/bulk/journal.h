/*
 * journal.h: what a conversion has done so far, so that it can be gone on with. A file of lines beside the output:
 *
 *   gongkai convert 1 <SHA-256 of what was asked for>
 *   mark <ordinal> <bytes> <input> <tally>       everything up to that input is safe in the output's first bytes
 *   end                                          the output is whole and only waits for its name
 *
 * A line counts once its newline is there; what follows the last good line is cut off. One process at a time has it.
 */
#ifndef GONGKAI_TOOLS_JOURNAL_H
#define GONGKAI_TOOLS_JOURNAL_H

#include "bulk/tally.h"

enum { IDENTITY_SIZE = 33 }; /* with its NUL */

typedef struct mark {
  uint64_t ordinal;          /* of the last input that is safe; 0 for none */
  uint64_t bytes;            /* of the output then */
  char input[IDENTITY_SIZE]; /* what the last input was, see identity_of() */
  tally tally;
} mark;

/* A digest of an input's name, member and size, as hexadecimal digits. */
void identity_of(const task *t, char out[IDENTITY_SIZE]);

typedef struct journal {
  int fd;
} journal;

typedef enum journal_state {
  JOURNAL_FAILED, /* errno says why */
  JOURNAL_NONE,   /* there is no such file, or no good line in it */
  JOURNAL_BUSY,   /* another process is at it */
  JOURNAL_OTHER,  /* of a run that was asked for something else */
  JOURNAL_OPEN,   /* `last` is the last mark that was accepted, or zero */
  JOURNAL_ENDED,  /* the same, and the output was whole */
} journal_state;

/* Starts one anew; `digest` is the SHA-256 of what is asked for, 64 digits. JOURNAL_OPEN, _BUSY or _FAILED. */
journal_state journal_create(journal *j, const char *path, const char *digest);

/* Opens one to go on with. Marks that `accepts` says 0 to are cut off, with all behind them. */
journal_state journal_resume(journal *j, const char *path, const char *digest, int (*accepts)(void *ctx, const mark *m),
                             void *ctx, mark *last);

/* Each writes one line; 0 with errno set on failure. */
int journal_mark(journal *j, const mark *m);
int journal_end(journal *j);

void journal_close(journal *j);

#endif
