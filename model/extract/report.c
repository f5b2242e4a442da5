#include "gongkai/report.h"

#include <string.h>

#include "check/rules.h"
#include "extract/bind.h"
#include "extract/metadata.h"

#define GK_DIAG(id, code, severity, english, chinese)                                                                  \
  const gk_diag_kind GK_DIAG_##id = {code, GK_SEVERITY_##severity, english, chinese};
GK_MODEL_DIAGS(GK_DIAG)
#undef GK_DIAG

const char *gk_state_name(gk_cell_state state) {
  static const char *const names[] = {"absent", "blank", "not_applicable", "unreadable", "number"};
  return (unsigned)state < sizeof names / sizeof *names ? names[state] : "unknown";
}

const char *gk_section_name(gk_section_id id) {
  static const char *const names[] = {"overview", "disclosure", "requests", "disputes", "problems", "other"};
  return (unsigned)id < GK_N_SECTIONS ? names[id] : "unknown";
}

const char *gk_check_status_name(gk_check_status status) {
  static const char *const names[] = {"pass", "fail", "not_assessable"};
  return (unsigned)status < sizeof names / sizeof *names ? names[status] : "unknown";
}

/* Something must show that this is a report; any text has paragraphs. */
static int is_report(const gk_report *report) {
  return report->title.n != 0 || report->n_sections >= 2 || report->form != NULL;
}

gk_status gk_report_extract(gk_arena *arena, const gk_layout *layout, gk_diags *diags, gk_report *report) {
  memset(report, 0, sizeof *report);
  gk_status status = gk_extract_metadata(arena, layout, diags, report);
  if (status == GK_OK)
    status = gk_extract_tables(arena, layout, diags, report);
  if (status == GK_OK)
    status = gk_check_rules(arena, report);
  if (status == GK_OK && !is_report(report))
    status = GK_STATUS_NOT_A_REPORT;
  if (status == GK_OK && gk_arena_failed(arena))
    status = GK_STATUS_NO_MEMORY;
  if (status != GK_OK)
    memset(report, 0, sizeof *report);
  return status;
}
