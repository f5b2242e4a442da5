/*
 * An archive of any kind, in memory, under small limits. What is read of it is the same in any pieces, its names can be
 * shown, and it gives no more than its limits let it; of a zip, what libzip finds in it. Where a read of its bytes
 * fails, nothing is made up.
 */
#include "target.h"

#include "container/archive.h"
#include "container/zip.h"
#include "text/utf8.h"

#include <errno.h>
#include <zip.h>

enum { MAX_BYTES = 1 << 18, MEMBERS = 64, MEMBER_BYTES = 1 << 20 };

/* Bytes in memory, of which a read may fail. */
typedef struct source {
  gk_archive_bytes bytes;
  size_t n_reads;
  size_t fail_at; /* the read that fails, counted from 1; 0 for none */
} source;

static int64_t read_source(void *ctx, uint64_t off, char *p, size_t n) {
  source *s = ctx;
  if (++s->n_reads != s->fail_at)
    return s->bytes.read_at(s->bytes.ctx, off, p, n);
  errno = EIO;
  return -1;
}

/* What one walk over an archive came to. */
typedef struct seen {
  uint64_t digest; /* of names, bytes and statuses */
  size_t n_members;
  int is_whole; /* to the archive's end */
  const char *broken;
} seen;

static void add(seen *s, const void *bytes, size_t n) {
  const unsigned char *p = bytes;
  for (size_t i = 0; i < n; i++)
    s->digest = (s->digest ^ p[i]) * UINT64_C(0x100000001b3);
}

static const char *broken_name(gk_str name) {
  if (name.n == 0)
    return "a member has no name";
  if (!gk_utf8_valid(name, NULL))
    return "a member's name is not UTF-8";
  for (size_t i = 0; i < name.n; i++)
    if ((unsigned char)name.p[i] < 0x20 || name.p[i] == '\\')
      return "a member's name can't be shown";
  return name.p[0] == '/' ? "a member's name begins at the root" : NULL;
}

/* Reads a member, or the beginning of a large one, in pieces of that size. */
static void read_member(seen *s, gk_archive *archive, size_t piece) {
  static char buffer[4096];
  size_t n = 0, got = 0;
  gk_status status = GK_OK;
  gk_error error = {0};
  do {
    status = gk_archive_read(archive, buffer, piece, &got, &error);
    if (got > piece)
      s->broken = "more was read than asked for";
    else if (status == GK_OK)
      add(s, buffer, got); /* what comes before a failure depends on the pieces, and is thrown away */
    n += got;
  } while (s->broken == NULL && status == GK_OK && got == piece && n < MEMBER_BYTES);
  if (status != error.status)
    s->broken = "the status returned and the one in the error differ";
}

static seen walk(gk_str input, size_t piece, source *from) {
  seen s = {.digest = UINT64_C(0xcbf29ce484222325)};
  const gk_archive_limits limits = gk_archive_limits_resolve(&(gk_archive_limits){.members = MEMBERS});
  *from = (source){gk_archive_memory(&input), 0, from->fail_at};
  const gk_archive_bytes bytes = {read_source, from, input.n};
  gk_archive *archive = NULL;
  gk_archive_member member;
  gk_error error = {0};
  gk_status status = gk_archive_open(&bytes, gk_archive_sniff(input), GK_LIT("a.gz"), &limits, &archive, &error);
  if (status != error.status || (status != GK_OK) != (archive == NULL))
    s.broken = "an archive is neither opened nor refused";
  while (s.broken == NULL && archive != NULL && gk_archive_next(archive, &member, &error)) {
    s.n_members++;
    s.broken = broken_name(member.name);
    add(&s, member.name.p, member.name.n);
    add(&s, &member.error.status, sizeof member.error.status);
    if (s.broken == NULL && member.error.status == GK_OK)
      read_member(&s, archive, piece);
  }
  s.is_whole = archive != NULL && error.status == GK_OK;
  if (s.n_members > MEMBERS)
    s.broken = "there are more members than allowed";
  if (archive != NULL && gk_archive_used_bytes(archive) > input.n)
    s.broken = "more bytes of an archive were used than it has";
  gk_archive_close(archive);
  return s;
}

/* Whether an entry is a file for certain: not an empty one that a name or Unix may call a folder. */
static int is_file(zip_t *zip, zip_uint64_t i) {
  enum { UNIX_TYPE = 0170000, UNIX_FOLDER = 0040000 };
  const char *name = zip_get_name(zip, i, ZIP_FL_ENC_GUESS);
  zip_stat_t st;
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  if (name == NULL || zip_stat_index(zip, i, 0, &st) != 0 ||
      zip_file_get_external_attributes(zip, i, 0, &system, &attributes) != 0)
    return 0;
  size_t n = strlen(name);
  int is_folder = (n > 0 && strchr("/\\", name[n - 1]) != NULL) || (attributes >> 16 & UNIX_TYPE) == UNIX_FOLDER;
  return st.size > 0 || !is_folder;
}

static zip_t *open_libzip(gk_str input) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *bytes = zip_source_buffer_create(input.p, input.n, 0, &error);
  zip_t *zip = bytes != NULL ? zip_open_from_source(bytes, ZIP_RDONLY, &error) : NULL;
  if (zip == NULL)
    zip_source_free(bytes);
  zip_error_fini(&error);
  return zip;
}

/* How many entries a zip has, if its directory can be read in one way only; else 0. */
static size_t count_entries(gk_str input, zip_t *zip) {
  const gk_limits limits = gk_limits_resolve(NULL);
  gk_zip_entry *entries;
  size_t n = 0;
  gk_error error;
  gk_arena arena;
  gk_arena_init(&arena, NULL, 0);
  gk_status status = gk_zip_directory(&arena, input, &limits, &entries, &n, &error);
  gk_arena_free(&arena);
  return status == GK_OK && (zip_uint64_t)zip_get_num_entries(zip, 0) == n ? n : 0;
}

/* A zip that was walked to its end has the files that libzip finds in it. */
static const char *broken_count(gk_str input, const seen *s) {
  zip_t *zip = s->is_whole && gk_archive_sniff(input) == GK_ARCHIVE_ZIP ? open_libzip(input) : NULL;
  if (zip == NULL)
    return NULL;
  size_t n_entries = count_entries(input, zip), n_files = 0;
  for (size_t i = 0; i < n_entries; i++)
    n_files += (size_t)is_file(zip, i);
  zip_discard(zip);
  return n_entries > 0 && (s->n_members < n_files || s->n_members > n_entries)
             ? "a zip has not the members that libzip finds"
             : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  if (n > MAX_BYTES)
    return 0;
  gk_str input = exact_copy(data, n);
  const gk_archive_bytes bytes = gk_archive_memory(&input);
  source plain = {0}, failing = {0};
  seen whole = walk(input, 4096, &plain), again = walk(input, 4096, &plain);
  failing.fail_at = plain.n_reads > 0 ? n % plain.n_reads + 1 : 0;
  seen failed = walk(input, 4096, &failing);
  seen pieces = walk(input, 1 + n % 61 * 8, &plain);
  const char *miscounted = broken_count(input, &whole);
  (void)gk_archive_is_package(input, &bytes);
  exact_free(input);
  die_if(whole.broken != NULL ? whole.broken : pieces.broken);
  die_if(miscounted);
  die_if(failed.broken);
  if (failed.n_members > whole.n_members)
    die_if("an archive has more members where a read of it fails");
  if (whole.digest != again.digest)
    die_if("two walks over an archive differ");
  if (whole.n_members != pieces.n_members)
    die_if("an archive read in pieces has other members");
  return 0;
}
