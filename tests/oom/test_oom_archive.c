/* Every allocation of a walk over archives fails in turn, those of libzip, libarchive and zlib too. */
#include "unit/unit.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/malloc_hook.h"
#include "walk.h"

/* What was seen of the inputs: a number that tells one walk from another, and what was wrong. */
typedef struct seen {
  uint64_t digest;
  size_t n_inputs;
  size_t n_no_memory;
  size_t n_other; /* errors */
} seen;

static void digest(seen *s, const void *p, size_t n) {
  const unsigned char *bytes = p;
  for (size_t i = 0; i < n; i++)
    s->digest = (s->digest ^ bytes[i]) * UINT64_C(0x100000001B3);
}

static int visit(void *ctx, found *f) {
  seen *s = ctx;
  s->n_inputs++;
  s->n_no_memory += f->error.status == GK_STATUS_NO_MEMORY;
  s->n_other += f->error.status != GK_OK && f->error.status != GK_STATUS_NO_MEMORY;
  digest(s, f->member.p, f->member.n);
  digest(s, &f->error.status, sizeof f->error.status);
  if (f->error.status == GK_OK)
    digest(s, f->bytes->p, f->bytes->n);
  return 1;
}

static seen run(char *path, size_t fail_at) {
  char *const paths[] = {path};
  const walk_options options = {0};
  const walk_inputs inputs = {.paths = paths, .n_paths = 1};
  seen s = {0};
  malloc_hooked = (malloc_hook){.fail_at = fail_at};
  (void)walk(&options, &inputs, (visitor){visit, &s});
  malloc_hooked.fail_at = 0;
  return s;
}

/* libzip and libarchive take some want of memory for a damaged archive; what must not be is that it goes unsaid. */
static const char *wrong(const seen *whole, const seen *s) {
  if (malloc_hooked.n_failed != 1)
    return "the allocation was not made";
  if (malloc_hooked.n_live + 1 > 2)
    return "blocks were left";
  if (s->digest == whole->digest || s->n_no_memory > 0 || s->n_other > whole->n_other)
    return NULL;
  return "inputs are missing, or others, and nothing was said";
}

static void fail_each(const char *name) {
  char path[512];
  (void)snprintf(path, sizeof path, "%s/%s", ARCHIVES, name);
  run(path, 0); /* libc keeps what it loads for an encoding and a locale: not a leak of ours */
  seen whole = run(path, 0);
  size_t n_calls = malloc_hooked.n_calls;
  assert_true(whole.n_inputs > 0);
  assert_int_equal(malloc_hooked.n_live, 0);
  for (size_t at = 1; at <= n_calls; at++) {
    seen s = run(path, at);
    const char *what = wrong(&whole, &s);
    if (what != NULL)
      fail_msg("%s, allocation %zu of %zu: %s (%zd live, %zu inputs)", name, at, n_calls, what,
               (ptrdiff_t)malloc_hooked.n_live, s.n_inputs);
  }
}

/* libarchive ends the process, with status 1, where it has no memory for a string. So each try has a process of its
   own, and that is the only other end it may come to. xz is not tried: libarchive 3.6 crashes where it has no memory
   for that filter. */
static int try_apart(char *path, const seen *whole, size_t at) {
  enum { WRONG = 2 };
  int status = 0;
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    (void)signal(SIGSEGV, SIG_DFL); /* cmocka would go on in the child */
    (void)dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
    seen s = run(path, at);
    _exit(wrong(whole, &s) == NULL ? 0 : WRONG);
  }
  assert_int_equal(waitpid(child, &status, 0), child);
  return WIFEXITED(status) && WEXITSTATUS(status) < WRONG;
}

static void fail_each_apart(const char *name) {
  char path[512];
  (void)snprintf(path, sizeof path, "%s/%s", ARCHIVES, name);
  run(path, 0);
  seen whole = run(path, 0);
  size_t n_calls = malloc_hooked.n_calls;
  assert_true(whole.n_inputs > 0);
  assert_int_equal(malloc_hooked.n_live, 0);
  for (size_t at = 1; at <= n_calls; at++)
    if (!try_apart(path, &whole, at))
      fail_msg("%s, allocation %zu of %zu", name, at, n_calls);
}

static void zip(void **state) {
  (void)state;
  fail_each("small.zip");
}

static void zip_gbk(void **state) {
  (void)state;
  fail_each("gbk.zip");
}

static void zip_shared(void **state) {
  (void)state;
  fail_each("quoted.zip");
}

static void tar(void **state) {
  (void)state;
  fail_each_apart("small.tar");
}

static void tar_gzip(void **state) {
  (void)state;
  fail_each_apart("small.tar.gz");
}

static void tar_zstd(void **state) {
  (void)state;
  fail_each_apart("small.tar.zst");
}

static void tar_bzip2(void **state) {
  (void)state;
  fail_each_apart("small.tar.bz2");
}

static void seven_zip(void **state) {
  (void)state;
  fail_each_apart("small.7z");
}

static void rar(void **state) {
  (void)state;
  fail_each_apart("small.rar");
}

static void single(void **state) {
  (void)state;
  fail_each("single.txt.gz");
}

static void nested(void **state) {
  (void)state;
  fail_each_apart("nested.zip");
}

static void folder(void **state) {
  (void)state;
  fail_each("folder");
}

int main(void) {
  /* As long as somebody has the locale, libc does not load it anew each time. */
  locale_t held = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  assert_true(held != (locale_t)0);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(zip),      cmocka_unit_test(zip_gbk),  cmocka_unit_test(zip_shared), cmocka_unit_test(tar),
      cmocka_unit_test(tar_gzip), cmocka_unit_test(tar_zstd), cmocka_unit_test(tar_bzip2),  cmocka_unit_test(seven_zip),
      cmocka_unit_test(rar),      cmocka_unit_test(single),   cmocka_unit_test(nested),     cmocka_unit_test(folder),
  };
  int n_failed = cmocka_run_group_tests(tests, NULL, NULL);
  freelocale(held);
  return n_failed;
}
