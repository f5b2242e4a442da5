/* gongkai list: what there is to convert. */
#include "complain.h"
#include "output.h"
#include "verb.h"
#include "walk.h"

#include "container/package.h"
#include "emit/json.h"

#include <stdlib.h>
#include <string.h>

enum { KEY_FILES0_FROM = 1024 };

static const struct argp_option option_table[] = {
    {.name = "files0-from",
     .key = KEY_FILES0_FROM,
     .arg = "LIST",
     .doc =
         "Take more inputs from the file LIST, each ended by a NUL as find -print0 writes them; - is standard input"},
    {0}};

static error_t parse_option(int key, char *arg, struct argp_state *state) {
  walk_inputs *inputs = state->input;
  switch (key) {
  case KEY_FILES0_FROM:
    inputs->files0_from = arg;
    return 0;
  case ARGP_KEY_ARGS:
    inputs->paths = state->argv + state->next;
    inputs->n_paths = (size_t)(state->argc - state->next);
    return 0;
  case ARGP_KEY_END:
    if (inputs->n_paths == 0 && inputs->files0_from == NULL)
      argp_error(state, "no INPUT is given; - stands for standard input");
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static const struct argp parser = {
    option_table,
    parse_option,
    "INPUT...",
    "Print what is in files, folders and archives, one JSON object a line: its number, the file's name, the path "
    "inside "
    "an archive, its size, format and, if it can't be had, the error's code.\v"
    "INPUT is a file, a folder, which stands for all files in it, or an archive: zip, 7z, rar, or tar, plain or "
    "compressed by gzip, bzip2, xz or zstd. Archives in archives are gone into. What something is, is told by its "
    "content, never by its name. The INPUT - is standard input.\n\n"
    "The order is that of the arguments, of the paths of a folder's files, byte by byte, and of the members in their "
    "archive. Where an archive is damaged, what can be told of it comes first, and then an error under its own "
    "name.\n\n"
    "Examples:\n"
    "  gongkai list reports.zip\n"
    "  gongkai list folder | jq -r 'select(.error) | .name, .member'\n"
    "  find . -name '*.docx' -print0 | gongkai list --files0-from -\n\n"
    "Exit status: 0 if all inputs could be read, 1 if at least one could not, 2 for wrong usage.",
    NULL,
    NULL,
    NULL};

/* What an input is: a format that is read, or a phrase for what it is otherwise. */
typedef struct kind {
  gk_format format;
  const char *type; /* NULL if it is not known */
} kind;

/* A zip package is told by its parts, which takes all of it. */
static kind kind_of_package(gk_arena *arena, gk_str bytes) {
  const gk_limits limits = gk_limits_resolve(NULL);
  gk_package *package;
  gk_str name, type;
  gk_error error;
  gk_arena_reset(arena);
  gk_status status = gk_package_open(arena, bytes, &limits, &package, &error);
  if (status == GK_OK)
    status = gk_package_main(package, &name, &type, &error);
  if (package != NULL)
    gk_package_close(package);
  if (status == GK_OK)
    return (kind){GK_FORMAT_DOCX, NULL};
  return (kind){GK_FORMAT_UNKNOWN,
                status == GK_STATUS_UNSUPPORTED || status == GK_STATUS_NOT_A_DOCUMENT ? error.detail : "zip archive"};
}

static kind kind_of(gk_arena *arena, const found *f) {
  const gk_str bytes = {f->bytes->p, f->bytes->n};
  kind k = {GK_FORMAT_UNKNOWN, NULL};
  if (bytes.n == 0 && f->error.status != GK_OK)
    return k;
  k.format = gk_sniff(bytes, &k.type);
  if (k.format == GK_FORMAT_DOCX && f->error.status == GK_OK)
    return kind_of_package(arena, bytes);
  if (k.format == GK_FORMAT_DOCX)
    k.format = GK_FORMAT_UNKNOWN;
  else if (k.format != GK_FORMAT_UNKNOWN)
    k.type = NULL;
  return k;
}

typedef struct listing {
  output *out;
  gk_arena arena;
  int has_failed; /* an input */
  gk_status status;
} listing;

/* On standard error: the reason, which the record has no room for. */
static void complain(const found *f) {
  const document doc = {.source = {.name = f->name, .member = f->member}, .error = f->error};
  complain_of_error(stderr, &doc);
}

static gk_status put_record(const found *f, kind k, gk_sink sink) {
  gk_json json;
  gk_json_init(&json, GK_JSON_CANONICAL, sink);
  gk_json_open_object(&json);
  gk_json_key(&json, GK_LIT("bytes"));
  gk_json_uint(&json, f->n_bytes);
  gk_json_key(&json, GK_LIT("error"));
  gk_json_text(&json, f->error.status == GK_OK ? NULL : gk_status_name(f->error.status));
  gk_json_key(&json, GK_LIT("format"));
  gk_json_text(&json, gk_format_name(k.format));
  gk_json_key(&json, GK_LIT("member"));
  gk_json_str_or_null(&json, f->member);
  gk_json_key(&json, GK_LIT("name"));
  gk_json_str(&json, f->name);
  gk_json_key(&json, GK_LIT("ordinal"));
  gk_json_uint(&json, f->ordinal);
  gk_json_key(&json, GK_LIT("type"));
  gk_json_text(&json, k.type);
  gk_json_close_object(&json);
  gk_status status = gk_json_finish(&json);
  return status == GK_OK ? sink.write(sink.ctx, "\n", 1) : status;
}

static int visit(void *ctx, found *f) {
  listing *l = ctx;
  if (f->error.status != GK_OK) {
    l->has_failed = 1;
    complain(f);
  }
  l->status = put_record(f, kind_of(&l->arena, f), output_sink(l->out));
  return l->status == GK_OK;
}

int verb_list(int argc, char **argv) {
  static output out;
  walk_inputs inputs = {0};
  const walk_options options = {0};
  listing l = {.out = &out};
  (void)argp_parse(&parser, argc, argv, 0, NULL, &inputs);
  output_init(&out);
  gk_arena_init(&l.arena, NULL, gk_limits_resolve(NULL).arena_bytes);
  (void)walk(&options, &inputs, (visitor){visit, &l});
  gk_arena_free(&l.arena);
  if (l.status == GK_OK)
    l.status = output_flush(&out);
  if (l.status != GK_OK)
    complain_of_output(out.reason);
  return l.status != GK_OK || l.has_failed ? STATUS_FAILED : STATUS_FINE;
}
