/* Archives of other people's writers, whole, cut, changed, and beyond the limits. */
#include "archive_fixture.h"

#include "support/zipmake.h"

#include <errno.h>

#define SMALL "a.txt:ok \xE6\x9D\x91/\xE6\x8A\xA5\xE5\x91\x8A.txt:ok b/second.txt:ok |ok"

/* What was seen of an archive: "name:status name:status |status of the end", and whether all that was read was right.
 */
typedef struct seen {
  char log[1024]; /* of the first members */
  size_t n_members;
  size_t n_good;
  size_t n_wrong; /* read without error, and not what they should be */
  gk_status end;
} seen;

static void add_log(seen *s, gk_str name, gk_status status) {
  size_t n = strlen(s->log);
  if (n < sizeof s->log / 2)
    (void)snprintf(s->log + n, sizeof s->log - n, "%.*s:%s ", (int)name.n, name.p, gk_status_name(status));
}

static int is_content_of_any(gk_str bytes) {
  static const char *const names[] = {"a.txt", "\xE6\x9D\x91/\xE6\x8A\xA5\xE5\x91\x8A.txt", "b/second.txt"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (archive_is_content((gk_str){names[i], strlen(names[i])}, bytes))
      return 1;
  return 0;
}

/* Reads a member in pieces of `step` bytes; nothing that is checked here is larger than the buffer. */
static gk_status read_member(gk_archive *archive, size_t step, gk_str *out) {
  static char bytes[1 << 16];
  size_t n = 0, got;
  gk_error error;
  gk_status status;
  do {
    if (n + step > sizeof bytes)
      n = 0;
    status = gk_archive_read(archive, bytes + n, step, &got, &error);
    n += got;
  } while (status == GK_OK && got == step);
  *out = (gk_str){bytes, n};
  if (status != GK_OK)
    assert_int_equal(error.status, status);
  return status;
}

static void see_members(gk_archive *archive, size_t step, seen *s) {
  gk_archive_member m;
  gk_error error;
  while (gk_archive_next(archive, &m, &error)) {
    gk_str bytes = {NULL, 0};
    gk_status status = m.error.status;
    if (status == GK_OK)
      status = read_member(archive, step, &bytes);
    s->n_members++;
    s->n_good += status == GK_OK;
    s->n_wrong += status == GK_OK && !is_content_of_any(bytes);
    add_log(s, m.name, status);
  }
  s->end = error.status;
}

static seen see(const gk_archive_bytes *bytes, gk_archive_kind kind, const gk_archive_limits *limits, size_t step) {
  const gk_archive_limits resolved = gk_archive_limits_resolve(limits);
  seen s = {{0}, 0, 0, 0, GK_OK};
  gk_archive *archive;
  gk_error error;
  s.end = gk_archive_open(bytes, kind, GK_LIT("dir/single.txt.gz"), &resolved, &archive, &error);
  assert_int_equal(s.end, error.status);
  assert_int_equal(s.end == GK_OK, archive != NULL);
  if (archive != NULL)
    see_members(archive, step, &s);
  if (archive != NULL) /* though what is sought is read more than once */
    assert_true(gk_archive_used_bytes(archive) <= bytes->n);
  gk_archive_close(archive);
  (void)snprintf(s.log + strlen(s.log), sizeof s.log - strlen(s.log), "|%s", gk_status_name(s.end));
  return s;
}

static seen see_bytes(gk_str bytes, const gk_archive_limits *limits, size_t step) {
  const gk_archive_bytes in = gk_archive_memory(&bytes);
  gk_str head = {bytes.p, bytes.n < GK_ARCHIVE_HEAD_BYTES ? bytes.n : GK_ARCHIVE_HEAD_BYTES};
  return see(&in, gk_archive_sniff(head), limits, step);
}

static seen see_file(const char *name, const gk_archive_limits *limits) {
  gk_str bytes = archive_file(name);
  seen s = see_bytes(bytes, limits, 1000);
  archive_free(bytes);
  return s;
}

static void expect(const char *name, const char *log) {
  seen s = see_file(name, NULL);
  if (strcmp(s.log, log) != 0)
    fail_msg("%s: %s\nnot %s", name, s.log, log);
}

static const char *const small[] = {"small.zip",    "stored.zip",    "bzip2.zip",    "small.tar",    "gnu.tar",
                                    "small.tar.gz", "small.tar.bz2", "small.tar.xz", "small.tar.zst"};
/* These have an order of their own, or one that 7-Zip gives them. */
static const char *const solid[] = {"small.7z", "small.rar"};

#define N(a) (sizeof(a) / sizeof *(a))

static void test_kinds(void **state) {
  (void)state;
  for (size_t i = 0; i < N(small); i++) {
    expect(small[i], SMALL);
    assert_int_equal(see_file(small[i], NULL).n_wrong, 0);
  }
  for (size_t i = 0; i < N(solid); i++) {
    seen s = see_file(solid[i], NULL);
    assert_int_equal(s.n_good, 3);
    assert_int_equal(s.n_wrong, 0);
    assert_int_equal(s.end, GK_OK);
  }
  expect("empty.zip", "|ok");
  gk_str text = GK_LIT("no archive");
  assert_string_equal(see_bytes(text, NULL, 1000).log, "|unsupported-format");
  expect("duplicate.zip", "a.txt:ok a.txt:ok |ok");
}

static void test_one_compressed_file(void **state) {
  (void)state;
  static const char *const names[] = {"single.txt.gz", "single.txt.xz", "twice.txt.gz", "nothing.gz",
                                      "nothing.bz2",   "nothing.xz",    "nothing.zst"};
  for (size_t i = 0; i < N(names); i++)
    expect(names[i], "single.txt:ok |ok");
}

static void test_two_tars_in_one(void **state) {
  (void)state;
  seen s = see_file("twice.tar", NULL);
  assert_int_equal(s.n_good, 4);
  assert_int_equal(s.end, GK_OK);
}

static void test_what_is_no_document(void **state) {
  (void)state;
  expect("special.tar", "link:read-failed hard:read-failed device:read-failed pipe:read-failed a.txt:ok |ok");
}

static void test_encrypted(void **state) {
  (void)state;
  static const char *const names[] = {"encrypted.7z", "encrypted.zip", "aes.zip"};
  for (size_t i = 0; i < N(names); i++) {
    seen s = see_file(names[i], NULL);
    assert_int_equal(s.n_members, 3);
    assert_int_equal(s.n_good, 0);
    assert_int_equal(s.end, GK_OK);
    assert_null(strstr(s.log, "corrupt"));
  }
  expect("sealed.7z", "|encrypted");
}

static void test_other_methods(void **state) {
  (void)state;
  seen s = see_file("ppmd.zip", NULL);
  assert_int_equal(s.n_members, 3);
  assert_non_null(strstr(s.log, "a.txt:unsupported-format "));
}

static void test_shared_bytes(void **state) {
  (void)state;
  expect("overlapping.zip", "one.txt:bomb two.txt:bomb three.txt:ok |ok");
  expect("quoted.zip", "out.bin:bomb free.txt:ok in.txt:bomb |ok");
}

/* A tar may be cut within the zeros behind its end mark. */
static int is_padding(gk_str whole, size_t at) {
  while (at < whole.n && whole.p[at] == '\0')
    at++;
  return at == whole.n;
}

/* Every beginning of a small archive gives members that are right, and an error. */
static void test_every_prefix(void **state) {
  (void)state;
  const char *names[N(small) + N(solid)];
  memcpy(names, small, sizeof small);
  memcpy(names + N(small), solid, sizeof solid);
  for (size_t i = 0; i < N(names); i++) {
    gk_str whole = archive_file(names[i]);
    for (size_t n = 0; n < whole.n; n++) {
      char *cut = malloc(n + 1);
      memcpy(cut, whole.p, n);
      const gk_str bytes = {cut, n};
      if (gk_archive_sniff(bytes) != GK_ARCHIVE_NONE) {
        seen s = see_bytes(bytes, NULL, 1000);
        if (s.n_wrong > 0 || (s.end == GK_OK && s.n_good == s.n_members && !is_padding(whole, n)))
          fail_msg("%s, %zu bytes of %zu: %s", names[i], n, whole.n, s.log);
      }
      free(cut);
    }
    archive_free(whole);
  }
}

/* With any byte changed there is no crash, and where there are checksums nothing wrong without an error. */
static void change_every_byte(const char *name, int mask, int has_checksums) {
  gk_str whole = archive_file(name);
  char *p = malloc(whole.n);
  memcpy(p, whole.p, whole.n);
  for (size_t at = 0; at < whole.n; at++) {
    p[at] = (char)(whole.p[at] ^ mask);
    const gk_str bytes = {p, whole.n};
    if (gk_archive_sniff(bytes) != GK_ARCHIVE_NONE) {
      seen s = see_bytes(bytes, NULL, 1000);
      if (has_checksums && s.n_wrong > 0 && s.end == GK_OK)
        fail_msg("%s, byte %zu: %s", name, at, s.log);
    }
    p[at] = whole.p[at];
  }
  free(p);
  archive_free(whole);
}

static void test_every_byte_changed(void **state) {
  (void)state;
  static const char *const names[] = {"small.zip",     "stored.zip", "small.tar.gz", "small.tar.xz",
                                      "small.tar.bz2", "small.7z",   "small.rar",    "small.tar"};
  for (size_t i = 0; i < N(names); i++) {
    /* A tar has none for what is in it, and libarchive 3.6 does not look at that of a stored member of a rar. */
    int has_checksums = strcmp(names[i], "small.tar") != 0 && strcmp(names[i], "small.rar") != 0;
    change_every_byte(names[i], 0xFF, has_checksums);
    change_every_byte(names[i], 0x01, has_checksums);
  }
}

/* Entries pass by unread, in part, or whole, over several windows of libzip. */
static void test_reading_here_and_there(void **state) {
  (void)state;
  gk_str bytes = archive_file("many.zip");
  const gk_archive_bytes in = gk_archive_memory(&bytes);
  const gk_archive_limits limits = gk_archive_limits_resolve(NULL);
  for (size_t step = 1; step < 600; step = step * 3 + 1) {
    gk_archive *archive;
    gk_archive_member m;
    gk_error error;
    size_t i = 0;
    assert_int_equal(gk_archive_open(&in, GK_ARCHIVE_ZIP, GK_LIT("many.zip"), &limits, &archive, &error), GK_OK);
    for (; gk_archive_next(archive, &m, &error); i++) {
      char part[7];
      size_t got;
      gk_str all;
      if (i % step == 0) {
        assert_int_equal(read_member(archive, 50, &all), GK_OK);
        assert_true(archive_is_content(m.name, all));
      } else if (i % 5 == 0) {
        assert_int_equal(gk_archive_read(archive, part, sizeof part, &got, &error), GK_OK);
        assert_int_equal(got, sizeof part);
        assert_memory_equal(part, m.name.p, sizeof part);
      }
    }
    assert_int_equal(i, 1000);
    assert_int_equal(error.status, GK_OK);
    gk_archive_close(archive);
  }
  archive_free(bytes);
}

static void test_member_limit(void **state) {
  (void)state;
  gk_archive_limits limits = {.members = 3};
  for (size_t i = 0; i < N(small); i++) {
    assert_int_equal(see_file(small[i], &limits).end, GK_OK);
  }
  limits.members = 2;
  for (size_t i = 0; i < N(small); i++) {
    seen s = see_file(small[i], &limits);
    assert_int_equal(s.n_good, 2);
    assert_int_equal(s.end, GK_STATUS_TOO_COMPLEX);
  }
}

static void test_bombs(void **state) {
  (void)state;
  expect("bomb.zip", "a.txt:ok bomb.txt:bomb b.txt:ok |ok");
  expect("bomb.tar.gz", "a.txt:ok bomb:bomb |bomb");
  expect("bomb.7z", "a.txt:ok bomb:bomb |bomb");
}

/* What is passed over is inflated all the same, and counts. */
static void test_bombs_that_are_not_read(void **state) {
  (void)state;
  gk_str bytes = archive_file("bomb.7z");
  const gk_archive_bytes in = gk_archive_memory(&bytes);
  const gk_archive_limits limits = gk_archive_limits_resolve(NULL);
  gk_archive *archive;
  gk_archive_member m;
  gk_error error;
  size_t n = 0;
  assert_int_equal(gk_archive_open(&in, GK_ARCHIVE_SOLID, GK_LIT("bomb.7z"), &limits, &archive, &error), GK_OK);
  while (gk_archive_next(archive, &m, &error))
    n++;
  assert_int_equal(n, 2);
  assert_int_equal(error.status, GK_STATUS_BOMB);
  gk_archive_close(archive);
  archive_free(bytes);
}

static void test_limits_of_expansion(void **state) {
  (void)state;
  gk_str bytes = archive_file("bomb.zip");
  uint64_t packed = zipmake_get(bytes, zipmake_central(bytes, 1) + 20, 4), ratio = (64u << 20) / packed;
  gk_archive_limits limits = {.ratio = ratio};
  assert_non_null(strstr(see_bytes(bytes, &limits, 1000).log, "bomb.txt:bomb"));
  limits.ratio = ratio + 1;
  assert_non_null(strstr(see_bytes(bytes, &limits, 1000).log, "bomb.txt:ok"));
  archive_free(bytes);
  limits = (gk_archive_limits){.expansion = 1100}; /* more than deflate can do */
  assert_int_equal(see_file("bomb.tar.gz", &limits).n_good, 3);
  limits.expansion = 1000;
  assert_int_equal(see_file("bomb.tar.gz", &limits).end, GK_STATUS_BOMB);
}

/* As much as the ratio allows is no bomb, though it be a lie, and a byte more is. */
static void test_ratio_at_its_edge(void **state) {
  (void)state;
  gk_str bytes = archive_file("bomb.zip");
  const uint64_t ratio = gk_archive_limits_resolve(NULL).ratio;
  const uint64_t all = ratio * zipmake_get(bytes, zipmake_central(bytes, 1) + CENTRAL_PACKED, 4);
  for (uint64_t n = all - 1; n <= all + 1; n++) {
    zipmake_put(bytes, zipmake_central(bytes, 1) + CENTRAL_BYTES, 4, n);
    zipmake_put(bytes, zipmake_local(bytes, 1) + LOCAL_BYTES, 4, n);
    assert_non_null(strstr(see_bytes(bytes, NULL, 1000).log, n <= all ? "bomb.txt:corrupt" : "bomb.txt:bomb"));
  }
  archive_free(bytes);
}

/* Between what is refused and what is not there is one edge, found by halving. */
static void test_expansion_at_its_edge(void **state) {
  (void)state;
  uint64_t low = 1000, high = 1100;
  while (high - low > 1) {
    gk_archive_limits limits = {.expansion = low + (high - low) / 2};
    seen s = see_file("bomb.tar.gz", &limits);
    assert_int_equal(s.end, s.n_good == 3 ? GK_OK : GK_STATUS_BOMB);
    if (s.end == GK_OK)
      high = limits.expansion;
    else
      low = limits.expansion;
  }
  assert_in_range(high, 1001, 1099);
}

/* What the second entry's headers say is changed; the others are read. */
static void test_lies(void **state) {
  (void)state;
  static const struct {
    size_t central; /* offset of the field there; in the local header it is 2 or 4 bytes less far, see below */
    size_t local;
    size_t n;
    int by;
    const char *status;
  } lies[] = {
      {24, 22, 4, 1, "corrupt"},
      {24, 22, 4, -1, "corrupt"}, /* bytes */
      {20, 18, 4, 1, "corrupt"},
      {20, 18, 4, -1, "ok"},                /* compressed: all the data is there still */
      {16, 14, 4, 1, "corrupt"},            /* checksum */
      {10, 8, 2, 91, "unsupported-format"}, /* method */
      {8, 6, 2, 1, "encrypted"},            /* flags */
      {24, 0, 4, 1, "corrupt"},
      {0, 22, 4, 1, "corrupt"}, /* in one header only */
      {42, 0, 4, 1, "corrupt"}, /* where it starts */
  };
  for (size_t i = 0; i < N(lies); i++) {
    char log[256];
    gk_str bytes = archive_file("small.zip");
    size_t central = zipmake_central(bytes, 1) + lies[i].central, local = zipmake_local(bytes, 1) + lies[i].local;
    uint64_t value = zipmake_get(bytes, lies[i].central > 0 ? central : local, lies[i].n) + (uint64_t)lies[i].by;
    if (lies[i].central > 0)
      zipmake_put(bytes, central, lies[i].n, value);
    if (lies[i].local > 0)
      zipmake_put(bytes, local, lies[i].n, value);
    (void)snprintf(log, sizeof log, "a.txt:ok \xE6\x9D\x91/\xE6\x8A\xA5\xE5\x91\x8A.txt:%s b/second.txt:ok |ok",
                   lies[i].status);
    seen s = see_bytes(bytes, NULL, 1000);
    /* One that claims a byte more reaches into its neighbour. */
    if (strcmp(s.log, log) != 0 && strstr(s.log, "bomb") == NULL)
      fail_msg("lie %zu: %s\nnot %s", i, s.log, log);
    assert_int_equal(s.n_wrong, 0);
    archive_free(bytes);
  }
}

/* Counts that are wrong, unless by what 16 bits can't hold. */
static void test_counts(void **state) {
  (void)state;
  for (int by = -1; by <= 1; by++) {
    gk_str bytes = archive_file("small.zip");
    size_t end = zipmake_end(bytes);
    zipmake_put(bytes, end + 8, 2, (uint64_t)(3 + by));
    zipmake_put(bytes, end + 10, 2, (uint64_t)(3 + by));
    seen s = see_bytes(bytes, NULL, 1000);
    assert_int_equal(s.n_good, 3);
    assert_int_equal(s.end, by == 0 ? GK_OK : GK_STATUS_CORRUPT);
    archive_free(bytes);
  }
}

/* Bytes behind a hole, so that offsets need more than 32 bits. */
typedef struct hole {
  gk_str bytes;
  uint64_t n;
} hole;

static int64_t read_behind_hole(void *ctx, uint64_t off, char *p, size_t n) {
  const hole *h = ctx;
  size_t done = 0;
  for (; done < n && off + done < h->n + h->bytes.n; done++)
    p[done] = off + done < h->n ? '\0' : h->bytes.p[off + done - h->n];
  return (int64_t)done;
}

static void test_beyond_4_gib(void **state) {
  (void)state;
  hole h = {archive_file("hole.zip"), UINT64_C(5) << 30};
  const gk_archive_bytes in = {read_behind_hole, &h, h.n + h.bytes.n};
  assert_string_equal(see(&in, GK_ARCHIVE_ZIP, NULL, 1000).log, SMALL);
  archive_free(h.bytes);
}

/* A device that fails at some read, or ends early. */
typedef struct device {
  gk_str bytes;
  size_t n_reads;
  size_t fail_at;
} device;

static int64_t read_device(void *ctx, uint64_t off, char *p, size_t n) {
  device *d = ctx;
  if (++d->n_reads == d->fail_at) {
    errno = EIO;
    return -1;
  }
  return gk_archive_memory(&d->bytes).read_at(&d->bytes, off, p, n);
}

static void test_reads_that_fail(void **state) {
  (void)state;
  const char *names[N(small) + N(solid)];
  memcpy(names, small, sizeof small);
  memcpy(names + N(small), solid, sizeof solid);
  for (size_t i = 0; i < N(names); i++) {
    device d = {archive_file(names[i]), 0, 0};
    const gk_archive_bytes in = {read_device, &d, d.bytes.n};
    const gk_archive_kind kind = gk_archive_sniff(d.bytes);
    assert_int_equal(see(&in, kind, NULL, 1000).n_good, 3);
    for (size_t n = d.n_reads, at = 1; at <= n; at++) {
      d.n_reads = 0;
      d.fail_at = at;
      seen s = see(&in, kind, NULL, 1000);
      assert_int_equal(s.n_wrong, 0);
      if (strstr(s.log, "read-failed") == NULL)
        fail_msg("%s, read %zu of %zu: %s", names[i], at, n, s.log);
    }
    archive_free(d.bytes);
  }
}

/* Where libzip can't open some of many entries, these fail; no other one is read in their place. */
static void test_windows_that_fail(void **state) {
  (void)state;
  device d = {archive_file("many.zip"), 0, 0};
  const gk_archive_bytes in = {read_device, &d, d.bytes.n};
  const gk_archive_limits limits = gk_archive_limits_resolve(NULL);
  for (size_t at = 1; at < 2000; at += 7) {
    gk_archive *archive;
    gk_archive_member m;
    gk_error error;
    d.n_reads = 0;
    d.fail_at = at;
    if (gk_archive_open(&in, GK_ARCHIVE_ZIP, GK_LIT("many.zip"), &limits, &archive, &error) != GK_OK)
      continue;
    while (gk_archive_next(archive, &m, &error)) {
      gk_str all;
      if (m.error.status == GK_OK && read_member(archive, 500, &all) == GK_OK)
        assert_true(archive_is_content(m.name, all));
    }
    gk_archive_close(archive);
  }
  archive_free(d.bytes);
}

/* A pipe: asked for once, in order. */
typedef struct stream {
  gk_str bytes;
  uint64_t at;
} stream;

static int64_t read_stream(void *ctx, uint64_t off, char *p, size_t n) {
  stream *s = ctx;
  assert_int_equal(off, s->at);
  size_t left = s->bytes.n - (size_t)s->at, got = n < left ? n : left;
  memcpy(p, s->bytes.p + s->at, got);
  s->at += got;
  return (int64_t)got;
}

static void test_pipes(void **state) {
  (void)state;
  for (size_t i = 0; i < N(small); i++) {
    stream s = {archive_file(small[i]), 0};
    const gk_archive_bytes in = {read_stream, &s, GK_ARCHIVE_PIPE};
    if (gk_archive_sniff(s.bytes) == GK_ARCHIVE_STREAM)
      assert_string_equal(see(&in, GK_ARCHIVE_STREAM, NULL, 1000).log, SMALL);
    archive_free(s.bytes);
  }
}

static int is_package(gk_str bytes) {
  const gk_archive_bytes in = gk_archive_memory(&bytes);
  return gk_archive_is_package(bytes, &in);
}

static void test_packages(void **state) {
  (void)state;
  static const struct {
    const char *name;
    int is_package;
  } cases[] = {
      {CORPUS "/docx/consistent-2019.plain.docx", 1},
      {CORPUS "/libreoffice/consistent-2019.official.docx", 1},
      {CORPUS "/odt/consistent-2019.odt.odt", 1},
      {CORPUS "/hostile/sheet.xlsx", 1},
      {CORPUS "/hostile/truncated.docx", 1},
      {CORPUS "/hostile/plain.zip", 0},
      {ARCHIVES "/small.zip", 0},
      {ARCHIVES "/empty.zip", 0},
      {ARCHIVES "/mark-4096.zip", 1},
      {ARCHIVES "/mark-4097.zip", 0},
  };
  for (size_t i = 0; i < N(cases); i++) {
    gk_str bytes = file_read(cases[i].name);
    assert_non_null(bytes.p);
    if (is_package(bytes) != cases[i].is_package)
      fail_msg("%s", cases[i].name);
    archive_free(bytes);
  }
}

static void test_what_is_no_archive(void **state) {
  (void)state;
  static const char text[1024] = "ustar";
  assert_int_equal(gk_archive_sniff((gk_str){text, 0}), GK_ARCHIVE_NONE);
  assert_int_equal(gk_archive_sniff((gk_str){text, sizeof text}), GK_ARCHIVE_NONE);
  assert_int_equal(gk_archive_sniff(GK_LIT("BZh9 is how this text begins")), GK_ARCHIVE_NONE);
  assert_int_equal(gk_archive_sniff(GK_LIT("PK")), GK_ARCHIVE_NONE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_kinds),
      cmocka_unit_test(test_one_compressed_file),
      cmocka_unit_test(test_two_tars_in_one),
      cmocka_unit_test(test_what_is_no_document),
      cmocka_unit_test(test_encrypted),
      cmocka_unit_test(test_other_methods),
      cmocka_unit_test(test_shared_bytes),
      cmocka_unit_test(test_every_prefix),
      cmocka_unit_test(test_every_byte_changed),
      cmocka_unit_test(test_reading_here_and_there),
      cmocka_unit_test(test_member_limit),
      cmocka_unit_test(test_bombs),
      cmocka_unit_test(test_bombs_that_are_not_read),
      cmocka_unit_test(test_limits_of_expansion),
      cmocka_unit_test(test_ratio_at_its_edge),
      cmocka_unit_test(test_expansion_at_its_edge),
      cmocka_unit_test(test_lies),
      cmocka_unit_test(test_counts),
      cmocka_unit_test(test_beyond_4_gib),
      cmocka_unit_test(test_reads_that_fail),
      cmocka_unit_test(test_windows_that_fail),
      cmocka_unit_test(test_pipes),
      cmocka_unit_test(test_packages),
      cmocka_unit_test(test_what_is_no_archive),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
