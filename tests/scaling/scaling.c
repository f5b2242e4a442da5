/*
 * scaling.c: documents that grow in one dimension, through the whole library.
 *
 *   scaling --list                        the dimensions' names
 *   scaling --make NAME:BYTES...          nothing: the documents are made, not read
 *   scaling NAME:BYTES... [FILE...]       a line for each: name, bytes, status, nodes, bytes of the arena at its peak,
 *                                         bytes taken from the allocator at its peak
 *
 * What is counted is what pipeline_run() does; scaling.py has it counted.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dimension.h"
#include "support/files.h"
#include "support/pipeline.h"

static const dimension *const formats[] = {dimensions_docx, dimensions_odt, dimensions_html, dimensions_pdf,
                                           dimensions_text};

enum { N_FORMATS = sizeof formats / sizeof *formats };

/* An allocator that knows how much is taken. */
typedef struct meter {
  size_t held;
  size_t peak;
} meter;

static void *meter_alloc(void *ctx, size_t bytes) {
  meter *m = ctx;
  m->held += bytes;
  m->peak = m->held > m->peak ? m->held : m->peak;
  return malloc(bytes);
}

static void meter_free(void *ctx, void *p, size_t bytes) {
  meter *m = ctx;
  m->held -= bytes;
  free(p);
}

/* No limit ends a document before it has shown how it grows: that limits end it is shown elsewhere. */
static const pipeline_options unlimited = {
    .limits =
        {
            .entries = 1u << 16,
            .xml_depth = 1u << 22,
            .xml_attributes = 1u << 20,
            .table_columns = 1u << 20,
            .table_rows = 1u << 20,
        },
};

static int run(const char *name, gk_str input) {
  meter m = {0, 0};
  const gk_alloc alloc = {meter_alloc, meter_free, &m};
  gk_arena arena;
  gk_arena_init(&arena, &alloc, (size_t)1 << 32);
  outcome o = pipeline_run(&arena, input, &unlimited);
  printf("%s\t%zu\t%s\t%zu\t%zu\t%zu\n", name, input.n, o.broken != NULL ? o.broken : gk_status_name(o.status),
         o.n_nodes, gk_arena_get_stats(&arena).peak_bytes, m.peak);
  gk_arena_free(&arena);
  free((void *)(uintptr_t)input.p);
  return o.broken == NULL ? EXIT_SUCCESS : EXIT_FAILURE;
}

static const dimension *find(const char *name, size_t n) {
  for (size_t f = 0; f < N_FORMATS; f++)
    for (const dimension *d = formats[f]; d->name != NULL; d++)
      if (strlen(d->name) == n && memcmp(d->name, name, n) == 0)
        return d;
  return NULL;
}

/* The document that NAME:BYTES or a file's name stands for; its name is told. */
static gk_str document_of(const char *argument, const char **name) {
  const char *colon = strchr(argument, ':');
  const dimension *d = colon != NULL ? find(argument, (size_t)(colon - argument)) : NULL;
  *name = d != NULL ? d->name : argument;
  return d != NULL ? d->pack(dimension_text(d, strtoul(colon + 1, NULL, 10))) : file_read(argument);
}

static int run_argument(const char *argument) {
  const char *name;
  gk_str document = document_of(argument, &name);
  return document.p != NULL ? run(name, document) : EXIT_FAILURE;
}

static int make_argument(const char *argument) {
  const char *name;
  gk_str document = document_of(argument, &name);
  int is_made = document.p != NULL;
  free((void *)(uintptr_t)document.p);
  return is_made ? EXIT_SUCCESS : EXIT_FAILURE;
}

static void list(void) {
  for (size_t f = 0; f < N_FORMATS; f++)
    for (const dimension *d = formats[f]; d->name != NULL; d++)
      puts(d->name);
}

int main(int argc, char **argv) {
  int result = EXIT_SUCCESS;
  if (argc == 2 && strcmp(argv[1], "--list") == 0) {
    list();
    return EXIT_SUCCESS;
  }
  int is_make = argc > 1 && strcmp(argv[1], "--make") == 0;
  for (int i = 1 + is_make; i < argc; i++)
    if ((is_make ? make_argument : run_argument)(argv[i]) != EXIT_SUCCESS)
      result = EXIT_FAILURE;
  return result;
}
