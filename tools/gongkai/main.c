/* The command: finds the verb and hands over. */
#include "complain.h"
#include "verb.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct verb {
  const char *name;
  char full_name[24]; /* the verb's argv[0] */
  int (*run)(int argc, char **argv);
  const char *summary; /* NULL: not for people */
} verb;

static verb verbs[] = {
    {"dump", "gongkai dump", verb_dump, "print each document as one canonical JSON record"},
    {"cells", "gongkai cells", verb_cells, "print the cells of a report as tab-separated rows"},
    {"check", "gongkai check", verb_check, "check the sums that the form asks for"},
    {"diff", "gongkai diff", verb_diff, "compare two reports, year on year or two editions"},
    {"convert", "gongkai convert", verb_convert, "convert folders and archives to NDJSON, CSV or SQLite"},
    {"merge", "gongkai merge", verb_merge, "join what shares of a conversion wrote"},
    {"layout", "gongkai layout", verb_layout, "print the paragraphs and tables of a document as they were read"},
    {"list", "gongkai list", verb_list, "print what is in files, folders and archives"},
    {"schema", "gongkai schema", verb_schema, "print the JSON Schema of the records"},
    {"worker", "gongkai worker", verb_worker, NULL},
};
enum { N_VERBS = sizeof verbs / sizeof *verbs };

typedef struct call {
  verb *verb;
  int argc;
  char **argv;
} call;

static void refuse_verb(const char *name, struct argp_state *state) {
  char *names = NULL;
  size_t n;
  FILE *to = open_memstream(&names, &n);
  for (size_t i = 0; to != NULL && i < N_VERBS; i++)
    if (verbs[i].summary != NULL)
      (void)fprintf(to, "%s%s", i > 0 ? ", " : "", verbs[i].name);
  if (to != NULL)
    (void)fclose(to);
  argp_error(state, "'%s' is not a verb; the verbs are %s", name, names != NULL ? names : "in the help");
  free(names);
}

static void find_verb(call *c, const char *name, struct argp_state *state) {
  for (size_t i = 0; i < N_VERBS; i++)
    if (strcmp(verbs[i].name, name) == 0)
      c->verb = &verbs[i];
  if (c->verb == NULL)
    refuse_verb(name, state);
}

static error_t parse_option(int key, char *arg, struct argp_state *state) {
  call *c = state->input;
  switch (key) {
  case ARGP_KEY_ARG:
    find_verb(c, arg, state);
    c->argv = state->argv + state->next - 1;
    c->argc = state->argc - state->next + 1;
    state->next = state->argc;
    return 0;
  case ARGP_KEY_NO_ARGS:
    argp_state_help(state, stderr, ARGP_HELP_USAGE | ARGP_HELP_DOC | ARGP_HELP_EXIT_ERR);
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

/* Puts the verbs before what else the help says at its end. */
static char *list_verbs(int key, const char *text, void *ctx) {
  char *out = NULL;
  size_t n;
  (void)ctx;
  FILE *to = key == ARGP_KEY_HELP_POST_DOC ? open_memstream(&out, &n) : NULL;
  if (to == NULL)
    return (char *)(uintptr_t)text;
  (void)fputs("Verbs:\n", to);
  for (size_t i = 0; i < N_VERBS; i++)
    if (verbs[i].summary != NULL)
      (void)fprintf(to, "  %-8s %s\n", verbs[i].name, verbs[i].summary);
  (void)fprintf(to, "\n%s", text);
  return fclose(to) == 0 ? out : (char *)(uintptr_t)text;
}

static const struct argp parser = {
    NULL,
    parse_option,
    "VERB [ARGUMENT...]",
    "Read Chinese government annual reports on information disclosure, as Word files, web pages, PDF, OpenDocument and "
    "text, and give them in one canonical form.\v"
    "'gongkai VERB --help' says more about each.\n\n" EXIT_DOC,
    NULL,
    list_verbs,
    NULL};

static void print_version(FILE *stream, struct argp_state *state) {
  (void)state;
  (void)fprintf(stream, "gongkai %s\n", gk_version());
}

/* Help and version go through stdio, where a full disk shows only at the end. */
static void finish_stdout(void) {
  if (fflush(stdout) == 0 && !ferror(stdout))
    return;
  complain_of_output(errno);
  _exit(STATUS_FAILED);
}

int main(int argc, char **argv) {
  static char name[] = "gongkai";
  call c = {0};
  argp_err_exit_status = STATUS_USAGE;
  argp_program_version_hook = print_version;
  argv[0] = name; /* what complaints begin with, wherever the program lies */
  (void)setvbuf(stderr, NULL, _IOLBF, BUFSIZ);
  if (atexit(finish_stdout) != 0)
    return STATUS_FAILED;
  (void)argp_parse(&parser, argc, argv, ARGP_IN_ORDER, NULL, &c);
  c.argv[0] = c.verb->full_name;
  (void)signal(SIGCHLD, SIG_DFL); /* who waits for a program must get to know how it ended */
  return c.verb->run(c.argc, c.argv);
}
