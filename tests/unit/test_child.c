/* Other programs, run over bytes: what they may do wrong, and that nothing of them is left. */
#include "unit.h"

#include "child.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const child_limits fair = {
    .seconds = 60, .out_bytes = 1 << 20, .memory_bytes = (size_t)1 << 30, .file_bytes = 1 << 20, .files = 64};

static const char *const plain[] = {"PATH=/usr/bin:/bin", "LC_ALL=C", NULL};

static child_result run_shell(const char *script, gk_str input, child_limits limits) {
  const char *const argv[] = {"sh", "-c", script, NULL};
  const child_call call = {.argv = argv, .env = plain, .input = input, .limits = limits};
  child_result result;
  child_run(&call, &result);
  assert_true(result.err_n < sizeof result.err);
  assert_int_equal(result.err[result.err_n], '\0');
  assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no child is left, not even a dead one */
  assert_int_equal(errno, ECHILD);
  return result;
}

static void expect(const char *script, child_limits limits, child_end end, int code, const char *out) {
  child_result result = run_shell(script, GK_LIT("input\n"), limits);
  if (result.end != end || result.code != code)
    fail_msg("%s: end %d, code %d, said: %s", script, (int)result.end, result.code, result.err);
  if (out != NULL) {
    assert_int_equal(result.out_n, strlen(out));
    assert_memory_equal(result.out, out, result.out_n);
  }
  child_free(&result);
  assert_null(result.out);
}

static void ends(void **state) {
  (void)state;
  expect("cat", fair, CHILD_EXITED, 0, "input\n");
  expect("cat; exit 3", fair, CHILD_EXITED, 3, "input\n");
  expect("kill -SEGV $$", fair, CHILD_KILLED, SIGSEGV, "");
  expect("exec 1>&- 2>&-; sleep 0.2; exit 4", fair, CHILD_EXITED, 4, "");
}

static void errors_are_kept_in_part(void **state) {
  (void)state;
  child_result result = run_shell("echo no such luck >&2; echo out", GK_LIT(""), fair);
  assert_string_equal(result.err, "no such luck\n");
  assert_memory_equal(result.out, "out\n", 4);
  child_free(&result);
  result = run_shell("yes no | head -c 300000 >&2; echo out", GK_LIT(""), fair);
  assert_int_equal(result.end, CHILD_EXITED);
  assert_int_equal(result.err_n, sizeof result.err - 1);
  assert_int_equal(result.out_n, 4);
  child_free(&result);
}

/* More than a pipe holds, both ways, and an input that nobody reads. */
static void large_input(void **state) {
  (void)state;
  enum { N = 900000 };
  char *bytes = malloc(N);
  assert_non_null(bytes);
  for (size_t i = 0; i < N; i++)
    bytes[i] = (char)(i * i >> 3);
  child_result result = run_shell("cat", (gk_str){bytes, N}, fair);
  assert_int_equal(result.end, CHILD_EXITED);
  assert_int_equal(result.out_n, N);
  assert_memory_equal(result.out, bytes, N);
  child_free(&result);
  result = run_shell("exit 0", (gk_str){bytes, N}, fair);
  assert_int_equal(result.end, CHILD_EXITED);
  child_free(&result);
  free(bytes);
}

static void output_is_bounded(void **state) {
  (void)state;
  child_limits limits = fair;
  limits.out_bytes = 6;
  expect("cat", limits, CHILD_EXITED, 0, "input\n");
  expect("cat; printf x", limits, CHILD_FLOODED, 0, NULL);
  limits.out_bytes = 0;
  expect("exit 0", limits, CHILD_EXITED, 0, "");
  limits.out_bytes = 100000;
  expect("yes", limits, CHILD_FLOODED, 0, NULL);
  expect("yes | head -c 100000", limits, CHILD_EXITED, 0, NULL);
}

static void time_is_bounded(void **state) {
  (void)state;
  child_limits limits = fair;
  limits.seconds = 1;
  expect("sleep 1000", limits, CHILD_TIMED_OUT, 0, "");
  expect("exec 1>&- 2>&-; sleep 1000", limits, CHILD_TIMED_OUT, 0, "");
  expect("trap '' TERM INT HUP; while :; do :; done", limits, CHILD_TIMED_OUT, 0, NULL);
}

static void memory_is_bounded(void **state) {
  (void)state;
  child_limits limits = fair;
  limits.memory_bytes = 64 << 20;
  child_result result = run_shell("x=xxxxxxxx; while :; do x=$x$x; done", GK_LIT(""), limits);
  assert_true(result.end == CHILD_KILLED || (result.end == CHILD_EXITED && result.code != 0));
  child_free(&result);
}

static void files_are_bounded(void **state) {
  (void)state;
  char path[] = "/tmp/gongkai-test-XXXXXX", script[128];
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  (void)snprintf(script, sizeof script, "exec head -c 100000 /dev/zero >%s", path);
  child_limits limits = fair;
  limits.file_bytes = 1000;
  child_result result = run_shell(script, GK_LIT(""), limits);
  assert_true(result.end == CHILD_KILLED || result.code != 0);
  assert_true(lseek(fd, 0, SEEK_END) <= 1000);
  child_free(&result);
  close(fd);
  unlink(path);
}

/* Whether a process is gone, or dead and not yet waited for by whoever inherited it; waits for it to become so. */
static int is_gone(long pid) {
  for (int i = 0; i < 1000; i++) {
    char path[64], state = 'Z';
    (void)snprintf(path, sizeof path, "/proc/%ld/stat", pid);
    FILE *file = fopen(path, "r");
    if (file == NULL)
      return 1;
    int n = fscanf(file, "%*d (%*[^)]) %c", &state);
    (void)fclose(file);
    if (n != 1 || state == 'Z' || state == 'X')
      return 1;
    nanosleep(&(struct timespec){0, 10000000}, NULL);
  }
  return 0;
}

/* A grandchild holds the pipes open; nobody waits for it, and it goes with its group. */
static void grandchildren_end_too(void **state) {
  (void)state;
  static const char *const scripts[] = {"sleep 1000 & echo $!", "sleep 1000 & echo $!; sleep 1000",
                                        "sleep 1000 & echo $!; kill -SEGV $$"};
  for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
    child_limits limits = fair;
    limits.seconds = i == 1 ? 1 : fair.seconds;
    child_result result = run_shell(scripts[i], GK_LIT(""), limits);
    assert_int_equal(result.end, i == 0 ? CHILD_EXITED : i == 1 ? CHILD_TIMED_OUT : CHILD_KILLED);
    assert_true(result.out_n > 1);
    result.out[result.out_n - 1] = '\0';
    assert_true(is_gone(atol(result.out)));
    child_free(&result);
  }
}

/* Who leaves the group is not waited for either. */
static void deserters_hold_nobody_up(void **state) {
  (void)state;
  child_result result = run_shell("setsid sleep 1000 & echo $!; sleep 0.1", GK_LIT(""), fair);
  assert_int_equal(result.end, CHILD_EXITED);
  assert_true(result.out_n > 1);
  result.out[result.out_n - 1] = '\0';
  (void)kill((pid_t)atol(result.out), SIGKILL);
  child_free(&result);
}

static void programs_that_are_not_there(void **state) {
  (void)state;
  static const char *const names[] = {"gongkai-no-such-program", "/nowhere/sh", "/", "/etc/passwd", "./sh", ""};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *const argv[] = {names[i], NULL};
    child_result result;
    child_run(&(child_call){.argv = argv, .env = plain, .limits = fair}, &result);
    assert_int_equal(result.end, CHILD_NOT_FOUND);
    child_free(&result);
  }
}

static void programs_that_do_not_start(void **state) {
  (void)state;
  char path[] = "/tmp/gongkai-test-XXXXXX";
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  assert_int_equal(write(fd, "#!/nowhere/sh\n", 14), 14);
  assert_int_equal(fchmod(fd, 0700), 0);
  close(fd);
  const char *const argv[] = {path, NULL}, *const shell[] = {"sh", "-c", "exit 0", NULL};
  child_result result;
  child_run(&(child_call){.argv = argv, .env = plain, .limits = fair}, &result);
  assert_int_equal(result.end, CHILD_FAILED);
  assert_int_equal(result.code, ENOENT);
  child_free(&result);
  child_run(&(child_call){.argv = shell, .env = plain, .dir = "/nowhere", .limits = fair}, &result);
  assert_int_equal(result.end, CHILD_FAILED);
  assert_int_equal(result.code, ENOENT);
  child_free(&result);
  unlink(path);
}

static void surroundings_are_scrubbed(void **state) {
  (void)state;
  assert_int_equal(setenv("GONGKAI_SECRET", "1", 1), 0);
  expect("echo \"$GONGKAI_SECRET$LC_ALL\"; ulimit -c; ulimit -n", fair, CHILD_EXITED, 0, "C\n0\n64\n");
  const char *const argv[] = {"sh", "-c", "pwd; ls /proc/self/fd | wc -l", NULL};
  child_result result;
  child_run(&(child_call){.argv = argv, .env = plain, .dir = "/", .limits = fair}, &result);
  assert_int_equal(result.out_n, 4);
  assert_memory_equal(result.out, "/\n4\n", 4); /* input, output, errors, and the folder that ls looks at */
  child_free(&result);
}

/* A request to end is seen at once, is not lost, and takes effect when the caller has put everything away. */
static void requests_to_end(void **state) {
  (void)state;
  held_signals held;
  sigset_t term;
  sigemptyset(&term);
  sigaddset(&term, SIGTERM);
  signals_hold(&held);
  assert_int_equal(raise(SIGTERM), 0);
  child_result result = run_shell("sleep 1000", GK_LIT(""), fair);
  assert_int_equal(result.end, CHILD_INTERRUPTED);
  child_free(&result);
  assert_int_equal(sigwaitinfo(&term, NULL), SIGTERM);
  signals_release(&held);
  expect("cat", fair, CHILD_EXITED, 0, "input\n");
}

/* A signal that is ignored asks for nothing. */
static void ignored_requests(void **state) {
  (void)state;
  assert_true(signal(SIGHUP, SIG_IGN) != SIG_ERR);
  expect("kill -HUP $PPID; cat", fair, CHILD_EXITED, 0, "input\n");
  assert_true(signal(SIGHUP, SIG_DFL) != SIG_ERR);
}

static void children_that_nobody_may_wait_for(void **state) {
  (void)state;
  assert_true(signal(SIGCHLD, SIG_IGN) != SIG_ERR);
  child_result result = run_shell("exit 0", GK_LIT(""), fair);
  assert_int_equal(result.end, CHILD_FAILED);
  assert_int_equal(result.code, ECHILD);
  child_free(&result);
  assert_true(signal(SIGCHLD, SIG_DFL) != SIG_ERR);
}

static void *run_some(void *arg) {
  const char *word = arg;
  const char *const argv[] = {"cat", NULL};
  for (int i = 0; i < 20; i++) {
    child_result result;
    child_run(&(child_call){.argv = argv, .env = plain, .input = {word, strlen(word)}, .limits = fair}, &result);
    int is_right =
        result.end == CHILD_EXITED && result.out_n == strlen(word) && memcmp(result.out, word, result.out_n) == 0;
    child_free(&result);
    if (!is_right)
      return arg;
  }
  return NULL;
}

static void many_threads(void **state) {
  (void)state;
  static char words[8][32];
  pthread_t threads[8];
  for (int i = 0; i < 8; i++) {
    (void)snprintf(words[i], sizeof words[i], "word %d", i);
    assert_int_equal(pthread_create(&threads[i], NULL, run_some, words[i]), 0);
  }
  for (int i = 0; i < 8; i++) {
    void *wrong;
    assert_int_equal(pthread_join(threads[i], &wrong), 0);
    assert_null(wrong);
  }
}

static int count_files(void) {
  int n = 0;
  DIR *dir = opendir("/proc/self/fd");
  assert_non_null(dir);
  while (readdir(dir) != NULL)
    n++;
  closedir(dir);
  return n;
}

static void no_file_is_left_open(void **state) {
  (void)state;
  int before = count_files();
  ends(state);
  output_is_bounded(state);
  programs_that_do_not_start(state);
  assert_int_equal(count_files(), before);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ends),
      cmocka_unit_test(errors_are_kept_in_part),
      cmocka_unit_test(large_input),
      cmocka_unit_test(output_is_bounded),
      cmocka_unit_test(time_is_bounded),
      cmocka_unit_test(memory_is_bounded),
      cmocka_unit_test(files_are_bounded),
      cmocka_unit_test(grandchildren_end_too),
      cmocka_unit_test(deserters_hold_nobody_up),
      cmocka_unit_test(programs_that_are_not_there),
      cmocka_unit_test(programs_that_do_not_start),
      cmocka_unit_test(surroundings_are_scrubbed),
      cmocka_unit_test(requests_to_end),
      cmocka_unit_test(ignored_requests),
      cmocka_unit_test(children_that_nobody_may_wait_for),
      cmocka_unit_test(many_threads),
      cmocka_unit_test(no_file_is_left_open),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
