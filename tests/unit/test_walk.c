/* The walk over archives in archives, its limits, and what of it can be passed over. */
#include "archive_fixture.h"

#include "walk.h"

#include <inttypes.h>

#define N(a)    (sizeof(a) / sizeof *(a))
#define VILLAGE "\xE6\x9D\x91/\xE6\x8A\xA5\xE5\x91\x8A.txt"

/* One line an input: ordinal, name from its base on, member, size, status. */
typedef struct seen {
  char *log;
  size_t n;
  size_t capacity;
  uint64_t last; /* ordinal */
  uint64_t stop_at;
  size_t n_wrong; /* read whole, and not what they should be */
  size_t n_bytes; /* of the last head or document */
  int exchange;   /* take each buffer away */
} seen;

static void add_line(seen *s, const char *line) {
  size_t n = strlen(line);
  if (s->capacity - s->n <= n) {
    s->capacity = s->capacity * 2 + n + 4096;
    s->log = realloc(s->log, s->capacity);
    assert_non_null(s->log);
  }
  memcpy(s->log + s->n, line, n + 1);
  s->n += n;
}

static int visit(void *ctx, found *f) {
  seen *s = ctx;
  char line[1024];
  (void)snprintf(line, sizeof line, "%" PRIu64 " %.*s %.*s %" PRIu64 " %s\n", f->ordinal, (int)(f->name.n - f->base),
                 f->name.p + f->base, (int)f->member.n, f->member.p, f->n_bytes, gk_status_name(f->error.status));
  add_line(s, line);
  assert_true(f->ordinal > s->last);
  s->last = f->ordinal;
  s->n_bytes = f->bytes->n;
  if (f->error.status == GK_OK)
    assert_int_equal(f->bytes->n, f->n_bytes);
  size_t at = f->member.n;
  while (at > 0 && f->member.p[at - 1] != '/')
    at--;
  const gk_str step = {f->member.p + at, f->member.n - at};
  if (f->error.status == GK_OK && step.n > 4 && memcmp(step.p, "a.txt", 5) == 0)
    s->n_wrong += !archive_is_content(step, (gk_str){f->bytes->p, f->bytes->n});
  if (s->exchange) {
    buffer_free(f->bytes);
    *f->bytes = (buffer){0};
  }
  return f->ordinal != s->stop_at;
}

static seen see_paths(const char *const *names, size_t n, const walk_options *options, seen s) {
  char paths[16][512];
  char *list[16];
  assert_true(n <= N(paths));
  for (size_t i = 0; i < n; i++) {
    (void)snprintf(paths[i], sizeof paths[i], "%s/%s", ARCHIVES, names[i]);
    list[i] = paths[i];
  }
  const walk_inputs inputs = {.paths = list, .n_paths = n};
  add_line(&s, "");
  int is_whole = walk(options, &inputs, (visitor){visit, &s});
  assert_int_equal(is_whole, s.stop_at == 0 || s.last < s.stop_at);
  assert_int_equal(s.n_wrong, 0);
  return s;
}

static seen see(const char *name, const walk_options *options) {
  return see_paths(&name, 1, options, (seen){0});
}

static void expect(const char *name, const walk_options *options, const char *log) {
  seen s = see(name, options);
  assert_string_equal(s.log, log);
  free(s.log);
}

static void test_archives_in_archives(void **state) {
  (void)state;
  expect("nested.zip", &(walk_options){0},
         "1 nested.zip inner.zip/a.txt 120 ok\n"
         "2 nested.zip inner.zip/" VILLAGE " 300 ok\n"
         "3 nested.zip inner.zip/b/second.txt 260 ok\n"
         "4 nested.zip inner.tar.gz/a.txt 120 ok\n"
         "5 nested.zip inner.tar.gz/" VILLAGE " 300 ok\n"
         "6 nested.zip inner.tar.gz/b/second.txt 260 ok\n"
         "7 nested.zip inner.7z/a.txt 120 ok\n"
         "8 nested.zip inner.7z/b/second.txt 260 ok\n"
         "9 nested.zip inner.7z/" VILLAGE " 300 ok\n"
         "10 nested.zip single.txt.gz/single.txt 220 ok\n");
}

static void test_names(void **state) {
  (void)state;
  expect("gbk.zip", &(walk_options){0},
         "1 gbk.zip 2021\xE5\xB9\xB4\xE6\x8A\xA5\xE5\x91\x8A/\xE4\xB9\x97\xE8\xBD\xA6.txt 1 ok\n"
         "2 gbk.zip \xE5\x8E\xBF/\xE5\xB1\x80/\xE6\x8A\xA5\xE5\x91\x8A.txt 1 ok\n"
         "3 gbk.zip \xE5\xB7\xB2\xE6\x98\xAFUTF-8.txt 1 ok\n"
         "4 gbk.zip caf\xEF\xBF\xBD.txt 1 ok\n"
         "5 gbk.zip \xEF\xBF\xBD\xE4\x9C\xA3.txt 1 ok\n"
         "6 gbk.zip \xE9\x95\x95\xE3\x90\xB1.txt 1 ok\n");
  expect("unicode-path.zip", &(walk_options){0},
         "1 unicode-path.zip \xE5\xA5\xBD.txt 0 ok\n2 unicode-path.zip kept.txt 0 ok\n");
}

static int ends_with(const char *s, const char *end) {
  return strlen(s) >= strlen(end) && strcmp(s + strlen(s) - strlen(end), end) == 0;
}

static void test_depth(void **state) {
  (void)state;
  /* 42 zips around a small one */
  seen s = see("deep.zip", &(walk_options){.limits.depth = 43});
  assert_int_equal(s.last, 3);
  assert_true(ends_with(s.log, "b/second.txt 260 ok\n"));
  free(s.log);
  static const uint64_t depths[] = {1, 2, 42, 0};
  for (size_t i = 0; i < N(depths); i++) {
    s = see("deep.zip", &(walk_options){.limits.depth = depths[i]});
    assert_int_equal(s.last, 1);
    assert_true(ends_with(s.log, " too-complex\n"));
    assert_int_equal(strncmp(s.log, "1 deep.zip 41.zip ", 18) == 0, depths[i] == 1);
    free(s.log);
  }
}

/* The size of the member inner.zip is small.zip's. */
static void test_nested_bytes(void **state) {
  (void)state;
  gk_str inner = archive_file("small.zip"), gz = archive_file("small.tar.gz");
  assert_true(gz.n < inner.n);
  walk_options options = {.limits.nested_bytes = inner.n};
  seen s = see("nested.zip", &options);
  assert_int_equal(s.last, 10);
  free(s.log);
  options.limits.nested_bytes--;
  s = see("nested.zip", &options);
  assert_non_null(strstr(s.log, "1 nested.zip inner.zip "));
  assert_non_null(strstr(s.log, " too-large\n2 nested.zip inner.tar.gz/a.txt 120 ok\n"));
  free(s.log);
  archive_free(inner);
  archive_free(gz);
}

/* What is held of all open archives together: deep.zip's two innermost are 388 and less. */
static void test_open_bytes(void **state) {
  (void)state;
  gk_str whole = archive_file("deep.zip");
  walk_options options = {.limits.depth = 43, .limits.open_bytes = whole.n * 42};
  seen s = see("deep.zip", &options);
  assert_int_equal(s.last, 3);
  free(s.log);
  options.limits.open_bytes = whole.n * 2;
  s = see("deep.zip", &options);
  assert_int_equal(s.last, 1);
  assert_true(ends_with(s.log, "39.zip 10200 too-large\n") || ends_with(s.log, " too-large\n"));
  free(s.log);
  archive_free(whole);
}

static void test_all_members(void **state) {
  (void)state;
  /* 4 archives and what is in them: 14 */
  seen s = see("nested.zip", &(walk_options){.limits.all_members = 14});
  assert_int_equal(s.last, 10);
  assert_null(strstr(s.log, "too-complex"));
  free(s.log);
  s = see("nested.zip", &(walk_options){.limits.all_members = 13});
  assert_int_equal(s.last, 10);
  assert_non_null(strstr(s.log, "10 nested.zip  "));
  assert_true(ends_with(s.log, " too-complex\n"));
  free(s.log);
}

static void test_all_bytes(void **state) {
  (void)state;
  seen s = see("nested.zip", &(walk_options){.limits.all_bytes = 100000});
  assert_int_equal(s.last, 10);
  assert_null(strstr(s.log, "bomb"));
  free(s.log);
  s = see("nested.zip", &(walk_options){.limits.all_bytes = 1000});
  assert_non_null(strstr(s.log, "nested.zip  "));
  assert_true(ends_with(s.log, " bomb\n"));
  assert_true(s.last < 10);
  free(s.log);
}

/* Limits on sums of bytes: one value is enough, the one below is refused, and halving finds them. */
static void test_sums_at_their_edge(void **state) {
  (void)state;
  static const struct {
    const char *name, *refusal;
    size_t off; /* of the limit */
  } cases[] = {{"nested.zip", " bomb\n", offsetof(gk_archive_limits, all_bytes)},
               {"deep.zip", " too-large\n", offsetof(gk_archive_limits, open_bytes)}};
  for (size_t i = 0; i < N(cases); i++) {
    uint64_t low = 1, high = 1 << 20;
    while (high - low > 1) {
      walk_options options = {.limits.depth = 43};
      const uint64_t middle = low + (high - low) / 2;
      memcpy((char *)&options.limits + cases[i].off, &middle, sizeof middle);
      seen s = see(cases[i].name, &options);
      int is_refused = strstr(s.log, " ok\n") == NULL || ends_with(s.log, cases[i].refusal);
      assert_int_equal(is_refused, strstr(s.log, cases[i].refusal) != NULL);
      *(is_refused ? &low : &high) = middle;
      free(s.log);
    }
    assert_in_range(high, 1000, (1 << 20) - 1);
  }
}

static void test_expansion_over_levels(void **state) {
  (void)state;
  seen s = see("levels.zip", &(walk_options){0});
  assert_non_null(strstr(s.log, "1 levels.zip inner.zip/0.bin 1048576 ok\n"));
  assert_non_null(strstr(s.log, "65 levels.zip  ")); /* 64 MiB have come of it then */
  assert_true(ends_with(s.log, " bomb\n"));
  assert_int_equal(s.last, 65);
  free(s.log);
  s = see("levels.zip", &(walk_options){.limits.expansion = 100000});
  assert_int_equal(s.last, 90);
  free(s.log);
}

static void test_document_size(void **state) {
  (void)state;
  static const char *const names[] = {"small.zip", "small.tar.gz", "nested.zip"};
  for (size_t i = 0; i < N(names); i++) {
    seen s = see(names[i], &(walk_options){.max_bytes = 300});
    assert_null(strstr(s.log, "too-large"));
    free(s.log);
    s = see(names[i], &(walk_options){.max_bytes = 299});
    assert_non_null(strstr(s.log, VILLAGE " 300 too-large\n"));
    assert_non_null(strstr(s.log, "b/second.txt 260 ok\n"));
    free(s.log);
  }
  seen s = see("single.txt.gz", &(walk_options){.max_bytes = 219});
  assert_string_equal(s.log, "1 single.txt.gz single.txt 220 too-large\n");
  assert_int_equal(s.n_bytes, 220); /* the head is there */
  free(s.log);
}

static const char *const several[] = {"small.zip",    "nested.zip", "small.tar.xz", "special.tar",   "small.7z",
                                      "encrypted.7z", "sealed.7z",  "quoted.zip",   "single.txt.gz", "gbk.zip"};

/* What is passed over is numbered all the same: a walk from some input on shows what the whole one showed from there.
 */
static void see_from_each(const char *const *names, size_t n, uint64_t step) {
  seen whole = see_paths(names, n, &(walk_options){0}, (seen){0});
  const char *rest = whole.log;
  for (uint64_t from = 1; from <= whole.last + 1; from++) {
    seen s = {0};
    if (from % step == 0) {
      s = see_paths(names, n, &(walk_options){.from = from}, s);
      assert_string_equal(s.log, rest);
    }
    free(s.log);
    if (from <= whole.last)
      rest = strchr(rest, '\n') + 1;
  }
  free(whole.log);
}

static void test_from(void **state) {
  (void)state;
  static const char *const bombs[] = {"bomb.zip", "bomb.tar.gz", "bomb.7z"}, *const levels[] = {"levels.zip"};
  see_from_each(several, N(several), 1);
  see_from_each(bombs, N(bombs), 1);
  see_from_each(levels, N(levels), 13); /* 65, where it is found out, is among these */
}

static void test_end_by_visitor(void **state) {
  (void)state;
  seen whole = see_paths(several, 5, &(walk_options){0}, (seen){0});
  for (uint64_t at = 1; at <= whole.last; at++) {
    seen s = see_paths(several, 5, &(walk_options){0}, (seen){.stop_at = at});
    assert_int_equal(s.last, at);
    assert_memory_equal(s.log, whole.log, s.n);
    free(s.log);
  }
  free(whole.log);
}

static void test_exchanged_buffers(void **state) {
  (void)state;
  seen whole = see_paths(several, N(several), &(walk_options){0}, (seen){0});
  seen s = see_paths(several, N(several), &(walk_options){0}, (seen){.exchange = 1});
  assert_string_equal(s.log, whole.log);
  free(s.log);
  free(whole.log);
}

static void test_nothing_there(void **state) {
  (void)state;
  expect("none.zip", &(walk_options){0}, "1 none.zip  0 read-failed\n");
  expect("empty.zip", &(walk_options){0}, "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_archives_in_archives),
      cmocka_unit_test(test_names),
      cmocka_unit_test(test_depth),
      cmocka_unit_test(test_nested_bytes),
      cmocka_unit_test(test_open_bytes),
      cmocka_unit_test(test_all_members),
      cmocka_unit_test(test_all_bytes),
      cmocka_unit_test(test_expansion_over_levels),
      cmocka_unit_test(test_sums_at_their_edge),
      cmocka_unit_test(test_document_size),
      cmocka_unit_test(test_from),
      cmocka_unit_test(test_end_by_visitor),
      cmocka_unit_test(test_exchanged_buffers),
      cmocka_unit_test(test_nothing_there),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
