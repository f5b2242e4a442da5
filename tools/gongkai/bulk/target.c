#include "bulk/target.h"

#include <string.h>

typedef struct entry {
  const char *text;
  target target;
} entry;

int target_by_name(const char *name, target *out) {
  static const entry names[] = {
      {"ndjson", TARGET_NDJSON}, {"csv", TARGET_CSV}, {"csv-wide", TARGET_CSV_WIDE}, {"sqlite", TARGET_SQLITE}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(names[i].text, name) == 0) {
      *out = names[i].target;
      return 1;
    }
  return 0;
}

int target_by_ending(const char *path, target *out) {
  static const entry endings[] = {
      /* the first that fits: ".wide.csv" before ".csv" */
      {".ndjson", TARGET_NDJSON}, {".jsonl", TARGET_NDJSON},   {".wide.csv", TARGET_CSV_WIDE}, {".csv", TARGET_CSV},
      {".sqlite", TARGET_SQLITE}, {".sqlite3", TARGET_SQLITE}, {".db", TARGET_SQLITE}};
  size_t n = strlen(path);
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    size_t ending_n = strlen(endings[i].text);
    if (n > ending_n && strcmp(path + n - ending_n, endings[i].text) == 0) {
      *out = endings[i].target;
      return 1;
    }
  }
  return 0;
}
