/* gongkai convert: many inputs to one output. */
#include "bulk/run.h"
#include "verb.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_WORKERS = 1024 };
#define ISOLATED_MEMORY ((size_t)2 << 30)

enum {
  KEY_TO = 256,
  KEY_EVIDENCE,
  KEY_EXCEL,
  KEY_RESUME,
  KEY_FORCE,
  KEY_ISOLATE,
  KEY_SHARD,
  KEY_FILES0_FROM,
  KEY_PROGRESS,
  KEY_LOG,
};

typedef struct options {
  arguments args;
  run_options run;
  int has_target;
  int has_progress;
  int has_excel;
} options;

static const struct argp_option option_table[] = {
    {.name = "output",
     .key = 'o',
     .arg = "OUT",
     .doc = "Write to this file; its ending tells the format: .ndjson, .jsonl, .csv, .wide.csv, .sqlite or .db"},
    {.name = "to",
     .key = KEY_TO,
     .arg = "FORMAT",
     .doc = "ndjson, csv (a row a cell), csv-wide (a row a report) or sqlite"},
    {.name = "evidence",
     .key = KEY_EVIDENCE,
     .doc = "In ndjson, add the text of every cell with its offset and length, as 'dump' does"},
    {.name = "excel",
     .key = KEY_EXCEL,
     .doc =
         "Write CSV as Excel in China reads it: with a byte-order mark, Chinese headings, no text taken for a formula"},
    {.name = "jobs",
     .key = 'j',
     .arg = "N",
     .doc = "Work on N documents at once; all processors if not given. The output is the same for any N"},
    {.name = "resume", .key = KEY_RESUME, .doc = "Go on with a run that was interrupted"},
    {.name = "force", .key = KEY_FORCE, .doc = "Replace OUT, and what an interrupted run has left"},
    {.name = "isolate",
     .key = KEY_ISOLATE,
     .doc = "Read documents in processes of their own, under limits on time and memory, so that nothing one does can "
            "end the run"},
    {.name = "shard",
     .key = KEY_SHARD,
     .arg = "I/N",
     .doc = "Convert only the I-th of N shares of the inputs; 'gongkai merge' joins them"},
    {.name = "files0-from",
     .key = KEY_FILES0_FROM,
     .arg = "FILE",
     .doc = "Read the names of inputs from FILE, each ended by a NUL; - is standard input"},
    {.name = "progress",
     .key = KEY_PROGRESS,
     .arg = "HOW",
     .doc = "bar (on a terminal, if not given), json (an object a second) or none"},
    {.name = "log", .key = KEY_LOG, .arg = "FILE", .doc = "Write what was wrong or odd in each document to FILE"},
    {.name = "quiet", .key = 'q', .doc = "No summary at the end"},
    {.name = "convert",
     .key = KEY_CONVERT,
     .doc = "Have LibreOffice turn .doc, .wps and .rtf files into .docx, and read that"},
    {.name = "timeout",
     .key = KEY_TIMEOUT,
     .arg = "SECONDS",
     .doc = "How long another program, or with --isolate a document, may take; 120 if not given"},
    {0},
};

static void guess_format(options *o, struct argp_state *state) {
  const char *path = o->run.out.path;
  if (path == NULL)
    argp_error(state, "give -o OUT, or --to FORMAT for standard output");
  if (!target_by_ending(path, &o->run.how.target))
    argp_error(state, "the ending of '%s' names no format; give --to FORMAT", path);
}

static size_t parse_jobs(const char *arg, struct argp_state *state) {
  char *end;
  long n = strtol(arg, &end, 10);
  if (*arg < '0' || *arg > '9' || *end != '\0' || n < 1 || n > MAX_WORKERS)
    argp_error(state, "--jobs is a number from 1 to %d, not '%s'", MAX_WORKERS, arg);
  return (size_t)n;
}

static progress_style parse_progress(const char *arg, struct argp_state *state) {
  if (strcmp(arg, "json") == 0)
    return PROGRESS_JSON;
  if (strcmp(arg, "bar") == 0)
    return PROGRESS_BAR;
  if (strcmp(arg, "none") != 0)
    argp_error(state, "--progress is bar, json or none, not '%s'", arg);
  return PROGRESS_NONE;
}

static size_t count_processors(void) {
  cpu_set_t set;
  int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
  return n < 1 ? 1 : n > MAX_WORKERS ? MAX_WORKERS : (size_t)n;
}

/* What is not given, and what does not go together. */
static void complete(options *o, struct argp_state *state) {
  run_options *r = &o->run;
  if (r->inputs.n_paths == 0 && r->inputs.files0_from == NULL)
    argp_error(state, "no INPUT is given; - stands for standard input");
  if (!o->has_target)
    guess_format(o, state);
  if (r->how.target == TARGET_SQLITE && r->out.path == NULL)
    argp_error(state, "a database needs -o OUT");
  if (r->out.path == NULL && r->out.is_resumed)
    argp_error(state, "--resume needs -o OUT");
  if (r->out.is_resumed && r->out.is_forced)
    argp_error(state, "--resume goes on with what is there, --force begins anew; give one of them");
  if (o->has_excel && r->how.target != TARGET_CSV && r->how.target != TARGET_CSV_WIDE)
    argp_error(state, "--excel is for csv and csv-wide");
  if (!o->has_progress)
    r->progress = isatty(STDERR_FILENO) ? PROGRESS_BAR : PROGRESS_NONE;
  if (r->n_workers == 0)
    r->n_workers = count_processors();
}

static void apply(options *o) {
  run_options *r = &o->run;
  unsigned seconds = o->args.conversion.seconds;
  r->how.conversion = o->args.conversion;
  r->how.conversion.seconds = seconds > 0 ? seconds : CONVERT_SECONDS;
  r->how.has_log = r->log_path != NULL;
  r->out.target = r->how.target;
  r->out.dialect = r->how.dialect;
  r->isolation.seconds = r->how.conversion.seconds + 1; /* so that a program's own limit is the first to be met */
  r->isolation.memory_bytes = ISOLATED_MEMORY;
}

static error_t parse_option(int key, char *arg, struct argp_state *state) {
  options *o = state->input;
  run_options *r = &o->run;
  switch (key) {
  case 'o':
    r->out.path = strcmp(arg, "-") == 0 ? NULL : arg;
    return 0;
  case KEY_TO:
    if (!target_by_name(arg, &r->how.target))
      argp_error(state, "--to is " TARGET_NAMES ", not '%s'", arg);
    o->has_target = 1;
    return 0;
  case KEY_EVIDENCE:
    r->how.evidence = GK_EVIDENCE_ON;
    return 0;
  case KEY_EXCEL:
    r->how.dialect = GK_CSV_EXCEL;
    o->has_excel = 1;
    return 0;
  case 'j':
    r->n_workers = parse_jobs(arg, state);
    return 0;
  case KEY_RESUME:
    r->out.is_resumed = 1;
    return 0;
  case KEY_FORCE:
    r->out.is_forced = 1;
    return 0;
  case KEY_ISOLATE:
    r->is_isolated = 1;
    return 0;
  case KEY_SHARD:
    if (!shard_parse(arg, &r->shard))
      argp_error(state, "--shard is I/N, such as 2/8, not '%s'", arg);
    return 0;
  case KEY_FILES0_FROM:
    r->inputs.files0_from = arg;
    return 0;
  case KEY_PROGRESS:
    r->progress = parse_progress(arg, state);
    o->has_progress = 1;
    return 0;
  case KEY_LOG:
    r->log_path = arg;
    return 0;
  case 'q':
    r->is_quiet = 1;
    return 0;
  case ARGP_KEY_ARGS:
    r->inputs.paths = state->argv + state->next;
    r->inputs.n_paths = (size_t)(state->argc - state->next);
    return 0;
  case ARGP_KEY_NO_ARGS:
    return 0;
  case ARGP_KEY_END:
    complete(o, state);
    return 0;
  default:
    return arguments_parse(key, arg, state, &o->args);
  }
}

static const struct argp parser = {
    option_table,
    parse_option,
    "INPUT...",
    "Convert many documents to one data set: files, folders, and archives (zip, tar, 7z, rar, compressed or in one "
    "another) to NDJSON, CSV or an SQLite database.\v"
    "Every input gives a record: a report, the reason why it could not be read, or that it is no document. Records "
    "come "
    "in the order of the inputs, whatever the number of jobs. The output is written to OUT.partial, with a journal in "
    "OUT.journal, and gets its name when it is whole; after an interruption --resume goes on, and ends with the same "
    "bytes.\n\n"
    "Examples:\n"
    "  gongkai convert archive.zip -o reports.sqlite\n"
    "  gongkai convert --excel reports/ -o reports.wide.csv\n"
    "  find . -name '*.docx' -print0 | gongkai convert --files0-from - --to ndjson\n\n"
    "Exit status: 0 if all documents were read, 1 if at least one was not (its record says why) or the output could "
    "not "
    "be written, 2 for wrong usage, 128 and the number of the signal if interrupted.",
    NULL,
    NULL,
    NULL};

int verb_convert(int argc, char **argv) {
  options o = {0};
  (void)argp_parse(&parser, argc, argv, 0, NULL, &o);
  apply(&o);
  return run_conversion(&o.run);
}
