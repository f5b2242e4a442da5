/* Words on a page: lines, tables of lines and their columns, paragraphs. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

#include "layout/page.h"
#include "text/utf8.h"

/* A drawing, read. */
typedef struct bench {
  gk_arena arena;
  gk_arena scratch;
  gk_limits limits;
  gk_diags diags;
  gk_builder *b;
  gk_page *page;
  gk_layout layout;
  char printed[16384];
  size_t n_printed;
} bench;

enum { UNIT = 10, HEIGHT = 20 }; /* of a character of a drawing on a page; in text they are 1 and 2 */

static void put(bench *t, const char *p, size_t n) {
  assert_true(n < sizeof t->printed - t->n_printed);
  memcpy(t->printed + t->n_printed, p, n);
  t->n_printed += n;
  t->printed[t->n_printed] = '\0';
}

static void put_string(bench *t, const char *s) {
  put(t, s, strlen(s));
}

static void start(bench *t, gk_str source, const gk_limits *limits) {
  *t = (bench){0};
  gk_arena_init(&t->arena, NULL, 0);
  gk_arena_init(&t->scratch, NULL, 0);
  t->limits = gk_limits_resolve(limits);
  gk_diags_init(&t->diags, &t->arena, 100);
  t->b = gk_builder_new(&t->arena, &t->limits, &t->diags);
  assert_non_null(t->b);
  gk_builder_add_part(t->b, &(gk_part){.source = source, .text = source});
  t->page = gk_page_new(&t->scratch, t->b, &t->limits, 0);
  assert_non_null(t->page);
}

static void end(bench *t) {
  gk_arena_free(&t->arena);
  gk_arena_free(&t->scratch);
}

/* Every character of the drawing is one column, every line one line; a form feed ends a page. */
static void draw(bench *t, gk_str drawing, int32_t unit, int32_t height) {
  int32_t col = 0, line = 0;
  for (size_t i = 0; i < drawing.n;) {
    char c = drawing.p[i];
    if (c == '\n' || c == ' ' || c == '\f') {
      col = c == '\n' ? 0 : col + (c == ' ');
      line += c == '\n';
      if (c == '\f')
        gk_page_end(t->page);
      i++;
      continue;
    }
    size_t first = i;
    int32_t x0 = col;
    for (; i < drawing.n && strchr("\n \f", drawing.p[i]) == NULL; col++)
      i += gk_utf8_length((unsigned char)drawing.p[i]);
    gk_str word = {drawing.p + first, i - first};
    gk_page_add_word(t->page, &(gk_word){word, word, x0 * unit, col * unit, line * height, (line + 1) * height});
  }
  gk_page_end(t->page);
}

static void put_text(bench *t, const gk_text *text) {
  put(t, text->p, text->n);
}

/* A cell: "|text", with "<" for each column more that it spans; "|_" for a column without one. */
static size_t put_cell(bench *t, size_t i) {
  const gk_node *cell = &t->layout.nodes[i];
  for (uint32_t k = 0; k < cell->u.cell.col_span; k++)
    put_string(t, (cell->flags & GK_CELL_VIRTUAL) != 0 ? "|_" : k == 0 ? "|" : "<");
  for (size_t k = i + 1; k < cell->end; k++)
    put_text(t, &t->layout.nodes[k].u.para);
  return cell->end;
}

static size_t put_table(bench *t, size_t i) {
  const gk_node *nodes = t->layout.nodes, *table = &nodes[i];
  size_t at = i + 1;
  assert_true(table->flags & GK_TABLE_LINES);
  put_string(t, (table->flags & GK_TABLE_RAGGED) != 0 ? "R\n" : "T\n");
  for (uint32_t row = 0; row < table->u.table.n_rows; row++) {
    if (at == table->end || nodes[at].u.cell.row != row)
      put_string(t, ".");
    while (at < table->end && nodes[at].u.cell.row == row)
      at = put_cell(t, at);
    put_string(t, "\n");
  }
  return table->end;
}

/* Finishes; the layout a paragraph or row a line. */
static void finish(bench *t) {
  assert_int_equal(gk_page_finish(t->page), GK_OK);
  assert_int_equal(gk_builder_finish(t->b, &t->layout), GK_OK);
  const char *why = NULL;
  if (gk_layout_check(&t->layout, &why) != SIZE_MAX)
    fail_msg("%s", why);
  for (size_t i = 0; i < t->layout.n_nodes;) {
    if (t->layout.nodes[i].kind == GK_NODE_TABLE) {
      i = put_table(t, i);
      continue;
    }
    put_text(t, &t->layout.nodes[i].u.para);
    put_string(t, "\n");
    i++;
  }
}

static void expect(const char *drawing, int is_text, const char *expected) {
  static bench t;
  gk_str source = {drawing, strlen(drawing)};
  start(&t, source, NULL);
  if (is_text)
    gk_page_set_text(t.page);
  draw(&t, source, is_text ? 1 : UNIT, is_text ? 2 : HEIGHT);
  finish(&t);
  assert_string_equal(t.printed, expected);
  end(&t);
}

static void expect_page(const char *drawing, const char *expected) {
  expect(drawing, 0, expected);
}

static void expect_text(const char *drawing, const char *expected) {
  expect(drawing, 1, expected);
}

/* Tables */

static void values_stay_in_their_columns(void **state) {
  (void)state;
  expect_page("        one   two   three\n"
              "apple   1     2     3\n"
              "banana              4\n"
              "cherry        5\n"
              "damson  -           6\n",
              "T\n"
              "|_|one|two|three\n"
              "|apple|1|2|3\n"
              "|banana|_|_|4\n"
              "|cherry|_|5\n"
              "|damson|-|_|6\n");
}

static void columns_are_those_of_all_alignments(void **state) {
  (void)state;
  expect_page("apple    1    200    3\n"
              "banana  1000   2    30\n"
              "cherry   10          3\n",
              "T\n"
              "|apple|1|200|3\n"
              "|banana|1000|2|30\n"
              "|cherry|10|_|3\n");
}

static void headings_span_and_labels_have_columns(void **state) {
  (void)state;
  expect_page("                altogether\n"
              "group kind    first  second  third\n"
              "A     apple   1      2       3\n"
              "      berry   4      5       6\n"
              "long-label    7      8       9\n"
              "sum-of-all    10     11      12\n",
              "T\n"
              "|_|_|_|altogether\n" /* it stands over one, and over how many more only its meaning says */
              "|group|kind|first|second|third\n"
              "|A|apple|1|2|3\n"
              "|_|berry|4|5|6\n"
              "|<long-label|7|8|9\n"
              "|<sum-of-all|10|11|12\n");
}

static void a_column_without_values_has_its_heading(void **state) {
  (void)state;
  expect_page("        one   two   three   four\n"
              "apple   1                   4\n"
              "banana  2                   5\n"
              "cherry  3                   6\n",
              "T\n"
              "|_|one|two|three|four\n"
              "|apple|1|_|_|4\n"
              "|banana|2|_|_|5\n"
              "|cherry|3|_|_|6\n");
}

static void headings_beside_their_values(void **state) {
  (void)state;
  expect_text("        one      two      three\n"
              "apple        1        2         3\n"
              "banana      10                  4\n"
              "cherry                5        60\n",
              "T\n"
              "|_|one|two|three\n"
              "|apple|1|2|3\n"
              "|banana|10|_|4\n"
              "|cherry|_|5|60\n");
}

/* Left of the first values is a heading, and right of the last: either may be over a blank column. */
static void headings_on_both_sides_are_nobodys(void **state) {
  (void)state;
  expect_text("        one        two        three\n"
              "apple       11         22\n"
              "banana       3         44\n"
              "cherry       5          6\n",
              "T\n"
              "|_|one|_|two|_|three\n"
              "|apple|_|11|_|22\n"
              "|banana|_|3|_|44\n"
              "|cherry|_|5|_|6\n");
}

/* Values stand left in their columns: "3" may be under "two", and as well be moved from under "one". */
static void moved_values_are_not_under_the_next_heading(void **state) {
  (void)state;
  expect_text("        one two     three\n"
              "apple   1           7\n"
              "banana     3        9\n"
              "cherry     4        8\n"
              "fig     2           6\n",
              "T\n"
              "|_|one|_|two|three\n"
              "|apple|1|_|_|7\n"
              "|banana|_|3|_|9\n"
              "|cherry|_|4|_|8\n"
              "|fig|2|_|_|6\n");
}

static void a_unit_goes_with_its_number_alone(void **state) {
  (void)state;
  expect_text("apple 1 2 件 3（件） 共4 无。\n"
              "berry 1 2 3 4 5\n",
              "R\n"
              "|apple|1|2 件|3（件）|共4|无。\n"
              "|berry|1|2|3|4|5\n");
}

static void two_values_are_two_columns(void **state) {
  (void)state;
  /* The long number stands over two columns of others. */
  expect_page("apple   1   2   3\n"
              "banana  1234567 3\n"
              "cherry  1   2   3\n",
              "R\n"
              "|apple|1|2|3\n"
              "|banana|1234567|3\n"
              "|cherry|1|2|3\n");
}

static void text_with_single_blanks_is_in_order_only(void **state) {
  (void)state;
  expect_text("apple 1 2 3\n"
              "fig 4 5\n"
              "banana 6 7 8\n",
              "R\n"
              "|apple|1|2|3\n"
              "|fig|4|5\n"
              "|banana|6|7|8\n");
}

/* Unless every column has a word of the heading over it alone: by chance words don't stand so. */
static void text_with_single_blanks_under_its_heading_is_in_columns(void **state) {
  (void)state;
  expect_text("aa bbb c dd e\n"
              "11 222 3 44 5\n",
              "T\n|aa|bbb|c|dd|e\n|11|222|3|44|5\n");
  expect_text("apple fig kiwi pear plum\n"
              "11 222 3 44 5\n",
              "R\n|apple|fig|kiwi|pear|plum\n|11|222|3|44|5\n");
}

/* A number before words is part of them, unless these are in another column. */
static void first_lines_of_cells_beside_each_other_are_parted(void **state) {
  (void)state;
  expect_text("        aaa bbb ccc  ddd  eee\n"
              "apple   10  20  30   40   50\n"
              "banana  111 2x  30   40   50\n",
              "T\n|_|aaa|bbb|ccc|ddd|eee\n|apple|10|20|30|40|50\n|banana|111|2x|30|40|50\n");
  expect_text("aaaa b cc   dd ee\n"
              "1353 共 38   4  5\n"
              "     7\n",
              "T\n|aaaa|b|cc|dd|ee\n|1353|共|38|4|5\n|_|7\n");
}

/* A unit behind a number may be what the cell beside it ends in. */
static void a_unit_may_be_another_columns(void **state) {
  (void)state;
  expect_text("aa bb ccc dd ee\n"
              "17 60 333 44 5\n"
              "98 件次 333 44 5\n",
              "T\n|aa|bb|ccc|dd|ee\n|17|60|333|44|5\n|98|件次|333|44|5\n");
}

static void a_full_line_of_short_words_is_a_heading(void **state) {
  (void)state;
  expect_text(
      "the committee wrote reports，and every one of them\n"
      "was read by the committee，and then by every other.\n"
      "and the others wrote reports，and every one of them\n"
      "aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj k\n"
      "1    2    3    4    5    6    7    8    9    1    2\n",
      "the committee wrote reports，and every one of them was read by the committee，and then by every other.and "
      "the others wrote reports，and every one of them\n"
      "T\n|aaaa|bbbb|cccc|dddd|eeee|ffff|gggg|hhhh|iiii|jjjj|k\n|1|2|3|4|5|6|7|8|9|1|2\n");
}

static void one_cell_a_line(void **state) {
  (void)state;
  expect_text("apple\n1\n\n2\nbanana\n3\n\n\n4\nfig\n5\n", "R\n|apple\n|1\n.\n|2\n|banana\n|3\n.\n.\n|4\n|fig\n|5\n");
}

static void blank_lines_behind_may_be_cells(void **state) {
  (void)state;
  expect_text("apple\n1\n2\n3\n4\n\n\n一、next\n", "R\n|apple\n|1\n|2\n|3\n|4\n.\n.\n一、next\n");
}

static void words_come_in_any_order(void **state) {
  (void)state;
  static bench t;
  const char source[] = "a12b34c56";
  start(&t, (gk_str){source, 9}, NULL);
  for (size_t i = 9; i-- > 0;) { /* the last first; digits a little lower and higher than letters */
    int32_t x = (int32_t)(i % 3) * 100, y = (int32_t)(i / 3) * 20 + (i % 3 == 0 ? 2 : 0);
    gk_str word = {source + i, 1};
    gk_page_add_word(t.page, &(gk_word){word, word, x, x + 10, y, y + 20});
  }
  finish(&t);
  assert_string_equal(t.printed, "T\n|a|1|2\n|b|3|4\n|c|5|6\n");
  end(&t);
}

/* Pages */

static void words_over_each_other_stay_apart(void **state) {
  static bench t;
  const char source[] = "end);apple;,";
  gk_str end_of_one = {source, 4}, another = {source + 5, 5}, comma = {source + 11, 1};
  (void)state;
  start(&t, (gk_str){source, 12}, NULL);
  gk_page_add_word(t.page, &(gk_word){end_of_one, end_of_one, 0, 40, 0, HEIGHT});
  gk_page_add_word(t.page, &(gk_word){another, another, 0, 50, 0, HEIGHT});
  gk_page_add_word(t.page, &(gk_word){comma, comma, 45, 55, 0, HEIGHT});
  finish(&t);
  assert_string_equal(t.printed, "end) apple,\n");
  end(&t);
}

static void a_table_goes_on_over_pages(void **state) {
  (void)state;
  expect_page("        one  two  three\n"
              "apple   1    2    3\n"
              "        - 1 -\n"
              "\fbanana            6\n"
              "cherry  7    8    9\n"
              "        - 2 -\n"
              "\f\f",
              "T\n"
              "|_|one|two|three\n"
              "|apple|1|2|3\n"
              "|banana|_|_|6\n"
              "|cherry|7|8|9\n");
}

static void text_has_its_own_columns_on_every_page(void **state) {
  (void)state;
  expect_text("apple   1    2    3\n"
              "banana  4    5    6\n"
              "cherry  7    8    9\n"
              "\fdate        1    2    3\n"
              "elder       4    5    6\n",
              "T\n|apple|1|2|3\n|banana|4|5|6\n|cherry|7|8|9\n"
              "T\n|date|1|2|3\n|elder|4|5|6\n");
}

static void lone_numbers_at_page_ends(void **state) {
  (void)state;
  expect_page("Ends the first。\n     1\n\fEnds the second。\n     2\n\fThe third。\n     7\n",
              "Ends the first。\nEnds the second。\nThe third。\n7\n");
}

static void enclosed_page_numbers(void **state) {
  (void)state;
  expect_page("One.\n  -3-\nTwo.\n  第 4 页\nThree.\n  第5节\n", "One.\nTwo.\nThree.\n第5节\n");
}

/* What stands in the middle of a table between strokes is a value. */
static void values_between_strokes_are_no_page_number(void **state) {
  (void)state;
  expect_page("apple   1    2    3\n        -    0    /\nfig     4    5    6\n",
              "T\n|apple|1|2|3\n|_|-|0|/\n|fig|4|5|6\n");
}

/* What pages repeat below their numbers. */
static void running_heads(void **state) {
  (void)state;
  expect_page("The report of an office\nOne。\n  -3-\nThe report of an office\nTwo。\n",
              "The report of an office\nOne。\nTwo。\n");
  expect_page("One。\n  -3-\nThe report of an office\nTwo。\n  -4-\nThe report of an office\nThree。\n",
              "One。\nTwo。\nThree。\n");
  expect_page("One。\n  -3-\nThe report of an office\nTwo。\n  -4-\nThe end\n  -5-\nThe end\n",
              "One。\nThe report of an office\nTwo。\nThe end\nThe end\n");
}

/* A cell of a header that is higher than its neighbours begins a line above them. */
static void what_stands_beside_others_is_no_running_head(void **state) {
  static bench t;
  const char text[] = "TheReportOfAnOffice(one", beside[] = "beside";
  gk_str cell = {text, sizeof text - 1}, other = {beside, sizeof beside - 1};
  (void)state;
  start(&t, cell, NULL);
  for (int page = 0; page < 2; page++) {
    gk_page_add_word(t.page, &(gk_word){cell, cell, 0, 230, 0, HEIGHT});
    gk_page_add_word(t.page, &(gk_word){other, cell, 400, 460, HEIGHT / 2, HEIGHT / 2 + HEIGHT});
    gk_page_end(t.page);
  }
  finish(&t);
  assert_string_equal(t.printed, "TheReportOfAnOffice(one\nbeside\nTheReportOfAnOffice(one\nbeside\n");
  end(&t);
}

static void what_is_dropped_takes_its_blank_line_along(void **state) {
  (void)state;
  expect_text("The report of an office。\n\n1\n\n2\n\n3\n\n4\n\n-1-\n\n5\n\n6\n",
              "The report of an office。\nR\n|1\n.\n|2\n.\n|3\n.\n|4\n.\n|5\n.\n|6\n");
}

static void a_word_with_a_stop_is_no_sentence(void **state) {
  (void)state;
  expect_text("apple\n1\n2\n无。\nbanana\n3\n4\n5\n", "R\n|apple\n|1\n|2\n|无。\n|banana\n|3\n|4\n|5\n");
}

static void thin_spaces_group_digits(void **state) {
  (void)state;
  expect_text("apple\n1\xE2\x80\xAF"
              "234\n2\n3\n4\n",
              "R\n|apple\n|1\xE2\x80\xAF"
              "234\n|2\n|3\n|4\n");
}

/* Around tables */

static void headings_and_sentences_stay_outside(void **state) {
  (void)state;
  expect_text("一、First\n"
              "Text of the first section。\n"
              "二、Second\n"
              "apple   1    2    3\n"
              "banana  4    5    6\n"
              "三、Third\n"
              "        one  two  three\n"
              "一、fig   1    2    3\n"
              "二、nut   4    5    6\n"
              "三、oak\n"
              "        7    8    9\n"
              "四、pea   1    1    1\n"
              "四、Fourth\n"
              "More text。\n",
              "一、First\n"
              "Text of the first section。\n"
              "二、Second\n"
              "T\n|apple|1|2|3\n|banana|4|5|6\n"
              "三、Third\n"
              "T\n|_|one|two|three\n|一、fig|1|2|3\n|二、nut|4|5|6\n|三、oak\n|_|7|8|9\n|四、pea|1|1|1\n"
              "四、Fourth\n"
              "More text。\n");
}

static void lists_are_no_tables(void **state) {
  (void)state;
  const char list[] = "Contents\n一、First 1\n二、Second 2\n三、Third 3\n四、Fourth 4\n"
                      "Made in 2021 by 3 people\nroom 12\nphone 5561234\n";
  expect_text(list, list);
}

static void signatures_stay_outside(void **state) {
  (void)state;
  expect_text("apple   1    2    3\nbanana  4    5    6\nThe agency\n2021 年 1 月 2 日\n",
              "T\n|apple|1|2|3\n|banana|4|5|6\nThe agency\n2021 年 1 月 2 日\n");
}

/* Numbers that are none */

static void broken_numbers_are_no_numbers(void **state) {
  (void)state;
  expect_page("apple   1      2\n"
              "        1,23   3,4\n"
              "banana\n"
              "        4      56\n"
              "cherry  5      6\n",
              "T\n|apple|1|2\n|_|<1,23   3,4\n|banana\n|_|<4      56\n|cherry|5|6\n");
}

static void the_rest_of_a_number_is_no_number(void **state) {
  (void)state;
  expect_text("apple\n1\n2\nbanana\n1,23\n4\n5\ncherry\n6\n7\n",
              "R\n|apple\n|1\n|2\n|banana\n|1,23\n|5\n|cherry\n|6\n|7\n");
}

static void stacked_numbers_are_no_numbers(void **state) {
  (void)state;
  expect_page("apple   1      2\n"
              "banana\n"
              "        123    4\n"
              "        5\n"
              "cherry  5      6\n",
              "T\n|apple|1|2\n|banana\n|_|<123    4\n|_|<5\n|cherry|5|6\n");
}

/* In text a row may have no room around it: whose they are shows with the labels. */
static void stacked_numbers_of_text_stay_in_their_columns(void **state) {
  (void)state;
  expect_text("apple   1      2\n"
              "banana\n"
              "        123    4\n"
              "        5\n"
              "cherry  5      6\n",
              "T\n|apple|1|2\n|banana\n|_|123|4\n|_|5\n|cherry|5|6\n");
}

/* Where rows are further apart than lines, each line of a number's cell is a paragraph of that cell. */
static void lines_of_one_cell_are_put_together(void **state) {
  (void)state;
  expect_page("apple   1    38,   3\n"
              "             056\n"
              "\n"
              "banana  4    5     6\n"
              "\n"
              "cherry  7    8     9\n"
              "\n"
              "fig     1    2     3\n",
              "T\n|apple|1|38,056|3\n.\n.\n|banana|4|5|6\n.\n|cherry|7|8|9\n.\n"
              "|fig|1|2|3\n");
}

/* A heading as close above a number as lines are: a sign that is a word of its own is of the number. */
static void a_heading_is_not_put_together_with_a_number(void **state) {
  static bench t;
  const char drawing[] = "fruit   one  change   two\n"
                         "apple   1\n\n"
                         "banana  3    4        5\n\n"
                         "cherry  6    7        8\n\n"
                         "fig     9    1        2\n-8";
  gk_str source = {drawing, sizeof drawing - 1}, sign = {drawing + source.n - 2, 1},
         eight = {drawing + source.n - 1, 1};
  (void)state;
  start(&t, source, NULL);
  gk_page_add_word(t.page, &(gk_word){sign, sign, 130, 140, HEIGHT, 2 * HEIGHT});
  gk_page_add_word(t.page, &(gk_word){eight, eight, 140, 150, HEIGHT, 2 * HEIGHT});
  draw(&t, (gk_str){drawing, source.n - 3}, UNIT, HEIGHT);
  finish(&t);
  assert_string_equal(t.printed, "T\n|fruit|one|change|two\n|apple|1|-8\n.\n|banana|3|4|5\n.\n"
                                 "|cherry|6|7|8\n.\n|fig|9|1|2\n");
  end(&t);
}

/* Two rows as close as lines, now and then: each has a value that the other has nothing beside. */
static void values_of_two_rows_are_not_put_together(void **state) {
  (void)state;
  expect_page("apple   1     2\n"
              "banana        3     4\n\n"
              "cherry  5     6     7\n\n"
              "fig     8     9     1\n\n"
              "grape   2     3     4\n\n"
              "lemon   5     6     7\n",
              "T\n|apple|1|2\n|banana|_|3|4\n.\n|cherry|5|6|7\n.\n|fig|8|9|1\n.\n|grape|2|3|4\n.\n|lemon|5|6|7\n");
}

static void a_heading_is_not_put_together_with_a_stroke(void **state) {
  (void)state;
  expect_page("        one\n"
              "fruit         none  two\n"
              "apple         -     3\n\n"
              "banana  4     5     6\n\n"
              "cherry  7     8     9\n",
              "T\n|_|one\n|fruit|_|none|two\n|apple|_|-|3\n.\n|banana|4|5|6\n.\n|cherry|7|8|9\n");
}

/* In text, whoever knows the labels puts them together. */
static void pieces_of_numbers_stay_in_their_columns(void **state) {
  (void)state;
  expect_text("apple   1    38,   3\n"
              "             056   4\n"
              "             1     2\n"
              "banana  4    5     6\n"
              "cherry  7    8     9\n",
              "T\n|apple|1|38,|3\n|_|_|056|4\n|_|_|1|2\n|banana|4|5|6\n|cherry|7|8|9\n");
}

/* A line has but some of them: that they are no fragments of one label shows below. */
static void headings_without_values_stay_apart(void **state) {
  (void)state;
  expect_text("              all-kinds-of-fruit\n"
              "              red            sum\n"
              "                    green\n"
              "apple                         1\n"
              "banana                        4\n"
              "cherry                        7\n",
              "T\n|_|<<all-kinds-of-fruit\n|_|red|_|sum\n|_|_|green\n|apple|_|_|1\n|banana|_|_|4\n|cherry|_|_|7\n");
}

static void a_long_label_moves_values(void **state) {
  (void)state;
  expect_text("              all   red  sum\n"
              "an-apple-a-day  1     2    3\n"
              "banana          4     5    6\n"
              "cherry             7  8    9\n"
              "fig                1  2    3\n",
              "T\n|_|all|red|sum\n|an-apple-a-day|1|2|3\n|banana|4|5|6\n|cherry|7|8|9\n|fig|1|2|3\n");
}

static void damaged_lines_are_whole(void **state) {
  (void)state;
  expect_text("apple   1    2    3\nban\xEF\xBF\xBD"
              "4  5    6\ncherry  7    8    9\n",
              "R\n|apple|1|2|3\n|ban\xEF\xBF\xBD"
              "4  5    6\n|cherry|7|8|9\n");
}

static void lost_blanks_are_lost_columns(void **state) {
  (void)state;
  /* Blanks at the starts of lines: some of them, */
  expect_text("apple   1    2    3\n"
              "fig     4    5    6\n"
              "cherry  7    8    9\n"
              "nut     1    2    3\n"
              "oak     4    5    6\n"
              "banana\n"
              "7\n",
              "T\n"
              "|apple|1|2|3\n"
              "|fig|4|5|6\n"
              "|cherry|7|8|9\n"
              "|nut|1|2|3\n"
              "|oak|4|5|6\n"
              "|banana\n"
              "|<7\n");
  /* all of them, */
  expect_text("apple   1    2    3\nbanana\n4    5    6\nsplit\ncherry  7    8    9\n",
              "R\n|apple|1|2|3\n|banana\n|4|5|6\n|split\n|cherry|7|8|9\n");
  /* or all but two everywhere. */
  expect_text("fig  1  2  3\nlemon  4  5  6\ndate  7  8  9\nbanana  10  11  12\n",
              "R\n|fig|1|2|3\n|lemon|4|5|6\n|date|7|8|9\n|banana|10|11|12\n");
}

static void numbers_inside_of_text_stay_there(void **state) {
  (void)state;
  expect_text("rule 20 of 7    1    2    3\nrule 21         4    5    6 万元\n1 or 2          7    8    9\n",
              "T\n|<rule 20 of 7|1|2|3\n|rule|21|4|5|6 万元\n|<1 or 2|7|8|9\n");
}

/* Where single blanks part the values, a word may stand for one; a single character is a measure. */
static void words_among_values_are_values(void **state) {
  (void)state;
  expect_text("apple 1 none 2 3\nfig 4 some。 5 6\nbanana 7 N/A 8 \xE2\x94\x80\n",
              "R\n|apple|1|none|2|3\n|fig|4|some。|5|6\n|banana|7|N/A|8|\xE2\x94\x80\n");
  expect_text("apple 1 2\nfig 3 4\nlemon 5 6\n2021 年 1 月 5 日\n",
              "R\n|apple|1|2\n|fig|3|4\n|lemon|5|6\n2021 年 1 月 5 日\n");
}

static void rows_of_one_value_go_on_with_a_table(void **state) {
  (void)state;
  expect_text("apple 1 2 3\nfig 4 5 6\nlemon\nbanana 7\ndate\ncherry 8\na\nb\nc\nd\ne\nf\ng\nh\ni\n",
              "R\n|apple|1|2|3\n|fig|4|5|6\n|lemon\n|banana|7\n|date\n|cherry|8\na\nb\nc\nd\ne\nf\ng\nh\ni\n");
}

/* Paragraphs */

static void wrapped_lines_are_joined(void **state) {
  (void)state;
  static bench t;
  const char source[] =
      "这是第一段的第一行它到了边，\n然后继续而且又到了边没有完，\n到此完了。\n第二段也很长很长很长很长很，\n完。\n";
  gk_str text = {source, sizeof source - 1};
  start(&t, text, NULL);
  draw(&t, text, UNIT, HEIGHT);
  finish(&t);
  assert_string_equal(t.printed, "这是第一段的第一行它到了边，然后继续而且又到了边没有完，到此完了。\n"
                                 "第二段也很长很长很长很长很，完。\n");
  const gk_text *para = &t.layout.nodes[0].u.para;
  gk_span last = gk_layout_locate(&t.layout, para, (gk_str){para->p + para->n - 6, 6});
  assert_int_equal(last.off, strstr(source, "了。") - source);
  assert_int_equal(last.n, 6);
  end(&t);
}

static void indents_begin_paragraphs(void **state) {
  (void)state;
  expect_page("    这是一段的第一行它到了边，\n然后继续又到了边这里一句完了。\n又一句同段的话没有到边上还有，\n完了。\n"
              "    第二段也很长很长很长很长，\n完。\n",
              "这是一段的第一行它到了边，然后继续又到了边这里一句完了。又一句同段的话没有到边上还有，完了。\n"
              "第二段也很长很长很长很长，完。\n");
}

static void latin_words_stay_apart(void **state) {
  (void)state;
  expect_page("ab cd\n", "ab cd\n");
}

/* Anything */

static uint32_t next_random(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

static void any_words_make_a_layout(void **state) {
  (void)state;
  static const char source[] =
      "1 22 /  ab  - 3.5 -1  4,000 1,2 \xE4\xB8\x80\xE3\x80\x81 \xEF\xBF\xBD 5\xE4\xB8\x87\xE5\x85\x83";
  static const int32_t odd[] = {INT32_MIN, INT32_MAX, 0, -1, 1, 1 << 28, -(1 << 28)};
  static bench t;
  uint32_t seed = 1;
  gk_limits limits = {.table_columns = 5, .table_rows = 7};
  for (int run = 0; run < 2000; run++) {
    start(&t, (gk_str){source, sizeof source - 1}, run % 3 == 0 ? &limits : NULL);
    if (run % 2 == 0)
      gk_page_set_text(t.page);
    for (uint32_t n = next_random(&seed) % 100; n > 0; n--) {
      size_t first = next_random(&seed) % (sizeof source - 1);
      while (source[first] == ' ' || gk_utf8_is_tail(source[first]))
        first--;
      size_t last = first;
      while (last < sizeof source - 1 && source[last] != ' ')
        last++;
      int32_t v[4];
      for (int k = 0; k < 4; k++)
        v[k] = next_random(&seed) % 30 == 0 ? odd[next_random(&seed) % 7] : (int32_t)(next_random(&seed) % 60);
      gk_str word = {source + first, last - first};
      gk_page_add_word(t.page, &(gk_word){word, word, v[0], v[1], v[2], v[3]});
      if (next_random(&seed) % 20 == 0)
        gk_page_end(t.page);
    }
    assert_int_equal(gk_page_finish(t.page), GK_OK);
    assert_int_equal(gk_builder_finish(t.b, &t.layout), GK_OK);
    const char *why = NULL;
    if (gk_layout_check(&t.layout, &why) != SIZE_MAX)
      fail_msg("run %d: %s", run, why);
    end(&t);
  }
}

static void nothing_makes_nothing(void **state) {
  (void)state;
  expect_page("", "");
  expect_page("\n\n\f\n", "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_stay_in_their_columns),
      cmocka_unit_test(columns_are_those_of_all_alignments),
      cmocka_unit_test(headings_span_and_labels_have_columns),
      cmocka_unit_test(a_column_without_values_has_its_heading),
      cmocka_unit_test(headings_beside_their_values),
      cmocka_unit_test(headings_on_both_sides_are_nobodys),
      cmocka_unit_test(moved_values_are_not_under_the_next_heading),
      cmocka_unit_test(a_unit_goes_with_its_number_alone),
      cmocka_unit_test(two_values_are_two_columns),
      cmocka_unit_test(text_with_single_blanks_is_in_order_only),
      cmocka_unit_test(text_with_single_blanks_under_its_heading_is_in_columns),
      cmocka_unit_test(first_lines_of_cells_beside_each_other_are_parted),
      cmocka_unit_test(a_unit_may_be_another_columns),
      cmocka_unit_test(a_full_line_of_short_words_is_a_heading),
      cmocka_unit_test(one_cell_a_line),
      cmocka_unit_test(blank_lines_behind_may_be_cells),
      cmocka_unit_test(words_come_in_any_order),
      cmocka_unit_test(words_over_each_other_stay_apart),
      cmocka_unit_test(a_table_goes_on_over_pages),
      cmocka_unit_test(text_has_its_own_columns_on_every_page),
      cmocka_unit_test(lone_numbers_at_page_ends),
      cmocka_unit_test(enclosed_page_numbers),
      cmocka_unit_test(values_between_strokes_are_no_page_number),
      cmocka_unit_test(running_heads),
      cmocka_unit_test(what_stands_beside_others_is_no_running_head),
      cmocka_unit_test(what_is_dropped_takes_its_blank_line_along),
      cmocka_unit_test(a_word_with_a_stop_is_no_sentence),
      cmocka_unit_test(thin_spaces_group_digits),
      cmocka_unit_test(headings_and_sentences_stay_outside),
      cmocka_unit_test(lists_are_no_tables),
      cmocka_unit_test(signatures_stay_outside),
      cmocka_unit_test(broken_numbers_are_no_numbers),
      cmocka_unit_test(the_rest_of_a_number_is_no_number),
      cmocka_unit_test(stacked_numbers_are_no_numbers),
      cmocka_unit_test(stacked_numbers_of_text_stay_in_their_columns),
      cmocka_unit_test(lines_of_one_cell_are_put_together),
      cmocka_unit_test(a_heading_is_not_put_together_with_a_number),
      cmocka_unit_test(a_heading_is_not_put_together_with_a_stroke),
      cmocka_unit_test(values_of_two_rows_are_not_put_together),
      cmocka_unit_test(pieces_of_numbers_stay_in_their_columns),
      cmocka_unit_test(headings_without_values_stay_apart),
      cmocka_unit_test(a_long_label_moves_values),
      cmocka_unit_test(damaged_lines_are_whole),
      cmocka_unit_test(lost_blanks_are_lost_columns),
      cmocka_unit_test(numbers_inside_of_text_stay_there),
      cmocka_unit_test(words_among_values_are_values),
      cmocka_unit_test(rows_of_one_value_go_on_with_a_table),
      cmocka_unit_test(wrapped_lines_are_joined),
      cmocka_unit_test(indents_begin_paragraphs),
      cmocka_unit_test(latin_words_stay_apart),
      cmocka_unit_test(any_words_make_a_layout),
      cmocka_unit_test(nothing_makes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
