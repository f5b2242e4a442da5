/* The emitters on a report made by hand, of a form made by hand: every state, every kind of null. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gongkai/emit.h"
#include "unit/collect.h"

enum {
  FEES,
  GRANTED_PERSON,
  GRANTED_BUSINESS,
  GRANTED_OTHER,
  GRANTED_TOTAL,
  SECRET_TOTAL,
  LATE_TOTAL,
  RECEIVED,
  CARRIED_IN,
  HANDLED,
  CARRIED_OUT,
  UPHELD,
  N_CELLS,
};

/* `refused` and `refused_late`: the order of ids must be that of the nested keys. */
static const gk_form_cell form_cells[N_CELLS] = {
    [FEES] = {"disclosure.fees.amount", "第二十条第（八）项", "行政事业性收费", "本年收费金额", GK_TABLE_DISCLOSURE,
              GK_ROW_FEES, GK_COL_AMOUNT, GK_CELL_AMOUNT},
    [GRANTED_PERSON] = {"requests.granted.natural_person", "", "（一）予以公开", "自然人", GK_TABLE_REQUESTS,
                        GK_ROW_GRANTED, GK_COL_NATURAL_PERSON, GK_CELL_COUNT},
    [GRANTED_BUSINESS] = {"requests.granted.business", "", "（一）予以公开", "商业企业", GK_TABLE_REQUESTS,
                          GK_ROW_GRANTED, GK_COL_BUSINESS, GK_CELL_COUNT},
    [GRANTED_OTHER] = {"requests.granted.other", "", "（一）予以公开", "其他", GK_TABLE_REQUESTS, GK_ROW_GRANTED,
                       GK_COL_OTHER, GK_CELL_COUNT},
    [GRANTED_TOTAL] = {"requests.granted.total", "", "（一）予以公开", "总计", GK_TABLE_REQUESTS, GK_ROW_GRANTED,
                       GK_COL_TOTAL, GK_CELL_COUNT},
    [SECRET_TOTAL] = {"requests.refused.state_secret.total", "", "1.属于国家秘密", "总计", GK_TABLE_REQUESTS,
                      GK_ROW_STATE_SECRET, GK_COL_TOTAL, GK_CELL_COUNT},
    [LATE_TOTAL] = {"requests.refused_late.total", "", "逾期", "总计", GK_TABLE_REQUESTS, GK_ROW_REPEATED, GK_COL_TOTAL,
                    GK_CELL_COUNT},
    [RECEIVED] = {"requests.received.total", "", "一、本年新收", "总计", GK_TABLE_REQUESTS, GK_ROW_RECEIVED,
                  GK_COL_TOTAL, GK_CELL_COUNT},
    [CARRIED_IN] = {"requests.carried_in.total", "", "二、上年结转", "总计", GK_TABLE_REQUESTS, GK_ROW_CARRIED_IN,
                    GK_COL_TOTAL, GK_CELL_COUNT},
    [HANDLED] = {"requests.handled_total.total", "", "（七）总计", "总计", GK_TABLE_REQUESTS, GK_ROW_HANDLED_TOTAL,
                 GK_COL_TOTAL, GK_CELL_COUNT},
    [CARRIED_OUT] = {"requests.carried_out.total", "", "四、结转下年度", "总计", GK_TABLE_REQUESTS, GK_ROW_CARRIED_OUT,
                     GK_COL_TOTAL, GK_CELL_COUNT},
    [UPHELD] = {"disputes.reconsideration.upheld", "", "行政复议", "结果维持", GK_TABLE_DISPUTES,
                GK_ROW_RECONSIDERATION, GK_COL_UPHELD, GK_CELL_COUNT},
};

static const uint16_t sorted[N_CELLS] = {FEES,           UPHELD,        CARRIED_IN,    CARRIED_OUT, GRANTED_BUSINESS,
                                         GRANTED_PERSON, GRANTED_OTHER, GRANTED_TOTAL, HANDLED,     RECEIVED,
                                         SECRET_TOTAL,   LATE_TOTAL};

static const uint16_t granted_parts[] = {GRANTED_PERSON, GRANTED_BUSINESS, GRANTED_OTHER};
static const uint16_t granted_total[] = {GRANTED_TOTAL};
static const uint16_t balance_left[] = {RECEIVED, CARRIED_IN};
static const uint16_t balance_right[] = {HANDLED, CARRIED_OUT};
static const gk_rule rules[] = {
    {"requests.sum.granted", "", 3, 1, granted_parts, granted_total},
    {"requests.balance.total", "", 2, 2, balance_left, balance_right},
};

static const gk_form form = {.name = "2021",
                             .notice = "",
                             .cells = form_cells,
                             .n_cells = N_CELLS,
                             .sorted = sorted,
                             .rules = rules,
                             .n_rules = 2};

static const gk_part parts[] = {{.name = {"", 0}}, {.name = {"word/document.xml", 17}}};
static const gk_layout layout = {.parts = parts, .n_parts = 2};

static const gk_source source = {.name = {"a\xFF.docx", 7},
                                 .format = "docx",
                                 .encoding = "utf-8",
                                 .bytes = 4242,
                                 .sha256 = {"00ff", 4},
                                 .layout = &layout};

#define NUMBER(d, s, text, offset)                                                                                     \
  {                                                                                                                    \
    .state = GK_STATE_NUMBER, .value = {d, s}, .raw = GK_LIT(text), .where = { 1, offset, sizeof(text) - 1 }           \
  }

static gk_cell cells[N_CELLS];
static gk_check checks[2];
static gk_report report;
static gk_diag diag;
static gk_diags diags;
static collector output;

static const gk_diag_kind odd = {"odd", GK_SEVERITY_WARNING, "{0} of {1} are odd", "{1}个中有{0}个异常"};

static int make_report(void **state) {
  (void)state;
  static const gk_str preamble[] = {{"引言", 6}};
  static const gk_str paragraphs[] = {{"第一段", 9}, {"\"二\"", 5}};
  static const gk_section sections[] = {{GK_SECTION_OVERVIEW, {"一", 3}, {"总体情况", 12}, paragraphs, 2},
                                        {GK_SECTION_OTHER, {NULL, 0}, {NULL, 0}, NULL, 0}};
  const gk_cell made[N_CELLS] = {
      [FEES] = {.state = GK_STATE_NUMBER,
                .value = {115220, 1},
                .unit = GK_LIT("万元"),
                .raw = GK_LIT("11522.0万元"),
                .where = {1, 300, 15}},
      [GRANTED_PERSON] = NUMBER(2, 0, "2", 400),
      [GRANTED_BUSINESS] = {.state = GK_STATE_BLANK, .raw = GK_LIT("\t"), .where = {0, 410, 1}},
      [GRANTED_OTHER] = NUMBER(1, 0, "１", 420),
      [GRANTED_TOTAL] = NUMBER(0, 0, "0", 430),
      [SECRET_TOTAL] = {.state = GK_STATE_NOT_APPLICABLE, .raw = GK_LIT("/"), .where = {1, 440, 1}},
      [LATE_TOTAL] = {.state = GK_STATE_UNREADABLE, .raw = GK_LIT("a\\b\n\rc"), .where = {1, 450, 6}},
      [RECEIVED] = NUMBER(27, 0, "27", 460),
      [CARRIED_IN] = {.state = GK_STATE_BLANK, .where = {1, 470, 0}},
      [HANDLED] = NUMBER(26, 0, "26", 480),
      [CARRIED_OUT] = NUMBER(0, 0, "0", 490),
      [UPHELD] = {.state = GK_STATE_ABSENT},
  };
  memcpy(cells, made, sizeof cells);
  checks[0] = (gk_check){&rules[0], GK_CHECK_FAIL, 1, 1, {3, 0}, {0, 0}};
  checks[1] = (gk_check){&rules[1], GK_CHECK_NOT_ASSESSABLE, 0, 1, {0, 0}, {26, 0}};
  report = (gk_report){.form = &form,
                       .cells = cells,
                       .title = GK_LIT("某局2021年政府信息公开工作年度报告"),
                       .agency = GK_LIT("某局"),
                       .year = 2021,
                       .period_from = {2021, 1, 1},
                       .period_to = {2021, 12, 31},
                       .contact = {.phone = GK_LIT("0631-5625686")},
                       .preamble = preamble,
                       .n_preamble = 1,
                       .sections = sections,
                       .n_sections = 2,
                       .checks = checks,
                       .n_checks = 2};
  diag = (gk_diag){&odd, LATE_TOTAL, 1, 450, 6, {1, 12}};
  diags = (gk_diags){.items = &diag, .n = 1};
  return 0;
}

static void emit(gk_json_style style, gk_evidence evidence) {
  gk_sink sink = collector_sink(&output);
  assert_int_equal(gk_emit_json(&report, &diags, &source, style, evidence, sink), GK_OK);
}

static void a_record_is_canonical(void **state) {
  (void)state;
  emit(GK_JSON_CANONICAL, GK_EVIDENCE_OFF);
  assert_string_equal(
      output.text,
      "{\"agency\":\"某局\",\"checks\":["
      "{\"left\":3,\"right\":0,\"rule\":\"requests.sum.granted\",\"status\":\"fail\"},"
      "{\"left\":null,\"right\":26,\"rule\":\"requests.balance.total\",\"status\":\"not_assessable\"}],"
      "\"contact\":{\"address\":null,\"email\":null,\"fax\":null,\"phone\":\"0631-5625686\",\"postcode\":null,"
      "\"website\":null},"
      "\"diagnostics\":[{\"cell\":\"requests.refused_late.total\",\"code\":\"odd\",\"length\":6,"
      "\"message\":\"1 of 12 are odd\",\"message_zh\":\"12个中有1个异常\",\"offset\":450,"
      "\"part\":\"word/document.xml\",\"severity\":\"warning\"}],"
      "\"disclosure\":{\"fees\":{\"amount\":11522}},"
      "\"disputes\":{\"reconsideration\":{\"upheld\":null}},"
      "\"form\":\"2021\",\"period\":{\"from\":\"2021-01-01\",\"to\":\"2021-12-31\"},"
      "\"preamble\":[\"引言\"],\"published\":null,"
      "\"requests\":{\"carried_in\":{\"total\":null},\"carried_out\":{\"total\":0},"
      "\"granted\":{\"business\":null,\"natural_person\":2,\"other\":1,\"total\":0},"
      "\"handled_total\":{\"total\":26},\"received\":{\"total\":27},"
      "\"refused\":{\"state_secret\":{\"total\":null}},\"refused_late\":{\"total\":null}},"
      "\"schema\":\"gongkai/report/1\",\"sections\":["
      "{\"id\":\"overview\",\"number\":\"一\",\"paragraphs\":[\"第一段\",\"\\\"二\\\"\"],\"title\":\"总体情况\"},"
      "{\"id\":\"other\",\"number\":null,\"paragraphs\":[],\"title\":null}],"
      "\"source\":{\"bytes\":4242,\"encoding\":\"utf-8\",\"format\":\"docx\",\"member\":null,"
      "\"name\":\"a\xEF\xBF\xBD.docx\",\"sha256\":\"00ff\"},"
      "\"states\":{\"disputes.reconsideration.upheld\":\"absent\",\"requests.carried_in.total\":\"blank\","
      "\"requests.granted.business\":\"blank\",\"requests.refused.state_secret.total\":\"not_applicable\","
      "\"requests.refused_late.total\":\"unreadable\"},"
      "\"title\":\"某局2021年政府信息公开工作年度报告\",\"units\":{\"disclosure.fees.amount\":\"万元\"},"
      "\"year\":2021}");
}

static void evidence_says_where_each_cell_stands(void **state) {
  (void)state;
  emit(GK_JSON_CANONICAL, GK_EVIDENCE_ON);
  const char *evidence = strstr(output.text, "\"evidence\":");
  assert_non_null(evidence);
  assert_non_null(strstr(evidence, "{\"disclosure.fees.amount\":{\"length\":15,\"offset\":300,"
                                   "\"part\":\"word/document.xml\",\"raw\":\"11522.0万元\"},"
                                   "\"requests.carried_in.total\":{\"length\":0,\"offset\":470,"
                                   "\"part\":\"word/document.xml\",\"raw\":\"\"},"));
  assert_non_null(strstr(evidence, "\"requests.granted.business\":{\"length\":1,\"offset\":410,\"raw\":\"\\t\"},"));
  assert_null(strstr(evidence, "\"disputes.reconsideration.upheld\":{"));
}

static void what_is_not_found_is_null(void **state) {
  (void)state;
  report = (gk_report){0};
  diags = (gk_diags){.n_dropped = 3};
  emit(GK_JSON_CANONICAL, GK_EVIDENCE_ON);
  assert_string_equal(
      output.text,
      "{\"agency\":null,\"checks\":[],\"contact\":{\"address\":null,\"email\":null,\"fax\":null,\"phone\":null,"
      "\"postcode\":null,\"website\":null},\"diagnostics\":[],\"diagnostics_dropped\":3,\"disclosure\":null,"
      "\"disputes\":null,\"evidence\":{},\"form\":null,\"period\":null,\"preamble\":[],\"published\":null,"
      "\"requests\":null,\"schema\":\"gongkai/report/1\",\"sections\":[],\"source\":{\"bytes\":4242,"
      "\"encoding\":\"utf-8\",\"format\":\"docx\",\"member\":null,\"name\":\"a\xEF\xBF\xBD.docx\","
      "\"sha256\":\"00ff\"},\"states\":{},\"title\":null,\"units\":{},\"year\":null}");
}

/* White space outside strings is all that tells the styles apart. */
static void pretty_is_the_same_record(void **state) {
  (void)state;
  static char squeezed[sizeof output.text];
  emit(GK_JSON_PRETTY, GK_EVIDENCE_ON);
  size_t n = 0;
  for (size_t i = 0, in_string = 0; i < output.n; i++) {
    char c = output.text[i];
    if (c == '"' && output.text[i - 1] != '\\')
      in_string = !in_string;
    if (in_string || (c != ' ' && c != '\n'))
      squeezed[n++] = c;
  }
  squeezed[n] = '\0';
  emit(GK_JSON_CANONICAL, GK_EVIDENCE_ON);
  assert_string_equal(squeezed, output.text);
}

static void a_failure_is_a_record_too(void **state) {
  (void)state;
  const gk_error error = {GK_STATUS_TRUNCATED, GK_LIT("word/document.xml"), 99, "the directory is missing"};
  const gk_source unread = {.name = GK_LIT("b"), .format = "unknown"};
  gk_sink sink = collector_sink(&output);
  assert_int_equal(gk_emit_error_json(&error, &unread, GK_JSON_CANONICAL, sink), GK_OK);
  assert_string_equal(output.text,
                      "{\"error\":{\"code\":\"truncated\",\"detail\":\"the directory is missing\","
                      "\"message\":\"the file is cut off\","
                      "\"message_zh\":\"文件不完整（被截断）\",\"offset\":99,\"part\":\"word/document.xml\"},"
                      "\"schema\":\"gongkai/report/1\",\"source\":{\"bytes\":0,\"encoding\":null,"
                      "\"format\":\"unknown\",\"member\":null,\"name\":\"b\",\"sha256\":null}}");
}

static void a_record_is_a_report_or_a_failure(void **state) {
  (void)state;
  static collector expected;
  gk_source numbered = source;
  numbered.ordinal = 10000000000;
  assert_int_equal(gk_emit_json(&report, &diags, &numbered, GK_JSON_PRETTY, GK_EVIDENCE_ON, collector_sink(&expected)),
                   GK_OK);
  const gk_record read = {&numbered, &report, &diags, NULL};
  assert_int_equal(gk_emit_record_json(&read, GK_JSON_PRETTY, GK_EVIDENCE_ON, collector_sink(&output)), GK_OK);
  assert_string_equal(output.text, expected.text);
  assert_non_null(strstr(output.text, "\"ordinal\": 10000000000,"));

  const gk_error error = {.status = GK_STATUS_EMPTY};
  const gk_record refused = {&numbered, NULL, NULL, &error};
  assert_int_equal(gk_emit_error_json(&error, &numbered, GK_JSON_CANONICAL, collector_sink(&expected)), GK_OK);
  assert_int_equal(gk_emit_record_json(&refused, GK_JSON_CANONICAL, GK_EVIDENCE_ON, collector_sink(&output)), GK_OK);
  assert_string_equal(output.text, expected.text);
  assert_non_null(strstr(output.text, "\"name\":\"a\xEF\xBF\xBD.docx\",\"ordinal\":10000000000,"));
}

static void rows_are_in_the_form_s_order(void **state) {
  (void)state;
  gk_sink sink = collector_sink(&output);
  assert_int_equal(gk_emit_cells(&report, sink), GK_OK);
  assert_string_equal(output.text, "cell\tstate\tvalue\tunit\traw\toffset\tlength\n"
                                   "disclosure.fees.amount\tnumber\t11522.0\t万元\t11522.0万元\t300\t15\n"
                                   "requests.granted.natural_person\tnumber\t2\t\t2\t400\t1\n"
                                   "requests.granted.business\tblank\t\t\t\\t\t410\t1\n"
                                   "requests.granted.other\tnumber\t1\t\t１\t420\t3\n"
                                   "requests.granted.total\tnumber\t0\t\t0\t430\t1\n"
                                   "requests.refused.state_secret.total\tnot_applicable\t\t\t/\t440\t1\n"
                                   "requests.refused_late.total\tunreadable\t\t\ta\\\\b\\n\\rc\t450\t6\n"
                                   "requests.received.total\tnumber\t27\t\t27\t460\t2\n"
                                   "requests.carried_in.total\tblank\t\t\t\t470\t0\n"
                                   "requests.handled_total.total\tnumber\t26\t\t26\t480\t2\n"
                                   "requests.carried_out.total\tnumber\t0\t\t0\t490\t1\n"
                                   "disputes.reconsideration.upheld\tabsent\t\t\t\t\t\n");

  report = (gk_report){0};
  sink = collector_sink(&output);
  assert_int_equal(gk_emit_cells(&report, sink), GK_OK);
  assert_string_equal(output.text, "cell\tstate\tvalue\tunit\traw\toffset\tlength\n");
}

static void expect_checks(gk_str name, gk_colour colour, const char *text) {
  gk_source named = source;
  named.name = name;
  gk_sink sink = collector_sink(&output);
  assert_int_equal(gk_emit_checks(&report, &named, colour, sink), GK_OK);
  assert_string_equal(output.text, text);
}

static void a_failing_check_shows_both_sides(void **state) {
  (void)state;
  expect_checks(GK_LIT("a.docx"), GK_COLOUR_OFF,
                "某局 2021年  a.docx\n"
                "  ✗ requests.sum.granted  （一）予以公开：自然人 2 + 其他 1（其余 1 项为零或空） = 3，总计 0\n"
                "  相符 0 项，不符 1 项，无法核对 1 项（2021年版表式）\n");
  expect_checks(GK_LIT("a.docx"), GK_COLOUR_ON,
                "\x1b[1m某局 2021年\x1b[0m  \x1b[2ma.docx\x1b[0m\n"
                "  \x1b[31m✗ requests.sum.granted\x1b[0m  （一）予以公开：自然人 2 + 其他 1（其余 1 项为零或空）"
                " = 3，总计 0\n"
                "  \x1b[31m相符 0 项，不符 1 项，无法核对 1 项\x1b[0m（2021年版表式）\n");

  checks[0].status = GK_CHECK_PASS;
  checks[1] = (gk_check){&rules[1], GK_CHECK_FAIL, 1, 1, {27, 0}, {26, 0}};
  expect_checks(GK_LIT("a.docx"), GK_COLOUR_OFF,
                "某局 2021年  a.docx\n"
                "  ✗ requests.balance.total  总计：一、本年新收 27 + 二、上年结转 空 = 27，"
                "（七）总计 26 + 四、结转下年度 0 = 26\n"
                "  相符 1 项，不符 1 项，无法核对 0 项（2021年版表式）\n");

  cells[GRANTED_PERSON].value.digits = cells[GRANTED_OTHER].value.digits = 0;
  cells[GRANTED_TOTAL].value.digits = 5;
  checks[0] = (gk_check){&rules[0], GK_CHECK_FAIL, 1, 1, {0, 0}, {5, 0}};
  checks[1].status = GK_CHECK_PASS;
  expect_checks(GK_LIT("a.docx"), GK_COLOUR_OFF,
                "某局 2021年  a.docx\n"
                "  ✗ requests.sum.granted  （一）予以公开：共 3 项，均为零或空 = 0，总计 5\n"
                "  相符 1 项，不符 1 项，无法核对 0 项（2021年版表式）\n");
}

static void no_document_controls_the_terminal(void **state) {
  (void)state;
  report = (gk_report){.agency = GK_LIT("a\x1b]0;x\x07\xC2\x9B"
                                        "31m\xC2\xA9\x7F")};
  expect_checks(GK_LIT("b\n.docx"), GK_COLOUR_OFF,
                "a�]0;x��31m\xC2\xA9�  b�.docx\n"
                "  未识别出规定的表格，没有可核对的规则\n");
}

static void every_refusal_of_the_sink_is_handed_on(void **state) {
  (void)state;
  gk_sink sink = collector_sink(&output);
  output.refuse_after = 1;
  assert_int_equal(gk_emit_json(&report, &diags, &source, GK_JSON_PRETTY, GK_EVIDENCE_ON, sink), GK_STATUS_WRITE);
  sink = collector_sink(&output);
  output.refuse_after = 1;
  assert_int_equal(gk_emit_cells(&report, sink), GK_STATUS_WRITE);
  sink = collector_sink(&output);
  output.refuse_after = 1;
  assert_int_equal(gk_emit_checks(&report, &source, GK_COLOUR_ON, sink), GK_STATUS_WRITE);
  sink = collector_sink(&output);
  output.refuse_after = 1;
  assert_int_equal(gk_emit_error_json(&(gk_error){0}, &source, GK_JSON_CANONICAL, sink), GK_STATUS_WRITE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(a_record_is_canonical, make_report),
      cmocka_unit_test_setup(evidence_says_where_each_cell_stands, make_report),
      cmocka_unit_test_setup(what_is_not_found_is_null, make_report),
      cmocka_unit_test_setup(pretty_is_the_same_record, make_report),
      cmocka_unit_test_setup(a_failure_is_a_record_too, make_report),
      cmocka_unit_test_setup(a_record_is_a_report_or_a_failure, make_report),
      cmocka_unit_test_setup(rows_are_in_the_form_s_order, make_report),
      cmocka_unit_test_setup(a_failing_check_shows_both_sides, make_report),
      cmocka_unit_test_setup(no_document_controls_the_terminal, make_report),
      cmocka_unit_test_setup(every_refusal_of_the_sink_is_handed_on, make_report),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
