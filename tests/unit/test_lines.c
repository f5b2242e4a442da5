/*
 * Tables of lines written down as text: a line of the page is a line here. On a page (PAGE) its pieces are divided by
 * '|', and the n-th stands in the n-th column; "^3" makes it three columns wide and "~" leaves a column free. In a list
 * (LIST) they are divided by blanks, and "_" is one with nothing in it. An empty line is an empty line. "---" begins
 * another table behind prose, "===" one right behind, "+++" one behind the line as a paragraph.
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

enum { PAGE = GK_TABLE_LINES, LIST = GK_TABLE_LINES | GK_TABLE_RAGGED };

typedef struct fixture {
  gk_arena arena;
  gk_limits limits;
  gk_diags diags;
  gk_layout layout;
  gk_report report;
} fixture;

static void put_piece(gk_builder *b, const char *base, const char *text, size_t n) {
  uint32_t span = 1;
  if (n == 1 && text[0] == '~') {
    gk_builder_skip_cols(b, 0, (uint32_t)(text - base), 1);
    return;
  }
  if (n == 1 && text[0] == '_')
    n = 0;
  if (n > 1 && text[n - 2] == '^') {
    span = (uint32_t)(text[n - 1] - '0');
    n -= 2;
  }
  gk_builder_open_cell(b, 0, (uint32_t)(text - base), span, GK_MERGE_NONE);
  gk_builder_open_para(b, 0, 0);
  gk_builder_text(b, 0, (gk_str){text, n}, (gk_str){text, n});
  gk_builder_close_para(b);
  gk_builder_close_cell(b);
}

static void put_line(gk_builder *b, const char *base, const char *line, size_t n, char mark) {
  gk_builder_open_row(b);
  for (size_t i = 0, start = 0; i <= n && n != 0; i++) {
    if (i < n && line[i] != mark)
      continue;
    put_piece(b, base, line + start, i - start);
    start = i + 1;
  }
  gk_builder_close_row(b);
}

static void put_break(gk_builder *b, uint8_t flags, const char *line) {
  gk_builder_close_table(b);
  if (line[0] == '-') {
    gk_builder_open_para(b, 0, 0);
    gk_builder_text(b, 0, GK_LIT("两张表之间有一段正文，说明下面这张表与上面无关。"), (gk_str){line, 3});
    gk_builder_close_para(b);
  }
  gk_builder_open_table(b, flags);
}

static void put_paragraph(gk_builder *b, uint8_t flags, const char *text, size_t n) {
  gk_builder_close_table(b);
  gk_builder_open_para(b, 0, 0);
  gk_builder_text(b, 0, (gk_str){text, n}, (gk_str){text, n});
  gk_builder_close_para(b);
  gk_builder_open_table(b, flags);
}

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
    if (n > 3 && memcmp(line, "+++", 3) == 0)
      put_paragraph(b, flags, line + 3, n - 3);
    else if (n == 3 && (memcmp(line, "---", 3) == 0 || memcmp(line, "===", 3) == 0))
      put_break(b, flags, line);
    else
      put_line(b, text, line, n, flags == PAGE ? '|' : ' ');
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

static const gk_cell *cell_of(const fixture *f, const char *id) {
  assert_non_null(f->report.form);
  uint16_t idx = gk_form_find(f->report.form, (gk_str){id, strlen(id)});
  assert_int_not_equal(idx, GK_NO_FORM_CELL);
  return &f->report.cells[idx];
}

/* The cells of a row as text: numbers, "_" blank, "." absent, "/" and "?". Where there is text of one line, it stands
   at its place. */
static void expect(const fixture *f, const char *prefix, const char *const *cols, const char *expected) {
  char got[256] = "";
  for (; *cols != NULL; cols++) {
    static const char *const marks[] = {".", "_", "/", "?"};
    char id[128], number[GK_DECIMAL_SIZE];
    snprintf(id, sizeof id, "%s.%s", prefix, *cols);
    const gk_cell *cell = cell_of(f, id);
    gk_decimal_format(cell->value, number);
    if (got[0] != '\0')
      strcat(got, " ");
    strcat(got, cell->state == GK_STATE_NUMBER ? number : marks[cell->state]);
    if (cell->state == GK_STATE_NUMBER && memchr(cell->raw.p, '\n', cell->raw.n) == NULL) {
      assert_int_equal(cell->where.n, cell->raw.n);
      assert_memory_equal(f->layout.parts[0].source.p + cell->where.off, cell->raw.p, cell->raw.n);
    }
  }
  if (strcmp(got, expected) != 0)
    fail_msg("%s: %s instead of %s", prefix, got, expected);
}

static const char *const applicants[] = {"natural_person", "business", "research", "public_interest",
                                         "legal_service",  "other",    "total",    NULL};
static const char *const results[] = {"upheld", "corrected", "other", "pending", "total", NULL};
static const char *const documents[] = {"made", "published", "public_total", NULL};
static const char *const documents_2021[] = {"issued", "repealed", "in_force", NULL};
static const char *const items[] = {"previous_items", "change", "decisions", NULL};
static const char *const decisions[] = {"decisions", NULL};

static void expect_requests(const fixture *f, const char *row, const char *expected) {
  char prefix[96];
  snprintf(prefix, sizeof prefix, "requests.%s", row);
  expect(f, prefix, applicants, expected);
}

static void expect_disputes(const fixture *f, const char *first, const char *second, const char *third) {
  expect(f, "disputes.reconsideration", results, first);
  expect(f, "disputes.litigation_direct", results, second);
  expect(f, "disputes.litigation_after_reconsideration", results, third);
}

/* Three label columns and seven of values. */
#define HEADER                                                                                                         \
  "（本列数据的勾稽关系^3|申请人情况^7\n"                                                               \
  "为：第一项加第二项之^3|~|法人或其他组织^5\n"                                                       \
  "和，等于第三项之和）^3|自然人|商业企|科研机|社会公|法律服|其他|总计\n"                 \
  "~|~|~|~|业|构|益组织|务机构\n"

#define DEEP(label, values) "~|~|" label "|" values "\n"

/* ---- on a page ---- */

static void encloses_values_by_their_label(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "一、本年新收政府信息公^3\n"
              "~|~|~|13|0|1|0|0|5|19\n"
              "开申请数量^3\n"
              "三、本|（一）予以公开^2|2|0|1|0|0|0|3\n"
              "年度办|（二）部分公开^2\n"
              "理结果|（区分处理的，^2\n"
              "~|~|~|4|0|0|0|0|0|4\n"
              "~|只计这一情形，^2\n"
              "~|不计其他情形）^2\n"
              "~|（三）|1.属于\n"
              "~|不予公|国家秘|0|0|0|0|0|0|0\n"
              "~|开|密\n"
              "~|~|2.其他\n"
              "~|~|法律行\n"
              "~|~|政法规|0|0|0|0|0|1|1\n"
              "~|~|禁止公\n"
              "~|~|开\n"
              "~|（六）其他处理^2|0|0|0|0|0|0|0\n"
              "~|（七）总计^2|6|0|1|0|0|1|8\n",
       PAGE, 2019);
  expect_requests(&f, "received", "13 0 1 0 0 5 19");
  expect_requests(&f, "granted", "2 0 1 0 0 0 3");
  expect_requests(&f, "partly_granted", "4 0 0 0 0 0 4");
  expect_requests(&f, "refused.state_secret", "0 0 0 0 0 0 0");
  expect_requests(&f, "refused.prohibited_by_law", "0 0 0 0 0 1 1");
  expect_requests(&f, "other_handling", "0 0 0 0 0 0 0");
  expect_requests(&f, "handled_total", "6 0 1 0 0 1 8");
  gk_arena_free(&f.arena);
}

static void leaves_free_columns_blank(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "一、本年新收政府信息公开申请数量^3|1|~|~|~|~|~|1\n"
              "二、上年结转政府信息公开申请数量^3|~|2|~|~|~|~|~\n"
              "三、本年度办理结果|（一）予以公开^2\n" DEEP("1.属于国家秘密", "~|~|/|—|无|~|3")
                  DEEP("2.其他法律行政法规禁止公开", "1|2|3|4|5|6|21"),
       PAGE, 2019);
  expect_requests(&f, "received", "1 _ _ _ _ _ 1");
  expect_requests(&f, "carried_in", "_ 2 _ _ _ _ _");
  expect_requests(&f, "granted", "_ _ _ _ _ _ _");
  expect_requests(&f, "refused.state_secret", "_ _ / / / _ 3");
  expect_requests(&f, "refused.prohibited_by_law", "1 2 3 4 5 6 21");
  gk_arena_free(&f.arena);
}

static void reads_one_character_a_line(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "一、本年新收政府信息公开申请数量^3|1|0|0|0|0|0|1\n"
              "三|（一）予以公开^2|1|0|0|0|0|0|1\n"
              "、|（三）|1.属于国家秘密|0|0|0|0|0|0|0\n"
              "本|不|2.其他法律行政法规禁止公开|2|0|0|0|0|0|2\n"
              "年|予|3.危及“三安全一稳定”|3|0|0|0|0|0|3\n"
              "度|公|4.保护第三方合法权益|4|0|0|0|0|0|4\n"
              "办|开|5.属于三类内部事务信息|5|0|0|0|0|0|5\n"
              "理|（七）总计^2|15|0|0|0|0|0|15\n"
              "结\n"
              "果\n",
       PAGE, 2019);
  expect_requests(&f, "granted", "1 0 0 0 0 0 1");
  expect_requests(&f, "refused.state_secret", "0 0 0 0 0 0 0");
  expect_requests(&f, "refused.third_party_rights", "4 0 0 0 0 0 4");
  expect_requests(&f, "refused.internal_affairs", "5 0 0 0 0 0 5");
  expect_requests(&f, "handled_total", "15 0 0 0 0 0 15");
  assert_int_equal(n_diags(&f, &GK_DIAG_ROW_UNKNOWN), 0);
  gk_arena_free(&f.arena);
}

#define DISPUTES                                                                                                       \
  "行政复议^5|行政诉讼^9\n"                                                                                    \
  "~|~|~|~|~|未经复议直接起诉^5|复议后起诉^5\n"                                                           \
  "结|结|其|尚|~|结|结|其|尚|~|结|结|其|尚\n"                                                              \
  "果|果|他|未|总|果|果|他|未|总|果|果|他|未|总\n"                                                      \
  "维|纠|结|审|计|维|纠|结|审|计|维|纠|结|审|计\n"                                                      \
  "持|正|果|结|~|持|正|果|结|~|持|正|果|结\n"

static void reads_disputes_on_a_page(void **state) {
  fixture f;
  (void)state;
  read(&f, DISPUTES "0|5|0|0|5|3|0|0|0|3|2|0|0|2|4\n", PAGE, 2019);
  expect_disputes(&f, "0 5 0 0 5", "3 0 0 0 3", "2 0 0 2 4");
  gk_arena_free(&f.arena);
  read(&f, DISPUTES "0|~|~|5|5|~|~|~|~|~|~|~|~|2|2\n", PAGE, 2019);
  expect_disputes(&f, "0 _ _ 5 5", "_ _ _ _ _", "_ _ _ 2 2");
  gk_arena_free(&f.arena);
  /* Numbers of two digits broken over lines, and a numeral, which is no other row's label. */
  read(&f,
       DISPUTES "~|~|1|~|3|~|~|~|~|~|~|~|~|~|~\n"
                "5|0|~|8|~|10|2|10|零|22|0|0|0|11|4\n"
                "~|~|9|~|0|~|~|~|~|~|~|~|~|~|~\n",
       PAGE, 2019);
  expect_disputes(&f, "5 0 ? 8 ?", "10 2 10 0 22", "0 0 0 11 4");
  gk_arena_free(&f.arena);
  /* Numbers that can't be told apart stand over all the columns that they may be of. */
  read(&f, DISPUTES "3,8 8,0 11,^9\n40|~|~|~|90|~|~|3|~|55|~|~|~|2|4\n", PAGE, 2019);
  assert_null(f.report.form); /* nothing was read */
  gk_arena_free(&f.arena);
}

#define DOCUMENTS                                                                                                      \
  "第二十条第（一）项\n"                                                                                      \
  "信息内容|本年新制作数量|本年新公开数量|对外公开总数量\n"

static void reads_disclosure_on_a_page(void **state) {
  fixture f;
  (void)state;
  read(&f,
       DOCUMENTS "规章|0|~|115\n"
                 "规范性文件|本单位未制作规章|2|3\n"
                 "第二十条第（五）项\n"
                 "信息内容|上一年项目数量|本年增/减|处理决定数量\n"
                 "行政许可|0|增|62\n"
                 "~|~|5\n"
                 "其他对外管理服务事\n"
                 "~|1|-2|3\n"
                 "项\n"
                 "第二十条第（九）项\n"
                 "信息内容|采购项目数量|采购总金额\n"
                 "政府集中采购|66|317.7万元\n",
       PAGE, 2019);
  expect(&f, "disclosure.rules", documents, "0 _ 115");
  expect(&f, "disclosure.normative_documents", documents, "? 2 3");
  expect(&f, "disclosure.licensing", items, "0 5 62"); /* the other row has a change of its own, in its middle */
  expect(&f, "disclosure.other_services", items, "1 -2 3");
  assert_int_equal(cell_of(&f, "disclosure.procurement.amount")->value.digits, 3177);
  gk_arena_free(&f.arena);
}

static void takes_no_clause_for_words_of_a_cell(void **state) {
  fixture f;
  (void)state;
  read(&f,
       DOCUMENTS "规章|0|12\n"
                 "规范性文件|~|25\n"
                 "~|第二十条第（五）项\n"
                 "信息内容|上一年项目数量|本年增/减|处理决定数量\n"
                 "行政许可|17|~|25\n",
       PAGE, 2019);
  expect(&f, "disclosure.rules", documents, "0 12 _");
  expect(&f, "disclosure.normative_documents", documents, "_ 25 _");
  expect(&f, "disclosure.licensing", items, "17 _ 25");
  gk_arena_free(&f.arena);
}

static void takes_no_clause_for_a_header(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "~|第二十条|第（一）项\n"
       "信息内容|本年新^2|本年新|对外公开总数\n"
       "规章|1|~|2|3\n",
       PAGE, 2019);
  expect(&f, "disclosure.rules", documents, "1 2 3");
  gk_arena_free(&f.arena);
}

static void joins_no_broken_number(void **state) {
  fixture f;
  (void)state;
  read(&f,
       DOCUMENTS "规章|0|12|115\n"
                 "规范性文件|1|2|3\n"
                 "~|~|4\n"
                 "第二十条第（五）项\n"
                 "信息内容|上一年项目数量|本年增/减|处理决定数量\n"
                 "其他对外管理|1|123|3\n"
                 "服务事项|~|45\n",
       PAGE, 2019);
  expect(&f, "disclosure.rules", documents, "0 12 115");
  expect(&f, "disclosure.normative_documents", documents, "1 ? 3");
  expect(&f, "disclosure.other_services", items, "1 ? 3");
  assert_int_equal(n_diags(&f, &GK_DIAG_VALUE_UNREADABLE), 2);
  gk_arena_free(&f.arena);
}

/* One of the two may be of the row beside it, where that seems blank. */
static void leaves_blanks_open_beside_two_numbers(void **state) {
  fixture f;
  (void)state;
  read(&f,
       DOCUMENTS "规章|0|12|115\n"
                 "规范性文件|1|~|3\n"
                 "第二十条第（五）项\n"
                 "信息内容|上一年项目数量|本年增/减|处理决定数量\n"
                 "行政许可|17|~|25\n"
                 "其他对外管理|1|123|3\n"
                 "服务事项|~|45\n",
       PAGE, 2019);
  expect(&f, "disclosure.normative_documents", documents, "1 _ 3");
  expect(&f, "disclosure.licensing", items, ". . .");
  expect(&f, "disclosure.other_services", items, "1 ? 3");
  gk_arena_free(&f.arena);
}

/* Its rest is on another page, as may be that of the others. */
static void takes_no_number_beside_an_unfinished_one(void **state) {
  fixture f;
  (void)state;
  read(&f, DOCUMENTS "规章|547|4,2|873\n规范性文件|1|2|3\n", PAGE, 2019);
  expect(&f, "disclosure.rules", documents, ". . .");
  expect(&f, "disclosure.normative_documents", documents, "1 2 3");
  gk_arena_free(&f.arena);
}

static void leaves_blanks_open_beside_a_number_in_a_label(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "一、本年新收政府信息公开申请数量^3|3|0|0|0|5|0|8\n"
              "二、上年结转政府信息公开申请数量^3|0|0|0|0|0|0|0\n"
              "三、本|（一）予以公开^2|~|0|0|0|0|0|0\n"
              "~|（二）部分公开（区分处^2\n"
              "~|理的，只计这一情形，不 0^3|0|0|0|0|0|0\n"
              "~|计其他情形）^2\n",
       PAGE, 2019);
  expect_requests(&f, "granted", "_ 0 0 0 0 0 0");
  expect_requests(&f, "partly_granted", ". . . . . . .");
  gk_arena_free(&f.arena);
}

/* On a terminal each cell is in the middle of its row, an odd line below it. */
static void reads_cells_as_a_terminal_sets_them(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "~|~|~|~|~|不|~|~|~|8148\n"
              "一、本年新收政府信息公开申请数量^3|6793|+1355|适|0|0|0|件\n"
              "~|~|~|~|~|用\n"
              "~|~|~|~|5（|不|~|~|共\n"
              "二、上年结转政府信息公开申请数量^3|0|件）|适|2|0|计|9\n"
              "~|~|~|~|~|用|~|~|2\n"
              "三、本|（一）予以公开^2|1|0|0|0|0|0|1\n"
              "~|（二）部分公开（区分^2|0|0|4|0|0|共|8\n"
              "~|处理的）^2|~|~|件|~|~|计4\n"
              "~|（六）其他处理^2|1|0|0|0|0|0|1\n",
       PAGE, 2019);
  expect_requests(&f, "received", "6793 1355 / 0 0 0 8148");
  expect_requests(&f, "carried_in", "0 5 / 2 0 2 9");
  expect_requests(&f, "granted", "1 0 0 0 0 0 1");
  expect_requests(&f, "partly_granted", "0 0 4 0 0 4 8");
  gk_arena_free(&f.arena);
}

/* Where lines may be of either row, what they make of its cells decides. */
static void gives_lines_to_the_cell_that_they_complete(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "一、本年新收政府信息公开申请数量^3|3|0|0|0|5|0|8\n"
              "~|~|~|~|~|~|~|~|~|不\n"
              "二、上年结转政府信息公开申请数量^3|0|0|0|0|0|0|适\n"
              "~|~|~|~|~|~|~|~|~|用\n"
              "三、本|（一）予以公开^2|1|0|0|0|0|0|1\n",
       PAGE, 2019);
  expect_requests(&f, "received", "3 0 0 0 5 0 8");
  expect_requests(&f, "carried_in", "0 0 0 0 0 0 /");
  gk_arena_free(&f.arena);
}

/* Words below the last row are of its cells if they read so there, else the title of what follows. */
static void tells_a_units_line_from_a_title(void **state) {
  fixture f;
  (void)state;
  read(&f,
       DOCUMENTS "规章|0|12|115\n"
                 "规范性文件|1|2|3\n"
                 "~|~|第二十条第（五）项\n"
                 "信息内容|上一年项目数量|本年增/减|处理决定数量\n"
                 "行政许可|1|2|3\n"
                 "其他对外管理服务事项|1|12|3\n"
                 "~|~|项\n",
       PAGE, 2019);
  expect(&f, "disclosure.normative_documents", documents, "1 2 3");
  expect(&f, "disclosure.other_services", items, "1 12 3");
  gk_arena_free(&f.arena);
}

static void leaves_values_between_two_rows_open(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "一、本年新收政府信息公开申请数量^3\n"
              "~|~|~|1|0|0|0|0|0|1\n"
              "二、上年结转政府信息公开申请数量^3\n"
              "三、本年度办理结果|（一）予以公开^2|1|0|0|0|0|0|1\n"
              "~|（二）部分公开^2|2|0|0|0|0|0|2\n"
              "~|~|~|3\n"
              "~|（六）其他处理^2|4|0|0|0|0|0|4\n"
              "~|（七）总计^2|7|0|0|0|0|0|7\n",
       PAGE, 2019);
  expect_requests(&f, "received", ". . . . . . .");
  expect_requests(&f, "carried_in", ". . . . . . .");
  expect_requests(&f, "granted", "1 0 0 0 0 0 1");
  expect_requests(&f, "partly_granted", ". . . . . . .");
  expect_requests(&f, "other_handling", ". . . . . . .");
  expect_requests(&f, "handled_total", "7 0 0 0 0 0 7");
  assert_int_equal(n_diags(&f, &GK_DIAG_ROW_AMBIGUOUS), 4);
  gk_arena_free(&f.arena);
}

static void gives_values_to_the_row_that_has_none(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "一、本年新收政府信息公开申请数量^3|1|0|0|0|0|0|1\n"
              "二、上年结转政府信息公开申请数量^3\n"
              "~|~|~|2|0|0|0|0|0|2\n"
              "三、本年度办理结果|（一）予以公开^2|1|0|0|0|0|0|1\n"
              "~|~|~|3|0|0|0|0|0|3\n"
              "~|（二）部分公开^2\n"
              "~|（六）其他处理^2|4|0|0|0|0|0|4\n",
       PAGE, 2019);
  expect_requests(&f, "carried_in", "2 0 0 0 0 0 2");
  expect_requests(&f, "granted", "1 0 0 0 0 0 1");
  expect_requests(&f, "partly_granted", "3 0 0 0 0 0 3");
  expect_requests(&f, "other_handling", "4 0 0 0 0 0 4");
  gk_arena_free(&f.arena);
}

static void takes_no_unknown_rows_values(void **state) {
  fixture f;
  (void)state;
  read(&f,
       DOCUMENTS "规章|0|12|115\n"
                 "其他主动公开文件|7|8|9\n"
                 "规范性文件|1|2|3\n",
       PAGE, 2019);
  expect(&f, "disclosure.rules", documents, "0 12 115");
  expect(&f, "disclosure.normative_documents", documents, "1 2 3");
  assert_int_equal(n_diags(&f, &GK_DIAG_ROW_UNKNOWN), 1);
  gk_arena_free(&f.arena);
}

static void distrusts_places_that_are_off(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "一、本年新收政府信息公开申请数量^3|1|0|0|0|0|0|1\n"
              "二、上年结转政府信息公开申请数量^3|2|~|~|~|~|~|2\n"
              "三、本年度办理结果|（一）予以公开|3|~|3\n"
              "~|（六）其他处理^2|4|0|0|0|0|0|4\n",
       PAGE, 2019);
  expect_requests(&f, "received", "1 0 0 0 0 0 1");
  expect_requests(&f, "carried_in", ". . . . . . .");
  expect_requests(&f, "granted", ". . . . . . .");
  expect_requests(&f, "other_handling", "4 0 0 0 0 0 4");
  gk_arena_free(&f.arena);
}

static void goes_on_behind_a_page_end(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "一、本年新收政府信息公开申请数量^3|1|0|0|0|0|0|1\n"
              "三、本年度办理结果|（三）不予公开|6.属于四类过程性信息|6|0|0|0|0|0|6\n"
              "~|~|7.属于|7|0|0|0|0|0|7\n"
              "===\n"
              "~|行政执\n"
              "~|法案卷\n"
              "~|8.属于行政查询事项|8|0|0|0|0|0|8\n"
              "（四）无法提供|1.本机关不掌握相关政府信息|9|10\n"
              "~|2.没有现成信息需要另行制作\n"
              "===\n"
              "1|0|0|0|0|0|1\n" HEADER "四、结转下年度继续办理^3|4|0|0|0|0|0|4\n",
       PAGE, 2019);
  expect_requests(&f, "refused.process_information", "6 0 0 0 0 0 6");
  expect_requests(&f, "refused.enforcement_file", "7 0 0 0 0 0 7");
  expect_requests(&f, "refused.administrative_inquiry", "8 0 0 0 0 0 8");
  expect_requests(&f, "unavailable.not_held", "9 10 _ _ _ _ _");         /* under the columns of the row above */
  expect_requests(&f, "unavailable.creation_required", ". . . . . . ."); /* its values are on the next page */
  expect_requests(&f, "carried_out", "4 0 0 0 0 0 4");
  gk_arena_free(&f.arena);
}

static void wants_each_column_beside_its_neighbours(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "一、本年新收政府信息公开申请数量^3|1|0|0|0|0|0|1\n"
              "三、本年度办理结果|（三）不予公开|6.属于四类过程性信息|6|0|0|0|0|0|6\n"
              "===\n"
              "~|7.属于行政执法案卷|1|2|3|~|~|~|6\n"
              "~|8.属于行政查询事项|~|~|~|1|2|3|6\n"
              "===\n"
              "~|1.本机关不掌握相关政府信息|1|2|3|4\n"
              "~|2.没有现成信息需要另行制作|~|~|~|4|5|~|9\n"
              "~|3.补正后申请内容仍不明确|~|~|~|~|5|6|11\n",
       PAGE, 2019);
  expect_requests(&f, "refused.enforcement_file", ". . . . . . ."); /* 3 and 1 may be of one column */
  expect_requests(&f, "refused.administrative_inquiry", ". . . . . . .");
  expect_requests(&f, "unavailable.not_held", "1 2 3 4 _ _ _");
  expect_requests(&f, "unavailable.creation_required", "_ _ _ 4 5 _ 9");
  expect_requests(&f, "unavailable.still_unclear", "_ _ _ _ 5 6 11");
  gk_arena_free(&f.arena);
}

static void reads_cells_in_the_middle_of_their_row(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "一、本年新收政府信息公开申请数量^3|1|0|0|0|0|0|1\n"
              "~|~|~|~|不适|~|~|~|~|3\n"
              "二、上年结转政府信息公开申请数量^3|4|~|0|0|0|0|（件\n"
              "~|~|~|~|用|~|~|~|~|）\n"
              "~|~|~|~|~|不适\n"
              "三、本年度办理结果|（一）予以公开^2|5|0|~|0|0|0|5\n"
              "~|~|~|~|~|用\n"
              "~|（二）部分公开^2|~|12\n"
              "~|（区分处理的，^2|2|~|0|0|0|0|2\n"
              "~|只计这一情形）^2|~|34\n"
              "~|（六）其他处理^2|7|0|0|0|0|0|7\n",
       PAGE, 2019);
  expect_requests(&f, "received", "1 0 0 0 0 0 1");
  expect_requests(&f, "carried_in", "4 / 0 0 0 0 3");
  expect_requests(&f, "granted", "5 0 / 0 0 0 5");
  expect_requests(&f, "partly_granted", "2 ? 0 0 0 0 2"); /* one number or two */
  expect_requests(&f, "other_handling", "7 0 0 0 0 0 7");
  gk_arena_free(&f.arena);
}

static void reads_cells_at_the_top_of_their_row(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "一、本年新收政府信息公开^3|1|0|0|0|0|0|1\n"
              "申请数量^3\n"
              "二、上年结转政府信息公开申请数量^3|4|不适|0|0|0|0|4\n"
              "~|~|~|~|用\n"
              "三、本年度办理结果|（一）予以公开^2|12|0|0|0|0|0|5\n"
              "~|~|~|3\n"
              "~|（六）其他处理^2|7|0|0|0|0|0|7\n"
              "~|（七）总计^2|1|0|0|0|0|0|1\n",
       PAGE, 2019);
  expect_requests(&f, "received", "1 0 0 0 0 0 1");
  expect_requests(&f, "carried_in", "4 / 0 0 0 0 4");
  expect_requests(&f, "granted", "? 0 0 0 0 0 5");
  expect_requests(&f, "other_handling", "7 0 0 0 0 0 7");
  gk_arena_free(&f.arena);
}

/* Rows that stand in neither way: nobody knows whose the 3 is. */
static void cuts_no_rows_that_stand_in_no_way(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "一、本年新收政府信息公开申请数量^3|~|1|0|0|0|0|1\n"
              "~|~|~|3\n"
              "二、上年结转政府信息公开申请数量^3|4|5|0|0|0|0|9\n"
              "三、本年度办理结果|（一）予以公开^2|2|0|0|0|0|0|2\n",
       PAGE, 2019);
  expect_requests(&f, "received", ". . . . . . .");
  expect_requests(&f, "carried_in", ". . . . . . .");
  expect_requests(&f, "granted", "2 0 0 0 0 0 2");
  gk_arena_free(&f.arena);
}

static void reads_values_beside_a_groups_character(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "~|~|~|~|不适\n"
              "一、本年新收政府信息公开申请数量^3|1|~|0|0|0|0|1\n"
              "~|~|~|~|用\n"
              "三、本年度办理结果|（|1.属于国家秘密|0|0|0|0|0|0|0\n"
              "~|三|~|2|0|0|~|0|0|2\n"
              "~|~|2.其他法律行政法规禁止公开|~|~|~|0\n"
              "~|）|3.危及“三安全一稳定”|3|0|0|0|0|0|3\n"
              "~|不|4.保护第三方合法权益|4|0|0|0|0|0|4\n"
              "~|予|5.属于三类内部事务信息|5|0|0|0|0|0|5\n",
       PAGE, 2019);
  expect_requests(&f, "received", "1 / 0 0 0 0 1");
  expect_requests(&f, "refused.state_secret", "0 0 0 0 0 0 0");
  expect_requests(&f, "refused.prohibited_by_law", "2 0 0 0 0 0 2");
  expect_requests(&f, "refused.endangers_security", "3 0 0 0 0 0 3");
  gk_arena_free(&f.arena);
}

static void reads_disputes_of_several_lines(void **state) {
  fixture f;
  (void)state;
  read(&f,
       DISPUTES "~|不\n"
                "0|适|0|0|5|3|0|0|0|3|2|0|0|2|4\n"
                "~|用\n",
       PAGE, 2019);
  expect_disputes(&f, "0 / 0 0 5", "3 0 0 0 3", "2 0 0 2 4");
  gk_arena_free(&f.arena);
}

static void leaves_a_heading_to_itself(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "二、|主动公开政府信息情况^3\n"
       "第二十条第（一）项^2\n"
       "信息内容|本年新制作数量|本年新公开数量|对外公开总数量\n"
       "规章|4|5|6\n"
       "规范性文件|1|2|3\n",
       PAGE, 2019);
  expect(&f, "disclosure.rules", documents, "4 5 6");
  expect(&f, "disclosure.normative_documents", documents, "1 2 3");
  gk_arena_free(&f.arena);
}

static void joins_a_number_with_its_label(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "一、本年新收政府信息公开申请数量^3|1|0|0|0|0|0|1\n"
              "⑵|部分公开（区分处理的，^2\n"
              "~|~|~|2|0|0|0|0|0|2\n"
              "~|只计这一情形^2\n" /* never closed */
              "三、|⒈|属于国家秘密|3|0|0|0|0|0|3\n"
              "本年|2.其他法律行政^2\n"
              "~|~|~|4|0|0|0|0|0|4\n"
              "度办|~|法规禁止公开\n",
       PAGE, 2019);
  expect_requests(&f, "partly_granted", "2 0 0 0 0 0 2");
  expect_requests(&f, "refused.state_secret", "3 0 0 0 0 0 3");
  expect_requests(&f, "refused.prohibited_by_law", "4 0 0 0 0 0 4");
  gk_arena_free(&f.arena);
}

static void gives_no_note_of_a_value_to_the_header(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "~|~|~|~|0\n"
              "一、本年新收政府信息公开申请数量^3|1|（件|0|0|0|0|1\n"
              "~|~|~|~|）\n"
              "二、上年结转政府信息公开申请数量^3|2|0|0|0|0|0|2\n",
       PAGE, 2019);
  expect_requests(&f, "received", "1 0 0 0 0 0 1");
  expect_requests(&f, "carried_in", "2 0 0 0 0 0 2");
  gk_arena_free(&f.arena);
}

static void knows_a_group_by_the_row_beside(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "三、本年度办理结果|（五）不予处理|5.要求行政机关确认或重新出具已获取信息|1|0|0|0|0|0|1\n"
              "~|（六）其他|1.申请人无|2|0|0|0|0|0|2\n"
              "~|处理|正当理由\n"
              "===\n"
              "~|逾期不补正\n"
              "~|2.逾期不缴费|3|0|0|0|0|0|3\n"
              "~|3.其他|4|0|0|0|0|0|4\n"
              "（七）总计^2|10|0|0|0|0|0|10\n",
       PAGE, 2021);
  expect_requests(&f, "other_handling.not_corrected", "2 0 0 0 0 0 2");
  expect_requests(&f, "other_handling.fee_unpaid", "3 0 0 0 0 0 3");
  expect_requests(&f, "other_handling.other", "4 0 0 0 0 0 4");
  gk_arena_free(&f.arena);
}

static void knows_no_torn_label_out_of_turn(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "一、本年新收政府信息公开申请数量^3|1|0|0|0|0|0|1\n"
              "三、本年度办理结果|（三）不予公开|5.属于三类内部事务信息|6|0|0|0|0|0|6\n"
              "~|~|7.属于|7|0|0|0|0|0|7\n"
              "~|~|6.属|8|0|0|0|0|0|8\n"
              "~|~|8.属于行政查询事项|8|0|0|0|0|0|8\n",
       PAGE, 2019);
  expect_requests(&f, "refused.internal_affairs", "6 0 0 0 0 0 6");
  expect_requests(&f, "refused.process_information", ". . . . . . .");
  expect_requests(&f, "refused.enforcement_file", ". . . . . . .");
  expect_requests(&f, "refused.administrative_inquiry", "8 0 0 0 0 0 8");
  gk_arena_free(&f.arena);
}

static void joins_a_heading_with_a_blank_inside(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "信息内|容|本年新制作数量|本年新公开数量|对外公开总数量\n"
       "规章|~|4|5|6\n"
       "规范性文件^2|1|2|3\n",
       PAGE, 2019);
  expect(&f, "disclosure.rules", documents, "4 5 6");
  expect(&f, "disclosure.normative_documents", documents, "1 2 3");
  gk_arena_free(&f.arena);
}

static void takes_labels_apart_that_a_blank_parts(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "三、本 （一）予以公开^3|2|0|0|0|0|0|2\n"
              "年度办 （二）部分公开^3\n"
              "理结果 （区分处理的，^3\n"
              "~|~|~|4|0|0|0|0|0|4\n"
              "只计这一情形）^3\n"
              "~|（七）总计^2|6|0|0|0|0|0|6\n",
       PAGE, 2019);
  expect_requests(&f, "granted", "2 0 0 0 0 0 2");
  expect_requests(&f, "partly_granted", "4 0 0 0 0 0 4");
  expect_requests(&f, "handled_total", "6 0 0 0 0 0 6");
  gk_arena_free(&f.arena);
}

static void doubts_blanks_beside_a_wrong_sum(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "一、本年新收政府信息公开申请数量^3|1|~|~|~|~|~|5\n"
              "二、上年结转政府信息公开申请数量^3|~|~|~|~|~|~|5\n"
              "三、本年度办理结果|（一）予以公开^2|1|2|0|0|0|0|4\n"
              "~|（二）部分公开^2|~|2|0|0|0|0|2\n",
       PAGE, 2019);
  expect_requests(&f, "received", ". . . . . . .");
  expect_requests(&f, "carried_in", "_ _ _ _ _ _ 5");
  expect_requests(&f, "granted", "1 2 0 0 0 0 4");
  expect_requests(&f, "partly_granted", "_ 2 0 0 0 0 2");
  gk_arena_free(&f.arena);
}

/* Several values in one piece: no row near them is sure. */
static void believes_blanks_where_rows_prove_the_columns(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "一、本年新收政府信息公开申请数量^3|1|~|~|~|~|~|5\n"
              "二、上年结转政府信息公开申请数量^3|1|~|~|~|~|1|2\n"
              "三、本年度办理结果|（一）予以公开^2|1|2|0|0|0|0|3\n"
              "~|（二）部分公开^2|~|2|0|0|0|0|2\n",
       PAGE, 2019);
  expect_requests(&f, "received", "1 _ _ _ _ _ 5");
  gk_arena_free(&f.arena);
}

static void leaves_rows_with_lumps_open(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "一、本年新收政府信息公开申请数量^3|1|0|0|0|0|0|1\n"
              "二、上年结转政府信息公开申请数量^3\n"
              "12,45 0 0 0 0 0 12,45\n"
              "三、本年度办理结果|（一）予以公开^2|1|0|0|0|0|0|1\n"
              "~|（二）部分公开^2|1|0|0|0|0|0|1\n",
       PAGE, 2019);
  expect_requests(&f, "received", "1 0 0 0 0 0 1");
  expect_requests(&f, "carried_in", ". . . . . . .");
  expect_requests(&f, "granted", ". . . . . . .");
  expect_requests(&f, "partly_granted", "1 0 0 0 0 0 1");
  gk_arena_free(&f.arena);
}

static void wants_the_pages_columns_in_the_forms_order(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "~|~|~|总计|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他\n"
       "一、本年新收政府信息公开申请数量^3|1|0|0|0|0|5|6\n"
       "二、上年结转政府信息公开申请数量^3|1|0|0|0|0|5|6\n",
       PAGE, 2019);
  if (f.report.form != NULL)
    expect_requests(&f, "received", ". . . . . . .");
  gk_arena_free(&f.arena);
}

static void reads_numerals_as_values(void **state) {
  fixture f;
  (void)state;
  read(&f, DISPUTES "零|五|0|0|5|三|0|0|0|3|2|0|0|2|四\n", PAGE, 2019);
  expect_disputes(&f, "0 5 0 0 5", "3 0 0 0 3", "2 0 0 2 4");
  gk_arena_free(&f.arena);
}

static void knows_mistyped_labels(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "一、本年新收政府信息公开申请数量^3|1|0|0|0|0|0|1\n"
              "二、上年结转政府信总公^3\n"
              "开申请数量^3|2|0|0|0|0|0|2\n"
              "三、本年度办理结果|（一）予以公开^2|3|0|0|0|0|0|3\n",
       PAGE, 2019);
  expect_requests(&f, "carried_in", "2 0 0 0 0 0 2");
  expect_requests(&f, "granted", "3 0 0 0 0 0 3");
  assert_int_equal(n_diags(&f, &GK_DIAG_LABEL_VARIANT), 1);
  gk_arena_free(&f.arena);
}

static void knows_mistyped_labels_around_their_values(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "三、本年度办理结果|（三）不予公开|4.保护第三方合法权益|4|0|0|0|0|0|4\n"
              "~|~|5、属于三类内部事物\n"
              "~|~|~|5|0|0|0|0|0|5\n"
              "~|~|信息\n"
              "~|~|6.属于四类过程性信\n"
              "~|~|~|6|0|0|0|0|0|6\n"
              "~|~|息\n",
       PAGE, 2019);
  expect_requests(&f, "refused.third_party_rights", "4 0 0 0 0 0 4");
  expect_requests(&f, "refused.internal_affairs", "5 0 0 0 0 0 5");
  expect_requests(&f, "refused.process_information", "6 0 0 0 0 0 6");
  assert_int_equal(n_diags(&f, &GK_DIAG_LABEL_VARIANT), 1);
  gk_arena_free(&f.arena);
}

static void passes_over_a_header_within_a_row(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "三、本年度办理结果|（四）无法提供|1.本机关不掌握相关政府信息|1|0|0|0|0|0|1\n" DEEP("2.没有现成信息需要",
                                                                                                  "2|0|0|0|0|0|2")
           HEADER "~|~|另行制作\n" DEEP("3.补正后申请内容仍不明确", "3|0|0|0|0|0|3"),
       PAGE, 2019);
  expect_requests(&f, "unavailable.not_held", "1 0 0 0 0 0 1");
  expect_requests(&f, "unavailable.creation_required", "2 0 0 0 0 0 2");
  expect_requests(&f, "unavailable.still_unclear", "3 0 0 0 0 0 3");
  gk_arena_free(&f.arena);
}

static void gives_up_a_bracket_that_was_not_closed(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "（本列数据的勾稽关系^3|申请人情况^7\n"
       "为：第一项加第二项之^3|~|法人或其他组织^5\n"
       "~^3|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计\n"
       "三、本年度办理结果|（五）|3.要求提供公开出版物|3|0|0|0|0|0|3\n"
       "~|不予处|4.无正当理由大量反复申请|4|0|0|0|0|0|4\n"
       "~|理|5.要求行政机关确认或重新出具已获取信息|5|0|0|0|0|0|5\n"
       "~|（六）|1.逾期不补正|6|0|0|0|0|0|6\n"
       "~|其他处|2.逾期不缴费|7|0|0|0|0|0|7\n"
       "~|理|3.其他|8|0|0|0|0|0|8\n",
       PAGE, 2021);
  expect_requests(&f, "not_processed.excessive", "4 0 0 0 0 0 4");
  expect_requests(&f, "not_processed.confirmation", "5 0 0 0 0 0 5");
  expect_requests(&f, "other_handling.not_corrected", "6 0 0 0 0 0 6");
  expect_requests(&f, "other_handling.other", "8 0 0 0 0 0 8");
  gk_arena_free(&f.arena);
}

static void knows_the_group_by_its_rows(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "三、本年度办理结果|（六）其|1.逾期不补正|6|0|0|0|0|0|6\n"
              "~|他处|2.逾期不缴费|7|0|0|0|0|0|7\n" DEEP("3.其他", "8|0|0|0|0|0|8"),
       PAGE, 2021);
  expect_requests(&f, "other_handling.fee_unpaid", "7 0 0 0 0 0 7");
  expect_requests(&f, "other_handling.other", "8 0 0 0 0 0 8");
  gk_arena_free(&f.arena);
}

/* A label's second line has the rest of the row above, unless it is that row's which has all its values in its first.
 */
static void spares_a_row_with_its_values_on_top(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER "三、本|（一）予以公开^2|1000|0|0|0|0|0|1000\n"
              "年度办|~|~|46|~|~|~|~|~|46\n"
              "理结果|（二）部分公开^2|2|0|0|0|0|0|2\n"
              "~|（区分处理的，只计^2\n"
              "~|这一情形，不计其他情形）^2\n"
              "~|（六）其他处理^2|4|0|0|0|0|0|4\n",
       PAGE, 2019);
  expect_requests(&f, "granted", "? 0 0 0 0 0 ?");
  expect_requests(&f, "partly_granted", "2 0 0 0 0 0 2");
  gk_arena_free(&f.arena);
}

/* ---- in order only ---- */

#define HEADER_LIST                                                                                                    \
  "（本列数据的勾稽关系\n"                                                                                   \
  "为：第一项加第二项之和）\n"                                                                             \
  "申请人情况\n"                                                                                                  \
  "自然人\n"                                                                                                        \
  "法人或其他组织\n"                                                                                            \
  "总计\n"                                                                                                           \
  "商业企\n"                                                                                                        \
  "业\n"                                                                                                              \
  "科研机构 社会公益组织 法律服务机构\n"                                                               \
  "其他\n"

static void reads_lines_in_reading_order(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "第二十条第（一）项\n"
       "信息内容 本年新制作数量 本年新公开数量 对外公开总数量\n"
       "规章 0 115 0\n"
       "规范性文件 1 2 3\n"
       "信息内容 上一年项目数量 本年增/减 处理决定数量\n"
       "行政许可 0 增 5 62\n"
       "其他对外管理服务事\n"
       "项\n"
       "4 5 6\n"
       "信息内容 采购项目数量 采购总金额\n"
       "政府集中采购 66 317.7 万元\n" HEADER_LIST "一、本年新收政府信息公\n"
       "开申请数量\n"
       "13 0 1 0 0 5 19\n"
       "三、本\n"
       "年度办\n"
       "（一）予以公开 2 0 1 0 0 0 3\n"
       "（二）部分公开 2 0 0 0 0 0 2\n"
       "理结果 （区分处理的，\n"
       "只计这一情形）\n"
       "（三）\n"
       "不予公\n"
       "开\n"
       "1.属于\n"
       "国家秘\n"
       "密\n"
       "0 0 0 0 0 1 1\n"
       "7.属于\n"
       "行政执\n"
       "7 0 0 0 0 0 7\n"
       "法案卷\n"
       "（六）其他处理 0 0 0 0 0 0 0\n"
       "（七）总计 11 0 1 0 0 1 13\n",
       LIST, 2019);
  expect(&f, "disclosure.rules", documents, "0 115 0");
  expect(&f, "disclosure.normative_documents", documents, "1 2 3");
  expect(&f, "disclosure.licensing", items, "0 5 62");
  expect(&f, "disclosure.other_services", items, "4 5 6");
  assert_int_equal(cell_of(&f, "disclosure.procurement.amount")->value.digits, 3177);
  expect_requests(&f, "received", "13 0 1 0 0 5 19");
  expect_requests(&f, "granted", "2 0 1 0 0 0 3");
  expect_requests(&f, "partly_granted", "2 0 0 0 0 0 2");
  expect_requests(&f, "refused.state_secret", "0 0 0 0 0 1 1");
  expect_requests(&f, "refused.enforcement_file", "7 0 0 0 0 0 7");
  expect_requests(&f, "other_handling", "0 0 0 0 0 0 0");
  expect_requests(&f, "handled_total", "11 0 1 0 0 1 13");
  gk_arena_free(&f.arena);
}

static void reads_labels_that_were_taken_for_a_paragraph(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "规章 9 9 9\n"
       "+++信息内容 本年新制作数量 本年新公开数量 对外公开总数量\n"
       "规章 1 2 3\n",
       LIST, 2019);
  expect(&f, "disclosure.rules", documents, "1 2 3");
  gk_arena_free(&f.arena);
}

static void guesses_no_blank_that_vanished(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "信息内容 本年新制作数量 本年新公开数量 对外公开总数量\n"
       "规章 0 115\n"
       "规范性文件 1 2 3\n" HEADER_LIST "一、本年新收政府信息公开申请数量 1 1\n"
       "二、上年结转政府信息公开申请数量\n"
       "（一）予以公开 2 0 1 0 0 0 3\n",
       LIST, 2019);
  expect(&f, "disclosure.rules", documents, ". . .");
  expect(&f, "disclosure.normative_documents", documents, "1 2 3");
  expect_requests(&f, "received", ". . . . . . .");
  expect_requests(&f, "carried_in", ". . . . . . .");
  expect_requests(&f, "granted", "2 0 1 0 0 0 3");
  assert_int_equal(n_diags(&f, &GK_DIAG_ROW_SHORT), 0);
  assert_int_equal(n_diags(&f, &GK_DIAG_ROW_AMBIGUOUS), 3);
  gk_arena_free(&f.arena);
}

static void takes_no_first_half_of_broken_numbers(void **state) {
  static const char *const texts[] = {
      "一、本年新收政府信息公开申请数量 231 69 0 0 0 0 302\n1 2\n（一）予以公开 1 0 0 0 0 0 1\n",
      "一、本年新收政府信息公开\n231 69 0 0 0 0 302\n申请数量\n1 2\n（一）予以公开 1 0 0 0 0 0 1\n",
      "一、本年新收政府信息公开申请数量\n231 69 0 0 0 0 302\n1 2\n（一）予以公开 1 0 0 0 0 0 1\n",
      "一、本年新收政府信息公开申请数量 231 69 0 0 0 0 302\n三、本年度办理结果\n1 2\n（一）予以公开 1 0 0 0 0 0 1\n",
      "一、本年新收政府信息公开申请数量 0 1 36 0 21 1\n五十\n九\n（一）予以公开 1 0 0 0 0 0 1\n",
  };
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    fixture f;
    char text[1024];
    snprintf(text, sizeof text, "%s%s", HEADER_LIST, texts[i]);
    read(&f, text, LIST, 2019);
    expect_requests(&f, "received", ". . . . . . .");
    expect_requests(&f, "granted", "1 0 0 0 0 0 1");
    gk_arena_free(&f.arena);
  }
}

static void leaves_a_row_open_beside_one_without_values(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "信息内容 本年制发件数 本年废止件数 现行有效件数\n"
       "规章\n"
       "1 2 3\n"
       "行政规范性文件\n"
       "信息内容 处理决定数量\n"
       "行政许可\n"
       "行政处罚\n"
       "7\n"
       "行政强制\n"
       "8\n"
       "9\n"
       "信息内容 本年收费金额\n"
       "行政事业性收费 5\n",
       LIST, 2021);
  expect(&f, "disclosure.rules", documents_2021, ". . .");
  expect(&f, "disclosure.normative_documents", documents_2021, ". . .");
  expect(&f, "disclosure.licensing", decisions, ".");
  expect(&f, "disclosure.penalty", decisions, ".");
  expect(&f, "disclosure.coercion", decisions, ".");
  gk_arena_free(&f.arena);
}

static void takes_no_values_behind_unknown_text(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "信息内容 本年新制作数量 本年新公开数量 对外公开总数量\n"
       "规章\n"
       "1 2 3\n"
       "其他主动公开文件\n"
       "4 5 6\n"
       "规范性文件\n"
       "备注如下\n"
       "7 8 9\n",
       LIST, 2019);
  expect(&f, "disclosure.rules", documents, "1 2 3");
  expect(&f, "disclosure.normative_documents", documents, ". . .");
  gk_arena_free(&f.arena);
}

#define SEVEN(a, b, c, d, e, f, g) a "\n" b "\n" c "\n" d "\n" e "\n" f "\n" g "\n"
#define ZEROS                      SEVEN("0", "0", "0", "0", "0", "0", "0")

static void reads_one_cell_a_line(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER_LIST "一、本年新收政府信息公开申请数量\n" SEVEN(
           "1", "2", "3", "4", "5", "6", "21") "三、本年度办理结果\n（一）予以公开\n" ZEROS
                                               "（二）部分公开（区分处理的，只计这一情形，不计其他情形）\n" SEVEN(
                                                   "7", "0", "0", "0", "0", "0",
                                                   "7") "（三）不予公开\n1.属于国家秘密\n1\n1\n"
                                                        "2.其他法律行政法规禁止公开\n" SEVEN("8", "0", "0", "0", "0",
                                                                                             "0", "8"),
       LIST, 2019);
  expect_requests(&f, "received", "1 2 3 4 5 6 21");
  expect_requests(&f, "granted", "0 0 0 0 0 0 0");
  expect_requests(&f, "partly_granted", "7 0 0 0 0 0 7");
  expect_requests(&f, "refused.state_secret", ". . . . . . .");
  expect_requests(&f, "refused.prohibited_by_law", "8 0 0 0 0 0 8");
  gk_arena_free(&f.arena);
}

/* Where cells were lost in some rows, another may have the right number by chance. */
static void wants_sums_where_cells_were_lost(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER_LIST "一、本年新收政府信息公开申请数量\n" SEVEN(
           "1", "2", "3", "4", "5", "6", "21") "二、上年结转政府信息公开申请数量\n1\n1\n"
                                               "（一）予以公开\n" SEVEN("4", "0", "0", "0", "0", "4",
                                                                        "3") /* a blank, and the page's number */
       "（七）总计\n" SEVEN("4", "0", "0", "0", "0", "1", "5"),
       LIST, 2019);
  expect_requests(&f, "received", "1 2 3 4 5 6 21");
  expect_requests(&f, "carried_in", ". . . . . . .");
  expect_requests(&f, "granted", ". . . . . . .");
  expect_requests(&f, "handled_total", "4 0 0 0 0 1 5");
  gk_arena_free(&f.arena);
}

#define ROW_OF_ZEROS(label) label "\n" ZEROS

/* One row in a long list has lost a blank, and nothing stands where it should not: a wrong sum is the report's. */
static void trusts_rows_of_a_steady_list(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER_LIST "一、本年新收政府信息公开申请数量\n" SEVEN("1", "2", "3", "4", "5", "6", "99") ROW_OF_ZEROS(
           "二、上年结转政府信息公开申请数量") ROW_OF_ZEROS("（一）予以公开") ROW_OF_ZEROS("（二）部分公开")
           ROW_OF_ZEROS("（三）不予公开\n1.属于国家秘密") ROW_OF_ZEROS("2.其他法律行政法规禁止公开")
               ROW_OF_ZEROS("3.危及“三安全一稳定”") ROW_OF_ZEROS("4.保护第三方合法权益")
                   ROW_OF_ZEROS("5、属于三类内部事物信息") ROW_OF_ZEROS("6.属于四类过程性信息")
                       ROW_OF_ZEROS("7.属于行政执法案卷") ROW_OF_ZEROS("8.属于行政查询事项")
                           ROW_OF_ZEROS("（四）无法提供\n1.本机关不掌握相关政府信息") ROW_OF_ZEROS(
                               "2.没有现成信息需要另行制作") "3.补正后申请内容仍不明确\n0\n0\n"
                                                             "（五）不予处理\n" ROW_OF_ZEROS("1.信访举报投诉类申请")
                                                                 ROW_OF_ZEROS("2.重复申请") ROW_OF_ZEROS("（七）总计"),
       LIST, 2019);
  expect_requests(&f, "received", "1 2 3 4 5 6 99");
  expect_requests(&f, "refused.internal_affairs", "0 0 0 0 0 0 0");
  expect_requests(&f, "unavailable.still_unclear", ". . . . . . .");
  assert_int_equal(n_diags(&f, &GK_DIAG_LABEL_VARIANT), 1);
  gk_arena_free(&f.arena);
}

#define BLANKS "1\n\n\n\n\n\n1\n"

static void counts_blank_lines_as_cells(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "申请人情况\n\n自然人\n法人或其他组织\n总计\n\n\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n\n"
       "一、本年新收政府信息公开申请数量\n" BLANKS "二、上年结转政府信息公开申请数量\n\n2\n\n\n\n\n\n"
       "三、本年度办理结果\n（一）予以公开\n" BLANKS "\n（二）部分公开\n" ZEROS
       "\n（三）不予公开\n1.属于国家秘密\n" BLANKS "\n\n2.其他法律行政法规禁止公开\n"
       "\n\n\n\n\n\n\n"
       "\n（七）总计\n" BLANKS "四、结转下年度继续办理\n1\n\n\n\n\n\n\n",
       LIST, 2019);
  expect_requests(&f, "received", "1 _ _ _ _ _ 1");
  expect_requests(&f, "carried_in", "_ 2 _ _ _ _ _");
  expect_requests(&f, "granted", "1 _ _ _ _ _ 1");
  expect_requests(&f, "partly_granted", "0 0 0 0 0 0 0");
  expect_requests(&f, "refused.state_secret", "1 _ _ _ _ _ 1");
  expect_requests(&f, "refused.prohibited_by_law", "_ _ _ _ _ _ _");
  expect_requests(&f, "carried_out", "1 _ _ _ _ _ _");
  gk_arena_free(&f.arena);
}

static void counts_no_blank_lines_that_do_not_fit(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER_LIST "一、本年新收政府信息公开申请数量\n" BLANKS "二、上年结转政府信息公开申请数量\n1\n\n\n1\n"
                   "（一）予以公开\n" SEVEN("1", "2", "3", "4", "5", "6", "21"),
       LIST, 2019);
  expect_requests(&f, "received", ". . . . . . .");
  expect_requests(&f, "carried_in", ". . . . . . .");
  expect_requests(&f, "granted", "1 2 3 4 5 6 21");
  gk_arena_free(&f.arena);
}

static void tells_parting_lines_from_cells(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "信息内容\n\n本年新制作数量\n\n本年新公开数量\n\n对外公开总数量\n\n"
       "规章\n\n1\n\n\n\n3\n\n"
       "规范性文件\n\n本单位未制作规章\n\n5\n\n6\n",
       LIST, 2019);
  expect(&f, "disclosure.rules", documents, "1 _ 3");
  expect(&f, "disclosure.normative_documents", documents, "? 5 6");
  gk_arena_free(&f.arena);
  read(&f,
       "信息内容\n\n本年新制作数量\n\n本年新公开数量\n\n对外公开总数量\n\n"
       "规章\n\n1\n\n\n3\n\n"
       "规范性文件\n\n4\n\n5\n\n6\n",
       LIST, 2019);
  expect(&f, "disclosure.rules", documents, "1 _ 3");
  expect(&f, "disclosure.normative_documents", documents, "4 5 6");
  gk_arena_free(&f.arena);
}

/* A blank cell between cells that blank lines part leaves one line more; a row with a line too many stays open. */
static void counts_parted_cells(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "第二十条第（一）项\n\n信息内容\n\n本年新\n\n本年新\n\n对外公开总数量\n\n"
       "规章\n\n1\n\n\n3\n\n"
       "规范性文件\n\n4\n\n5\n\n6\n\n"
       "第二十条第（五）项\n\n信息内容\n\n上一年项目数量\n\n本年增/减\n\n处理决定数量\n\n"
       "行政许可\n\n7\n\n8\n\n9\n\n"
       "其他对外管理服务事项\n\n1\n\n1\n\n\n2\n\n"
       "第二十条第（六）项\n\n信息内容\n\n上一年项目数量\n\n本年增/减\n\n处理决定数量\n\n"
       "行政处罚\n\n\n\n\n"
       "行政强制\n\n0/0\n\n2\n\n3\n\n\n\n",
       LIST, 2019);
  expect(&f, "disclosure.rules", documents, "1 _ 3");
  expect(&f, "disclosure.normative_documents", documents, "4 5 6");
  expect(&f, "disclosure.licensing", items, "7 8 9");
  expect(&f, "disclosure.other_services", items, ". . .");
  expect(&f, "disclosure.penalty", items, "_ _ _");
  expect(&f, "disclosure.coercion", items, "? 2 3");
  gk_arena_free(&f.arena);
}

static void counts_marks_as_cells(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER_LIST "一、本年新收政府信息公开申请数量\n_ _\n1\n_\n_\n_\n_\n_\n1\n"
                   "三、本年度办理结果\n（一）予以公开\n_\n_\n2\n_\n_\n_\n_\n_\n"
                   "_\n（三）不予公开\n1.属于国家秘密\n_\n_\n_\n_\n_\n_\n3\n"
                   "_\n_\n2.其他法律行政法规禁止公开\n4\n_\n_\n_\n_\n_\n_\n",
       LIST, 2019);
  expect_requests(&f, "received", "1 _ _ _ _ _ 1");
  expect_requests(&f, "granted", "_ 2 _ _ _ _ _");
  expect_requests(&f, "refused.state_secret", "_ _ _ _ _ _ 3");
  expect_requests(&f, "refused.prohibited_by_law", "4 _ _ _ _ _ _");
  gk_arena_free(&f.arena);
}

#define ROW(a, b, c, d, e, f, g) a " " b " " c " " d " " e " " f " " g "\n"
#define BLOCK_LABELS                                                                                                                 \
  "一、本年新收政府信息公\n开申请数量\n二、上年结转政府信息公\n开申请数量\n"                         \
  "三、本 （一）予以公开\n年度办 （二）部分公开\n理结果\n（三） 1.属于\n不予公 国家秘\n开\n密\n" \
  "2.其他\n法律行\n"                                                                                                            \
  "申请人情况\n法人或其他组织\n自然人\n商业企\n业\n科研机构\n社会公益组织\n法律服务机构\n其他\n总计\n"
#define BLOCK_REST "政法规\n禁止公\n开\n3.危及“三安全一稳定”\n"

static void reads_blocks_that_add_up(void **state) {
  fixture f;
  (void)state;
  read(&f,
       BLOCK_LABELS ROW("13", "0", "1", "0", "0", "5", "19") ROW("0", "0", "0", "0", "0", "0", "0")
           ROW("2", "0", "1", "0", "0", "0", "3") ROW("0", "0", "0", "0", "0", "0", "0")
               ROW("0", "4", "0", "0", "0", "0", "4") ROW("0", "0", "0", "0", "0", "1", "1")
                   BLOCK_REST ROW("0", "0", "0", "0", "0", "0", "0"),
       LIST, 2019);
  expect_requests(&f, "received", "13 0 1 0 0 5 19");
  expect_requests(&f, "carried_in", "0 0 0 0 0 0 0");
  expect_requests(&f, "granted", "2 0 1 0 0 0 3");
  expect_requests(&f, "refused.state_secret", "0 4 0 0 0 0 4");
  expect_requests(&f, "refused.prohibited_by_law", "0 0 0 0 0 1 1");
  expect_requests(&f, "refused.endangers_security", "0 0 0 0 0 0 0");
  gk_arena_free(&f.arena);
  read(&f, BLOCK_LABELS ZEROS ZEROS ZEROS ZEROS ZEROS ZEROS BLOCK_REST ZEROS, LIST, 2019);
  expect_requests(&f, "received", "0 0 0 0 0 0 0");
  expect_requests(&f, "refused.endangers_security", "0 0 0 0 0 0 0");
  gk_arena_free(&f.arena);
}

/* A cell that stands higher or lower than its neighbours comes before or after them. */
static void trusts_no_values_one_a_line_in_drawn_text(void **state) {
  static const char *const texts[] = {
      BLOCK_LABELS SEVEN("13", "0", "1", "0", "0", "5", "19") ZEROS ZEROS ZEROS ZEROS ZEROS BLOCK_REST ZEROS,
      HEADER_LIST "一、本年新收政府信息公\n" SEVEN("13", "0", "1", "0", "0", "5", "19") "开申请数量\n",
      HEADER_LIST "1\n5\n一、本年新收政府信息公开申请数量\n" SEVEN("13", "0", "1", "0", "0", "5", "19"),
  };
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    fixture f;
    read(&f, texts[i], LIST, 2019);
    if (f.report.form != NULL)
      expect_requests(&f, "received", ". . . . . . .");
    gk_arena_free(&f.arena);
  }
}

static void knows_drawn_text_by_one_place(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "信息内容\n本年新制作数量\n本年新公开数量\n对外公开总数量\n规章\n23\n182\n0\n"
       "信息内容\n上一年项目数量\n本年增/减\n处理决定数量\n行政许可 1 2 3\n"
       "---\n" HEADER_LIST "一、本年新收政府信息公\n1 0 0 0 0 0 1\n开申请数量\n",
       LIST, 2019);
  expect(&f, "disclosure.rules", documents, ". . .");
  expect(&f, "disclosure.licensing", items, "1 2 3");
  expect_requests(&f, "received", "1 0 0 0 0 0 1");
  gk_arena_free(&f.arena);
}

#define TWO_LABELS "一、本年新收政府信息公开申请数量\n二、上年结转政府信息公开申请数量\n"

static void leaves_blocks_open_that_do_not_add_up(void **state) {
  static const char *const texts[] = {
      /* a wrong sum */
      HEADER_LIST TWO_LABELS ROW("1", "0", "0", "0", "0", "0", "1") ROW("2", "0", "0", "0", "0", "0", "3"),
      /* a number too few, or too many */
      HEADER_LIST TWO_LABELS ROW("1", "0", "0", "0", "0", "0", "1") "2 0 0 0 0 2\n",
      HEADER_LIST TWO_LABELS ROW("1", "0", "0", "0", "0", "0", "1") ROW("2", "0", "0", "0", "0", "0", "2") "0\n",
      /* a row left out */
      HEADER_LIST "一、本年新收政府信息公开申请数量\n（一）予以公开\n" ROW("1", "0", "0", "0", "0", "0", "1")
          ROW("2", "0", "0", "0", "0", "0", "2"),
      /* not in lines */
      HEADER_LIST TWO_LABELS "1 0 0 0\n0 0 1\n" ROW("2", "0", "0", "0", "0", "0", "2"),
  };
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    fixture f;
    read(&f, texts[i], LIST, 2019);
    if (f.report.form != NULL) {
      expect_requests(&f, "received", ". . . . . . .");
      expect_requests(&f, "carried_in", ". . . . . . .");
      expect_requests(&f, "granted", ". . . . . . .");
    }
    gk_arena_free(&f.arena);
  }
}

static void reads_values_in_front_of_labels_that_add_up(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER_LIST "1 0 0 0 0 5 6\n"
                   "一、本年新收政府信息公开申请数量\n"
                   "0 0 2 0 0 0 2\n"
                   "二、上年结转政府信息公开申请数量\n"
                   "0 0 0 0 0 0 0\n"
                   "（一）予以公开\n",
       LIST, 2019);
  expect_requests(&f, "received", "1 0 0 0 0 5 6");
  expect_requests(&f, "carried_in", "0 0 2 0 0 0 2");
  expect_requests(&f, "granted", "0 0 0 0 0 0 0");
  gk_arena_free(&f.arena);
}

/* Labels that nothing parts, but for a blank within one of them, or before the list. */
static void reads_flattened_labels(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "信息内 容本年新制作数量本年新公开数量对外公开总数量\n"
       "规章 70 38 67\n"
       "+++信息内容本年新制作数量本年新公开数量对外公开总数量\n"
       "规范性文件 1 2 3\n",
       LIST, 2019);
  expect(&f, "disclosure.rules", documents, "70 38 67");
  expect(&f, "disclosure.normative_documents", documents, "1 2 3");
  gk_arena_free(&f.arena);
}

/* A bracket that nobody closed; a heading's number; a word among values that is no number. */
static void reads_careless_rows(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "2、 主动公开情况\n"
       "信息内容 本年新制作数量 本年新公开数量 对外公开总数量\n"
       "规章 29 167 0\n" HEADER_LIST "（一）予以公开 0 约2 0 0 0 0 2\n"
       "（二）部分公开（区分处理的，只计\n"
       "这一情形\n"
       "0 0 3 0 0 0 3\n",
       LIST, 2019);
  expect(&f, "disclosure.rules", documents, "29 167 0");
  expect_requests(&f, "granted", "0 ? 0 0 0 0 2");
  expect_requests(&f, "partly_granted", "0 0 3 0 0 0 3");
  gk_arena_free(&f.arena);
}

static void takes_no_number_with_a_measure_for_a_label(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "信息内容 上一年项目数量 本年增/减 处理决定数量\n"
       "行政许可 1 2 3\n"
       "其他对外管理服务事项 共计\u3000524\u3000减\u30003\u3000件 0\n",
       LIST, 2019);
  expect(&f, "disclosure.licensing", items, "1 2 3");
  expect(&f, "disclosure.other_services", items, ". . .");
  gk_arena_free(&f.arena);
}

/* One row's numbers were broken over lines: the row behind it is none the worse, if its label comes first. */
static void reads_rows_behind_broken_numbers(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER_LIST "一、本年新收政府信息公开申请数量\n231 69 0 0 0 0 302\n1 2\n"
                   "（一）予以公开\n1 0 0 0 0 0 1\n",
       LIST, 2019);
  expect_requests(&f, "received", ". . . . . . .");
  expect_requests(&f, "granted", "1 0 0 0 0 0 1");
  gk_arena_free(&f.arena);
  read(&f,
       HEADER_LIST "5\n一、本年新收政府信息公开申请数量\n231 69 0 0 0 0 302\n1 2\n"
                   "（一）予以公开\n1 0 0 0 0 0 1\n",
       LIST, 2019);
  if (f.report.form != NULL)
    expect_requests(&f, "granted", ". . . . . . .");
  gk_arena_free(&f.arena);
}

/* A row that only lost a blank says nothing against sums that are wrong. */
static void reads_wrong_sums_beside_short_rows(void **state) {
  fixture f;
  (void)state;
  read(&f,
       HEADER_LIST "一、本年新收政府信息公开申请数量\n1 0 0 0 0 1\n"
                   "（一）予以公开\n0 0 0 0 0 0 1\n",
       LIST, 2019);
  expect_requests(&f, "received", ". . . . . . .");
  expect_requests(&f, "granted", "0 0 0 0 0 0 1");
  gk_arena_free(&f.arena);
}

static void reads_values_in_front_of_labels(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "信息内容\n本年处理决定数量\n4\n行政处罚\n5\n行政强制\n" HEADER_LIST
       "1\n0\n0\n0\n0\n5\n7\n一、本年新收政府信息公开申请数量\n"
       "0\n0\n2\n0\n0\n0\n2\n二、上年结转政府信息公开申请数量\n",
       LIST, 2021);
  assert_int_equal(cell_of(&f, "disclosure.penalty.decisions")->value.digits, 4);
  assert_int_equal(cell_of(&f, "disclosure.coercion.decisions")->value.digits, 5);
  expect_requests(&f, "received", "1 0 0 0 0 5 7");
  expect_requests(&f, "carried_in", "0 0 2 0 0 0 2");
  gk_arena_free(&f.arena);
  read(&f,
       "信息内容\n本年处理决定数量\n行政处罚\n4\n行政强制\n5\n" HEADER_LIST
       "1\n0\n0\n0\n5\n7\n一、本年新收政府信息公开申请数量\n"
       "0\n0\n2\n0\n0\n0\n2\n二、上年结转政府信息公开申请数量\n",
       LIST, 2021);
  expect_requests(&f, "received", ". . . . . . .");
  expect_requests(&f, "carried_in", ". . . . . . .");
  gk_arena_free(&f.arena);
}

static void wants_the_columns_in_the_forms_order(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "总计\n自然人\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n"
       "一、本年新收政府信息公开申请数量 1 0 0 0 0 5 6\n"
       "（一）予以公开 1 0 0 0 0 0 1\n",
       LIST, 2019);
  if (f.report.form != NULL) {
    expect_requests(&f, "received", ". . . . . . .");
    expect_requests(&f, "granted", ". . . . . . .");
  }
  gk_arena_free(&f.arena);
}

#define FIVE     "结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n"
#define VERTICAL "结\n果\n维\n持\n结\n果\n纠\n正\n其\n他\n结\n果\n尚\n未\n审\n结\n总\n计\n"

static void reads_disputes_in_order(void **state) {
  fixture f;
  (void)state;
  read(&f,
       "行政复议 行政诉讼\n" VERTICAL "未经复议直接起诉 复议后起诉\n" VERTICAL VERTICAL
       "0 5 0 0 5 3 0 0 0 3 2 0 0 2 9\n",
       LIST, 2019);
  expect_disputes(&f, "0 5 0 0 5", "3 0 0 0 3", "2 0 0 2 9"); /* in one line: a wrong sum is the report's own */
  gk_arena_free(&f.arena);
  read(&f, "行政复议\n行政诉讼\n" FIVE "未经复议直接起诉\n复议后起诉\n" FIVE FIVE "1\n\n\n\n1\n\n\n\n\n\n2\n\n\n\n2\n",
       LIST, 2019);
  expect_disputes(&f, "1 _ _ _ 1", "_ _ _ _ _", "2 _ _ _ 2");
  gk_arena_free(&f.arena);
}

static void reads_disputes_without_columns(void **state) {
  fixture f;
  (void)state;
  read(&f, "行政复议行政诉讼\n0 5 0 0 5 3 0 0 0 3 2 0 0 2 9\n", LIST, 2019);
  expect_disputes(&f, "0 5 0 0 5", "3 0 0 0 3", "2 0 0 2 9");
  assert_int_equal(n_diags(&f, &GK_DIAG_LABEL_BY_POSITION), 1);
  gk_arena_free(&f.arena);
  read(&f, "行政复议行政诉讼\n0 5 0 0 5 3 0 0 0 3\n2 0 0 2 4\n", LIST, 2019);
  expect_disputes(&f, "0 5 0 0 5", "3 0 0 0 3", "2 0 0 2 4");
  gk_arena_free(&f.arena);
}

static void leaves_disputes_open(void **state) {
  static const char *const texts[] = {
      "行政复议 行政诉讼\n" FIVE "未经复议直接起诉 复议后起诉\n" FIVE FIVE "0 5 0 0 5 3 0 0 0 3 2 0 0 2\n",
      "行政复议 行政诉讼\n" FIVE "未经复议直接起诉 复议后起诉\n" FIVE FIVE "0 5 0 0 5 3 0 0 0 3 2 0 0 2 4 7\n",
      "行政复议 行政诉讼\n" FIVE "复议后起诉 未经复议直接起诉\n" FIVE FIVE "0 5 0 0 5 3 0 0 0 3 2 0 0 2 4\n",
      "行政复议 行政诉讼\n" FIVE "未经复议直接起诉 复议后起诉\n" FIVE "0 5 0 0 5 3 0 0 0 3 2 0 0 2 4\n",
      "行政复议 行政诉讼\n" FIVE "未经复议直接起诉 复议后起诉\n" FIVE FIVE "0 5 0 0 5 3 0 0\n0 3 2 0 0 2 5\n",
      "行政复议行政诉讼\n0 5 0 0 5 3 0 0 0 3 2 0 0 2\n",
      "行政复议行政诉讼\n0 5 0 0 5 3 0 0\n0 3 2 0 0 2 5\n",
      "行政复议\n行政诉讼\n" FIVE "未经复议直接起诉\n0\n5\n0\n0\n5\n"
      "结果维持\n3\n结果纠正\n0\n其他结果\n0\n复议后起诉\n尚未审结\n0\n总计\n3\n"
      "结果维持\n2\n结果纠正\n0\n其他结果\n0\n尚未审结\n2\n总计\n4\n",
  };
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    fixture f;
    read(&f, texts[i], LIST, 2019);
    if (f.report.form != NULL)
      expect_disputes(&f, ". . . . .", ". . . . .", ". . . . .");
    gk_arena_free(&f.arena);
  }
}

static void takes_nothing_from_other_lists(void **state) {
  static const char *const texts[] = {
      "12\n13\n14\n",     "公文 12 件\n会议 3 次\n",         "规章 1 2 3\n规范性文件 4 5 6\n",
      "1 2 3 4 5 6 21\n", "（一）予以公开 1 2 3 4 5 6 21\n", "自然人 5\n总计 5\n",
  };
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    for (int page = 0; page < 2; page++) {
      fixture f;
      read(&f, texts[i], page ? PAGE : LIST, 2019);
      for (size_t k = 0; f.report.form != NULL && k < f.report.form->n_cells; k++)
        assert_int_not_equal(f.report.cells[k].state, GK_STATE_NUMBER);
      gk_arena_free(&f.arena);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(encloses_values_by_their_label),
      cmocka_unit_test(leaves_free_columns_blank),
      cmocka_unit_test(reads_one_character_a_line),
      cmocka_unit_test(reads_disputes_on_a_page),
      cmocka_unit_test(reads_disclosure_on_a_page),
      cmocka_unit_test(takes_no_clause_for_words_of_a_cell),
      cmocka_unit_test(takes_no_clause_for_a_header),
      cmocka_unit_test(joins_no_broken_number),
      cmocka_unit_test(leaves_blanks_open_beside_two_numbers),
      cmocka_unit_test(leaves_blanks_open_beside_a_number_in_a_label),
      cmocka_unit_test(takes_no_number_beside_an_unfinished_one),
      cmocka_unit_test(reads_cells_as_a_terminal_sets_them),
      cmocka_unit_test(gives_lines_to_the_cell_that_they_complete),
      cmocka_unit_test(tells_a_units_line_from_a_title),
      cmocka_unit_test(leaves_values_between_two_rows_open),
      cmocka_unit_test(gives_values_to_the_row_that_has_none),
      cmocka_unit_test(takes_no_unknown_rows_values),
      cmocka_unit_test(distrusts_places_that_are_off),
      cmocka_unit_test(goes_on_behind_a_page_end),
      cmocka_unit_test(wants_each_column_beside_its_neighbours),
      cmocka_unit_test(reads_cells_in_the_middle_of_their_row),
      cmocka_unit_test(reads_cells_at_the_top_of_their_row),
      cmocka_unit_test(cuts_no_rows_that_stand_in_no_way),
      cmocka_unit_test(reads_values_beside_a_groups_character),
      cmocka_unit_test(reads_disputes_of_several_lines),
      cmocka_unit_test(leaves_a_heading_to_itself),
      cmocka_unit_test(joins_a_number_with_its_label),
      cmocka_unit_test(gives_no_note_of_a_value_to_the_header),
      cmocka_unit_test(knows_a_group_by_the_row_beside),
      cmocka_unit_test(knows_no_torn_label_out_of_turn),
      cmocka_unit_test(joins_a_heading_with_a_blank_inside),
      cmocka_unit_test(takes_labels_apart_that_a_blank_parts),
      cmocka_unit_test(doubts_blanks_beside_a_wrong_sum),
      cmocka_unit_test(believes_blanks_where_rows_prove_the_columns),
      cmocka_unit_test(leaves_rows_with_lumps_open),
      cmocka_unit_test(wants_the_pages_columns_in_the_forms_order),
      cmocka_unit_test(reads_numerals_as_values),
      cmocka_unit_test(knows_mistyped_labels),
      cmocka_unit_test(knows_mistyped_labels_around_their_values),
      cmocka_unit_test(passes_over_a_header_within_a_row),
      cmocka_unit_test(gives_up_a_bracket_that_was_not_closed),
      cmocka_unit_test(knows_the_group_by_its_rows),
      cmocka_unit_test(spares_a_row_with_its_values_on_top),
      cmocka_unit_test(reads_lines_in_reading_order),
      cmocka_unit_test(reads_labels_that_were_taken_for_a_paragraph),
      cmocka_unit_test(guesses_no_blank_that_vanished),
      cmocka_unit_test(takes_no_first_half_of_broken_numbers),
      cmocka_unit_test(leaves_a_row_open_beside_one_without_values),
      cmocka_unit_test(takes_no_values_behind_unknown_text),
      cmocka_unit_test(reads_one_cell_a_line),
      cmocka_unit_test(wants_sums_where_cells_were_lost),
      cmocka_unit_test(trusts_rows_of_a_steady_list),
      cmocka_unit_test(counts_blank_lines_as_cells),
      cmocka_unit_test(counts_no_blank_lines_that_do_not_fit),
      cmocka_unit_test(tells_parting_lines_from_cells),
      cmocka_unit_test(counts_parted_cells),
      cmocka_unit_test(counts_marks_as_cells),
      cmocka_unit_test(reads_blocks_that_add_up),
      cmocka_unit_test(trusts_no_values_one_a_line_in_drawn_text),
      cmocka_unit_test(knows_drawn_text_by_one_place),
      cmocka_unit_test(leaves_blocks_open_that_do_not_add_up),
      cmocka_unit_test(reads_values_in_front_of_labels_that_add_up),
      cmocka_unit_test(reads_flattened_labels),
      cmocka_unit_test(reads_careless_rows),
      cmocka_unit_test(takes_no_number_with_a_measure_for_a_label),
      cmocka_unit_test(reads_rows_behind_broken_numbers),
      cmocka_unit_test(reads_wrong_sums_beside_short_rows),
      cmocka_unit_test(reads_values_in_front_of_labels),
      cmocka_unit_test(wants_the_columns_in_the_forms_order),
      cmocka_unit_test(reads_disputes_in_order),
      cmocka_unit_test(reads_disputes_without_columns),
      cmocka_unit_test(leaves_disputes_open),
      cmocka_unit_test(takes_nothing_from_other_lists),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
