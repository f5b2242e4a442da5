/*
 * misbehave.c: a libgumbo that does what a bug in a library does, when a page asks for it. Preloaded by isolate.py.
 */
#include <gumbo.h>

#include <dlfcn.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int asks_for(const char *page, size_t n, const char *word) {
  return memmem(page, n, word, strlen(word)) != NULL;
}

static void misbehave(const char *page, size_t n) {
  if (asks_for(page, n, "please-crash"))
    (void)raise(SIGSEGV);
  if (asks_for(page, n, "please-abort"))
    abort();
  if (asks_for(page, n, "please-exit"))
    _exit(3);
  while (asks_for(page, n, "please-sleep"))
    (void)pause();
  for (volatile unsigned long i = 0; asks_for(page, n, "please-spin");)
    i++;
  while (asks_for(page, n, "please-eat")) {
    volatile char *p = malloc(1 << 20); /* address space is what is limited */
    if (p == NULL)
      abort();
    p[0] = 1;
  }
}

GumboOutput *gumbo_parse_with_options(const GumboOptions *options, const char *buffer, size_t buffer_length) {
  GumboOutput *(*real)(const GumboOptions *, const char *, size_t);
  void *found = dlsym(RTLD_NEXT, "gumbo_parse_with_options");
  memcpy(&real, &found, sizeof real);
  misbehave(buffer, buffer_length);
  return real(options, buffer, buffer_length);
}
