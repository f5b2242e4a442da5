#include "unit.h"

#include "collect.h"
#include "emit/csv.h"
#include "record_fixture.h"

static fixture f;
/* Rows of a whole report are more than a collector holds. */
static struct {
  char text[1 << 18];
  size_t n;
} whole;

static gk_status append(void *ctx, const char *p, size_t n) {
  (void)ctx;
  assert_true(n < sizeof whole.text - whole.n);
  memcpy(whole.text + whole.n, p, n);
  whole.n += n;
  whole.text[whole.n] = '\0';
  return GK_OK;
}

static const gk_sink to_whole = {append, NULL};

static int start(void **state) {
  (void)state;
  whole.n = 0;
  whole.text[0] = '\0';
  fixture_report(&f, 5);
  return 0;
}

static collector output;

static void field_gives(gk_csv_dialect dialect, gk_str in, const char *expected) {
  gk_csv csv;
  gk_csv_init(&csv, dialect, collector_sink(&output));
  gk_csv_str(&csv, in);
  assert_int_equal(gk_csv_finish(&csv), GK_OK);
  assert_string_equal(output.text, expected);
}

static void fields_are_quoted_where_rfc_4180_asks(void **state) {
  (void)state;
  field_gives(GK_CSV_PLAIN, GK_LIT(""), "");
  field_gives(GK_CSV_PLAIN, GK_LIT("公开"), "公开");
  field_gives(GK_CSV_PLAIN, GK_LIT("a,b"), "\"a,b\"");
  field_gives(GK_CSV_PLAIN, GK_LIT("\""), "\"\"\"\"");
  field_gives(GK_CSV_PLAIN, GK_LIT("a\"b\"\"c"), "\"a\"\"b\"\"\"\"c\"");
  field_gives(GK_CSV_PLAIN, GK_LIT("a\nb"), "\"a\nb\"");
  field_gives(GK_CSV_PLAIN, GK_LIT("a\rb"), "\"a\rb\"");
  field_gives(GK_CSV_PLAIN, GK_LIT(" a"), "\" a\"");
  field_gives(GK_CSV_PLAIN, GK_LIT("a\t"), "\"a\t\"");
  field_gives(GK_CSV_PLAIN, GK_LIT("a b\tc；d"), "a b\tc；d");
}

static void what_no_reader_takes_is_replaced(void **state) {
  (void)state;
  field_gives(GK_CSV_PLAIN, (gk_str){"a\0b", 3}, "a␀b");
  field_gives(GK_CSV_PLAIN, GK_LIT("\x01\x08\x0B\x1F\x7F"), "␁␈␋␟␡");
  field_gives(GK_CSV_PLAIN, GK_LIT("a\xFF\xE5\x85"), "a\xEF\xBF\xBD\xEF\xBF\xBD");
  field_gives(GK_CSV_PLAIN, GK_LIT("\xFF,\""), "\"\xEF\xBF\xBD,\"\"\"");
}

static void excel_gets_no_formula(void **state) {
  (void)state;
  field_gives(GK_CSV_EXCEL, GK_LIT("=1+1"), "'=1+1");
  field_gives(GK_CSV_EXCEL, GK_LIT("+1"), "'+1");
  field_gives(GK_CSV_EXCEL, GK_LIT("-1"), "'-1");
  field_gives(GK_CSV_EXCEL, GK_LIT("@a"), "'@a");
  field_gives(GK_CSV_EXCEL, GK_LIT("\t=1"), "\"'\t=1\"");
  field_gives(GK_CSV_EXCEL, GK_LIT("\r=1"), "\"'\r=1\"");
  field_gives(GK_CSV_EXCEL, GK_LIT("\n=1"), "\"'\n=1\"");
  field_gives(GK_CSV_EXCEL, GK_LIT("＝1"), "'＝1");
  field_gives(GK_CSV_EXCEL, GK_LIT("=1,\"a\""), "\"'=1,\"\"a\"\"\"");
  field_gives(GK_CSV_EXCEL, GK_LIT("-"), "-"); /* a stroke for none */
  field_gives(GK_CSV_EXCEL, GK_LIT("－"), "－");
  field_gives(GK_CSV_EXCEL, GK_LIT("a=1"), "a=1");
  field_gives(GK_CSV_PLAIN, GK_LIT("=1+1"), "=1+1");
}

static void numbers_are_not_guarded(void **state) {
  (void)state;
  gk_csv csv;
  gk_csv_init(&csv, GK_CSV_EXCEL, collector_sink(&output));
  gk_csv_decimal(&csv, (gk_decimal){-150, 2});
  gk_csv_skip(&csv, 2);
  gk_csv_uint(&csv, 7);
  gk_csv_end_row(&csv);
  gk_csv_skip(&csv, 1);
  gk_csv_end_row(&csv);
  assert_int_equal(gk_csv_finish(&csv), GK_OK);
  assert_string_equal(output.text, "-1.50,,,7\r\n\r\n");
}

/* The fields of the row at *p by RFC 4180 and nothing beside it; *p goes to the next row. */
static size_t count_fields(const char **p) {
  size_t n = 1;
  const char *at = *p;
  for (;;) {
    if (*at == '"') {
      do {
        at = strchr(at + 1, '"');
        assert_non_null(at);
        at++;
      } while (*at == '"');
    } else {
      at += strcspn(at, "\",\r\n");
    }
    if (*at == '\r') {
      assert_int_equal(at[1], '\n');
      *p = at + 2;
      return n;
    }
    assert_int_equal(*at, ',');
    at++;
    n++;
  }
}

static size_t rows_have(size_t n_fields) {
  size_t n_rows = 0;
  for (const char *p = whole.text; *p != '\0'; n_rows++)
    assert_int_equal(count_fields(&p), n_fields);
  return n_rows;
}

static void emit(const gk_record *record, gk_csv_kind kind, gk_csv_dialect dialect) {
  assert_int_equal(gk_emit_csv(record, kind, dialect, to_whole), GK_OK);
}

static void a_cell_is_a_row(void **state) {
  (void)state;
  assert_int_equal(gk_emit_csv_header(GK_CSV_CELLS, GK_CSV_PLAIN, to_whole), GK_OK);
  assert_string_equal(whole.text, "ordinal,name,member,sha256,title,agency,year,form,table,row,column,cell,type,state,"
                                  "value,unit,raw,part,offset,length,error,message,detail\r\n");
  emit(&f.record, GK_CSV_CELLS, GK_CSV_PLAIN);
  assert_int_equal(rows_have(23), 1 + GK_FORM_2021.n_cells);
#define HEAD                                                                                                           \
  "5,dir/a\xEF\xBF\xBD.zip,\"村/报告,1.docx\",0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef,"    \
  "某局2021年政府信息公开工作年度报告,某局,2021,2021,"
  assert_non_null(strstr(whole.text, "\r\n" HEAD "第二十条第（八）项,行政事业性收费,本年收费金额（单位：万元）,"
                                     "disclosure.fees.amount,amount,number,11522.0,万元,11522.0万元,"
                                     "word/document.xml,400,13,,,\r\n"));
  assert_non_null(strstr(whole.text, "requests.carried_in.total,count,number,-0.03,,-0.03,word/document.xml,400,5,,,"));
  assert_non_null(strstr(whole.text, "requests.granted.other,count,blank,,,\"\t\",,410,1,,,\r\n"));
  assert_non_null(strstr(whole.text, "requests.granted.research,count,unreadable,,,\"=1+\"\"2\"\",\r\n␁\xEF\xBF\xBD\","
                                     "word/document.xml,430,12,,,\r\n"));
  assert_non_null(strstr(whole.text, "requests.granted.business,count,absent,,,,,,,,,\r\n"));
}

static void excel_reads_chinese(void **state) {
  (void)state;
  assert_int_equal(gk_emit_csv_header(GK_CSV_CELLS, GK_CSV_EXCEL, to_whole), GK_OK);
  assert_memory_equal(whole.text, "\xEF\xBB\xBF序号,文件,", 3 + 14);
  emit(&f.record, GK_CSV_CELLS, GK_CSV_EXCEL);
  assert_int_equal(rows_have(23), 1 + GK_FORM_2021.n_cells);
  assert_non_null(strstr(whole.text, ",disclosure.fees.amount,金额,数值,11522.0,万元,"));
  assert_non_null(strstr(whole.text, ",requests.carried_in.total,数量,数值,-0.03,,'-0.03,"));
  assert_non_null(strstr(whole.text, ",requests.granted.research,数量,无法识别,,,\"'=1+\"\"2\"\",\r\n"));
  assert_non_null(strstr(whole.text, ",requests.granted.total,数量,不适用,,,-,"));
}

static void a_head_too_long_to_keep_is_written_each_time(void **state) {
  (void)state;
  static char title[3000];
  memset(title, '"', sizeof title);
  f.report.title = (gk_str){title, 500};
  emit(&f.record, GK_CSV_CELLS, GK_CSV_PLAIN);
  assert_int_equal(rows_have(23), GK_FORM_2021.n_cells);
  size_t n_short = whole.n;
  whole.n = 0;
  f.report.title.n = 1000; /* twice that with its quotes doubled, and what stands before */
  f.report.form = NULL;
  emit(&f.record, GK_CSV_CELLS, GK_CSV_PLAIN);
  size_t n_one = whole.n;
  whole.n = 0;
  gk_form small = GK_FORM_2021;
  small.n_cells = 3;
  f.report.form = &small;
  emit(&f.record, GK_CSV_CELLS, GK_CSV_PLAIN);
  assert_int_equal(rows_have(23), 3);
  assert_true(whole.n > 3 * n_one);
  assert_true(n_short > 0);
}

static void a_report_is_a_row(void **state) {
  (void)state;
  assert_int_equal(gk_emit_csv_header(GK_CSV_WIDE, GK_CSV_PLAIN, to_whole), GK_OK);
  assert_memory_equal(whole.text,
                      "ordinal,name,member,format,bytes,sha256,outcome,error,message,detail,agency,year,"
                      "form,title,published,checks_failed,diagnostics,disclosure.rules.made,",
                      strlen("ordinal,name,member,format,bytes,sha256,outcome,error,message,detail,agency,year,"
                             "form,title,published,checks_failed,diagnostics,disclosure.rules.made,"));
  assert_non_null(strstr(whole.text, ",disclosure.fees.amount,disclosure.fees.amount.unit,requests.received.natural_"));
  assert_non_null(strstr(whole.text, ",states\r\n"));
  const char *p = whole.text;
  size_t n_fields = count_fields(&p);
  emit(&f.record, GK_CSV_WIDE, GK_CSV_PLAIN);
  assert_int_equal(rows_have(n_fields), 2);
  assert_non_null(strstr(whole.text, ",read,,,,某局,2021,2021,某局2021年政府信息公开工作年度报告,2022-01-28,1,5,,,,"));
  assert_non_null(strstr(whole.text, ",11522.0,万元,"));
  assert_non_null(strstr(whole.text, ",-0.03,"));
}

/* Each column of cells has its letter, so their numbers agree: all but 17 fields before, two units, one of states. */
static void states_have_a_letter_for_each_column(void **state) {
  (void)state;
  emit(&f.record, GK_CSV_WIDE, GK_CSV_PLAIN);
  const char *p = whole.text;
  size_t n_cells = count_fields(&p) - 17 - 2 - 1;
  const char *letters = strrchr(whole.text, ',') + 1;
  assert_int_equal(strlen(letters), n_cells + 2);
  assert_int_equal(strspn(letters, "vbnua."), n_cells);
  size_t n[128] = {0};
  for (const char *c = letters; *c != '\r'; c++)
    n[(unsigned char)*c]++;
  assert_int_equal(n['v'], 4);
  assert_int_equal(n['b'], 1);
  assert_int_equal(n['n'], 1);
  assert_int_equal(n['u'], 1);
  assert_int_equal(n['a'], GK_FORM_2021.n_cells - 7);
  assert_int_equal(n['.'], n_cells - GK_FORM_2021.n_cells);
}

static void wide_columns_are_distinct_in_either_language(void **state) {
  (void)state;
  for (int dialect = GK_CSV_PLAIN; dialect <= GK_CSV_EXCEL; dialect++) {
    static const char *names[512];
    size_t n = 0;
    whole.n = 0;
    assert_int_equal(gk_emit_csv_header(GK_CSV_WIDE, (gk_csv_dialect)dialect, to_whole), GK_OK);
    for (char *name = strtok(whole.text, ",\r\n"); name != NULL; name = strtok(NULL, ",\r\n")) {
      for (size_t i = 0; i < n; i++)
        assert_string_not_equal(names[i], name);
      names[n++] = name;
    }
    assert_true(n > 17 + GK_FORM_2021.n_cells);
  }
}

static void what_has_no_cells_is_one_row(void **state) {
  (void)state;
  fixture_failure(&f, 6, GK_STATUS_TRUNCATED);
  emit(&f.record, GK_CSV_CELLS, GK_CSV_PLAIN);
  assert_string_equal(whole.text, "6,b,,,,,,,,,,,,,,,,,,,truncated,the file is cut off,the directory is missing\r\n");
  whole.n = 0;
  emit(&f.record, GK_CSV_CELLS, GK_CSV_EXCEL);
  assert_string_equal(whole.text, "6,b,,,,,,,,,,,,,,,,,,,truncated,文件不完整（被截断）,the directory is missing\r\n");
  whole.n = 0;
  fixture_failure(&f, 0, GK_STATUS_NOT_A_DOCUMENT);
  emit(&f.record, GK_CSV_WIDE, GK_CSV_EXCEL);
  assert_memory_equal(whole.text, ",b,,unknown,7,,非文档,not-a-document,",
                      strlen(",b,,unknown,7,,非文档,not-a-document,"));
  const char *p = whole.text;
  (void)count_fields(&p);
  assert_int_equal(*p, '\0');

  whole.n = 0;
  fixture_report(&f, 7);
  f.report.form = NULL;
  f.report.cells = NULL;
  f.report.n_checks = 0;
  emit(&f.record, GK_CSV_CELLS, GK_CSV_PLAIN);
  assert_int_equal(rows_have(23), 1);
  assert_non_null(strstr(whole.text, "某局,2021,,,,,,,,,,,,,,,,\r\n"));
}

static void every_refusal_of_the_sink_is_handed_on(void **state) {
  (void)state;
  for (int kind = GK_CSV_CELLS; kind <= GK_CSV_WIDE; kind++) {
    gk_sink sink = collector_sink(&output);
    output.refuse_after = 1;
    assert_int_equal(gk_emit_csv(&f.record, (gk_csv_kind)kind, GK_CSV_PLAIN, sink), GK_STATUS_WRITE);
    assert_int_equal(output.n_writes, 1);
    sink = collector_sink(&output);
    output.refuse_after = 1;
    assert_int_equal(gk_emit_csv_header((gk_csv_kind)kind, GK_CSV_PLAIN, sink), GK_STATUS_WRITE);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fields_are_quoted_where_rfc_4180_asks),
      cmocka_unit_test(what_no_reader_takes_is_replaced),
      cmocka_unit_test(excel_gets_no_formula),
      cmocka_unit_test(numbers_are_not_guarded),
      cmocka_unit_test_setup(a_cell_is_a_row, start),
      cmocka_unit_test_setup(excel_reads_chinese, start),
      cmocka_unit_test_setup(a_head_too_long_to_keep_is_written_each_time, start),
      cmocka_unit_test_setup(a_report_is_a_row, start),
      cmocka_unit_test_setup(states_have_a_letter_for_each_column, start),
      cmocka_unit_test_setup(wide_columns_are_distinct_in_either_language, start),
      cmocka_unit_test_setup(what_has_no_cells_is_one_row, start),
      cmocka_unit_test_setup(every_refusal_of_the_sink_is_handed_on, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
