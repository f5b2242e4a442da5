/*
 * sniff_page.c: what is a web page. A text with a '<' in it is none.
 */
#include <string.h>

#include "container/sniff.h"

/* Any of these among the first words, if a '<' stands first of all. */
static const char *const telling[] = {"<!doctype html", "<html", "<head", "<body", "<table"};

/* Elements that a page without those may start with; a text may well start with <b>. */
static const char *const starting[] = {
    "blockquote", "center", "div", "font",    "form",   "h1",   "h2",    "h3",    "h4", "h5", "h6",    "hr", "link",
    "meta",       "ol",     "p",   "section", "script", "span", "style", "tbody", "td", "th", "title", "tr", "ul"};

static int is_delimiter(char c) {
  return c == '>' || c == '/' || c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

static int starts_with_element(const char *head) {
  for (size_t i = 0; i < sizeof starting / sizeof *starting; i++) {
    size_t n = strlen(starting[i]);
    if (strncmp(head + 1, starting[i], n) == 0 && is_delimiter(head[1 + n]))
      return 1;
  }
  return 0;
}

static int is_page(const char *head) {
  if (head[0] != '<')
    return 0;
  for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
    if (strstr(head, telling[i]) != NULL)
      return 1;
  return starts_with_element(head) || strncmp(head, "<!--[if", 7) == 0;
}

/* Word begins with MIME-Version, browsers with From. */
static int is_archive(const char *head) {
  static const char *const starts[] = {
      "mime-version:", "from:", "content-type:", "subject:", "snapshot-content-location:"};
  if (strstr(head, "mime-version:") == NULL ||
      (strstr(head, "multipart/related") == NULL && strstr(head, "text/html") == NULL))
    return 0;
  for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
    if (strncmp(head, starts[i], strlen(starts[i])) == 0)
      return 1;
  return 0;
}

gk_format gk_sniff_page(const char *head) {
  return is_page(head) ? GK_FORMAT_HTML : is_archive(head) ? GK_FORMAT_MHTML : GK_FORMAT_UNKNOWN;
}
