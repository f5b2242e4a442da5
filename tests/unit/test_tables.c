/*
 * Tables written down as text: rows are lines, cells are divided by '|'. A cell may end in "^3" (it spans three
 * columns) or "%" (a vertical merge starts), be "%" alone (the merge goes on) or "~2" (two columns without a cell), or
 * stand in "[]" (in a table of one cell).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "extract/bind.h"
#include "layout/builder.h"

typedef struct fixture {
  gk_arena arena;
  gk_limits limits;
  gk_diags diags;
  gk_layout layout;
  gk_report report;
} fixture;

static void put_para(gk_builder *b, const char *text, size_t n) {
  gk_builder_open_para(b, 0, 0);
  gk_builder_text(b, 0, (gk_str){text, n}, (gk_str){text, n});
  gk_builder_close_para(b);
}

static void put_bordered(gk_builder *b, const char *text, size_t n) {
  gk_builder_open_table(b, 0);
  gk_builder_open_row(b);
  gk_builder_open_cell(b, 0, 0, 1, GK_MERGE_NONE);
  put_para(b, text, n);
  gk_builder_close_cell(b);
  gk_builder_close_row(b);
  gk_builder_close_table(b);
  put_para(b, text, 0);
}

static void put_cell(gk_builder *b, const char *text, size_t n) {
  uint32_t span = 1;
  gk_merge merge = GK_MERGE_NONE;
  if (n > 1 && text[0] == '~') {
    gk_builder_skip_cols(b, 0, 0, (uint32_t)(text[1] - '0'));
    return;
  }
  if (n > 1 && text[n - 2] == '^') {
    span = (uint32_t)(text[n - 1] - '0');
    n -= 2;
  }
  if (n > 0 && text[n - 1] == '%') {
    n--;
    merge = n == 0 ? GK_MERGE_CONTINUE : GK_MERGE_START;
  }
  gk_builder_open_cell(b, 0, 0, span, merge);
  if (n > 1 && text[0] == '[')
    put_bordered(b, text + 1, n - 2);
  else
    put_para(b, text, n);
  gk_builder_close_cell(b);
}

static void put_row(gk_builder *b, const char *row, size_t n) {
  gk_builder_open_row(b);
  for (size_t i = 0, start = 0; i <= n; i++) {
    if (i < n && row[i] != '|')
      continue;
    put_cell(b, row + start, i - start);
    start = i + 1;
  }
  gk_builder_close_row(b);
}

/* Reads one table; a line "---" ends it and starts another behind a paragraph of prose. */
static void read(fixture *f, const char *text, uint8_t flags, int year) {
  gk_arena_init(&f->arena, NULL, 0);
  f->limits = gk_limits_resolve(NULL);
  gk_diags_init(&f->diags, &f->arena, 100);
  gk_builder *b = gk_builder_new(&f->arena, &f->limits, &f->diags);
  gk_part part = {.name = {NULL, 0}, .source = {text, strlen(text)}, .text = {text, strlen(text)}};
  gk_builder_add_part(b, &part);
  gk_builder_open_table(b, flags);
  for (const char *line = text; *line != '\0';) {
    size_t n = strcspn(line, "\n");
    if (n == 3 && memcmp(line, "---", 3) == 0) {
      gk_builder_close_table(b);
      gk_builder_open_para(b, 0, 0);
      gk_builder_text(b, 0, GK_LIT("两张表之间有一段正文，说明下面这张表与上面无关。"), (gk_str){line, n});
      gk_builder_close_para(b);
      gk_builder_open_table(b, flags);
    } else {
      put_row(b, line, n);
    }
    line += n + (line[n] == '\n');
  }
  gk_builder_close_table(b);
  assert_int_equal(gk_builder_finish(b, &f->layout), GK_OK);
  const char *why = "";
  assert_int_equal(gk_layout_check(&f->layout, &why), SIZE_MAX);
  memset(&f->report, 0, sizeof f->report);
  f->report.year = year;
  assert_int_equal(gk_extract_tables(&f->arena, &f->layout, &f->diags, &f->report), GK_OK);
}

static size_t n_diags(const fixture *f, const gk_diag_kind *kind) {
  size_t n = 0;
  for (size_t i = 0; i < f->diags.n; i++)
    n += f->diags.items[i].kind == kind;
  return n;
}

/* The seven values of a row, or those of a list of columns, as text: numbers, "_" blank, "." absent, "/" and "?". */
static void expect_row(const fixture *f, const char *prefix, const char *const *cols, const char *expected) {
  char got[256] = "";
  assert_non_null(f->report.form);
  for (; *cols != NULL; cols++) {
    char id[128], number[GK_DECIMAL_SIZE];
    snprintf(id, sizeof id, "%s.%s", prefix, *cols);
    uint16_t idx = gk_form_find(f->report.form, (gk_str){id, strlen(id)});
    assert_int_not_equal(idx, GK_NO_FORM_CELL);
    const gk_cell *cell = &f->report.cells[idx];
    static const char *const marks[] = {".", "_", "/", "?"};
    gk_decimal_format(cell->value, number);
    if (got[0] != '\0')
      strcat(got, " ");
    strcat(got, cell->state == GK_STATE_NUMBER ? number : marks[cell->state]);
  }
  if (strcmp(got, expected) != 0)
    fail_msg("%s: %s instead of %s", prefix, got, expected);
}

static const char *const applicants[] = {"natural_person", "business", "research", "public_interest",
                                         "legal_service",  "other",    "total",    NULL};
static const char *const results[] = {"upheld", "corrected", "other", "pending", "total", NULL};

static void expect_requests(const fixture *f, const char *row, const char *expected) {
  char prefix[96];
  snprintf(prefix, sizeof prefix, "requests.%s", row);
  expect_row(f, prefix, applicants, expected);
}

#define REQUESTS_HEADER                                                                                                          \
  "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）^3|申请人情况^7\n" \
  "~3|自然人%|法人或其他组织^5|总计%\n"                                                                              \
  "~3|%|商业企业|科研机构|社会公益组织|法律服务机构|其他|%\n"

/* The same as a list of cells, as text dumps have it. */
#define REQUESTS_LIST                                                                                                  \
  "（本列数据的勾稽关系）|申请人情况\n"                                                                \
  "|自然人|法人或其他组织|总计\n"                                                                          \
  "||商业企业|科研机构|社会公益组织|法律服务机构|其他|\n"

/* The same with every column in its place and the lead columns blank. */
#define REQUESTS_WIDE                                                                                                  \
  "（本列数据的勾稽关系）|||申请人情况||||||\n"                                                        \
  "|||自然人|法人或其他组织|||||总计\n"                                                                    \
  "||||商业企业|科研机构|社会公益组织|法律服务机构|其他|\n"

static void reads_the_official_grid(void **state) {
  fixture f;
  (void)state;
  read(&f,
       REQUESTS_HEADER "一、本年新收政府信息公开申请数量^3|1|2|3|4|5|6|21\n"
                       "三、本年度办理结果%|（一）予以公开^2|1||||||1\n"
                       "%|（三）不予公开%|1.属于国家秘密|0|/|—|1,113|无|x|0\n"
                       "%|%|2.其他法律行政法规禁止公开|7|6|5|4|3|2|1\n",
       0, 2021);
  expect_requests(&f, "received", "1 2 3 4 5 6 21");
  expect_requests(&f, "granted", "1 _ _ _ _ _ 1");
  expect_requests(&f, "refused.state_secret", "0 / / 1113 / ? 0");
  expect_requests(&f, "refused.prohibited_by_law", "7 6 5 4 3 2 1");
  expect_requests(&f, "carried_in", ". . . . . . .");
  assert_int_equal(n_diags(&f, &GK_DIAG_VALUE_UNREADABLE), 1);
  gk_arena_free(&f.arena);
}

static void goes_by_the_headers_order(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "~3|总计%|自然人%|法人或其他组织^5\n"
       "~3|%|%|其他|商业企业|科研机构|社会公益组织|法律服务机构\n"
       "一、本年新收政府信息公开申请数量^3|28|1|7|2|3|4|5\n",
       0, 2021);
  expect_requests(&f, "received", "1 2 3 4 5 7 28");
  gk_arena_free(&f.arena);
}

static void places_cells_beside_missing_ones(void **state) {
  fixture f;
  (void)state;
  read(&f,
       REQUESTS_HEADER "一、本年新收政府信息公开申请数量^3|1|2|3|4|5|6|~1\n"
                       "二、上年结转政府信息公开申请数量^3|~2|3|4|5|6|7\n"
                       "四、结转下年度继续办理^3|1|2|3|4|5|7\n",
       0, 2021);
  expect_requests(&f, "received", "1 2 3 4 5 6 .");
  expect_requests(&f, "carried_in", ". . 3 4 5 6 7");
  expect_requests(&f, "carried_out", "1 2 3 4 5 . 7");
  assert_int_equal(n_diags(&f, &GK_DIAG_ROW_SHORT), 1);
  gk_arena_free(&f.arena);
}

static void splits_no_merged_cell(void **state) {
  fixture f;
  (void)state;
  read(&f,
       REQUESTS_HEADER "一、本年新收政府信息公开申请数量^3|9^2|3|4|5|6|7\n"
                       "二、上年结转政府信息公开申请数量^3|^7\n"
                       "三、本年度办理结果%|（一）予以公开^2|1%|2|3|4|5|6|7\n"
                       "%|（二）部分公开^2|%|2|3|4|5|6|7\n"
                       "四、结转下年度继续办理^3|0^7\n",
       0, 2021);
  expect_requests(&f, "received", ". . 3 4 5 6 7");
  expect_requests(&f, "carried_in", "_ _ _ _ _ _ _");
  expect_requests(&f, "granted", ". 2 3 4 5 6 7");
  expect_requests(&f, "partly_granted", ". 2 3 4 5 6 7");
  expect_requests(&f, "carried_out", ". . . . . . .");
  assert_true(n_diags(&f, &GK_DIAG_CELL_MERGED) >= 4);
  gk_arena_free(&f.arena);
}

static void reads_lists_by_number(void **state) {
  fixture f;
  (void)state;
  read(&f,
       REQUESTS_LIST "一、本年新收政府信息公开申请数量|1|2|3|4|5|6|21\n"
                     "三、本年度办理结果|（一）予以公开|||||||\n"
                     "|（三）不予公开|1.属于国家秘密||2|||||2\n"
                     "||2.其他法律行政法规禁止公开||||||0|0\n"
                     "|（六）其他处理|3.其他|1||||||1\n",
       GK_TABLE_RAGGED, 2021);
  expect_requests(&f, "received", "1 2 3 4 5 6 21");
  expect_requests(&f, "granted", "_ _ _ _ _ _ _");
  expect_requests(&f, "refused.state_secret", "_ 2 _ _ _ _ 2");
  expect_requests(&f, "refused.prohibited_by_law", "_ _ _ _ _ 0 0");
  expect_requests(&f, "other_handling.other", "1 _ _ _ _ _ 1");
  assert_int_equal(f.diags.n, 3); /* chosen by year, two tables missing */
  gk_arena_free(&f.arena);
}

static void reads_padded_lists(void **state) {
  fixture f;
  (void)state;
  read(&f,
       REQUESTS_WIDE "一、本年新收政府信息公开申请数量|||1|2|3|4|5|6|21\n"
                     "二、上年结转政府信息公开申请数量||||2|||||\n"
                     "三、本年度办理结果|（一）予以公开||||3||||3\n"
                     "||1.属于国家秘密|||||||0\n"
                     "四、结转下年度继续办理||||||||4|4\n",
       GK_TABLE_RAGGED, 2021);
  expect_requests(&f, "carried_in", "_ 2 _ _ _ _ _");
  expect_requests(&f, "granted", "_ _ 3 _ _ _ 3");
  expect_requests(&f, "refused.state_secret", "_ _ _ _ _ _ 0");
  expect_requests(&f, "carried_out", "_ _ _ _ _ 4 4");
  gk_arena_free(&f.arena);
}

static void survives_a_lost_column(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "（本列数据的勾稽关系）|申请人情况||\n|自|法人或其他组织|总\n"
       "||商业企业|科研机构|社会公益组织|法律服务机构|其他||\n"
       "一、本年新收政府信息公开申请数量||2|0|0|0|0|2|\n"
       "三、本年度办理结果|（一）予以公开|1|0|0|0|0|1|\n"
       "|（三）不予公开|1.属于国家秘密|0|0|0|0|0|5\n"
       "||2.其他法律行政法规禁止公开|0|0|0|0|0|6\n"
       "||3.危及“三安全一稳定”|0|0|0|0|0|7\n"
       "（七）总计|2|0|0|0|0|2||\n",
       GK_TABLE_RAGGED, 2020);
  expect_requests(&f, "received", "2 0 0 0 0 . 2");
  expect_requests(&f, "granted", "1 0 0 0 0 . 1");
  expect_requests(&f, "refused.endangers_security", "0 0 0 0 0 . 7");
  expect_requests(&f, "handled_total", "2 0 0 0 0 . 2");
  assert_int_equal(n_diags(&f, &GK_DIAG_ROW_SHORT), 6);
  assert_int_equal(n_diags(&f, &GK_DIAG_COLUMN_LOST), 1);
  gk_arena_free(&f.arena);
}

/* A blank column that padding added looks like the total, if the header does not say where that is. */
static void takes_no_padding_for_a_total(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "（本列数据的勾稽关系）|申请人情况||\n|自|法人或其他组织|总\n"
       "||商业企业|科研机构|社会公益组织|法律服务机构|其他||\n"
       "一、本年新收政府信息公开申请数量|2|0|0|0|0|2|\n"
       "二、上年结转政府信息公开申请数量|3|0|0|0|0|3|\n",
       GK_TABLE_RAGGED, 2020);
  assert_null(f.report.form);
  assert_int_equal(n_diags(&f, &GK_DIAG_ROW_AMBIGUOUS), 2);
  gk_arena_free(&f.arena);
}

static void gives_no_answer_where_two_are_possible(void **state) {
  fixture f;
  (void)state;
  /* Eight cells for seven columns, blank at both ends, and no other row like it. */
  read(&f,
       REQUESTS_LIST "一、本年新收政府信息公开申请数量||2||||||\n"
                     "二、上年结转政府信息公开申请数量|5\n"
                     "（一）予以公开|1|2|3|4|5|6|7|8|9\n"
                     "（二）部分公开|1|2|3|4|5|6|21\n",
       GK_TABLE_RAGGED, 2021);
  expect_requests(&f, "received", ". . . . . . .");
  expect_requests(&f, "carried_in", ". . . . . . .");
  expect_requests(&f, "granted", ". . . . . . .");
  expect_requests(&f, "partly_granted", "1 2 3 4 5 6 21");
  assert_int_equal(n_diags(&f, &GK_DIAG_ROW_AMBIGUOUS), 2);
  assert_int_equal(n_diags(&f, &GK_DIAG_ROW_LONG), 1);
  gk_arena_free(&f.arena);
}

static void needs_a_header_or_most_of_the_table(void **state) {
  fixture f;
  (void)state;
  read(&f, "（一）予以公开|1|2|3|4|5|6|21\n规章|1|2|3\n行政许可|7\n", GK_TABLE_RAGGED, 2021);
  assert_null(f.report.form);
  gk_arena_free(&f.arena);
  read(&f, REQUESTS_LIST "---\n（一）予以公开|1|2|3|4|5|6|21\n", GK_TABLE_RAGGED, 2021);
  assert_null(f.report.form);
  gk_arena_free(&f.arena);
}

static const char *const rules_2019[] = {"made", "published", "public_total", NULL};
static const char *const rules_2021[] = {"issued", "repealed", "in_force", NULL};
static const char *const items_2019[] = {"previous_items", "change", "decisions", NULL};
static const char *const decisions_2021[] = {"decisions", NULL};

static void reads_disclosure_under_its_headers(void **state) {
  static const char *const amount[] = {"items", "amount", NULL};
  static const char *const fees[] = {"previous_items", "change", NULL};
  fixture f;
  (void)state;
  read(&f,
       "第二十条第（一）项^4\n信息内容|本年新 制作数量|本年新公开数量|对外公开总数量\n"
       "规章|1|2|3\n规范性文件|4|5|6\n其他主动公开文件|7|8|9\n"
       "第二十条第（五）项^4\n信息内容|上一年项目数量|本年增/减|处理决定数量\n行政许可|188|+113|20373\n"
       "其他对外管理服务事项|30|减3|15000\n"
       "第二十条第（八）项^4\n信息内容|上一年项目数量|本年增/减^2\n行政事业性收费|3|-1^2\n"
       "第二十条第（九）项^4\n信息内容|采购项目数量|采购总金额（万元）^2\n政府集中采购|99|11522.96^2\n",
       0, 2021);
  expect_row(&f, "disclosure.rules", rules_2019, "1 2 3");
  expect_row(&f, "disclosure.normative_documents", rules_2019, "4 5 6");
  expect_row(&f, "disclosure.licensing", items_2019, "188 113 20373");
  expect_row(&f, "disclosure.other_services", items_2019, "30 -3 15000");
  expect_row(&f, "disclosure.fees", fees, "3 -1");
  expect_row(&f, "disclosure.procurement", amount, "99 11522.96");
  uint16_t idx = gk_form_find(&GK_FORM_2019, GK_LIT("disclosure.procurement.amount"));
  assert_int_equal(f.report.cells[idx].unit.n, strlen("万元"));
  assert_int_equal(n_diags(&f, &GK_DIAG_FORM_YEAR), 1);
  assert_int_equal(n_diags(&f, &GK_DIAG_ROW_UNKNOWN), 1);
  gk_arena_free(&f.arena);
}

static void looks_past_the_space_behind_a_narrow_cell(void **state) {
  static const char *const fees[] = {"previous_items", "change", NULL};
  fixture f;
  (void)state;
  read(&f, "信息内容|上一年项目数量|本年增/减^2\n行政事业性收费|179|5|~1\n", 0, 2019);
  expect_row(&f, "disclosure.fees", fees, "179 5");
  gk_arena_free(&f.arena);
}

/* Rows that are set in have no cell where others begin. */
static void looks_past_the_space_before_a_row(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "第二十条第（一）项^5\n~1|信息内容|本年制发件数|本年废止件数|现行有效件数\n~1|规章||1|\n~1|行政规范性文件|4|5|6|"
       "~2\n"
       "~1|第二十条第（五）项|~3\n~1|信息内容|本年处理决定数量^3|~1\n~1|行政许可|7^3|~2\n",
       0, 2021);
  expect_row(&f, "disclosure.rules", rules_2021, "_ 1 _");
  expect_row(&f, "disclosure.normative_documents", rules_2021, "4 5 6");
  expect_row(&f, "disclosure.licensing", decisions_2021, "7");
  assert_int_equal(n_diags(&f, &GK_DIAG_TABLE_MISSING), f.diags.n);
  gk_arena_free(&f.arena);
}

static void reads_values_in_a_border(void **state) {
  fixture f;
  (void)state;
  read(&f, "信息内容|本年制发件数|[本年废止件数]|现行有效件数\n[规章]|[12]|[]|3\n", 0, 2021);
  expect_row(&f, "disclosure.rules", rules_2021, "12 _ 3");
  gk_arena_free(&f.arena);
}

static void fills_open_column_labels_by_position(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "信息内容|本年制发件数|本年制发件数|现行有效件\n规章|1|2|3\n"
       "信息内容|本年处理决定数量\n行政许可|7\n行政处罚|8\n",
       0, 2021);
  expect_row(&f, "disclosure.rules", rules_2021, "1 2 3");
  assert_int_equal(n_diags(&f, &GK_DIAG_LABEL_BY_POSITION), 1);
  gk_arena_free(&f.arena);
  read(&f, "信息内容|本年新|本年新|对外公开总数量\n规章|1|2|3\n", 0, 2019);
  expect_row(&f, "disclosure.rules", rules_2019, "1 2 3");
  gk_arena_free(&f.arena);
  read(&f, "信息内容|本年新|本年新|对外公开\n|制作数量|公开数量|总数量\n规章|1|2|3\n", 0, 2019);
  expect_row(&f, "disclosure.rules", rules_2019, "1 2 3");
  assert_int_equal(n_diags(&f, &GK_DIAG_LABEL_BY_POSITION), 0);
  gk_arena_free(&f.arena);
}

/* A column that is plainly something else is not taken for the one that should be there. */
static void fills_only_cut_labels_by_position(void **state) {
  static const char *const changes[] = {"previous_items", "change", NULL};
  static const char *const procurement[] = {"items", "amount", NULL};
  fixture f;
  (void)state;
  read(&f, "信息内容|上一年项目数量|备注\n行政事业性收费|3|4\n信息内容|采购项目数量|说明\n政府集中采购|5|6\n", 0, 2019);
  expect_row(&f, "disclosure.fees", changes, "3 .");
  expect_row(&f, "disclosure.procurement", procurement, "5 .");
  gk_arena_free(&f.arena);
  read(&f, "信息内容|上一年项目数量|本年数量\n行政事业性收费|3|4\n", 0, 2019);
  expect_row(&f, "disclosure.fees", changes, "3 .");
  gk_arena_free(&f.arena);
  read(&f, "信息内容|制作数量|本年新|对外公开总数\n规章|1|2|3\n", 0, 2019);
  expect_row(&f, "disclosure.rules", rules_2019, "1 2 3");
  gk_arena_free(&f.arena);
  read(&f, "信息内容|上一年项目数量|本年增/\n行政事业性收费|3|增5\n", 0, 2019);
  expect_row(&f, "disclosure.fees", changes, "3 5");
  gk_arena_free(&f.arena);
}

static void leaves_out_what_no_label_covers(void **state) {
  fixture f;
  (void)state;
  read(&f, "信息内容|本年新制作数量|备注|对外公开总数量|说明\n规章|1|2|3|4\n规范性文件|5|6|7\n", 0, 2019);
  expect_row(&f, "disclosure.rules", rules_2019, ". . .");
  gk_arena_free(&f.arena);
}

#define DISPUTES_HEADER                                                                                                \
  "行政复议^5|行政诉讼^5|^5\n"                                                                                 \
  "结果维持%|结果纠正%|其他结果%|尚未审结%|总计%|未经复议直接起诉^5|复议后起诉^5\n"     \
  "%|%|%|%|%|结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计\n"

static void reads_disputes(void **state) {
  fixture f;
  (void)state;
  read(&f, DISPUTES_HEADER "1|2|3|4|10|5|6|7|8|26|9|10|11|12|42\n", 0, 2021);
  expect_row(&f, "disputes.reconsideration", results, "1 2 3 4 10");
  expect_row(&f, "disputes.litigation_direct", results, "5 6 7 8 26");
  expect_row(&f, "disputes.litigation_after_reconsideration", results, "9 10 11 12 42");
  gk_arena_free(&f.arena);
  read(&f,
       "行政复议|行政诉讼\n结果维持|结果纠正|其他结果|尚未审结|总计|未经复议直接起诉|复议后起诉\n"
       "|||||结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计\n"
       "|||1|1|||||0|||||0\n",
       GK_TABLE_RAGGED, 2021);
  expect_row(&f, "disputes.reconsideration", results, "_ _ _ 1 1");
  expect_row(&f, "disputes.litigation_direct", results, "_ _ _ _ 0");
  expect_row(&f, "disputes.litigation_after_reconsideration", results, "_ _ _ _ 0");
  gk_arena_free(&f.arena);
  read(&f,
       "行政复议|行政诉讼\n结果维持|结果纠正|其他结果|尚未审结|总计|未经复议直接起诉|复议后起诉\n"
       "|||||结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计\n"
       "|||1|1|||||0|||||0|\n",
       GK_TABLE_RAGGED, 2021);
  assert_int_equal(n_diags(&f, &GK_DIAG_ROW_AMBIGUOUS), 1);
  assert_null(f.report.form);
  gk_arena_free(&f.arena);
}

static void keeps_the_first_of_two_answers(void **state) {
  fixture f;
  (void)state;
  read(&f,
       REQUESTS_LIST
       "一、本年新收政府信息公开申请数量|1|2|3|4|5|6|21\n一、本年新收政府信息公开申请数量|1|2|3|4|5|7|22\n",
       GK_TABLE_RAGGED, 2021);
  expect_requests(&f, "received", "1 2 3 4 5 6 21");
  assert_int_equal(n_diags(&f, &GK_DIAG_ROW_REPEATED), 2);
  gk_arena_free(&f.arena);
}

static void reads_mistyped_row_labels(void **state) {
  fixture f;
  (void)state;
  read(&f,
       REQUESTS_LIST "一、本年新收政府信息公开申请数目|1|2|3|4|5|6|21\n"
                     "|（三）不予公开|4.属于三类内部事物信息|1|1|1|1|1|1|6\n"
                     "||5.属于三类内部事物信息|2|2|2|2|2|2|12\n",
       GK_TABLE_RAGGED, 2021);
  expect_requests(&f, "received", "1 2 3 4 5 6 21");
  expect_requests(&f, "refused.internal_affairs", "2 2 2 2 2 2 12"); /* the number must agree as well */
  assert_int_equal(n_diags(&f, &GK_DIAG_LABEL_VARIANT), 2);
  gk_arena_free(&f.arena);
}

static void follows_the_labels_that_are_left(void **state) {
  fixture f;
  (void)state;
  /* A column was left out with its label; and the total, in a list. */
  read(&f,
       "~1|自然人%|法人或其他组织^4|总计%\n"
       "~1|%|科研机构|社会公益组织|法律服务机构|其他|%\n"
       "一、本年新收政府信息公开申请数量|1|3|4|5|6|7\n二、上年结转政府信息公开申请数量|2|4|5|6|7|8\n",
       0, 2021);
  expect_requests(&f, "received", "1 . 3 4 5 6 7");
  expect_requests(&f, "carried_in", "2 . 4 5 6 7 8");
  assert_int_equal(n_diags(&f, &GK_DIAG_COLUMN_LOST), 1);
  assert_int_equal(n_diags(&f, &GK_DIAG_LABEL_BY_POSITION), 0);
  gk_arena_free(&f.arena);
  read(&f,
       "|自然人|法人或其他组织\n||商业企业|科研机构|社会公益组织|法律服务机构|其他\n"
       "一、本年新收政府信息公开申请数量|1|2|3|4|5|6\n",
       GK_TABLE_RAGGED, 2021);
  expect_requests(&f, "received", "1 2 3 4 5 6 .");
  gk_arena_free(&f.arena);
}

/* The kinds of organisation stand where their common label does. */
static void unfolds_the_header_of_a_list(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "（本列数据的勾稽关系）|申请人情况\n|总计|法人或其他组织|自然人\n"
       "||商业企业|科研机构|社会公益组织|法律服务机构|其他|\n"
       "一、本年新收政府信息公开申请数量|27|2|3|4|5|6|7\n|（三）不予公开|1.属于国家秘密|7||2||||5\n",
       GK_TABLE_RAGGED, 2021);
  expect_requests(&f, "received", "7 2 3 4 5 6 27");
  expect_requests(&f, "refused.state_secret", "5 _ 2 _ _ _ 7");
  gk_arena_free(&f.arena);
}

/* Labels that are not in the form's order say that position tells nothing about the one that is missing. */
static void guesses_no_column_out_of_order(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "~1|自然人%|法人或其他组织^5|总计%\n"
       "~1|%|商业企业|社会公益组织||法律服务机构|其他|%\n"
       "一、本年新收政府信息公开申请数量|1|2|3|4|5|6|21\n",
       0, 2021);
  assert_null(f.report.form);
  assert_int_equal(n_diags(&f, &GK_DIAG_ROW_AMBIGUOUS), 1);
  gk_arena_free(&f.arena);
  read(&f,
       "~1|自然人%|法人或其他组织^5|总计%\n"
       "~1|%|商业企业|科研机构||法律服务机构|其他|%\n"
       "一、本年新收政府信息公开申请数量|1|2|3|4|5|6|21\n",
       0, 2021);
  expect_requests(&f, "received", "1 2 3 4 5 6 21");
  gk_arena_free(&f.arena);
}

static void counts_cells_that_were_shifted(void **state) {
  fixture f;
  (void)state;
  /* Group cells are gone, a blank was added: what stands under a header's column is not of that column. */
  read(&f,
       REQUESTS_HEADER "三、本年度办理结果%|（一）予以公开^2|1|2|3|4|5|6|21\n"
                       "（二）部分公开||||9|||9\n"
                       "1.属于国家秘密||2|||||\n"
                       "一、本年新收政府信息公开申请数量^3||3||||||\n"
                       "二、上年结转政府信息公开申请数量^3|3||||||3||\n"
                       "|四、结转下年度继续办理^3||||4|||\n",
       0, 2021);
  expect_requests(&f, "granted", "1 2 3 4 5 6 21");
  expect_requests(&f, "partly_granted", "_ _ _ 9 _ _ 9");
  expect_requests(&f, "refused.state_secret", "_ 2 _ _ _ _ _");
  expect_requests(&f, "received", ". . . . . . .");
  expect_requests(&f, "carried_in", "3 _ _ _ _ _ 3");
  expect_requests(&f, "carried_out", "_ _ _ 4 _ _ _");
  assert_int_equal(n_diags(&f, &GK_DIAG_ROW_AMBIGUOUS), 1);
  gk_arena_free(&f.arena);
  /* A cell merged down from above is one of those that were shifted. */
  read(&f,
       REQUESTS_HEADER "（一）予以公开^2|1%|2|3|4|5|6|21|\n"
                       "（二）部分公开^2|%|2|3|4|5|6|21|\n"
                       "四、结转下年度继续办理^3|1|2|3|4|5|6|21\n",
       0, 2021);
  expect_requests(&f, "partly_granted", ". . . . . . .");
  gk_arena_free(&f.arena);
}

/* In rows of even width, five values behind two blanks may be seven that were shifted. */
static void tells_no_short_row_from_a_shifted_one(void **state) {
  fixture f;
  (void)state;
  read(&f,
       REQUESTS_WIDE "一、本年新收政府信息公开申请数量|||1|2|3|4|5\n"
                     "三、本年度办理结果|（一）予以公开||1|2|3|4|5|6|21\n"
                     "||1.属于国家秘密|1|2|3|4|5|6|21\n",
       GK_TABLE_RAGGED, 2021);
  expect_requests(&f, "received", ". . . . . . .");
  expect_requests(&f, "granted", "1 2 3 4 5 6 21");
  expect_requests(&f, "refused.state_secret", "1 2 3 4 5 6 21");
  gk_arena_free(&f.arena);
}

static void doubts_blank_ends_of_a_table_with_short_rows(void **state) {
  fixture f;
  (void)state;
  read(&f,
       REQUESTS_LIST "|（三）不予公开|1.属于国家秘密|1|2|3|4|5|7|\n"
                     "||2.其他法律行政法规禁止公开|1|2|3|4|5|8|\n"
                     "||3.危及“三安全一稳定”|1|2|3|4|5|9\n",
       GK_TABLE_RAGGED, 2021);
  expect_requests(&f, "refused.state_secret", ". . . . . . .");
  expect_requests(&f, "refused.endangers_security", "1 2 3 4 5 . 9");
  gk_arena_free(&f.arena);
}

static void takes_no_half_of_a_label_for_a_value(void **state) {
  fixture f;
  (void)state;
  read(&f, REQUESTS_LIST "一、本年新收政府信息公开申请数|量|1|2|3|4|5|21|\n（一）予以公开|1|2|3|4|5|6|21\n",
       GK_TABLE_RAGGED, 2021);
  expect_requests(&f, "received", ". . . . . . .");
  assert_int_equal(n_diags(&f, &GK_DIAG_ROW_AMBIGUOUS), 1);
  gk_arena_free(&f.arena);
}

static void passes_over_small_tables_of_like_labels(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "类别|自然人|其他|总计\n（一）予以公开|901|902|903\n总计|904|905|906\n---\n" REQUESTS_HEADER
       "三、本年度办理结果|（一）予以公开^2|1|2|3|4|5|6|21\n",
       0, 2021);
  expect_requests(&f, "granted", "1 2 3 4 5 6 21");
  expect_requests(&f, "handled_total", ". . . . . . .");
  assert_int_equal(n_diags(&f, &GK_DIAG_ROW_REPEATED), 0);
  gk_arena_free(&f.arena);
  /* Above the header of the table it was joined to. */
  read(&f,
       "指标|上年|本年\n（一）予以公开|901|902\n" REQUESTS_LIST
       "（一）予以公开|1|2|3|4|5|6|21\n（二）部分公开|1|2|3|4|5|6|21\n"
       "1.属于国家秘密|1|2|3|4|5|6|21\n2.其他法律行政法规禁止公开|1|2|3|4|5|6|21\n3.危及“三安全一稳定”|1|2|3|4|5|6|21\n"
       "4.保护第三方合法权益|1|2|3|4|5|6|21\n5.属于三类内部事务信息|1|2|3|4|5|6|21\n6.属于四类过程性信息|1|2|3|4|5|6|"
       "21\n",
       GK_TABLE_RAGGED, 2021);
  expect_requests(&f, "granted", "1 2 3 4 5 6 21");
  assert_int_equal(n_diags(&f, &GK_DIAG_ROW_REPEATED), 0);
  gk_arena_free(&f.arena);
}

static void loses_no_number_without_a_word(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "信息内容|本年制发件数|本年废止件数|现行有效件数\n规章|1|2|3\n|4|5|6\n另一行|7|8|9\n再一行|10|11|12\n"
       "信息内容|某一列\n行政许可|13\n",
       0, 2021);
  expect_row(&f, "disclosure.rules", rules_2021, "1 2 3");
  assert_int_equal(n_diags(&f, &GK_DIAG_ROW_UNKNOWN), 3);
  assert_int_equal(n_diags(&f, &GK_DIAG_ROW_AMBIGUOUS), 1); /* no column is known for it */
  gk_arena_free(&f.arena);
}

static void reads_disputes_under_a_repeated_header(void **state) {
  fixture f;
  (void)state;
  read(&f, DISPUTES_HEADER DISPUTES_HEADER "1|2|3|4|10|5|6|7|8|26|9|10|11|12|42\n", 0, 2021);
  expect_row(&f, "disputes.reconsideration", results, "1 2 3 4 10");
  expect_row(&f, "disputes.litigation_direct", results, "5 6 7 8 26");
  expect_row(&f, "disputes.litigation_after_reconsideration", results, "9 10 11 12 42");
  gk_arena_free(&f.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_the_official_grid),
      cmocka_unit_test(goes_by_the_headers_order),
      cmocka_unit_test(places_cells_beside_missing_ones),
      cmocka_unit_test(splits_no_merged_cell),
      cmocka_unit_test(reads_lists_by_number),
      cmocka_unit_test(reads_padded_lists),
      cmocka_unit_test(survives_a_lost_column),
      cmocka_unit_test(takes_no_padding_for_a_total),
      cmocka_unit_test(gives_no_answer_where_two_are_possible),
      cmocka_unit_test(needs_a_header_or_most_of_the_table),
      cmocka_unit_test(reads_disclosure_under_its_headers),
      cmocka_unit_test(looks_past_the_space_behind_a_narrow_cell),
      cmocka_unit_test(looks_past_the_space_before_a_row),
      cmocka_unit_test(reads_values_in_a_border),
      cmocka_unit_test(fills_open_column_labels_by_position),
      cmocka_unit_test(fills_only_cut_labels_by_position),
      cmocka_unit_test(leaves_out_what_no_label_covers),
      cmocka_unit_test(reads_disputes),
      cmocka_unit_test(keeps_the_first_of_two_answers),
      cmocka_unit_test(reads_mistyped_row_labels),
      cmocka_unit_test(follows_the_labels_that_are_left),
      cmocka_unit_test(unfolds_the_header_of_a_list),
      cmocka_unit_test(guesses_no_column_out_of_order),
      cmocka_unit_test(counts_cells_that_were_shifted),
      cmocka_unit_test(tells_no_short_row_from_a_shifted_one),
      cmocka_unit_test(doubts_blank_ends_of_a_table_with_short_rows),
      cmocka_unit_test(takes_no_half_of_a_label_for_a_value),
      cmocka_unit_test(passes_over_small_tables_of_like_labels),
      cmocka_unit_test(loses_no_number_without_a_word),
      cmocka_unit_test(reads_disputes_under_a_repeated_header),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
