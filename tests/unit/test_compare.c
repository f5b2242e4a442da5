/* Two reports made by hand, compared: cells, forms, links, metadata, text. */
#include "unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gongkai/gongkai.h"
#include "unit/collect.h"

enum {
  MAX_CELLS = 256,
  MAX_SECTIONS = 4,
};

/* A report whose cells are blank until a test fills them. */
typedef struct made {
  gk_report report;
  gk_cell cells[MAX_CELLS];
  gk_section sections[MAX_SECTIONS];
} made;

static made before, after;
static gk_comparison c;
static gk_arena arena;
static const gk_source sources[2] = {{.name = {"a.docx", 6}, .format = "docx"},
                                     {.name = {"b.docx", 6}, .format = "docx"}};

static gk_str str(const char *s) {
  return (gk_str){s, strlen(s)};
}

static void blank_report(made *m, const gk_form *form, int year) {
  memset(m, 0, sizeof *m);
  m->report = (gk_report){.form = form, .cells = m->cells, .agency = GK_LIT("某局"), .year = year};
  m->report.sections = m->sections;
  for (size_t i = 0; form != NULL && i < form->n_cells; i++)
    m->cells[i].state = GK_STATE_BLANK;
}

static void start(const gk_form *form_before, int year_before, const gk_form *form_after, int year_after) {
  blank_report(&before, form_before, year_before);
  blank_report(&after, form_after, year_after);
}

static int set_up(void **state) {
  (void)state;
  gk_arena_init(&arena, NULL, 0);
  start(&GK_FORM_2021, 2021, &GK_FORM_2021, 2022);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  gk_arena_free(&arena);
  return 0;
}

static gk_cell *cell(made *m, const char *id) {
  uint16_t at = gk_form_find(m->report.form, str(id));
  assert_int_not_equal(at, GK_NO_FORM_CELL);
  return &m->cells[at];
}

static void set_number(gk_cell *to, int64_t digits, uint8_t scale, const char *unit) {
  *to = (gk_cell){.state = GK_STATE_NUMBER, .value = {digits, scale}, .unit = str(unit)};
}

static void compare(void) {
  assert_int_equal(gk_compare(&arena, &before.report, &after.report, &c), GK_OK);
  assert_ptr_equal(c.before, &before.report);
  assert_ptr_equal(c.after, &after.report);
}

static const gk_cell_pair *pair_of(const char *id) {
  for (size_t i = 0; i < c.n_cells; i++)
    if (strcmp(c.cells[i].form_cell->id, id) == 0)
      return &c.cells[i];
  fail_msg("%s is not compared", id);
  return NULL;
}

static int has_diag(const gk_diag_kind *kind) {
  for (size_t i = 0; i < c.diags.n; i++)
    if (c.diags.items[i].kind == kind)
      return 1;
  return 0;
}

/* Cells */

#define FEES           "disclosure.fees.amount"
#define RULES_IN_FORCE "disclosure.rules.in_force"
#define RECEIVED       "requests.received.total"

static void expect_difference(const char *id, int64_t digits, uint8_t scale) {
  const gk_cell_pair *pair = pair_of(id);
  assert_true(pair->is_changed);
  assert_true(pair->has_difference);
  assert_int_equal(pair->difference.digits, digits);
  assert_int_equal(pair->difference.scale, scale);
}

static void nothing_changes_in_equal_reports(void **state) {
  (void)state;
  set_number(cell(&before, RECEIVED), 150, 2, "");
  set_number(cell(&after, RECEIVED), 15, 1, "");
  compare();
  assert_int_equal(c.n_cells, GK_FORM_2021.n_cells);
  assert_int_equal(c.n_changed, 0);
  assert_int_equal(c.n_gaps, 0);
  assert_true(pair_of(RECEIVED)->has_difference);
  assert_int_equal(pair_of(RECEIVED)->difference.digits, 0);
}

static void a_difference_is_exact(void **state) {
  (void)state;
  set_number(cell(&before, RECEIVED), 7, 0, "");
  set_number(cell(&after, RECEIVED), 4, 0, "");
  set_number(cell(&before, FEES), 2601953875, 6, "万元");
  set_number(cell(&after, FEES), 26019, 1, "万元");
  compare();
  assert_int_equal(c.n_changed, 2);
  expect_difference(RECEIVED, -3, 0);
  expect_difference(FEES, -53875, 6);
}

static void a_state_that_changed_is_a_change_without_difference(void **state) {
  (void)state;
  set_number(cell(&before, RECEIVED), 0, 0, "");
  cell(&after, RULES_IN_FORCE)->state = GK_STATE_NOT_APPLICABLE;
  *cell(&before, FEES) = (gk_cell){.state = GK_STATE_UNREADABLE, .raw = GK_LIT("详见 附件")};
  *cell(&after, FEES) = (gk_cell){.state = GK_STATE_UNREADABLE, .raw = GK_LIT("详见附件")};
  compare();
  assert_int_equal(c.n_changed, 2);
  assert_true(pair_of(RECEIVED)->is_changed);
  assert_false(pair_of(RECEIVED)->has_difference);
  assert_true(pair_of(RULES_IN_FORCE)->is_changed);
  assert_false(pair_of(FEES)->is_changed);
  cell(&after, FEES)->raw = GK_LIT("详见附表");
  compare();
  assert_true(pair_of(FEES)->is_changed);
}

static void no_difference_is_taken_over_units(void **state) {
  (void)state;
  set_number(cell(&before, FEES), 3, 0, "万元");
  set_number(cell(&after, FEES), 3, 0, "元");
  compare();
  assert_true(pair_of(FEES)->is_changed);
  assert_false(pair_of(FEES)->has_difference);

  cell(&before, FEES)->unit = GK_LIT("萬元"); /* another writing of it */
  cell(&after, FEES)->unit = GK_LIT("万元");
  compare();
  assert_false(pair_of(FEES)->is_changed);

  cell(&before, FEES)->unit = GK_LIT(""); /* the form's own label says 万元 */
  set_number(cell(&after, FEES), 5, 0, "万元");
  compare();
  expect_difference(FEES, 2, 0);
  cell(&after, FEES)->unit = GK_LIT("元");
  compare();
  assert_false(pair_of(FEES)->has_difference);
}

static void a_unit_that_nobody_names_is_not_known(void **state) {
  (void)state;
  start(&GK_FORM_2019, 2019, &GK_FORM_2019, 2020);
  set_number(cell(&before, "disclosure.procurement.amount"), 3, 0, "");
  set_number(cell(&after, "disclosure.procurement.amount"), 3, 0, "万元");
  compare();
  assert_true(pair_of("disclosure.procurement.amount")->is_changed);
  assert_false(pair_of("disclosure.procurement.amount")->has_difference);
}

static void a_difference_of_more_than_15_digits_is_not_taken(void **state) {
  (void)state;
  const int64_t most = INT64_C(999999999999999);
  set_number(cell(&before, RECEIVED), -1, 0, "");
  set_number(cell(&after, RECEIVED), most, 0, "");
  set_number(cell(&before, RULES_IN_FORCE), -most, 0, "");
  set_number(cell(&after, RULES_IN_FORCE), most, 15, "");
  set_number(cell(&before, FEES), 1, 0, "");
  set_number(cell(&after, FEES), most, 0, "");
  compare();
  assert_true(pair_of(RECEIVED)->is_changed);
  assert_false(pair_of(RECEIVED)->has_difference);
  assert_int_equal(pair_of(RECEIVED)->difference.digits, 0);
  assert_true(pair_of(RULES_IN_FORCE)->is_changed);
  assert_false(pair_of(RULES_IN_FORCE)->has_difference);
  expect_difference(FEES, most - 1, 0);
}

/* Forms */

static size_t count_gap_cells(gk_side side) {
  size_t n = 0;
  for (size_t i = 0; i < c.n_gaps; i++)
    n += c.gaps[i].side == side ? c.gaps[i].n_cells : 0;
  return n;
}

static void a_cell_is_compared_or_in_one_gap(void **state) {
  (void)state;
  start(&GK_FORM_2019, 2020, &GK_FORM_2021, 2021);
  compare();
  assert_int_equal(c.n_cells + count_gap_cells(GK_BEFORE), GK_FORM_2019.n_cells);
  assert_int_equal(c.n_cells + count_gap_cells(GK_AFTER), GK_FORM_2021.n_cells);
  assert_true(has_diag(&GK_DIAG_FORMS_DIFFER));
  for (size_t i = 0; i < c.n_gaps; i++) {
    const gk_form_gap *gap = &c.gaps[i];
    const gk_form *other = gap->side == GK_BEFORE ? &GK_FORM_2021 : &GK_FORM_2019;
    const gk_form *form = gap->side == GK_BEFORE ? &GK_FORM_2019 : &GK_FORM_2021;
    for (size_t k = 0; k < gap->n_cells; k++)
      assert_int_equal(gk_form_find(other, str(form->cells[gap->cells[k]].id)), GK_NO_FORM_CELL);
  }
}

static void expect_gap(size_t i, gk_side side, size_t row, size_t col, size_t n_cells) {
  assert_int_equal(c.gaps[i].side, side);
  assert_int_equal(c.gaps[i].row, row);
  assert_int_equal(c.gaps[i].col, col);
  assert_int_equal(c.gaps[i].n_cells, n_cells);
}

static void gaps_are_rows_then_columns_then_cells(void **state) {
  (void)state;
  start(&GK_FORM_2019, 2020, &GK_FORM_2021, 2021);
  compare();
  assert_int_equal(c.n_gaps, 15);
  expect_gap(0, GK_BEFORE, GK_ROW_OTHER_SERVICES, GK_N_COLS, 3);
  expect_gap(1, GK_BEFORE, GK_ROW_PROCUREMENT, GK_N_COLS, 2);
  expect_gap(2, GK_BEFORE, GK_ROW_OTHER_HANDLING, GK_N_COLS, 7);
  expect_gap(3, GK_BEFORE, GK_N_ROWS, GK_COL_MADE, 2);
  expect_gap(6, GK_BEFORE, GK_N_ROWS, GK_COL_PREVIOUS_ITEMS, 4);
  expect_gap(7, GK_BEFORE, GK_N_ROWS, GK_COL_CHANGE, 4);
  expect_gap(8, GK_AFTER, GK_ROW_NOT_CORRECTED, GK_N_COLS, 7);
  expect_gap(11, GK_AFTER, GK_N_ROWS, GK_COL_ISSUED, 2);
  expect_gap(14, GK_AFTER, GK_ROW_FEES, GK_COL_AMOUNT, 1);
}

static void without_a_form_no_cells_are_compared(void **state) {
  (void)state;
  start(NULL, 2021, &GK_FORM_2021, 2022);
  compare();
  assert_int_equal(c.n_cells + c.n_gaps + c.n_links, 0);
  assert_true(has_diag(&GK_DIAG_FORM_UNKNOWN));
}

/* Links */

static gk_cell *term_cell(gk_link_term term) {
  made *m = term.year == GK_LINK_LATER ? &after : &before;
  if (before.report.year > after.report.year)
    m = term.year == GK_LINK_LATER ? &before : &after;
  return &m->cells[gk_form_at(m->report.form, (gk_row)term.row, (gk_col)term.col)];
}

static const gk_link_check *check_of(const gk_link *link) {
  for (size_t i = 0; i < c.n_links; i++)
    if (c.links[i].link == link)
      return &c.links[i];
  fail_msg("%s was not checked", link->id);
  return NULL;
}

static void expect_status(const gk_link *link, gk_check_status status) {
  compare();
  if (check_of(link)->status != status)
    fail_msg("%s: %s, not %s", link->id, gk_check_status_name(check_of(link)->status), gk_check_status_name(status));
}

/* Numbers that fit: 40, 20, 10 on the right, by their signs, and their sum on the left. */
static void make_fit(const gk_link *link) {
  int64_t sum = 0;
  for (size_t i = 0; i < link->n_terms; i++) {
    set_number(term_cell(link->terms[i]), 40 >> i, 0, "");
    sum += (40 >> i) * link->terms[i].sign;
  }
  set_number(term_cell(link->later), sum * 10, 1, "");
}

static const gk_link *start_link(size_t i, int is_reversed) {
  const gk_link *link = &GK_LINKS[i];
  const gk_form *form = link->form != NULL ? link->form : &GK_FORM_2021;
  start(form, is_reversed ? 2022 : 2021, form, is_reversed ? 2021 : 2022);
  make_fit(link);
  return link;
}

static void every_link_passes_and_fails(void **state) {
  (void)state;
  for (size_t i = 0; i < GK_N_LINKS; i++)
    for (int is_reversed = 0; is_reversed < 2; is_reversed++) {
      const gk_link *link = start_link(i, is_reversed);
      expect_status(link, GK_CHECK_PASS);
      for (size_t k = 0; k < link->n_terms; k++) {
        term_cell(link->terms[k])->value.digits++;
        expect_status(link, GK_CHECK_FAIL);
        assert_true(check_of(link)->has_left && check_of(link)->has_right);
        make_fit(link);
      }
    }
}

static void every_link_needs_its_numbers(void **state) {
  (void)state;
  static const gk_cell_state states[] = {GK_STATE_ABSENT, GK_STATE_UNREADABLE, GK_STATE_BLANK, GK_STATE_NOT_APPLICABLE};
  for (size_t i = 0; i < GK_N_LINKS; i++)
    for (size_t s = 0; s < 4; s++) {
      const gk_link *link = start_link(i, 0);
      *term_cell(link->later) = (gk_cell){.state = states[s]};
      expect_status(link, GK_CHECK_NOT_ASSESSABLE);
      assert_false(check_of(link)->has_left);
      for (size_t k = 0; k < link->n_terms; k++) {
        make_fit(link);
        *term_cell(link->terms[k]) = (gk_cell){.state = states[s]};
        if (k == 0 || s < 2) {
          expect_status(link, GK_CHECK_NOT_ASSESSABLE);
          assert_false(check_of(link)->has_right);
        } else { /* a change that is blank is none */
          term_cell(link->later)->value.digits -= (40 >> k) * 10 * link->terms[k].sign;
          expect_status(link, GK_CHECK_PASS);
        }
      }
    }
}

static void a_link_that_overflows_is_not_assessed(void **state) {
  (void)state;
  const gk_link *link = start_link(0, 0);
  set_number(term_cell(link->terms[0]), INT64_C(999999999999999), 0, "");
  expect_status(link, GK_CHECK_NOT_ASSESSABLE);
  assert_false(check_of(link)->has_right);
  assert_int_equal(check_of(link)->right.digits, 0);
}

static void links_are_those_of_both_forms(void **state) {
  (void)state;
  compare();
  assert_int_equal(c.n_links, 9);
  start(&GK_FORM_2019, 2019, &GK_FORM_2019, 2020);
  compare();
  assert_int_equal(c.n_links, 12);
  start(&GK_FORM_2019, 2020, &GK_FORM_2021, 2021);
  make_fit(&GK_LINKS[GK_N_LINKS - 1]);
  expect_status(&GK_LINKS[GK_N_LINKS - 1], GK_CHECK_PASS);
  assert_int_equal(c.n_links, 7);
}

static void expect_years(int year_before, int year_after, gk_years years, gk_side later, const gk_diag_kind *kind) {
  const gk_link *link = start_link(GK_N_LINKS - 1, 0);
  before.report.year = year_before;
  after.report.year = year_after;
  compare();
  assert_int_equal(c.years, years);
  assert_int_equal(c.later, later);
  assert_true(kind == NULL ? c.diags.n == 0 : has_diag(kind));
  assert_int_equal(c.n_links, years == GK_YEARS_SAME ? 0 : 9);
  if (years == GK_YEARS_UNKNOWN || years == GK_YEARS_APART) {
    assert_int_equal(check_of(link)->status, GK_CHECK_NOT_ASSESSABLE);
    assert_false(check_of(link)->has_left || check_of(link)->has_right);
  }
}

static void only_one_year_and_the_next_are_linked(void **state) {
  (void)state;
  expect_years(2021, 2022, GK_YEARS_NEXT, GK_AFTER, NULL);
  expect_years(2022, 2021, GK_YEARS_NEXT, GK_BEFORE, &GK_DIAG_YEARS_REVERSED);
  expect_years(2022, 2022, GK_YEARS_SAME, GK_AFTER, &GK_DIAG_YEARS_SAME);
  expect_years(2021, 2023, GK_YEARS_APART, GK_AFTER, &GK_DIAG_YEARS_APART);
  expect_years(2024, 2021, GK_YEARS_APART, GK_BEFORE, &GK_DIAG_YEARS_REVERSED);
  expect_years(0, 2021, GK_YEARS_UNKNOWN, GK_AFTER, &GK_DIAG_YEAR_UNKNOWN);
  expect_years(2021, 0, GK_YEARS_UNKNOWN, GK_AFTER, &GK_DIAG_YEAR_UNKNOWN);
}

/* Metadata */

static void agencies_are_named(void **state) {
  (void)state;
  after.report.agency = GK_LIT("某 局");
  compare();
  assert_false(c.differs[GK_FIELD_AGENCY]);
  after.report.agency = GK_LIT("他局");
  compare();
  assert_true(c.differs[GK_FIELD_AGENCY]);
  assert_true(has_diag(&GK_DIAG_AGENCIES_DIFFER));
  after.report.agency = GK_LIT("");
  compare();
  assert_true(c.differs[GK_FIELD_AGENCY]);
  assert_true(has_diag(&GK_DIAG_AGENCY_UNKNOWN));
  assert_false(has_diag(&GK_DIAG_AGENCIES_DIFFER));
}

static int titles_differ(const char *a, const char *b) {
  before.report.title = str(a);
  after.report.title = str(b);
  compare();
  return c.differs[GK_FIELD_TITLE];
}

static void titles_differ_by_more_than_the_year(void **state) {
  (void)state;
  assert_false(titles_differ("某局2021年政府信息公开工作年度报告", "某局2022年政府信息公开工作年度报告"));
  assert_false(titles_differ("某局二〇二一年年度报告", "某局2022年年度报告"));
  assert_false(titles_differ("某局2021年政府資訊公開年度報告", "某局2022年政府信息公开年度报告"));
  assert_true(titles_differ("某局2021年政府信息公开工作年度报告", "某局2022年政府信息公开年度报告"));
  assert_true(titles_differ("", "某局"));
  assert_false(titles_differ("", ""));
}

static void every_field_is_compared(void **state) {
  (void)state;
  compare();
  for (size_t i = 0; i < GK_N_FIELDS; i++)
    assert_int_equal(c.differs[i], i == GK_FIELD_YEAR);
  after.report.contact = (gk_contact){GK_LIT("a"), GK_LIT("b"), GK_LIT("c"), GK_LIT("d"), GK_LIT("e"), GK_LIT("f")};
  after.report.published = (gk_date){2023, 1, 31};
  after.report.form = &GK_FORM_2019;
  after.report.title = after.report.agency = GK_LIT("x");
  compare();
  for (size_t i = 0; i < GK_N_FIELDS; i++)
    assert_true(c.differs[i]);
  before.report.published = (gk_date){2023, 1, 30};
  compare();
  assert_true(c.differs[GK_FIELD_PUBLISHED]);
  before.report.published = after.report.published;
  compare();
  assert_false(c.differs[GK_FIELD_PUBLISHED]);
}

static void names_are_stable(void **state) {
  (void)state;
  assert_string_equal(gk_side_name(GK_BEFORE), "before");
  assert_string_equal(gk_side_name(GK_AFTER), "after");
  assert_string_equal(gk_side_name((gk_side)9), "unknown");
  assert_string_equal(gk_years_name(GK_YEARS_APART), "apart");
  assert_string_equal(gk_years_name((gk_years)9), "unknown");
  assert_string_equal(gk_field_name(GK_FIELD_TITLE), "title");
  assert_string_equal(gk_field_name(GK_FIELD_WEBSITE), "contact.website");
  assert_string_equal(gk_field_name(GK_N_FIELDS), "unknown");
}

/* Text */

static void add_section(made *m, gk_section_id id, const gk_str *paragraphs, size_t n) {
  gk_section *section = &m->sections[m->report.n_sections++];
  *section = (gk_section){.id = id, .paragraphs = paragraphs, .n_paragraphs = n};
}

/* One paragraph each; NULL for no section. The strings must stay. */
static const gk_section_pair *compare_texts(const char *a, const char *b) {
  static gk_str texts[2];
  texts[0] = str(a != NULL ? a : "");
  texts[1] = str(b != NULL ? b : "");
  before.report.n_sections = after.report.n_sections = 0;
  if (a != NULL)
    add_section(&before, GK_SECTION_PROBLEMS, &texts[0], 1);
  if (b != NULL)
    add_section(&after, GK_SECTION_PROBLEMS, &texts[1], 1);
  compare();
  return &c.sections[GK_SECTION_PROBLEMS];
}

static void expect_share(size_t n_chars, size_t n_repeated, size_t n_repeated_masked) {
  const gk_text_share *share = &c.sections[GK_SECTION_PROBLEMS].share;
  assert_int_equal(share->n_chars, n_chars);
  assert_int_equal(share->n_repeated, n_repeated);
  assert_int_equal(share->n_repeated_masked, n_repeated_masked);
  assert_memory_equal(share, &c.text, sizeof *share);
}

static void empty_texts_repeat_nothing(void **state) {
  (void)state;
  const gk_section_pair *pair = compare_texts(NULL, NULL);
  assert_null(pair->before);
  assert_null(pair->after);
  pair = compare_texts("", " \t　");
  assert_non_null(pair->before);
  assert_non_null(pair->after);
  assert_false(pair->is_same);
  expect_share(0, 0, 0);
  assert_false(compare_texts("一句。", NULL)->is_same);
  assert_int_equal(c.sections[GK_SECTION_PROBLEMS].n_chars_before, 3);
  expect_share(0, 0, 0);
  assert_false(compare_texts(NULL, "一句。")->is_same);
  expect_share(3, 0, 0);
}

static void what_stays_is_the_same(void **state) {
  (void)state;
  assert_true(compare_texts("解读形式单一。人员更替频繁！", "解读形式单一。人员更替频繁！")->is_same);
  expect_share(14, 14, 14);
  assert_int_equal(c.text.n_sentences, 2);
  assert_int_equal(c.text.n_sentences_repeated, 2);
  assert_true(compare_texts("一、更新　不均衡；\n二（2）", "一、更新不均衡；二(２)")->is_same);
  assert_true(compare_texts("檔案規範", "文件规范")->is_same);
  assert_false(compare_texts("甲乙。", "乙甲。")->is_same);
  expect_share(3, 0, 0);
}

static void sentences_are_found_again_wherever_they_stand(void **state) {
  (void)state;
  compare_texts("甲。乙？丙", "新句。乙？丙。甲。甲。");
  assert_int_equal(c.text.n_sentences, 5);
  assert_int_equal(c.text.n_sentences_repeated, 3);
  expect_share(11, 6, 6);
  static const gk_str other[] = {{"新句。", 9}};
  add_section(&before, GK_SECTION_OTHER, other, 1);
  compare();
  expect_share(11, 9, 9);
  assert_false(c.sections[GK_SECTION_OTHER].is_same);
  compare_texts("他说：“好。”又说：（行；）再见。", "（行；）他说：“好。”");
  assert_int_equal(c.text.n_sentences, 2);
  assert_int_equal(c.text.n_sentences_repeated, 1); /* （行；） stood behind 又说： */
}

static void numbers_and_years_are_masked(void **state) {
  (void)state;
  compare_texts("2021年答复12件。", "2022年答复1,234.5件。");
  expect_share(16, 0, 16);
  compare_texts("二〇二一年共3件。", "二〇二二年共三件。");
  expect_share(9, 0, 0); /* 三 is a word */
  compare_texts("二〇二一年共3件。", "２０２２年共4件。");
  expect_share(9, 0, 9);
  compare_texts("第1.条", "第1条");
  expect_share(3, 0, 0);
  compare_texts("一二三", "一二四");
  expect_share(3, 0, 0);
}

static void sections_of_one_id_are_one(void **state) {
  (void)state;
  static const gk_str one[] = {{"甲。", 6}, {"乙。", 6}};
  static const gk_str two[] = {{"甲。乙。", 12}};
  add_section(&before, GK_SECTION_OTHER, one, 1);
  add_section(&before, GK_SECTION_OTHER, one + 1, 1);
  add_section(&after, GK_SECTION_OTHER, two, 1);
  compare();
  assert_ptr_equal(c.sections[GK_SECTION_OTHER].before, &before.sections[0]);
  assert_true(c.sections[GK_SECTION_OTHER].is_same);
  assert_int_equal(c.text.n_repeated, 4);
}

static void expect_last_section(const gk_str *paragraphs, size_t n, size_t n_chars) {
  after.report.n_sections = 0;
  add_section(&after, GK_SECTION_OTHER, paragraphs, n);
  compare();
  assert_int_equal(c.sections[GK_SECTION_OTHER].n_chars_after, n_chars);
}

static void the_signature_is_no_text(void **state) {
  (void)state;
  static const gk_str two_lines[] = {{"无。", 6}, {"某 局", 7}, {"2023年1月9日", 15}};
  static const gk_str name_first[] = {{"无。", 6}, {"某局", 6}, {"他局", 6}, {"二〇二三年一月九日", 27}};
  static const gk_str no_end[] = {{"无。", 6}, {"2023年1月9日", 15}, {"附后。", 9}};
  expect_last_section(two_lines, 3, 2 + 2 + 9); /* not known to be the date of publication */
  after.report.published = (gk_date){2023, 1, 9};
  expect_last_section(two_lines, 3, 2);
  expect_last_section(two_lines + 1, 2, 0);
  expect_last_section(two_lines + 2, 1, 0);
  expect_last_section(two_lines, 2, 4);
  expect_last_section(name_first, 4, 6);
  expect_last_section(no_end, 3, 14);
  after.report.published.day = 8;
  expect_last_section(two_lines, 3, 13);
  after.report.published.day = 9;
  add_section(&after, GK_SECTION_DISPUTES, no_end, 1); /* only the last section is signed */
  after.sections[0] = (gk_section){.id = GK_SECTION_DISPUTES, .paragraphs = two_lines, .n_paragraphs = 3};
  compare();
  assert_int_equal(c.sections[GK_SECTION_DISPUTES].n_chars_after, 13 + 2);
}

static void the_later_report_s_text_is_counted(void **state) {
  (void)state;
  before.report.year = 2022;
  after.report.year = 2021;
  compare_texts("甲。新句。", "甲。");
  expect_share(5, 2, 2);
}

static void bad_bytes_are_characters_too(void **state) {
  (void)state;
  assert_true(compare_texts("\xFF\xE4\xB8。", "\xFF\xE4\xB8。")->is_same);
  assert_false(compare_texts("\xE4\xB8", "\xE4\xB8\xAD")->is_same);
}

/* `n` sentences by a format that takes their number; the caller frees. */
static char *make_text(size_t n, const char *format) {
  size_t room = n * (strlen(format) + 16) + 1, used = 0;
  char *text = malloc(room);
  assert_non_null(text);
  for (size_t i = 0; i < n; i++)
    used += (size_t)snprintf(text + used, room - used, format, i);
  return text;
}

static void expect_hostile(const char *format_before, const char *format_after, int is_repeated,
                           int is_repeated_masked) {
  const size_t n = 100000;
  char *a = make_text(n, format_before), *b = make_text(n, format_after);
  compare_texts(a, b);
  assert_int_equal(c.text.n_sentences, n);
  assert_int_equal(c.text.n_sentences_repeated, is_repeated ? n : 0);
  assert_int_equal(c.text.n_sentences_repeated_masked, is_repeated_masked ? n : 0);
  free(a);
  free(b);
}

/* Quadratic steps would take minutes here. */
static void hostile_texts_take_no_longer(void **state) {
  (void)state;
  expect_hostile("同一句话。", "同一句话。", 1, 1);
  expect_hostile("第%zu句。", "第%zu句。", 1, 1);
  expect_hostile("第%zu句。", "第%zu条。", 0, 0);
  expect_hostile("第1%zu句。", "第2%zu句。", 0, 1);
}

static void the_arena_keeps_only_the_result(void **state) {
  (void)state;
  char *text = make_text(10000, "第%zu句。");
  compare_texts(text, text);
  assert_true(gk_arena_get_stats(&arena).used_bytes < 64 * 1024);
  free(text);
}

/* Output */

static void every_refusal_of_the_sink_is_handed_on(void **state) {
  (void)state;
  static collector output;
  const gk_error errors[2] = {{.status = GK_STATUS_EMPTY}, {.status = GK_OK}};
  start(&GK_FORM_2019, 2020, &GK_FORM_2021, 2021);
  compare();
  for (size_t at = 1; at <= 2; at++) {
    gk_sink sink = collector_sink(&output);
    output.refuse_after = at;
    assert_int_equal(gk_emit_comparison_json(&c, sources, GK_SCOPE_ALL, GK_JSON_PRETTY, sink), GK_STATUS_WRITE);
  }
  gk_sink sink = collector_sink(&output);
  output.refuse_after = 1;
  assert_int_equal(gk_emit_comparison(&c, sources, GK_SCOPE_CHANGES, GK_COLOUR_ON, sink), GK_STATUS_WRITE);
  sink = collector_sink(&output);
  output.refuse_after = 1;
  assert_int_equal(gk_emit_comparison_error_json(errors, sources, GK_JSON_CANONICAL, sink), GK_STATUS_WRITE);
}

static void expect_text(gk_scope scope, gk_colour colour, const char *text) {
  static collector output;
  compare();
  gk_sink sink = collector_sink(&output);
  assert_int_equal(gk_emit_comparison(&c, sources, scope, colour, sink), GK_OK);
  assert_string_equal(output.text, text);
}

static void a_person_sees_what_changed(void **state) {
  (void)state;
  set_number(cell(&before, RECEIVED), 7, 0, "");
  set_number(cell(&after, RECEIVED), 104, 0, "");
  *cell(&after, FEES) = (gk_cell){.state = GK_STATE_UNREADABLE, .raw = GK_LIT("详见\x1b[31m本机关门户网站的附件一")};
  make_fit(&GK_LINKS[0]);
  set_number(term_cell(GK_LINKS[0].later), 3, 0, "");
  make_fit(&GK_LINKS[GK_N_LINKS - 1]);
  set_number(term_cell(GK_LINKS[GK_N_LINKS - 1].later), 40, 0, "");
  expect_text(GK_SCOPE_CHANGES, GK_COLOUR_OFF,
              "某局 2021年 → 2022年\n"
              "  前  a.docx\n"
              "  后  b.docx\n"
              "  单元格：比较 200 格，变化 7 格\n"
              "    第二十条第（一）项 规章\n"
              "      本年制发件数                空白 →                     20\n"
              "      本年废止件数                空白 →                     10\n"
              "      现行有效件数                  40 →                      3   -37\n"
              "    第二十条第（八）项 行政事业性收费\n"
              "      本年收费金额（单位：万元）  空白 → “详见�[31m本机关门户…”\n"
              "    申请 一、本年新收政府信息公开申请数量\n"
              "      总计                           7 →                    104   +97\n"
              "    申请 二、上年结转政府信息公开申请数量\n"
              "      总计                        空白 →                     40\n"
              "    申请 四、结转下年度继续办理\n"
              "      总计                          40 →                   空白\n"
              "  年度衔接：相符 1 项，不符 1 项，无法核对 7 项\n"
              "    ✗ disclosure.in_force.rules  规章：2022年 现行有效件数 3，2021年 现行有效件数 40 + 2022年 "
              "本年制发件数 20 - 2022年 本年废止件数 10 = 50\n");
}

static void sections_stand_in_a_table(void **state) {
  (void)state;
  compare_texts("甲。2021年三件事。", "甲。2022年三件事。新句子。");
  before.sections[0].title = after.sections[0].title = GK_LIT("存在的主要问题及改进情况");
  static const gk_str same[] = {{"无。", 6}};
  add_section(&before, GK_SECTION_OTHER, same, 1);
  add_section(&after, GK_SECTION_OTHER, same, 1);
  add_section(&before, GK_SECTION_OVERVIEW, same, 1);
  before.sections[2].title = GK_LIT("总体情况");
  const char *expected = "  文字（与上一年比）：17 字，相同 23.5%，不计数字 76.5%\n"
                         "    总体情况                   2 →  0 字，后一份没有\n"
                         "    存在的主要问题及改进情况  11 → 15 字，相同 13.3%，不计数字 73.3%\n"
                         "    （无标题）                 2 →  2 字，一字未改\n";
  before.report.form = NULL;
  char text[1024];
  (void)snprintf(text, sizeof text, "某局 2021年 → 2022年\n  前  a.docx\n  后  b.docx\n  ! %s\n%s",
                 GK_DIAG_FORM_UNKNOWN.message_zh, expected);
  expect_text(GK_SCOPE_CHANGES, GK_COLOUR_OFF, text);
}

static void colours_mark_what_fails_and_what_grows(void **state) {
  (void)state;
  static collector output;
  set_number(cell(&before, RECEIVED), 1, 0, "");
  set_number(cell(&after, RECEIVED), 2, 0, "");
  make_fit(&GK_LINKS[0]);
  set_number(term_cell(GK_LINKS[0].later), 0, 0, "");
  compare();
  gk_sink sink = collector_sink(&output);
  assert_int_equal(gk_emit_comparison(&c, sources, GK_SCOPE_ALL, GK_COLOUR_ON, sink), GK_OK);
  assert_non_null(strstr(output.text, "\x1b[1m某局 2021年 → 2022年\x1b[0m\n"));
  assert_non_null(strstr(output.text, "\x1b[32m+1\x1b[0m\n"));
  assert_non_null(strstr(output.text, "\x1b[31m-40\x1b[0m\n"));
  assert_non_null(strstr(output.text, "\x1b[31m✗ disclosure.in_force.rules\x1b[0m"));
  assert_non_null(strstr(output.text, "\x1b[2m· requests.carried.total\x1b[0m  总计：2022年 二、上年结转"));
}

static void no_document_controls_the_terminal(void **state) {
  (void)state;
  start(NULL, 0, NULL, 0);
  before.report.agency = GK_LIT("\x1b]0;x\x07");
  after.report.agency = GK_LIT("\xC2\x9B"
                               "31m");
  after.report.contact.phone = GK_LIT("1\n2");
  expect_text(GK_SCOPE_CHANGES, GK_COLOUR_OFF,
              "�]0;x� 年度不详 → �31m 年度不详\n"
              "  前  a.docx\n"
              "  后  b.docx\n"
              "  ! 两份报告不属于同一机关\n"
              "  ! 有报告未找到年度，无法核对年度衔接\n"
              "  ! 有报告未识别出规定的表格，不比较单元格\n"
              "  电话：（无） → 1�2\n");
}

static void what_one_edition_does_not_say_is_none(void **state) {
  (void)state;
  start(NULL, 2021, NULL, 2021);
  before.report.published = (gk_date){2022, 1, 17};
  after.report.contact.website = GK_LIT("https://example.cn");
  expect_text(GK_SCOPE_CHANGES, GK_COLOUR_OFF,
              "某局 2021年 → 2021年\n"
              "  前  a.docx\n"
              "  后  b.docx\n"
              "  ! 两份报告同为2021年度的版本，不核对年度衔接\n"
              "  ! 有报告未识别出规定的表格，不比较单元格\n"
              "  发布日期：2022-01-17 → （无）\n"
              "  网址：（无） → https://example.cn\n");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      TEST(nothing_changes_in_equal_reports),
      TEST(what_one_edition_does_not_say_is_none),
      TEST(a_difference_is_exact),
      TEST(a_state_that_changed_is_a_change_without_difference),
      TEST(no_difference_is_taken_over_units),
      TEST(a_unit_that_nobody_names_is_not_known),
      TEST(a_difference_of_more_than_15_digits_is_not_taken),
      TEST(a_cell_is_compared_or_in_one_gap),
      TEST(gaps_are_rows_then_columns_then_cells),
      TEST(without_a_form_no_cells_are_compared),
      TEST(every_link_passes_and_fails),
      TEST(every_link_needs_its_numbers),
      TEST(a_link_that_overflows_is_not_assessed),
      TEST(links_are_those_of_both_forms),
      TEST(only_one_year_and_the_next_are_linked),
      TEST(agencies_are_named),
      TEST(titles_differ_by_more_than_the_year),
      TEST(every_field_is_compared),
      TEST(names_are_stable),
      TEST(empty_texts_repeat_nothing),
      TEST(what_stays_is_the_same),
      TEST(sentences_are_found_again_wherever_they_stand),
      TEST(numbers_and_years_are_masked),
      TEST(sections_of_one_id_are_one),
      TEST(the_signature_is_no_text),
      TEST(the_later_report_s_text_is_counted),
      TEST(bad_bytes_are_characters_too),
      TEST(hostile_texts_take_no_longer),
      TEST(the_arena_keeps_only_the_result),
      TEST(every_refusal_of_the_sink_is_handed_on),
      TEST(a_person_sees_what_changed),
      TEST(sections_stand_in_a_table),
      TEST(colours_mark_what_fails_and_what_grows),
      TEST(no_document_controls_the_terminal),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
