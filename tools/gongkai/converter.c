#include "converter.h"

#include "child.h"
#include "office.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  PDF_MEMORY = 1 << 30, /* bytes of address space */
  PDF_FILES = 64,
  DETAIL_MAX = 256, /* bytes */
  SAID_MAX = 120,   /* of what a program said */
};

/* What a program is called, and where it comes from. */
typedef struct program {
  const char *name;
  const char *package;
} program;

static const program pdftotext = {"pdftotext", "poppler-utils"};
static const program office = {"LibreOffice", "libreoffice-writer-nogui"};

/* Failures */

__attribute__((format(printf, 4, 5))) static gk_status fail(gk_arena *arena, gk_error *error, gk_status status,
                                                            const char *format, ...) {
  char text[DETAIL_MAX];
  va_list args;
  va_start(args, format);
  int n = vsnprintf(text, sizeof text, format, args); /* NOLINT(clang-analyzer-valist.Uninitialized): started above */
  va_end(args);
  size_t kept = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
  *error = (gk_error){.status = status, .detail = gk_arena_copy(arena, (gk_str){text, kept + 1}).p};
  return status;
}

/* The last line of what a program said on standard error, as far as it may be shown. */
static const char *last_words(const child_result *result, char out[SAID_MAX + 1]) {
  const char *p = result->err;
  size_t end = result->err_n;
  while (end > 0 && (p[end - 1] == '\n' || p[end - 1] == '\r'))
    end--;
  size_t start = end, n = 0;
  while (start > 0 && p[start - 1] != '\n')
    start--;
  for (; start < end && n < SAID_MAX; start++)
    out[n++] = (char)(p[start] >= ' ' && p[start] < 0x7F ? p[start] : '?');
  out[n] = '\0';
  return n > 0 ? out : "it said nothing";
}

/* The ends that are alike for every program; GK_OK if it ended by itself. */
static gk_status judge(gk_arena *arena, const program *p, const conversion *c, const child_result *result,
                       gk_error *error) {
  char said[SAID_MAX + 1];
  switch (result->end) {
  case CHILD_EXITED:
    return GK_OK;
  case CHILD_KILLED:
    return fail(arena, error, GK_STATUS_CONVERTER_FAILED, "%s was ended by signal %d: %s", p->name, result->code,
                last_words(result, said));
  case CHILD_NOT_FOUND:
    return fail(arena, error, GK_STATUS_NEEDS_CONVERTER, "%s is not installed; on Debian it is in the package %s",
                p->name, p->package);
  case CHILD_TIMED_OUT:
    return fail(arena, error, GK_STATUS_CONVERTER_FAILED, "%s took longer than %u seconds, which --timeout changes",
                p->name, c->seconds);
  case CHILD_FLOODED:
    return fail(arena, error, GK_STATUS_TOO_LARGE, "what %s makes of it is larger than allowed", p->name);
  case CHILD_INTERRUPTED:
    return fail(arena, error, GK_STATUS_CONVERTER_FAILED, "%s was interrupted", p->name);
  case CHILD_FAILED:
    break;
  }
  return fail(arena, error, GK_STATUS_CONVERTER_FAILED, "%s could not be run: %s", p->name, strerror(result->code));
}

static gk_status take(gk_arena *arena, const child_result *result, gk_str *out, gk_error *error) {
  *out = gk_arena_copy(arena, (gk_str){result->out, result->out_n});
  if (out->n == result->out_n)
    return GK_OK;
  *error = (gk_error){.status = GK_STATUS_NO_MEMORY};
  return GK_STATUS_NO_MEMORY;
}

/* PDF */

static void run_pdftotext(const conversion *c, gk_str input, size_t max_bytes, child_result *result) {
  char last[24], path[4096];
  const char *folders = getenv("PATH");
  (void)snprintf(last, sizeof last, "%zu", c->max_pages + 1);
  (void)snprintf(path, sizeof path, "PATH=%s", folders != NULL ? folders : "");
  const char *const argv[] = {pdftotext.name, "-bbox-layout", "-enc", "UTF-8", "-l", last, "-", "-", NULL};
  const char *const env[] = {"HOME=/nonexistent", "LC_ALL=C.UTF-8", path, NULL};
  const child_call call = {.argv = argv,
                           .env = env,
                           .dir = "/",
                           .input = input,
                           .limits = {.seconds = c->seconds,
                                      .out_bytes = max_bytes,
                                      .memory_bytes = PDF_MEMORY,
                                      .file_bytes = 0,
                                      .files = PDF_FILES}};
  child_run(&call, result);
}

/* What pdftotext says of a file that it does not read, or reads in part only. */
static gk_status judge_pdf(gk_arena *arena, const child_result *result, gk_error *error) {
  char said[SAID_MAX + 1];
  if (strstr(result->err, "Missing language pack") != NULL)
    return fail(arena, error, GK_STATUS_NEEDS_CONVERTER,
                "its fonts need the tables of the package poppler-data, which is not installed");
  if (result->code == 0)
    return GK_OK;
  if (strstr(result->err, "Incorrect password") != NULL)
    return fail(arena, error, GK_STATUS_ENCRYPTED, "remove the password and save it again");
  if (strstr(result->err, "ut of memory") != NULL)
    return fail(arena, error, GK_STATUS_CONVERTER_FAILED, "%s ran out of memory", pdftotext.name);
  return fail(arena, error, GK_STATUS_CORRUPT, "%s: %s", pdftotext.name, last_words(result, said));
}

static gk_status convert_pdf(const conversion *c, gk_arena *arena, gk_str input, size_t max_bytes, gk_str *out,
                             gk_error *error) {
  child_result result;
  run_pdftotext(c, input, max_bytes, &result);
  gk_status status = judge(arena, &pdftotext, c, &result, error);
  if (status == GK_OK)
    status = judge_pdf(arena, &result, error);
  if (status == GK_OK)
    status = take(arena, &result, out, error);
  child_free(&result);
  return status;
}

/* Old word processors' files */

static gk_status judge_office(gk_arena *arena, gk_status status, const conversion *c, const child_result *result,
                              gk_error *error) {
  char said[SAID_MAX + 1];
  int reason = errno;
  if (status == GK_STATUS_READ)
    return fail(arena, error, GK_STATUS_CONVERTER_FAILED, "no temporary folder: %s", strerror(reason));
  if (status == GK_STATUS_TOO_LARGE)
    return fail(arena, error, status, "what %s makes of it is larger than allowed", office.name);
  if (status != GK_OK)
    return fail(arena, error, status, "%s", gk_status_text(status));
  status = judge(arena, &office, c, result, error);
  if (status == GK_OK && result->out_n == 0)
    return fail(arena, error, GK_STATUS_CONVERTER_FAILED, "%s made nothing of it: %s", office.name,
                last_words(result, said));
  return status;
}

static gk_status convert_by_office(const conversion *c, gk_arena *arena, gk_format from, gk_str input, size_t max_bytes,
                                   gk_str *out, gk_error *error) {
  child_result result;
  if (!c->has_office)
    return fail(arena, error, from == GK_FORMAT_DOC ? GK_STATUS_LEGACY_DOC : GK_STATUS_NEEDS_CONVERTER,
                "give --convert to have LibreOffice read it, or save it as .docx");
  gk_status status = office_run(from, input, c->seconds, max_bytes, &result);
  status = judge_office(arena, status, c, &result, error);
  if (status == GK_OK)
    status = take(arena, &result, out, error);
  child_free(&result);
  return status;
}

static gk_status convert(void *ctx, gk_arena *arena, gk_format from, gk_str input, size_t max_bytes, gk_str *out,
                         gk_error *error) {
  const conversion *c = ctx;
  if (from == GK_FORMAT_PDF)
    return convert_pdf(c, arena, input, max_bytes, out, error);
  return convert_by_office(c, arena, from, input, max_bytes, out, error);
}

gk_converter converter(const conversion *how) {
  return (gk_converter){convert, (void *)(uintptr_t)how};
}
