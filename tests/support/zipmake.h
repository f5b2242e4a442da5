/* zipmake.h: zip files for tests, made in memory, and what it takes to break them. */
#ifndef GONGKAI_TESTS_ZIPMAKE_H
#define GONGKAI_TESTS_ZIPMAKE_H

#include "gongkai/base.h"

/* How an entry is written. */
enum {
  ZIPMAKE_DESCRIPTOR = 1, /* sizes and checksum behind the data */
  ZIPMAKE_ZIP64 = 2,      /* sizes in zip64 fields; the archive gets a zip64 end record */
};

typedef struct zipmake_item {
  gk_str name;
  gk_str data;
  int how;
} zipmake_item;

/* A zip in a block of exactly its size, from malloc. Entries are stored. */
gk_str zipmake(const zipmake_item *items, size_t n);

/* The same with libzip and deflated; `how` is not looked at. */
gk_str zipmake_deflated(const zipmake_item *items, size_t n);

/* The offsets of the i-th central header, and of the local header and the data it stands for. */
size_t zipmake_central(gk_str zip, size_t i);
size_t zipmake_local(gk_str zip, size_t i);
size_t zipmake_data(gk_str zip, size_t i);

/* The offset of the end record, the last 22 bytes. */
size_t zipmake_end(gk_str zip);

/* Overwrites or reads a little-endian number. */
void zipmake_put(gk_str zip, size_t off, size_t n_bytes, uint64_t value);
uint64_t zipmake_get(gk_str zip, size_t off, size_t n_bytes);

/* Offsets in headers, by which tests tell lies. */
enum {
  LOCAL_FLAGS = 6,
  LOCAL_METHOD = 8,
  LOCAL_CRC = 14,
  LOCAL_PACKED = 18,
  LOCAL_BYTES = 22,
  LOCAL_NAME = 30,
  CENTRAL_FLAGS = 8,
  CENTRAL_METHOD = 10,
  CENTRAL_CRC = 16,
  CENTRAL_PACKED = 20,
  CENTRAL_BYTES = 24,
  CENTRAL_OFF = 42,
  CENTRAL_NAME = 46,
  END_N = 10,
  END_BYTES = 12,
  END_OFF = 16,
};

#endif
