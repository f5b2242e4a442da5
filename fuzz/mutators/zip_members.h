/*
 * zip_members.h: a zip as a list of members, read and written without the library under test. What is written is right
 * in every field unless it is told to lie.
 */
#ifndef GONGKAI_FUZZ_ZIP_MEMBERS_H
#define GONGKAI_FUZZ_ZIP_MEMBERS_H

#include "mutate.h"

typedef struct zip_member {
  gk_str name;
  gk_str packed; /* as it lies in the zip */
  uint32_t crc;
  uint32_t bytes;
  uint16_t method;   /* 0 stored, 8 deflated; others are not read */
  int is_descriptor; /* sizes and checksum behind the data */
  int has_extra;     /* a field that nobody knows */
} zip_member;

/* The members that the directory names and that lie in the file, at most `max`. */
size_t zip_members_read(gk_str zip, zip_member *out, size_t max);

/* What is wrong with a zip. All but the first mislead. */
typedef enum zip_lie {
  ZIP_NO_LIE,
  ZIP_LIE_CRC,       /* in both headers */
  ZIP_LIE_CRC_LOCAL, /* in one: so on */
  ZIP_LIE_BYTES,
  ZIP_LIE_BYTES_CENTRAL,
  ZIP_LIE_PACKED,
  ZIP_LIE_PACKED_LOCAL,
  ZIP_LIE_OFF,       /* of the local header, by some bytes */
  ZIP_LIE_OFF_OTHER, /* to the local header of another member */
  ZIP_LIE_NAME_LOCAL,
  ZIP_LIE_NAME_TWICE, /* the name of another member */
  ZIP_LIE_METHOD_LOCAL,
  ZIP_LIE_METHOD,
  ZIP_LIE_ENCRYPTED,
  ZIP_LIE_COUNT, /* of the end record, from here on */
  ZIP_LIE_DIRECTORY_OFF,
  ZIP_LIE_DIRECTORY_BYTES,
  ZIP_LIE_COMMENT,
  ZIP_N_LIES,
} zip_lie;

/* Writes a zip. The lie is about member `liar`, its amount is `by`, which is not 0. */
void zip_members_write(const zip_member *members, size_t n, gk_str comment, zip_lie lie, size_t liar, uint32_t by,
                       mutate_out *out);

/* The member's content into `out`; 0 if it is not to be had or does not fit. */
int zip_member_unpack(const zip_member *member, mutate_out *out);

/* Sets all fields of the content, which is stored, or deflated into `room`; 0 if it does not fit there. */
int zip_member_pack(zip_member *member, gk_str content, int is_deflated, mutate_out *room);

#endif
