/*
 * record_fixture.h: a report on a real form with something odd in every place, and inputs that gave none, for tests of
 * the emitters of many.
 */
#ifndef GONGKAI_TESTS_RECORD_FIXTURE_H
#define GONGKAI_TESTS_RECORD_FIXTURE_H

#include "gongkai/gongkai.h"

#include <string.h>

typedef struct fixture {
  gk_cell cells[256];
  gk_check checks[128];
  gk_diag diags_items[2];
  gk_diags diags;
  gk_report report;
  gk_source source;
  gk_error error;
  gk_record record;
} fixture;

static const gk_part fixture_parts[] = {{.name = {"", 0}}, {.name = {"word/document.xml", 17}}};
static const gk_layout fixture_layout = {.parts = fixture_parts, .n_parts = 2};

static inline gk_cell *fixture_cell(fixture *f, const char *id) {
  return &f->cells[gk_form_find(f->report.form, (gk_str){id, strlen(id)})];
}

static inline void fixture_number(fixture *f, const char *id, int64_t digits, uint8_t scale, gk_str raw) {
  gk_cell *cell = fixture_cell(f, id);
  *cell = (gk_cell){.state = GK_STATE_NUMBER, .value = {digits, scale}, .raw = raw, .where = {1, 400, raw.n}};
}

static inline void fixture_checks(fixture *f) {
  const gk_form *form = f->report.form;
  for (size_t i = 0; i < form->n_rules; i++)
    f->checks[i] = (gk_check){.rule = &form->rules[i], .status = GK_CHECK_NOT_ASSESSABLE};
  f->checks[0] = (gk_check){&form->rules[0], GK_CHECK_FAIL, 1, 1, {3, 0}, {25, 1}};
  f->checks[1] = (gk_check){&form->rules[1], GK_CHECK_PASS, 1, 1, {0, 0}, {0, 0}};
  f->report.checks = f->checks;
  f->report.n_checks = form->n_rules;
}

/* A report of the form of 2021, input number `ordinal`. */
static inline void fixture_report(fixture *f, uint64_t ordinal) {
  static const gk_str preamble[] = {{"引言", 6}};
  static const gk_str paragraphs[] = {{"第一段，公开了\"三\"件。", 32}, {"第二\n段", 10}};
  static const gk_section sections[] = {{GK_SECTION_OVERVIEW, {"一", 3}, {"总体情况", 12}, paragraphs, 2},
                                        {GK_SECTION_OTHER, {NULL, 0}, {NULL, 0}, NULL, 0}};
  memset(f, 0, sizeof *f);
  f->report = (gk_report){.form = &GK_FORM_2021,
                          .cells = f->cells,
                          .title = GK_LIT("某局2021年政府信息公开工作年度报告"),
                          .agency = GK_LIT("某局"),
                          .year = 2021,
                          .period_from = {2021, 1, 1},
                          .period_to = {2021, 12, 31},
                          .published = {2022, 1, 28},
                          .contact = {.phone = GK_LIT("010-0"), .email = GK_LIT("=a@b")},
                          .preamble = preamble,
                          .n_preamble = 1,
                          .sections = sections,
                          .n_sections = 2};
  fixture_number(f, "disclosure.fees.amount", 115220, 1, GK_LIT("11522.0万元"));
  fixture_cell(f, "disclosure.fees.amount")->unit = GK_LIT("万元");
  fixture_number(f, "requests.received.total", 27, 0, GK_LIT("27"));
  fixture_number(f, "requests.carried_in.total", -3, 2, GK_LIT("-0.03"));
  fixture_number(f, "requests.carried_out.total", 2, 0, GK_LIT("２"));
  *fixture_cell(f, "requests.granted.other") =
      (gk_cell){.state = GK_STATE_BLANK, .raw = GK_LIT("\t"), .where = {0, 410, 1}};
  *fixture_cell(f, "requests.granted.total") =
      (gk_cell){.state = GK_STATE_NOT_APPLICABLE, .raw = GK_LIT("-"), .where = {1, 420, 1}};
  *fixture_cell(f, "requests.granted.research") =
      (gk_cell){.state = GK_STATE_UNREADABLE, .raw = GK_LIT("=1+\"2\",\r\n\x01\xFF"), .where = {1, 430, 12}};
  fixture_checks(f);
  f->diags_items[0] = (gk_diag){.kind = &GK_DIAG_ROW_SHORT, .cell = 7, .part = 1, .off = 9, .n = 3, .args = {3, 7}};
  f->diags_items[1] = (gk_diag){.kind = &GK_DIAG_BAD_BYTES, .cell = GK_NO_CELL, .off = 11, .args = {1}};
  f->diags = (gk_diags){.items = f->diags_items, .n = 2, .n_dropped = 3};
  f->source = (gk_source){.ordinal = ordinal,
                          .name = {"dir/a\xFF.zip", 10},
                          .member = GK_LIT("村/报告,1.docx"),
                          .format = "docx",
                          .encoding = "utf-8",
                          .bytes = 4242,
                          .sha256 = GK_LIT("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"),
                          .layout = &fixture_layout};
  f->record = (gk_record){.source = &f->source, .report = &f->report, .diags = &f->diags};
}

/* An input that was refused or, with GK_STATUS_NOT_A_DOCUMENT, skipped. */
static inline void fixture_failure(fixture *f, uint64_t ordinal, gk_status status) {
  memset(f, 0, sizeof *f);
  f->source = (gk_source){.ordinal = ordinal, .name = GK_LIT("b"), .format = "unknown", .bytes = 7};
  f->error = (gk_error){status, GK_LIT("word/document.xml"), 99, "the directory is missing"};
  f->record = (gk_record){.source = &f->source, .error = &f->error};
}

#endif
