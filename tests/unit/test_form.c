#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "form/label.h"

static gk_label_key key_of(const char *text) {
  gk_label_key key = {.n = 0};
  gk_label_key_add(&key, (gk_str){text, strlen(text)});
  return key;
}

static int row_of(const gk_label_key *key, gk_table table) {
  size_t n;
  const gk_label *labels = gk_label_find(key, &n);
  return gk_label_target(labels, n, GK_LABEL_ROW, table);
}

static int col_of(const gk_label_key *key, gk_table table) {
  size_t n;
  const gk_label *labels = gk_label_find(key, &n);
  return gk_label_target(labels, n, GK_LABEL_COL, table);
}

static gk_group group_of(const gk_label_key *key) {
  size_t n;
  const gk_label *labels = gk_label_find(key, &n);
  return gk_label_group(labels, n);
}

static void finds_every_cell_by_id_and_place(void **state) {
  (void)state;
  for (size_t f = 0; f < GK_N_FORMS; f++) {
    const gk_form *form = GK_FORMS[f];
    for (size_t i = 0; i < form->n_cells; i++) {
      const gk_form_cell *cell = &form->cells[i];
      assert_int_equal(gk_form_find(form, (gk_str){cell->id, strlen(cell->id)}), i);
      assert_int_equal(gk_form_at(form, (gk_row)cell->row, (gk_col)cell->col), i);
    }
    assert_int_equal(gk_form_find(form, GK_LIT("requests.received")), GK_NO_FORM_CELL);
    assert_int_equal(gk_form_find(form, GK_LIT("")), GK_NO_FORM_CELL);
    assert_int_equal(gk_form_at(form, GK_ROW_RULES, GK_COL_TOTAL), GK_NO_FORM_CELL);
  }
  assert_int_equal(gk_form_at(&GK_FORM_2021, GK_ROW_RULES, GK_COL_MADE), GK_NO_FORM_CELL);
}

static void sorts_cells_by_id(void **state) {
  (void)state;
  for (size_t f = 0; f < GK_N_FORMS; f++)
    for (size_t i = 1; i < GK_FORMS[f]->n_cells; i++)
      assert_true(
          strcmp(GK_FORMS[f]->cells[GK_FORMS[f]->sorted[i - 1]].id, GK_FORMS[f]->cells[GK_FORMS[f]->sorted[i]].id) < 0);
}

static void rules_add_up_cells_of_one_table(void **state) {
  (void)state;
  assert_int_equal(GK_FORM_2019.n_rules, 23 + 7 + 7 + 3);
  assert_int_equal(GK_FORM_2021.n_rules, 25 + 7 + 7 + 3);
  for (size_t f = 0; f < GK_N_FORMS; f++) {
    for (size_t i = 0; i < GK_FORMS[f]->n_rules; i++) {
      const gk_rule *rule = &GK_FORMS[f]->rules[i];
      gk_table table = (gk_table)GK_FORMS[f]->cells[rule->right[0]].table;
      assert_in_range(rule->n_left, 2, GK_MAX_RULE_PARTS);
      for (size_t k = 0; k < rule->n_left; k++)
        assert_int_equal(GK_FORMS[f]->cells[rule->left[k]].table, table);
    }
  }
}

/* The generator writes the keys that the library makes at run time: every label of the forms finds itself. */
static void knows_the_forms_own_labels(void **state) {
  (void)state;
  for (size_t f = 0; f < GK_N_FORMS; f++) {
    for (size_t i = 0; i < GK_FORMS[f]->n_cells; i++) {
      const gk_form_cell *cell = &GK_FORMS[f]->cells[i];
      const char *own = strchr(cell->row_label, ' ');
      gk_label_key row = key_of(own != NULL ? own + 1 : cell->row_label);
      gk_label_key col = key_of(cell->col_label);
      if (cell->row != GK_ROW_OTHER_REASON)
        assert_int_equal(row_of(&row, (gk_table)cell->table), cell->row);
      assert_int_equal(col_of(&col, (gk_table)cell->table), cell->col);
    }
  }
}

static void compares_labels_by_what_they_say(void **state) {
  static const struct {
    const char *text;
    gk_row row;
  } rows[] = {
      {"（一)予以公开", GK_ROW_GRANTED},
      {"(一) 予以公开 ", GK_ROW_GRANTED},
      {"（一）予以\n\n公开", GK_ROW_GRANTED},
      {"一)予以公开", GK_ROW_GRANTED},
      {"(二) 部分公开(区分处理的,只计这一情形,不计其他情形)", GK_ROW_PARTLY_GRANTED},
      {"1、属于国家秘密", GK_ROW_STATE_SECRET},
      {"１．属于国家秘密", GK_ROW_STATE_SECRET},
      {"1属于国家秘密", GK_ROW_STATE_SECRET},
      {"⒈属于国家秘密", GK_ROW_STATE_SECRET},
      {"①属于国家秘密", GK_ROW_STATE_SECRET},
      {"㈠ 予以公开", GK_ROW_GRANTED},
      {"︵一︶予以公开", GK_ROW_GRANTED},
      {"2.逾期不缴费", GK_ROW_FEE_UNPAID},
      {"3.危及\"三安全一稳定\"", GK_ROW_ENDANGERS_SECURITY},
      {"1.逾期不补正", GK_ROW_NOT_CORRECTED},
      {"一、本年新收政府信息公开申请数量", GK_ROW_RECEIVED},
      {"一、本年新收政府信息公開申請數量", GK_ROW_RECEIVED},
      {"一、本年新收政府資訊公開申請數量", GK_ROW_RECEIVED},
      {"4.無正當理由大量反覆申請", GK_ROW_EXCESSIVE},
      {"（⼀）予以公開", GK_ROW_GRANTED},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    gk_label_key key = key_of(rows[i].text);
    assert_int_equal(row_of(&key, GK_TABLE_REQUESTS), rows[i].row);
  }
  gk_label_key key = key_of("规章（只有设区的市、自治州以上才有规章制定权）");
  assert_int_equal(row_of(&key, GK_TABLE_DISCLOSURE), GK_ROW_RULES);
  key = key_of("本年增/减（如-8）");
  assert_int_equal(col_of(&key, GK_TABLE_DISCLOSURE), GK_COL_CHANGE);
  key = key_of("行政規範性檔案");
  assert_int_equal(row_of(&key, GK_TABLE_DISCLOSURE), GK_ROW_NORMATIVE_DOCUMENTS);
  key = key_of("总计");
  assert_int_equal(col_of(&key, GK_TABLE_REQUESTS), GK_COL_TOTAL);
  assert_int_equal(col_of(&key, GK_TABLE_DISPUTES), GK_COL_DISPUTE_TOTAL);
  key = key_of("（六）其他处理");
  assert_int_equal(key.ordinal, 6);
  assert_int_equal(group_of(&key), GK_GROUP_OTHER_HANDLING);
}

static void takes_no_prose_for_a_label(void **state) {
  char prose[4096];
  (void)state;
  for (size_t i = 0; i + 3 <= sizeof prose; i += 3)
    memcpy(prose + i, "规", 3);
  gk_label_key key = {.n = 0};
  gk_label_key_add(&key, (gk_str){prose, sizeof prose / 3 * 3});
  assert_int_equal(key.n, 0);
  key = key_of("，。、（）");
  assert_int_equal(key.n, 0);
  size_t n;
  assert_null(gk_label_find(&key, &n));
}

static void forgives_one_mistyped_character(void **state) {
  unsigned distance;
  gk_label_key key = key_of("5.属于三类内部事物信息");
  (void)state;
  assert_int_equal(gk_label_near(&key, GK_LABEL_ROW, GK_TABLE_REQUESTS, &distance), GK_ROW_INTERNAL_AFFAIRS);
  assert_int_equal(distance, 1);
  key = key_of("结果维待"); /* two of four would do for another label */
  assert_int_equal(gk_label_near(&key, GK_LABEL_COL, GK_TABLE_DISPUTES, &distance), -1);
  key = key_of("本年新公布数量目"); /* as far from one label as from none */
  assert_int_equal(gk_label_near(&key, GK_LABEL_COL, GK_TABLE_DISCLOSURE, &distance), -1);
  key = key_of("本年新数量");
  assert_int_equal(gk_label_near(&key, GK_LABEL_COL, GK_TABLE_DISCLOSURE, &distance), -1);
}

static int is_begun(const char *text) {
  gk_label_key key = key_of(text);
  return gk_label_is_begun(&key);
}

static void knows_the_beginnings_of_labels(void **state) {
  (void)state;
  assert_true(is_begun("6.属于四类"));
  assert_true(is_begun("6.属于四类过程性信息"));
  assert_true(is_begun("6.屬於四類過程性資")); /* half of a word that is compared as another */
  assert_false(is_begun("6.屬於四類資"));
  assert_false(is_begun("6.属于五类"));
  assert_false(is_begun("資資"));
  assert_false(is_begun("6.屬於四類訊"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(knows_the_beginnings_of_labels),
      cmocka_unit_test(finds_every_cell_by_id_and_place),
      cmocka_unit_test(sorts_cells_by_id),
      cmocka_unit_test(rules_add_up_cells_of_one_table),
      cmocka_unit_test(knows_the_forms_own_labels),
      cmocka_unit_test(compares_labels_by_what_they_say),
      cmocka_unit_test(takes_no_prose_for_a_label),
      cmocka_unit_test(forgives_one_mistyped_character),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
