/*
 * archive_stream.c: what is read front to back: tar, compressed or not; a compressed file that holds one document; 7z
 * and rar; a zip that has lost its directory.
 */
#include <string.h>

#include "container/archive_name.h"
#include "container/archive_plain.h"

typedef struct stream {
  gk_archive archive;
  gk_plain plain; /* unused where libarchive reads `archive.bytes` itself */
  gk_lib lib;     /* unused for a compressed document */
  gk_str name;    /* of that; empty once it has been told */
  gk_error at_end;
  uint64_t n_made;  /* bytes that came of the members */
  int is_packed;    /* libarchive inflates, and has to be watched */
  int is_tar;       /* and has a mark at its end */
  int has_unread;   /* the present member was not read to its end */
  gk_error failure; /* sticky: libarchive goes no further */
} stream;

static stream *stream_of(gk_archive *archive) {
  return (stream *)archive;
}

/* A compressed document */

static int next_single(gk_archive *archive, gk_archive_member *member, gk_error *error) {
  stream *s = stream_of(archive);
  gk_archive_path path;
  if (s->name.n == 0)
    return 0;
  gk_status status = gk_archive_name(&archive->names, gk_archive_inner_name(s->name), GK_ARCHIVE_SAYS_UTF8, &path);
  s->name = (gk_str){NULL, 0};
  if (status != GK_OK) {
    (void)gk_archive_refuse(error, status, NULL);
    return 0;
  }
  member->name = path.name;
  return 1;
}

static gk_status read_single(gk_archive *archive, char *p, size_t n, size_t *got, gk_error *error) {
  return gk_plain_read(&stream_of(archive)->plain, p, n, got, error);
}

/* Members that libarchive tells apart */

/* What was read of the archive, wherever: 7z is not read in order. */
static uint64_t given_bytes(const stream *s) {
  if (s->lib.bytes == NULL)
    return s->plain.off;
  return s->lib.n_given < s->lib.bytes->n ? s->lib.n_given : s->lib.bytes->n; /* what is sought is given again */
}

static gk_status fail(stream *s, int result, gk_error *error) {
  gk_status status = gk_lib_refuse(&s->lib, error);
  if (result == ARCHIVE_FATAL)
    s->failure = *error;
  return status;
}

static gk_status count_made(stream *s, size_t n, gk_error *error) {
  s->n_made += n;
  if (!s->is_packed || !gk_archive_is_bomb(s->n_made, given_bytes(s), &s->archive.limits))
    return GK_OK;
  (void)gk_archive_refuse(&s->failure, GK_STATUS_BOMB, NULL);
  *error = s->failure;
  return error->status;
}

static gk_status read_part(stream *s, char *p, size_t n, size_t *got, gk_error *error) {
  gk_lib_enter(&s->lib);
  la_ssize_t done = archive_read_data(s->lib.handle, p, n);
  gk_lib_leave(&s->lib);
  if (done < 0) {
    s->has_unread = 0;
    return fail(s, (int)done, error);
  }
  *got = (size_t)done;
  s->has_unread = done > 0;
  return count_made(s, *got, error);
}

static gk_status read_member(gk_archive *archive, char *p, size_t n, size_t *got, gk_error *error) {
  enum { PART_BYTES = 1 << 20 };
  stream *s = stream_of(archive);
  size_t more = 1;
  gk_status status = s->failure.status;
  if (status != GK_OK)
    *error = s->failure;
  while (status == GK_OK && *got < n && more > 0) {
    more = 0;
    status = read_part(s, p + *got, n - *got < PART_BYTES ? n - *got : PART_BYTES, &more, error);
    *got += more;
  }
  return status;
}

/* Where libarchive inflates itself, it does so for what is passed over too: that is read, and counted. */
static void pass_over(stream *s) {
  const void *p;
  size_t n;
  la_int64_t off;
  int result = ARCHIVE_OK;
  gk_error ignored;
  while (s->is_packed && s->has_unread && result == ARCHIVE_OK && s->failure.status == GK_OK) {
    gk_lib_enter(&s->lib);
    result = archive_read_data_block(s->lib.handle, &p, &n, &off);
    gk_lib_leave(&s->lib);
    if (result == ARCHIVE_OK)
      (void)count_made(s, n, &ignored);
    else if (result == ARCHIVE_FATAL)
      (void)fail(s, result, &ignored);
  }
}

/* A name is raw bytes where the format does not say what they are, and UTF-8 where it does. */
static gk_str raw_name(struct archive_entry *entry) {
  const char *name = archive_entry_pathname(entry);
  if (name == NULL)
    name = archive_entry_pathname_utf8(entry);
  return (gk_str){name, name == NULL ? 0 : strlen(name)};
}

static gk_status check_entry(struct archive_entry *entry, gk_error *error) {
  if (archive_entry_hardlink(entry) != NULL)
    return gk_archive_refuse(error, GK_STATUS_READ, "a hard link, which is not followed");
  if (archive_entry_filetype(entry) == AE_IFLNK)
    return gk_archive_refuse(error, GK_STATUS_READ, "a symbolic link, which is not followed");
  if (archive_entry_filetype(entry) != AE_IFREG && archive_entry_filetype(entry) != 0)
    return gk_archive_refuse(error, GK_STATUS_READ, "not a regular file");
  if (archive_entry_is_data_encrypted(entry))
    return gk_archive_refuse(error, GK_STATUS_ENCRYPTED, NULL);
  return GK_OK;
}

/* Whether that is a member. */
static int take_entry(stream *s, struct archive_entry *entry, gk_archive_member *member) {
  gk_archive_path path;
  int is_folder = archive_entry_filetype(entry) == AE_IFDIR;
  gk_arena_reset(&s->archive.names);
  gk_status status =
      is_folder ? GK_OK : gk_archive_name(&s->archive.names, raw_name(entry), GK_ARCHIVE_SAYS_NOTHING, &path);
  if (status != GK_OK)
    (void)gk_archive_refuse(&s->failure, status, NULL);
  if (is_folder || status != GK_OK)
    return 0;
  member->name = path.name;
  la_int64_t bytes = archive_entry_size_is_set(entry) ? archive_entry_size(entry) : 0;
  member->bytes = bytes > 0 ? (uint64_t)bytes : 0;
  s->has_unread = check_entry(entry, &member->error) == GK_OK;
  return 1;
}

/* libarchive takes a tar that stops between two members for a whole one, if the blocks of zeros at its end are missing;
   and it does not read on to the end of what the tar is compressed in, where the checksum is. */
static void finish_tar(stream *s) {
  char rest[4096];
  size_t got = sizeof rest;
  while (got == sizeof rest && s->at_end.status == GK_OK)
    (void)gk_plain_read(&s->plain, rest, sizeof rest, &got, &s->at_end);
  enum { BLOCK = 512 };
  if (s->at_end.status == GK_OK && s->lib.n_zeros < BLOCK)
    (void)gk_archive_refuse(&s->at_end, GK_STATUS_TRUNCATED, "the tar archive stops without the mark of its end");
}

/* libarchive takes the end of the bytes for that of a RAR 5 archive, which has a record that says so: a checksum, the
   length 3, the type 5, and two sets of flags. */
static void finish_rar(stream *s) {
  enum { END_BYTES = 8, HEAD_BYTES = 4 };
  char end[END_BYTES] = {0};
  const gk_archive_bytes *in = &s->archive.bytes;
  if (archive_format(s->lib.handle) != ARCHIVE_FORMAT_RAR_V5)
    return;
  int64_t got = in->n < END_BYTES ? 0 : in->read_at(in->ctx, in->n - END_BYTES, end, END_BYTES);
  uint32_t claimed = 0;
  for (size_t i = HEAD_BYTES; i-- > 0;)
    claimed = claimed << 8 | (unsigned char)end[i];
  const unsigned char *head = (const unsigned char *)end + HEAD_BYTES;
  if (got < 0)
    (void)gk_archive_refuse(&s->at_end, GK_STATUS_READ, "the archive cannot be read");
  else if (got != END_BYTES || head[0] != 3 || head[1] != 5 || crc32(0, head, END_BYTES - HEAD_BYTES) != claimed)
    (void)gk_archive_refuse(&s->at_end, GK_STATUS_TRUNCATED, "the rar archive stops without the mark of its end");
}

static void finish(stream *s) {
  if (s->is_tar)
    finish_tar(s);
  else
    finish_rar(s);
  if (s->lib.failure.status != GK_OK) /* which libarchive may have taken for the end */
    s->at_end = s->lib.failure;
}

static int end(stream *s, gk_error *error) {
  *error = s->failure.status != GK_OK ? s->failure : s->at_end;
  return 0;
}

static int next_member(gk_archive *archive, gk_archive_member *member, gk_error *error) {
  stream *s = stream_of(archive);
  int result = ARCHIVE_OK;
  do {
    pass_over(s);
    if (s->failure.status != GK_OK)
      return end(s, error);
    s->has_unread = 0;
    gk_lib_enter(&s->lib);
    result = archive_read_next_header2(s->lib.handle, s->lib.entry);
    gk_lib_leave(&s->lib);
    if (result == ARCHIVE_EOF)
      finish(s);
    else if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
      (void)fail(s, ARCHIVE_FATAL, error);
    if (result == ARCHIVE_EOF || s->failure.status != GK_OK)
      return end(s, error);
    gk_lib_enter(&s->lib);
    int is_member = take_entry(s, s->lib.entry, member);
    gk_lib_leave(&s->lib);
    if (is_member)
      return 1;
  } while (1);
}

static uint64_t used(const gk_archive *archive) {
  return given_bytes((const stream *)archive);
}

static void close_stream(gk_archive *archive) {
  stream *s = stream_of(archive);
  if (s->lib.handle != NULL)
    gk_lib_close(&s->lib);
  gk_plain_close(&s->plain);
  gk_archive_end(archive);
}

static const gk_archive_ops member_ops = {next_member, read_member, used, close_stream};
static const gk_archive_ops single_ops = {next_single, read_single, used, close_stream};

static stream *new_stream(const gk_archive_bytes *in, const gk_archive_limits *limits, gk_error *error) {
  stream *s = gk_archive_begin(sizeof *s, &member_ops, in, limits);
  if (s == NULL)
    (void)gk_archive_refuse(error, GK_STATUS_NO_MEMORY, NULL);
  return s;
}

static gk_status finish_open(stream *s, gk_status status, gk_archive **out) {
  if (status == GK_OK)
    *out = &s->archive;
  else
    close_stream(&s->archive);
  return status;
}

static gk_status open_solid(stream *s, gk_error *error) {
  gk_status status = gk_lib_init(&s->lib, error);
  if (status != GK_OK)
    return status;
  s->lib.bytes = &s->archive.bytes;
  s->is_packed = 1;
  archive_read_support_format_7zip(s->lib.handle);
  archive_read_support_format_rar(s->lib.handle);
  archive_read_support_format_rar5(s->lib.handle);
  return gk_lib_open(&s->lib, error);
}

static gk_status open_headless(stream *s, const gk_error *why, gk_error *error) {
  gk_status status = gk_lib_init(&s->lib, error);
  if (status != GK_OK)
    return status;
  s->lib.bytes = &s->archive.bytes;
  s->is_packed = 1;
  s->at_end = *why;
  archive_read_support_format_zip_streamable(s->lib.handle);
  return gk_lib_open(&s->lib, error);
}

static gk_status open_tar(stream *s, gk_error *error) {
  gk_status status = gk_lib_init(&s->lib, error);
  if (status != GK_OK)
    return status;
  s->is_tar = 1;
  s->lib.source = gk_plain_read;
  s->lib.ctx = &s->plain;
  archive_read_support_format_tar(s->lib.handle);
  (void)archive_read_set_option(s->lib.handle, "tar", "read_concatenated_archives", "1");
  return gk_lib_open(&s->lib, error);
}

static gk_status open_plain(stream *s, gk_str name, gk_error *error) {
  gk_status status = gk_plain_open(&s->plain, &s->archive.bytes, &s->archive.limits, error);
  if (status != GK_OK)
    return status;
  if (!gk_plain_is_packed(&s->plain) || gk_archive_is_tar(gk_plain_peek(&s->plain)))
    return open_tar(s, error);
  s->archive.ops = &single_ops;
  s->name = name;
  return GK_OK;
}

gk_status gk_archive_open_solid(const gk_archive_bytes *in, const gk_archive_limits *limits, gk_archive **out,
                                gk_error *error) {
  stream *s = new_stream(in, limits, error);
  return s == NULL ? error->status : finish_open(s, open_solid(s, error), out);
}

gk_status gk_archive_open_headless(const gk_archive_bytes *in, const gk_archive_limits *limits, const gk_error *why,
                                   gk_archive **out, gk_error *error) {
  stream *s = new_stream(in, limits, error);
  return s == NULL ? error->status : finish_open(s, open_headless(s, why, error), out);
}

gk_status gk_archive_open_stream(const gk_archive_bytes *in, gk_str name, const gk_archive_limits *limits,
                                 gk_archive **out, gk_error *error) {
  stream *s = new_stream(in, limits, error);
  return s == NULL ? error->status : finish_open(s, open_plain(s, name, error), out);
}
