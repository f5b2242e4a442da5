/* The DOCX reader: every way a file can end, be wrong, or memory give out. */
#include "docx_fixture.h"

/* Markup is laid out by hand. */
/* clang-format off */

#define SMALL                                                                                                          \
  DOCUMENT(PP("<w:numPr><w:numId w:val='1'/></w:numPr>" GONE_MARK, R("a&amp;")) P("b")                                 \
           TBL(TR("<w:trPr><w:gridBefore w:val='1'/></w:trPr>"                                                         \
                  TCP(SPAN("2") "<w:hMerge w:val='restart'/>", P("1")) TCP("<w:hMerge/>", "<w:p/>"))                   \
               TR(TCP("<w:vMerge/>", "<w:p>" ALTERNATE(CHOICE("wps", BOX(P("2")))) FLD("begin") "</w:p>"))))

static const parts small = {.document = SMALL,
                            .styles = STYLES("<w:style w:styleId='a'><w:basedOn w:val='a'/></w:style>"),
                            .numbering = "<w:numbering" NAMESPACES ">"
                                         "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:lvlText w:val='%1'/>"
                                         "</w:lvl></w:abstractNum>"
                                         "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>",
                            .footnotes = NOTES("footnote", NOTE("footnote", P("c")))};

/* clang-format on */

static void every_prefix_of_the_part(void **state) {
  (void)state;
  for (size_t n = 1; n < strlen(small.document); n++) {
    parts cut = small;
    cut.document_bytes = n;
    assert_int_not_equal(status_of(&cut), GK_OK);
  }
  assert_int_equal(status_of(&small), GK_OK);
}

static void every_byte_changed(void **state) {
  (void)state;
  char document[] = SMALL;
  parts changed = small;
  changed.document = document;
  for (size_t i = 0; i < sizeof document - 1; i++) {
    char was = document[i];
    static const char others[] = {'<', '/', 'x', ' ', '9', '\xFF'};
    document[i] = others[i % sizeof others];
    changed.document_bytes = sizeof document - 1;
    assert_int_not_equal(status_of(&changed), GK_STATUS_ARGUMENT);
    document[i] = was;
  }
}

/* Elements of every kind inside one another in any order: the builder's calls nest all the same. */
static void any_structure(void **state) {
  (void)state;
  static const char *const open[] = {"w:p",
                                     "w:p",
                                     "w:p",
                                     "w:r",
                                     "w:r",
                                     "w:t",
                                     "w:t",
                                     "w:tbl",
                                     "w:tbl",
                                     "w:tr",
                                     "w:tr",
                                     "w:tr",
                                     "w:tc",
                                     "w:tc",
                                     "w:tc",
                                     "w:tc",
                                     "w:pPr",
                                     "w:rPr",
                                     "w:trPr",
                                     "w:tcPr",
                                     "w:numPr",
                                     "w:del",
                                     "w:del w:id='1'",
                                     "w:ins",
                                     "w:sdt",
                                     "w:moveFrom",
                                     "w:txbxContent",
                                     "w:txbxContent",
                                     "mc:AlternateContent",
                                     "mc:Choice Requires='wps'",
                                     "mc:Fallback",
                                     "w:fldChar w:fldCharType='begin'",
                                     "w:fldChar w:fldCharType='end'",
                                     "w:vMerge w:val='restart'",
                                     "w:vMerge",
                                     "w:hMerge w:val='restart'",
                                     "w:hMerge",
                                     "w:gridSpan w:val='2'",
                                     "w:gridBefore w:val='1'",
                                     "w:gridAfter w:val='1'",
                                     "w:cellDel",
                                     "w:vanish",
                                     "w:br",
                                     "w:sym w:char='41'",
                                     "w:numId w:val='1'",
                                     "w:ilvl w:val='1'",
                                     "w:body",
                                     "x:y"};
  uint32_t seed = 1;
  for (int round = 0; round < 2000; round++) {
    char document[32768] = "<w:document" NAMESPACES "><w:body>";
    const char *stack[24];
    size_t n = strlen(document), depth = 0;
    for (int i = 0; i < 300; i++) {
      seed = seed * 1664525 + 1013904223;
      uint32_t pick = seed >> 16;
      int closes = depth == 24 || (depth > 0 && pick % 5 < 2);
      if (closes)
        depth--;
      else
        stack[depth++] = open[pick / 5 % (sizeof open / sizeof *open)];
      const char *name = stack[closes ? depth : depth - 1];
      n += (size_t)snprintf(document + n, sizeof document - n, closes ? "</%.*s>" : "<%.*s>7",
                            (int)(closes ? strcspn(name, " ") : strlen(name)), name);
    }
    while (depth-- > 0)
      n +=
          (size_t)snprintf(document + n, sizeof document - n, "</%.*s>", (int)strcspn(stack[depth], " "), stack[depth]);
    snprintf(document + n, sizeof document - n, "</w:body></w:document>");
    parts p = small;
    p.document = document;
    gk_status status = status_of(&p);
    assert_true(status == GK_OK || status == GK_STATUS_TOO_COMPLEX);
  }
}

typedef struct scarce {
  size_t left;
  size_t n_live;
} scarce;

static void *scarce_alloc(void *ctx, size_t bytes) {
  scarce *s = ctx;
  if (s->left == 0)
    return NULL;
  s->left--;
  s->n_live++;
  return malloc(bytes);
}

static void scarce_free(void *ctx, void *p, size_t bytes) {
  (void)bytes;
  ((scarce *)ctx)->n_live--;
  free(p);
}

static void every_allocation_fails_once(void **state) {
  (void)state;
  gk_str input = pack(&small);
  gk_status status = GK_STATUS_NO_MEMORY;
  for (size_t n = 0; status != GK_OK; n++) {
    scarce s = {n, 0};
    gk_alloc alloc = {scarce_alloc, scarce_free, &s};
    doc d;
    read_bytes(&d, input, &alloc);
    status = d.status;
    assert_true(status == GK_OK || status == GK_STATUS_NO_MEMORY);
    gk_arena_free(&d.arena);
    assert_int_equal(s.n_live, 0);
    assert_true(n < 1000);
  }
  free((void *)(uintptr_t)input.p);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_prefix_of_the_part),
      cmocka_unit_test(every_byte_changed),
      cmocka_unit_test(any_structure),
      cmocka_unit_test(every_allocation_fails_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
