/* The cells of a report as tab-separated rows, in the form's order. */
#include "emit/out.h"
#include "gongkai/emit.h"

#include <string.h>

static void put_escaped(gk_out *out, gk_str s) {
  static const char from[] = "\t\n\r\\";
  static const char to[] = "tnr\\";
  for (size_t i = 0; i < s.n; i++) {
    const char *special = memchr(from, s.p[i], sizeof from - 1);
    if (special == NULL) {
      gk_out_char(out, s.p[i]);
    } else {
      gk_out_char(out, '\\');
      gk_out_char(out, to[special - from]);
    }
  }
}

static void put_row(gk_out *out, const char *id, const gk_cell *cell) {
  gk_out_text(out, id);
  gk_out_char(out, '\t');
  gk_out_text(out, gk_state_name(cell->state));
  gk_out_char(out, '\t');
  if (cell->state == GK_STATE_NUMBER) {
    char number[GK_DECIMAL_SIZE];
    gk_out_str(out, (gk_str){number, gk_decimal_format(cell->value, number)});
  }
  gk_out_char(out, '\t');
  put_escaped(out, cell->unit);
  gk_out_char(out, '\t');
  put_escaped(out, cell->raw);
  gk_out_char(out, '\t');
  if (cell->state != GK_STATE_ABSENT)
    gk_out_uint(out, cell->where.off);
  gk_out_char(out, '\t');
  if (cell->state != GK_STATE_ABSENT)
    gk_out_uint(out, cell->where.n);
  gk_out_char(out, '\n');
}

gk_status gk_emit_cells(const gk_report *report, gk_sink sink) {
  gk_out out;
  gk_out_init(&out, sink);
  gk_out_text(&out, "cell\tstate\tvalue\tunit\traw\toffset\tlength\n");
  for (size_t i = 0; report->form != NULL && i < report->form->n_cells; i++)
    put_row(&out, report->form->cells[i].id, &report->cells[i]);
  return gk_out_finish(&out);
}
