/* Web pages: what is shown, in which paragraph or cell, and where in the page it stands. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

#include "reader/html_charset.h"
#include "reader/mime.h"
#include "reader/reader.h"

/* A page, read. */
typedef struct bench {
  gk_arena arena;
  gk_limits limits;
  gk_diags diags;
  gk_error error;
  gk_encoding encoding;
  gk_layout layout;
  char printed[16384];
  size_t n_printed;
} bench;

static gk_status read_as(bench *t, gk_status (*reader)(gk_reading *r), gk_str input, const gk_limits *limits) {
  *t = (bench){0};
  gk_arena_init(&t->arena, NULL, 0);
  t->limits = gk_limits_resolve(limits);
  gk_diags_init(&t->diags, &t->arena, 100);
  gk_reading r = {.arena = &t->arena,
                  .input = input,
                  .limits = &t->limits,
                  .builder = gk_builder_new(&t->arena, &t->limits, &t->diags),
                  .diags = &t->diags,
                  .error = &t->error};
  assert_non_null(r.builder);
  gk_status status = reader(&r);
  t->encoding = r.encoding;
  assert_int_equal(status, t->error.status);
  if (status == GK_OK)
    status = gk_builder_finish(r.builder, &t->layout);
  const char *why;
  if (gk_layout_check(&t->layout, &why) != SIZE_MAX)
    fail_msg("%s", why);
  return status;
}

static void end(bench *t) {
  gk_arena_free(&t->arena);
}

static void put(bench *t, const char *p, size_t n) {
  assert_true(n < sizeof t->printed - t->n_printed);
  memcpy(t->printed + t->n_printed, p, n);
  t->n_printed += n;
  t->printed[t->n_printed] = '\0';
}

static void put_text(bench *t, const char *text) {
  put(t, text, strlen(text));
}

static void put_cell(bench *t, const gk_node *node) {
  char buf[64];
  int n = snprintf(buf, sizeof buf, "%s%u,%u", t->n_printed > 0 ? "|" : "", node->u.cell.row, node->u.cell.col);
  put(t, buf, (size_t)n);
  if (node->u.cell.row_span != 1 || node->u.cell.col_span != 1) {
    n = snprintf(buf, sizeof buf, "(%ux%u)", node->u.cell.row_span, node->u.cell.col_span);
    put(t, buf, (size_t)n);
  }
}

/* Each paragraph as "P:text", a heading's as "H1:", the head's as "M1:", a table's start as "T", each cell as row,col.
 */
static void print_nodes(bench *t) {
  for (size_t i = 0; i < t->layout.n_nodes; i++) {
    const gk_node *node = &t->layout.nodes[i];
    if (node->kind == GK_NODE_TABLE) {
      put_text(t, "|T");
    } else if (node->kind == GK_NODE_CELL) {
      put_cell(t, node);
    } else {
      char buf[16] = "|P:";
      if (node->level > 0)
        snprintf(buf, sizeof buf, "|%c%u:", (node->flags & GK_PARA_META) != 0 ? 'M' : 'H', (unsigned)node->level);
      put_text(t, buf);
      put(t, node->u.para.p, node->u.para.n);
    }
  }
}

static void expect(const char *page, const char *printed) {
  bench t;
  /* A block of its own, so that sanitizers see reads past the end. */
  size_t n = strlen(page);
  char *copy = malloc(n + (n == 0));
  assert_non_null(copy);
  memcpy(copy, page, n);
  assert_int_equal(read_as(&t, gk_read_html, (gk_str){copy, n}, NULL), GK_OK);
  print_nodes(&t);
  assert_string_equal(t.printed, printed);
  end(&t);
  free(copy);
}

static void test_paragraphs(void **state) {
  (void)state;
  expect("", "");
  expect("x", "|P:x");
  expect("<p>a<p>b<div>c<b>d</b>e</div>f", "|P:a|P:b|P:cde|P:f");
  expect("<h1>a</h1><h3>b</h3>c<h2>d<br>e</h2>", "|H1:a|H3:b|P:c|H2:d\ne");
  expect("a<br>b<br/><br>c<br>", "|P:a\nb\nc");
  expect("<br>a", "|P:a");
  expect("a<hr>b<ul><li>c<li>d</ul>e", "|P:a|P:b|P:c|P:d|P:e");
  expect("<b>a<p>b</b>c</p>d", "|P:a|P:bc|P:d");
}

static void test_white_space(void **state) {
  (void)state;
  expect("  a \n\t b  ", "|P:a b");
  expect("a <b> b</b> <i> c</i>", "|P:a b c");
  expect("a <br> b", "|P:a\nb");
  expect("<p>\xE4\xB8\x80\n\xE4\xBA\x8C \xE4\xB8\x89\n4", "|P:\xE4\xB8\x80\xE4\xBA\x8C \xE4\xB8\x89 4");
  expect("<p>&nbsp;</p><p> </p><p>\xE3\x80\x80</p>", "|P:\xC2\xA0|P:\xE3\x80\x80");
  expect("<pre>\n a\tb\n c</pre>", "|P: a\tb\n c");
  expect("a\r\nb", "|P:a b");
}

static void test_references(void **state) {
  (void)state;
  expect("a&amp;b&lt;c&#65;&#x42;&#X43", "|P:a&b<cABC");
  expect("&nbsp5&copy;x &unknown; & &amp;amp; AT&T", "|P:\xC2\xA0"
                                                     "5\xC2\xA9x &unknown; & &amp; AT&T");
  expect("1&#32;&#10;2&#0;&#xD800;", "|P:1 2\xEF\xBF\xBD\xEF\xBF\xBD");
  expect("a < b &lt b", "|P:a < b < b");
  expect("&#1114112;1&#x7FFFFFFF;", "|P:\xEF\xBF\xBD"
                                    "1\xEF\xBF\xBD");
  static const char *const beyond_int[] = {"&#4294967345;", "12&#x80000000;3", "1&#X100000032", "&#x110eeeeeeeeeeeeb;"};
  for (size_t i = 0; i < sizeof beyond_int / sizeof *beyond_int; i++)
    expect(beyond_int[i], "|P:\xEF\xBF\xBD");
}

static void test_hidden(void **state) {
  (void)state;
  expect("a<script>b</script><style>c</style><!-- d --><template><p>e</template>f", "|P:af");
  expect("<p style='display : none'>a</p><p STYLE='color:red;DISPLAY:none !important;'>b</p>c", "|P:c");
  expect("<p hidden>a</p><span style='visibility:hidden'>b</span>c<i style='display:inline' hidden>d</i>", "|P:cd");
  expect("<body><noscript>a</noscript><select><option>b<option>c</select><textarea>d</textarea><button>e</button>f",
         "|P:f");
  expect("<input value=a><nav>b</nav><svg><title>c</title></svg><del>d</del>e", "|P:e");
  expect("a<!-->b<!--->c<!-- - -- -->d<!-- --!>e<!-- f", "|P:abcde");
  expect("<!--[if mso]>a<![endif]--><![if !mso]>b<![endif]>c", "|P:bc");
  expect(
      "<table><tr style='display:none'><td>a<tr><td>b<td style='display:none'>c<td style='visibility:hidden'>d</table>",
      "|T|0,0|P:b|0,1");
}

static void test_tables(void **state) {
  (void)state;
  expect("<table><tr><td>a<td>b<tr><td><td>c</table>d", "|T|0,0|P:a|0,1|P:b|1,0|1,1|P:c|P:d");
  expect("<table><td>a<td>b<tr><td>c</table>", "|T|0,0|P:a|0,1|P:b|1,0|P:c");
  expect("<table>x<tr>y<td>a</td>z</tr></table>", "|P:xyz|T|0,0|P:a");
  expect("<table><caption>t</caption><tr><th>a</table>", "|P:t|T|0,0|P:a");
  expect("<table><tr><td>a<table><tr><td>b</table>c</table>", "|T|0,0|P:a|T|0,0|P:b|P:c");
  expect("<table><tr><td>a<table><tr><td>b", "|T|0,0|P:a|T|0,0|P:b");
  expect("<table><form><tr><td>a</td></form></tr></table>", "|T|0,0|P:a");
  expect("<table></table>a<table><tr></tr></table>", "|P:a|T");
  expect("<td>a</td><tr>b", "|P:ab");
  expect("<table><tr><td><p>a</p><p>b<br>c</p></table>", "|T|0,0|P:a|P:b\nc");
}

static void test_spans(void **state) {
  (void)state;
  expect("<table><tr><td rowspan=2>a<td colspan=' 2x'>b<tr><td>c<td>d</table>",
         "|T|0,0(2x1)|P:a|0,1(1x2)|P:b|1,1|P:c|1,2|P:d");
  expect("<table><tr><td rowspan=0>a<td>b<tr><td>c</table>", "|T|0,0(2x1)|P:a|0,1|P:b|1,1|P:c");
  expect("<table><tr><td colspan=0>a<td colspan=-1>b<td colspan>c</table>", "|T|0,0|P:a|0,1|P:b|0,2|P:c");
  /* A span ends with its group of rows. */
  expect("<table><thead><tr><td rowspan=9>a<tbody><tr><td>b</table>", "|T|0,0|P:a|1,0|P:b");
  expect("<table><tr><td rowspan=2>a</tbody><tbody><tr><td>b<tr><td rowspan=7>c</table>", "|T|0,0|P:a|1,0|P:b|2,0|P:c");
}

static void test_lists(void **state) {
  (void)state;
  expect("<ol><li>a<li><p>b</p><p>c</p></ol>", "|P:1. a|P:2. b|P:c");
  expect("<ol start=3 type=A><li>a<li value=9>b<li>c</ol>", "|P:C. a|P:I. b|P:J. c");
  expect("<ol><li>a<ol type=i><li>b<li>c</ol><li>d</ol><ul><li>e</ul>", "|P:1. a|P:i. b|P:ii. c|P:2. d|P:e");
  expect("<ol style='list-style-type:cjk-ideographic'><li>a<li>b</ol>", "|P:\xE4\xB8\x80\xE3\x80\x81"
                                                                        "a|P:\xE4\xBA\x8C\xE3\x80\x81"
                                                                        "b");
  expect("<ol type=1><li>a</ol><ol type=a><li>b</ol><ol type=I><li>c<li>d</ol><ol type=?><li>e</ol>",
         "|P:1. a|P:a. b|P:I. c|P:II. d|P:1. e");
  expect("<ol style='list-style: none'><li>a</ol><ol><li hidden>b<li>c</ol>", "|P:a|P:1. c");
  expect("<ol><li><table><tr><td>a</table></ol>", "|T|0,0|P:1. a");
}

/* A digit behind a digit, but raised, is no digit of the same number. */
static void test_raised(void **state) {
  (void)state;
  expect("5<sup>1</sup>, m<sup>2</sup>, 7<sup>a</sup>, 8 <sup>9</sup>, 3<sup></sup>4", "|P:5^1, m2, 7a, 8 9, 34");
}

static void test_head(void **state) {
  (void)state;
  expect("<title> a\n b&amp;c </title><meta name=PubDate content='2021-01-20 10:00'><meta name=keywords content=x>d",
         "|M1:a b&c|M2:2021-01-20 10:00|P:d");
  expect("<meta name='ContentSource' content='&#x67D0;x'><meta name=ArticleTitle content=t><title></title>",
         "|M3:\xE6\x9F\x90x|M1:t");
  expect("<body><svg><title>a</title></svg>b", "|P:b");
}

/* Where texts stand. */

static gk_span place_of(const bench *t, const char *text) {
  for (size_t i = 0; i < t->layout.n_nodes; i++) {
    const gk_node *node = &t->layout.nodes[i];
    if (node->kind != GK_NODE_PARA || node->u.para.n != strlen(text) ||
        memcmp(node->u.para.p, text, node->u.para.n) != 0)
      continue;
    return gk_layout_locate(&t->layout, &node->u.para, (gk_str){node->u.para.p, node->u.para.n});
  }
  fail_msg("no paragraph says %s", text);
  return (gk_span){0, 0, 0};
}

static void expect_place(const char *page, const char *text, const char *source) {
  bench t;
  assert_int_equal(read_as(&t, gk_read_html, (gk_str){page, strlen(page)}, NULL), GK_OK);
  gk_span span = place_of(&t, text);
  assert_int_equal(span.n, strlen(source));
  assert_memory_equal(page + span.off, source, span.n);
  end(&t);
}

static void test_places(void **state) {
  (void)state;
  expect_place("<p>0<p>\n 12 <p>3", "12", "12");
  expect_place("<td>a<b>1</b>,<i>2</i></td>", "a1,2", "a<b>1</b>,<i>2");
  expect_place("<p>&nbsp;&#49;2&nbsp",
               "\xC2\xA0"
               "12\xC2\xA0",
               "&nbsp;&#49;2&nbsp");
  expect_place("<p>1</zz>2", "12", "1</zz>2");
  expect_place("<p>&lt;&amp;<p>&", "<&", "&lt;&amp;");
  expect_place("<p>x<p>&", "&", "&");
  expect_place("<p>&NotEqualTilde;1",
               "\xE2\x89\x82\xCC\xB8"
               "1",
               "&NotEqualTilde;1"); /* two characters: not told apart */
  expect_place("<title>a &lt; b</title>", "a < b", "a &lt; b");
  expect_place("<table>ab<tr><td>c</table>", "ab", "ab");
}

/* The text of most cells is the page's own bytes. */
static void test_zero_copy(void **state) {
  (void)state;
  static const char page[] = "<table><tr><td> 12 <td><p align=center>3</p></table>";
  bench t;
  assert_int_equal(read_as(&t, gk_read_html, GK_LIT("<table><tr><td> 12 <td><p align=center>3</p></table>"), NULL),
                   GK_OK);
  assert_int_equal(t.layout.n_segs, 0);
  assert_int_equal(t.layout.nodes[1].u.cell.part_off, strlen("<table><tr><td>"));
  assert_int_equal(t.layout.parts[0].source.n, sizeof page - 1);
  end(&t);
}

static void expect_encoding(gk_str page, gk_encoding encoding, const char *text) {
  bench t;
  assert_int_equal(read_as(&t, gk_read_html, page, NULL), GK_OK);
  assert_int_equal(t.encoding, encoding);
  print_nodes(&t);
  assert_string_equal(t.printed, text);
  end(&t);
}

#define BYTES(s) ((gk_str){"" s, sizeof(s) - 1})

static void test_encodings(void **state) {
  (void)state;
  expect_encoding(BYTES("<meta charset=gb2312>\xD2\xBB\xA1\xA2\xD7\xDC\xCC\xE5\xC7\xE9\xBF\xF6"), GK_ENCODING_GB18030,
                  "|P:一、总体情况");
  expect_encoding(GK_LIT("<meta charset='gb2312'>一、总体情况"), GK_ENCODING_UTF8, "|P:一、总体情况");
  expect_encoding(BYTES("<p>\xA4@\xA1"
                        "B\xC1`\xC5\xE9<meta http-equiv=Content-Type content='text/html; charset=Big5'>"),
                  GK_ENCODING_BIG5, "|P:一、總體");
  expect_encoding(BYTES("\xFF\xFE<\0p\0>\0\x00\x4E"), GK_ENCODING_UTF16LE, "|P:一");
  expect_encoding(BYTES("\xEF\xBB\xBF<meta charset=gbk>\xE4\xB8\x80"), GK_ENCODING_UTF8, "|P:一");
}

static void expect_charset(const char *page, const char *charset) {
  gk_str found = gk_html_charset((gk_str){page, strlen(page)});
  assert_int_equal(found.n, strlen(charset));
  assert_memory_equal(found.p == NULL ? "" : found.p, charset, found.n);
}

static void test_charset(void **state) {
  (void)state;
  expect_charset("<META CharSet=\"GBK\">", "GBK");
  expect_charset("<meta name=x content=y><meta content='text/html; charset = gb2312;x' http-equiv=a>", "gb2312");
  expect_charset("<meta content='charset, that is charset=big5'>", "big5");
  expect_charset("<!-- <meta charset=a> --><script><meta charset=b></script><title><meta charset=c></title>", "");
  expect_charset("<?xml version='1.0' encoding='gb18030'?><html>", "gb18030");
  expect_charset("charset=a", "");
  expect_charset("", "");
}

/* Limits */

static gk_str repeated(const char *unit, size_t n, const char *start) {
  size_t start_n = strlen(start), unit_n = strlen(unit);
  char *p = malloc(start_n + n * unit_n);
  assert_non_null(p);
  memcpy(p, start, start_n);
  for (size_t i = 0; i < n; i++)
    memcpy(p + start_n + i * unit_n, unit, unit_n);
  return (gk_str){p, start_n + n * unit_n};
}

static void expect_status(const char *start, const char *unit, size_t n, gk_status status) {
  bench t;
  gk_str page = repeated(unit, n, start);
  gk_status got = read_as(&t, gk_read_html, page, NULL);
  if (got != status)
    fail_msg("%zu times %s: %s", n, unit, gk_status_name(got));
  end(&t);
  free((void *)(uintptr_t)page.p);
}

static void test_limits(void **state) {
  (void)state;
  expect_status("\xEF\xBB\xBF", "\xFF", 1000, GK_STATUS_ENCODING);
  expect_status("", "<div>", 250, GK_OK);
  expect_status("", "<div>", 260, GK_STATUS_TOO_COMPLEX);
  expect_status("", "<div>", 200000, GK_STATUS_TOO_COMPLEX);
  expect_status("", "<p>", 100000, GK_OK);
  expect_status("", "<span>", 1000, GK_OK);
  expect_status("", "<span>", 1100, GK_STATUS_TOO_COMPLEX);
  expect_status("", "<span></span>", 50000, GK_OK);
  expect_status("", "<b><i></b></i>", 20000, GK_OK);
  expect_status("", "<font color=a>x</b>", 1100, GK_STATUS_TOO_COMPLEX);
  expect_status("", "<a href=b>c", 5000, GK_OK);
  expect_status("<table>", "<tr><td><font color=a>b", 5000, GK_OK);
  expect_status("", "<table><td><div></table>", 5000, GK_OK);
  expect_status("", "<b><table></b></table>", 1100, GK_STATUS_TOO_COMPLEX);
  expect_status("<p><a", " b", 256, GK_OK); /* and no end: no tag */
  expect_status("<a", " b", 257, GK_STATUS_TOO_COMPLEX);
  expect_status("", "<table><tr><td>", 16, GK_OK);
  expect_status("", "<table><tr><td>", 17, GK_STATUS_TOO_COMPLEX);
  expect_status("", "<table>", 1000, GK_OK);
  expect_status("", "<svg>", 1000, GK_OK);
  expect_status("<table><tr>", "<td>", 1025, GK_STATUS_TOO_COMPLEX);
}

/* Saved pages */

static void expect_archive(const char *file, const char *printed, const char *name) {
  bench t;
  assert_int_equal(read_as(&t, gk_read_mhtml, (gk_str){file, strlen(file)}, NULL), GK_OK);
  print_nodes(&t);
  assert_string_equal(t.printed, printed);
  assert_int_equal(t.layout.parts[0].name.n, strlen(name));
  assert_memory_equal(t.layout.parts[0].name.p, name, strlen(name));
  end(&t);
}

static void test_archives(void **state) {
  (void)state;
  expect_archive("MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>a", "|P:a", "text/html");
  expect_archive("Content-Type: multipart/related;\r\n\tboundary=\"x y\"\r\n\r\npreamble\r\n--x y\r\nContent-Type: "
                 "image/png\r\n\r\n"
                 "<p>z\r\n--x y\r\nContent-Location: a.htm\r\nContent-Transfer-Encoding: Quoted-Printable\r\n"
                 "content-type: TEXT/html\r\n\r\n<p align=3Dcenter>=\r\n=E4=B8=80=4 b=\n\r\n--x y--\r\n<p>c",
                 "|P:\xE4\xB8\x80=4 b", "a.htm");
  expect_archive(
      "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/alternative; boundary=b;\n\n"
      "--b\nContent-Type: text/plain\n\nx\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n"
      "PHA+\nYSZh\nbXA7\n--b--\n--a--\n",
      "|P:a&", "text/html");
}

static void test_no_archive(void **state) {
  (void)state;
  static const char *const files[] = {"",
                                      "\n",
                                      "Content-Type: multipart/related; boundary=x\n\n--x\nContent-Type: a/b\n\nc",
                                      "Content-Type: multipart/related\n\n<p>x",
                                      "Content-Type",
                                      ":\n :\n\n"};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    bench t;
    assert_int_equal(read_as(&t, gk_read_mhtml, (gk_str){files[i], strlen(files[i])}, NULL), GK_STATUS_UNSUPPORTED);
    end(&t);
  }
}

static void expect_decoded(gk_mime_encoding encoding, const char *body, const char *bytes) {
  gk_arena arena;
  gk_str out;
  gk_arena_init(&arena, NULL, 0);
  gk_mime_part part = {.encoding = encoding, .body = {body, strlen(body)}};
  assert_int_equal(gk_mime_decode(&arena, &part, &out), GK_OK);
  assert_int_equal(out.n, strlen(bytes));
  assert_memory_equal(out.p, bytes, out.n);
  gk_arena_free(&arena);
}

static void test_mime_bodies(void **state) {
  (void)state;
  expect_decoded(GK_MIME_PLAIN, "a=\nb", "a=\nb");
  expect_decoded(GK_MIME_QUOTED_PRINTABLE, "a=3db=3D=\r\nc=\nx=", "a=b=cx=");
  expect_decoded(GK_MIME_QUOTED_PRINTABLE, "=zz=", "=zz=");
  expect_decoded(GK_MIME_BASE64, "YWJj", "abc");
  expect_decoded(GK_MIME_BASE64, "YW\r\nJ =jZA", "ab");
  expect_decoded(GK_MIME_BASE64, "YWI=", "ab");
  expect_decoded(GK_MIME_BASE64, "YQ==", "a");
  expect_decoded(GK_MIME_BASE64, "Y", "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_paragraphs), cmocka_unit_test(test_white_space), cmocka_unit_test(test_references),
      cmocka_unit_test(test_hidden),     cmocka_unit_test(test_tables),      cmocka_unit_test(test_spans),
      cmocka_unit_test(test_lists),      cmocka_unit_test(test_raised),      cmocka_unit_test(test_head),
      cmocka_unit_test(test_places),     cmocka_unit_test(test_zero_copy),   cmocka_unit_test(test_encodings),
      cmocka_unit_test(test_charset),    cmocka_unit_test(test_limits),      cmocka_unit_test(test_archives),
      cmocka_unit_test(test_no_archive), cmocka_unit_test(test_mime_bodies),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
