/*
 * office.c: LibreOffice in a folder of its own: profile, input, output, temporary files. It is removed on every path,
 * and a signal that asks this process to end waits for that.
 */
#include "office.h"

#include "scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MEMORY = 4, FILES = 1024 }; /* GiB of address space for each of its processes; files open at once */

/* The settings of the profile: no macros, nothing fetched that a document links to, no recovery of earlier work. */
static const char settings[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" "
    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n"
#define SETTING(path, name, value)                                                                                     \
  "<item oor:path=\"/org.openoffice.Office.Common/" path "\"><prop oor:name=\"" name                                   \
  "\" oor:op=\"fuse\"><value>" value "</value></prop></item>\n"
    SETTING("Security/Scripting", "MacroSecurityLevel", "3")
        SETTING("Security/Scripting", "DisableMacrosExecution", "true")
            SETTING("Security/Scripting", "BlockUntrustedRefererLinks", "true")
                SETTING("Security/Scripting", "DisableActiveContent", "true") SETTING("Misc", "FirstRun", "false")
                    SETTING("Save/Document", "AutoSave", "false")
#undef SETTING
                        "</oor:items>\n";

static const char *extension(gk_format format) {
  switch (format) {
  case GK_FORMAT_DOC:
    return "doc";
  case GK_FORMAT_RTF:
    return "rtf";
  default:
    return "wps";
  }
}

static int fill(const scratch *s, const char *name, gk_str input) {
  return scratch_add_folder(s, "out") && scratch_add_folder(s, "profile") && scratch_add_folder(s, "profile/user") &&
         scratch_add_file(s, "profile/user/registrymodifications.xcu", (gk_str){settings, sizeof settings - 1}) &&
         scratch_add_file(s, name, input);
}

/* "-env:UserInstallation=file://DIR/profile", the folder's name as a URL wants it. 0 if it is too long. */
static int profile_option(const scratch *s, char *out, size_t size) {
  static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-";
  int n = snprintf(out, size, "-env:UserInstallation=file://");
  for (const char *p = s->dir; *p != '\0'; p++) {
    if ((size_t)n + 16 > size)
      return 0;
    n += snprintf(out + n, size - (size_t)n, strchr(plain, *p) != NULL ? "%c" : "%%%02X", (unsigned char)*p);
  }
  return snprintf(out + n, size - (size_t)n, "/profile") > 0;
}

static int call_office(const scratch *s, const char *file, unsigned seconds, size_t max_bytes, child_result *result) {
  char profile[3 * PATH_MAX], in[PATH_MAX], out[PATH_MAX], home[PATH_MAX + 8], tmp[PATH_MAX + 8], path[PATH_MAX + 8];
  if (!scratch_path(s, file, in) || !scratch_path(s, "out", out) || !profile_option(s, profile, sizeof profile))
    return 0;
  const char *folders = getenv("PATH");
  (void)snprintf(home, sizeof home, "HOME=%s", s->dir);
  (void)snprintf(tmp, sizeof tmp, "TMPDIR=%s", s->dir);
  (void)snprintf(path, sizeof path, "PATH=%s", folders != NULL ? folders : "");
  const char *const argv[] = {"soffice",
                              profile,
                              "--headless",
                              "--norestore",
                              "--nologo",
                              "--nodefault",
                              "--nolockcheck",
                              "--convert-to",
                              "docx:MS Word 2007 XML",
                              "--outdir",
                              out,
                              in,
                              NULL};
  const char *const env[] = {home, tmp, path, "LC_ALL=C.UTF-8", NULL};
  const child_call call = {.argv = argv,
                           .env = env,
                           .dir = s->dir,
                           .limits = {.seconds = seconds,
                                      .out_bytes = 1 << 20,
                                      .memory_bytes = (size_t)MEMORY << 30,
                                      .file_bytes = max_bytes,
                                      .files = FILES}};
  child_run(&call, result);
  return 1;
}

/* The file it made takes the place of what it said. */
static gk_status take_file(const scratch *s, size_t max_bytes, child_result *result) {
  char *p = NULL;
  size_t n = 0;
  gk_status status = scratch_read(s, "out/document.docx", max_bytes, &p, &n);
  free(result->out);
  result->out = p;
  result->out_n = result->out_capacity = n;
  return status == GK_STATUS_READ ? GK_OK : status;
}

gk_status office_run(gk_format from, gk_str input, unsigned seconds, size_t max_bytes, child_result *result) {
  char name[16];
  scratch s;
  held_signals held;
  gk_status status = GK_STATUS_READ;
  *result = (child_result){.end = CHILD_FAILED};
  (void)snprintf(name, sizeof name, "document.%s", extension(from));
  signals_hold(&held);
  if (scratch_make(&s) && fill(&s, name, input) && call_office(&s, name, seconds, max_bytes, result))
    status = result->end == CHILD_EXITED ? take_file(&s, max_bytes, result) : GK_OK;
  scratch_remove(&s);
  signals_release(&held);
  return status;
}
