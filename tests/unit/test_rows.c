#include "unit.h"

#include "collect.h"
#include "emit/rows.h"
#include "emit/rows_digest.h"
#include "record_fixture.h"

#include <stdio.h>
#include <stdlib.h>

static fixture f;
static collector output;

static int start(void **state) {
  (void)state;
  fixture_report(&f, 5);
  return 0;
}

static gk_str emit(void) {
  assert_int_equal(gk_emit_rows(&f.record, collector_sink(&output)), GK_OK);
  return (gk_str){output.text, output.n};
}

/* Rows as lines: the table, then the values. */
static char shown[65536];

static size_t show_value(char *p, size_t n, const gk_value *value) {
  switch (value->type) {
  case GK_VALUE_INT:
    return (size_t)snprintf(p, n, " %lld", (long long)value->integer);
  case GK_VALUE_REAL:
    return (size_t)snprintf(p, n, " %.15g", value->real);
  case GK_VALUE_TEXT:
    return (size_t)snprintf(p, n, " '%.*s'", (int)value->text.n, value->text.p);
  case GK_VALUE_NULL:
    break;
  }
  return (size_t)snprintf(p, n, " -");
}

static const char *show(gk_str bytes) {
  static const char *const names[] = {
#define GK_TABLE(id, name, key, n, columns) #name,
      GK_ROWS_TABLES(GK_TABLE)
#undef GK_TABLE
  };
  gk_rows rows;
  gk_value values[GK_ROWS_MAX_COLUMNS];
  assert_int_equal(gk_rows_open(&rows, bytes), GK_OK);
  size_t n = (size_t)snprintf(shown, sizeof shown, "%llu\n", (unsigned long long)rows.ordinal);
  for (gk_rows_table table; (table = gk_rows_next(&rows, values)) != GK_ROWS_N_TABLES;) {
    n += (size_t)snprintf(shown + n, sizeof shown - n, "%s", names[table]);
    for (size_t i = 0; i < gk_rows_n_columns(table); i++)
      n += show_value(shown + n, sizeof shown - n, &values[i]);
    n += (size_t)snprintf(shown + n, sizeof shown - n, "\n");
  }
  assert_ptr_equal(rows.p, rows.end);
  return shown;
}

static void holds(const char *line) {
  if (strstr(shown, line) == NULL)
    fail_msg("not there: %s\n in: %s", line, shown);
}

static void a_report_comes_back(void **state) {
  (void)state;
  (void)show(emit());
  holds("5\nsource 'dir/a\xEF\xBF\xBD.zip' '村/报告,1.docx' 'docx' 'utf-8' 4242 "
        "'0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' 'read'\nreport ");
  holds("report '2021' '某局2021年政府信息公开工作年度报告' '某局' 2021 '2021-01-01' '2021-12-31' '2022-01-28' "
        "- - '010-0' - '=a@b' - 3\n");
  holds("section 50000000 0 'preamble' - - '引言'\n"
        "section 50000001 1 'overview' '一' '总体情况' '第一段，公开了\"三\"件。\n第二\n段'\n"
        "section 50000002 2 'other' - - ''\n"
        "part 1 'word/document.xml'\n");
  holds("cell 2010 1 11522 '万元' '11522.0万元' 1 400 13\n");
  holds("cell 2017 1 27 - - 1 400 2\n");                      /* raw says no more than the value */
  holds("1 -0.03 - '-0.03' 1 400 5\n");                       /* a decimal is kept as it stands */
  holds("1 2 - '２' 1 400 3\n");                              /* and so are other digits */
  holds(" 4 - - '=1+\"2\",\r\n\x01\xEF\xBF\xBD' 1 430 12\n"); /* unreadable */
  holds(" 2 - - '\t' - 410 1\n");                             /* blank, in the file itself */
  holds("check_result 2001 'fail' 3 2.5\ncheck_result 2002 'pass' 0 0\ncheck_result 2003 'not_assessable' - -\n");
  holds("diagnostic 1 'row-short' 'warning' 2008 1 9 3 'a row has 3 values for 7 columns: ");
  holds("diagnostic 2 'bad-bytes' 'warning' - - 11 0 '1 invalid byte sequences were replaced' ");
}

static void failures_come_back(void **state) {
  (void)state;
  fixture_failure(&f, 300, GK_STATUS_TRUNCATED);
  assert_string_equal(show(emit()), "300\nsource 'b' - 'unknown' - 7 - 'refused'\n"
                                    "error 'truncated' 'word/document.xml' 99 'the directory is missing'\n");
  fixture_failure(&f, INT64_MAX / GK_ROWS_SECTION_STEP - 1, GK_STATUS_NOT_A_DOCUMENT);
  f.error.detail = NULL;
  f.error.part.n = 0;
  f.error.off = SIZE_MAX / 2;
  assert_string_equal(show(emit()), "922337203684\nsource 'b' - 'unknown' - 7 - 'skipped'\n"
                                    "error 'not-a-document' - 9223372036854775807 -\n");
}

static void what_can_t_be_numbered_is_refused(void **state) {
  (void)state;
  f.source.ordinal = 0;
  assert_int_equal(gk_emit_rows(&f.record, collector_sink(&output)), GK_STATUS_ARGUMENT);
  f.source.ordinal = INT64_MAX / GK_ROWS_SECTION_STEP;
  assert_int_equal(gk_emit_rows(&f.record, collector_sink(&output)), GK_STATUS_ARGUMENT);
  f.source.ordinal = 1;
  f.report.n_sections = GK_ROWS_SECTION_STEP;
  assert_int_equal(gk_emit_rows(&f.record, collector_sink(&output)), GK_STATUS_TOO_COMPLEX);
  f.report.n_sections = 0;
  static gk_form other;
  other = GK_FORM_2021;
  f.report.form = &other;
  assert_int_equal(gk_emit_rows(&f.record, collector_sink(&output)), GK_STATUS_ARGUMENT);
  assert_int_equal(output.n, 0);
}

/* The bytes in a block of their own, so that sanitizers see reads past the end. */
static gk_status open_copy(const char *p, size_t n) {
  gk_rows rows;
  char *copy = malloc(n > 0 ? n : 1);
  assert_non_null(copy);
  memcpy(copy, p, n);
  gk_status status = gk_rows_open(&rows, (gk_str){copy, n});
  free(copy);
  return status;
}

static void no_prefix_is_taken(void **state) {
  (void)state;
  gk_str bytes = emit();
  for (size_t n = 0; n < bytes.n; n++)
    assert_int_equal(open_copy(bytes.p, n), GK_STATUS_CORRUPT);
  assert_int_equal(open_copy(bytes.p, bytes.n), GK_OK);
  output.text[bytes.n] = '\0';
  assert_int_equal(open_copy(bytes.p, bytes.n + 1), GK_STATUS_CORRUPT);
}

static void no_turned_bit_is_taken(void **state) {
  (void)state;
  gk_str bytes = emit();
  for (size_t i = 0; i < 8 * bytes.n; i++) {
    output.text[i / 8] = (char)(output.text[i / 8] ^ 1 << i % 8);
    assert_int_equal(open_copy(bytes.p, bytes.n), GK_STATUS_CORRUPT);
    output.text[i / 8] = (char)(output.text[i / 8] ^ 1 << i % 8);
  }
}

/* Bytes with a digest that fits, as a writer with a fault would send them. */
static gk_status open_signed(gk_str body) {
  static char signed_bytes[65536];
  gk_digest digest = {0};
  memcpy(signed_bytes, body.p, body.n);
  gk_digest_add(&digest, body.p, body.n);
  uint64_t check = gk_digest_end(&digest);
  for (size_t i = 0; i < 8; i++)
    signed_bytes[body.n + i] = (char)(unsigned char)(check >> 8 * i);
  return open_copy(signed_bytes, body.n + 8);
}

#define SOURCE "\0\2\1b\0\2\1u\0\4\0\2\4read"

static void rows_are_checked_behind_the_digest_too(void **state) {
  (void)state;
  assert_int_equal(open_signed(GK_LIT("\1\5" SOURCE "\x08")), GK_OK);
  const gk_str broken[] = {
      GK_LIT(""),
      GK_LIT("\2\5" SOURCE "\x08"),                                       /* another version */
      GK_LIT("\1"),                                                       /* no ordinal */
      GK_LIT("\1\0" SOURCE "\x08"),                                       /* ordinal 0 */
      GK_LIT("\1\x85"),                                                   /* half a number */
      GK_LIT("\1\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01" SOURCE "\x08"), /* beyond what SQLite counts */
      GK_LIT("\1\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02" SOURCE "\x08"), /* beyond 64 bits */
      GK_LIT("\1\5\x08"),                                                 /* no source */
      GK_LIT("\1\5" SOURCE),                                              /* no end */
      GK_LIT("\1\5" SOURCE "\x08\x08"),                                   /* something behind it */
      GK_LIT("\1\5" SOURCE "\x09"),                                       /* no such table */
      GK_LIT("\1\5" SOURCE SOURCE "\x08"),                                /* two sources */
      GK_LIT("\1\5" SOURCE "\4\4\2\1p\3\0\0\0\0\0\0\x08"),                /* tables out of order */
      GK_LIT("\1\5\1\0\0\0\0\x08"),                                       /* an error of no source */
      GK_LIT("\1\5\0\2\1b\0\2\1u\0\4\0\2\xFF\x01read\x08"),               /* text longer than what is there */
      GK_LIT("\1\5\0\2\1b\0\2\1u\0\4\0\1\0\0\0\0\0\0"),                   /* half a real */
      GK_LIT("\1\5\0\2\1b\0\2\1u\0\4\0\3\x80"),                           /* half an integer */
  };
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
    assert_int_equal(open_signed(broken[i]), GK_STATUS_CORRUPT);
}

/* What the reader makes of bytes at random must end, inside them. */
static void any_signed_bytes_are_read_or_refused(void **state) {
  (void)state;
  gk_str bytes = emit();
  uint32_t seed = 1;
  for (int round = 0; round < 20000; round++) {
    seed = seed * 1664525 + 1013904223;
    size_t at = (seed >> 8) % (bytes.n - 8);
    char kept = output.text[at];
    output.text[at] = (char)(unsigned char)(seed >> 24);
    gk_status status = open_signed((gk_str){bytes.p, bytes.n - 8});
    assert_true(status == GK_OK || status == GK_STATUS_CORRUPT);
    output.text[at] = kept;
  }
}

static void the_digest_is_the_same_in_any_pieces(void **state) {
  (void)state;
  gk_str bytes = emit();
  uint64_t whole = 0;
  for (size_t piece = 1; piece < 40; piece++) {
    gk_digest digest = {0};
    for (size_t at = 0; at < bytes.n; at += piece)
      gk_digest_add(&digest, bytes.p + at, bytes.n - at < piece ? bytes.n - at : piece);
    uint64_t end = gk_digest_end(&digest);
    whole = piece == 1 ? end : whole;
    assert_true(end == whole);
  }
}

static void decimals_are_integers_or_print_back(void **state) {
  (void)state;
  static const struct {
    gk_decimal value;
    const char *shown;
  } decimals[] = {
      {{0, 0}, " 0 "},
      {{0, 15}, " 0 "},
      {{1150, 2}, " 11.5 "},
      {{1100, 2}, " 11 "},
      {{-251, 0}, " -251 "},
      {{252, 0}, " 252 "},
      {{999999999999999, 0}, " 999999999999999 "},
      {{-999999999999999, 0}, " -999999999999999 "},
      {{999999999999999, 14}, " 9.99999999999999 "},
      {{123456789012345, 7}, " 12345678.9012345 "},
      {{1, 15}, " 1e-15 "},
      {{3, 1}, " 0.3 "},
  };
  for (size_t i = 0; i < sizeof decimals / sizeof *decimals; i++) {
    char line[64];
    fixture_number(&f, "requests.received.total", decimals[i].value.digits, decimals[i].value.scale, GK_LIT("x"));
    (void)snprintf(line, sizeof line, "cell 2017 1%s- 'x' 1 400 1\n", decimals[i].shown);
    (void)show(emit());
    holds(line);
  }
}

static void every_refusal_of_the_sink_is_handed_on(void **state) {
  (void)state;
  (void)emit();
  size_t n_writes = output.n_writes;
  assert_true(n_writes >= 2);
  for (size_t i = 1; i <= n_writes; i++) {
    gk_sink sink = collector_sink(&output);
    output.refuse_after = i;
    assert_int_equal(gk_emit_rows(&f.record, sink), GK_STATUS_WRITE);
    assert_int_equal(output.n_writes, i);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(a_report_comes_back, start),
      cmocka_unit_test_setup(failures_come_back, start),
      cmocka_unit_test_setup(what_can_t_be_numbered_is_refused, start),
      cmocka_unit_test_setup(no_prefix_is_taken, start),
      cmocka_unit_test_setup(no_turned_bit_is_taken, start),
      cmocka_unit_test_setup(rows_are_checked_behind_the_digest_too, start),
      cmocka_unit_test_setup(any_signed_bytes_are_read_or_refused, start),
      cmocka_unit_test_setup(the_digest_is_the_same_in_any_pieces, start),
      cmocka_unit_test_setup(decimals_are_integers_or_print_back, start),
      cmocka_unit_test_setup(every_refusal_of_the_sink_is_handed_on, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
