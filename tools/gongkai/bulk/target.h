/*
 * target.h: the formats of output and what they are called.
 */
#ifndef GONGKAI_TOOLS_TARGET_H
#define GONGKAI_TOOLS_TARGET_H

typedef enum target {
  TARGET_NDJSON,
  TARGET_CSV,      /* a row a cell */
  TARGET_CSV_WIDE, /* a row a report */
  TARGET_SQLITE,
} target;

#define TARGET_NAMES "ndjson, csv, csv-wide or sqlite"

/* Inputs between two commits to a database. It shows in the bytes, so it is the same for all who write one. */
enum { DATABASE_BATCH = 256 };

/* By its name; 0 if there is none of that name. */
int target_by_name(const char *name, target *out);

/* By the ending of a path; 0 if it is none's. */
int target_by_ending(const char *path, target *out);

#endif
