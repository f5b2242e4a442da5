/*
 * outputs.c FOLDER FILE...: the files' records in every form that many records can have, for outputs.py to compare:
 * records.jsonl, cells.csv, wide.csv, cells.excel.csv, wide.excel.csv, records.db. Formats that need a converter have
 * none here, and so are refused.
 */
#include "emit/database.h"
#include "gongkai/gongkai.h"
#include "support/files.h"

#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_CSV = 4, COMMIT_EACH = 50 };

static const struct {
  const char *name;
  gk_csv_kind kind;
  gk_csv_dialect dialect;
} csv[N_CSV] = {
    {"cells.csv", GK_CSV_CELLS, GK_CSV_PLAIN},
    {"wide.csv", GK_CSV_WIDE, GK_CSV_PLAIN},
    {"cells.excel.csv", GK_CSV_CELLS, GK_CSV_EXCEL},
    {"wide.excel.csv", GK_CSV_WIDE, GK_CSV_EXCEL},
};

typedef struct outputs {
  FILE *json;
  FILE *csv[N_CSV];
  gk_database *db;
} outputs;

static void need(gk_status status, const char *what) {
  if (status == GK_OK)
    return;
  (void)fprintf(stderr, "outputs: %s: %s\n", what, gk_status_name(status));
  exit(1);
}

static const char *path_in(const char *folder, const char *name) {
  static char path[4096];
  (void)snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

static FILE *create(const char *folder, const char *name) {
  FILE *file = fopen(path_in(folder, name), "wb");
  need(file != NULL ? GK_OK : GK_STATUS_WRITE, name);
  return file;
}

static gk_status to_file(void *ctx, const char *p, size_t n) {
  return fwrite(p, 1, n, ctx) == n ? GK_OK : GK_STATUS_WRITE;
}

typedef struct bytes {
  char *p;
  size_t n;
  size_t capacity;
} bytes;

static gk_status to_bytes(void *ctx, const char *p, size_t n) {
  bytes *b = ctx;
  if (n > b->capacity - b->n) {
    size_t capacity = 2 * (b->n + n);
    char *grown = realloc(b->p, capacity);
    if (grown == NULL)
      return GK_STATUS_NO_MEMORY;
    b->p = grown;
    b->capacity = capacity;
  }
  memcpy(b->p + b->n, p, n);
  b->n += n;
  return GK_OK;
}

static void open_all(outputs *out, const char *folder) {
  out->json = create(folder, "records.jsonl");
  for (size_t i = 0; i < N_CSV; i++) {
    out->csv[i] = create(folder, csv[i].name);
    need(gk_emit_csv_header(csv[i].kind, csv[i].dialect, (gk_sink){to_file, out->csv[i]}), csv[i].name);
  }
  need(gk_database_create(path_in(folder, "records.db"), &out->db), gk_database_message(out->db));
}

static void put(outputs *out, const gk_record *record) {
  static bytes rows;
  rows.n = 0;
  need(gk_emit_record_json(record, GK_JSON_CANONICAL, GK_EVIDENCE_ON, (gk_sink){to_file, out->json}), "JSON");
  (void)fputc('\n', out->json);
  for (size_t i = 0; i < N_CSV; i++)
    need(gk_emit_csv(record, csv[i].kind, csv[i].dialect, (gk_sink){to_file, out->csv[i]}), csv[i].name);
  need(gk_emit_rows(record, (gk_sink){to_bytes, &rows}), "rows");
  need(gk_database_add(out->db, (gk_str){rows.p, rows.n}), gk_database_message(out->db));
  if (record->source->ordinal % COMMIT_EACH == 0)
    need(gk_database_commit(out->db), gk_database_message(out->db));
}

static void close_all(outputs *out) {
  need(fclose(out->json) == 0 ? GK_OK : GK_STATUS_WRITE, "JSON");
  for (size_t i = 0; i < N_CSV; i++)
    need(fclose(out->csv[i]) == 0 ? GK_OK : GK_STATUS_WRITE, csv[i].name);
  need(gk_database_finish(out->db), gk_database_message(out->db));
  gk_database_close(out->db);
}

static void hash(gk_str input, char hex[64]) {
  struct sha256_ctx ctx;
  uint8_t digest[SHA256_DIGEST_SIZE];
  sha256_init(&ctx);
  sha256_update(&ctx, input.n, (const uint8_t *)input.p);
  sha256_digest(&ctx, sizeof digest, digest);
  base16_encode_update(hex, sizeof digest, digest);
}

static void read_one(outputs *out, gk_arena *arena, const char *path, uint64_t ordinal) {
  gk_str input = file_read(path);
  char hex[64];
  hash(input, hex);
  gk_source source = {.ordinal = ordinal,
                      .name = {path, strlen(path)},
                      .member = ordinal % 3 == 0 ? GK_LIT("2021/\"a\", b\n.docx") : (gk_str){NULL, 0},
                      .format = "unknown",
                      .bytes = input.n,
                      .sha256 = {hex, sizeof hex}};
  gk_doc doc;
  gk_report report;
  gk_error error;
  gk_record record = {.source = &source};
  gk_status status = gk_doc_parse(arena, input, NULL, &doc, &error);
  if (status == GK_OK) {
    source.format = gk_format_name(doc.format);
    source.encoding = gk_encoding_name(doc.encoding);
    source.layout = &doc.layout;
    error.status = status = gk_report_extract(arena, &doc.layout, &doc.diags, &report);
  }
  record.report = status == GK_OK ? &report : NULL;
  record.diags = status == GK_OK ? &doc.diags : NULL;
  record.error = status == GK_OK ? NULL : &error;
  put(out, &record);
  free((void *)(uintptr_t)input.p);
}

int main(int argc, char **argv) {
  outputs out;
  gk_arena arena;
  if (argc < 3)
    return 2;
  gk_arena_init(&arena, NULL, SIZE_MAX);
  open_all(&out, argv[1]);
  for (int i = 2; i < argc; i++) {
    gk_arena_reset(&arena);
    read_one(&out, &arena, argv[i], (uint64_t)i - 1);
  }
  close_all(&out);
  gk_arena_free(&arena);
  return 0;
}
