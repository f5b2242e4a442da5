/*
 * verb.h: what the verbs share: their arguments, their loop over documents, their exit status.
 */
#ifndef GONGKAI_TOOLS_VERB_H
#define GONGKAI_TOOLS_VERB_H

#include "document.h"

#include <argp.h>

/* The contract's exit status. */
enum {
  STATUS_FINE = 0,
  STATUS_FAILED = 1, /* a document could not be read, a rule failed, or the output could not be written */
  STATUS_USAGE = 2,
};

/* One function a verb, each in a file of its name. argv[0] is "gongkai VERB". They return the exit status. */
int verb_cells(int argc, char **argv);
int verb_check(int argc, char **argv);
int verb_convert(int argc, char **argv);
int verb_diff(int argc, char **argv);
int verb_dump(int argc, char **argv);
int verb_layout(int argc, char **argv);
int verb_list(int argc, char **argv);
int verb_merge(int argc, char **argv);
int verb_schema(int argc, char **argv);
int verb_worker(int argc, char **argv);

/* The arguments that all verbs with documents take. */
typedef struct arguments {
  size_t max_paths; /* in; 0 for any number */
  char **paths;
  size_t n_paths;
  int is_verbose;
  conversion conversion; /* seconds 0 for the default */
} arguments;

enum {
  KEY_CONVERT = 512,
  KEY_TIMEOUT,
};

#define SHARED_OPTIONS                                                                                                 \
  {.name = "convert",                                                                                                  \
   .key = KEY_CONVERT,                                                                                                 \
   .doc = "Have LibreOffice turn .doc, .wps and .rtf files into .docx, and read that"},                                \
      {.name = "timeout",                                                                                              \
       .key = KEY_TIMEOUT,                                                                                             \
       .arg = "SECONDS",                                                                                               \
       .doc = "How long another program may take over one document; 120 if not given"},                                \
  {                                                                                                                    \
    .name = "verbose", .key = 'v', .doc = "Print what was odd in a document on standard error too"                     \
  }

/* How every help text ends. */
#define FILE_DOC                                                                                                       \
  "FILE is a document; its format is told by its content, never by its name. The FILE - is standard input."
#define EXIT_DOC "Exit status: 0 if all documents were read, 1 if at least one was not, 2 for wrong usage."

/* An argp parser's default case. */
error_t arguments_parse(int key, char *arg, struct argp_state *state, arguments *args);

/*
 * Shows a document on standard output; called for documents that could not be read too, see doc->error. Returns what
 * the sink returned.
 */
typedef gk_status show_document(const document *doc, gk_sink sink, void *ctx);

/* Reads the documents one after the other, complains of what is wrong with them, and shows each. */
int show_documents(const arguments *args, stage last, show_document *show, void *ctx);

#endif
