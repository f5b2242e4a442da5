#include "complain.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Names come from users and from documents; neither may control the terminal, nor by C1 controls in UTF-8. */
void complain_name(FILE *to, gk_str s) {
  for (size_t i = 0; i < s.n; i++) {
    unsigned char c = (unsigned char)s.p[i];
    int is_c1 = c == 0xC2 && i + 1 < s.n && (unsigned char)s.p[i + 1] >= 0x80 && (unsigned char)s.p[i + 1] < 0xA0;
    (void)fputc(c < 0x20 || c == 0x7F || is_c1 ? '?' : c, to);
    i += (size_t)is_c1;
  }
}

static const char *advice(const gk_error *error) {
  if (error->detail != NULL && strstr(error->detail, "save it as") != NULL)
    return NULL; /* said already */
  switch (error->status) {
  case GK_STATUS_NO_MEMORY:
    return "free some memory, or convert the document alone";
  case GK_STATUS_TOO_LARGE:
  case GK_STATUS_TOO_COMPLEX:
  case GK_STATUS_BOMB:
    return "no report needs this much; check where the file comes from";
  case GK_STATUS_TIMEOUT:
    return "try it alone, with more time";
  case GK_STATUS_CRASHED:
    return "try it alone; if it crashes again, report it with the file";
  case GK_STATUS_READ:
    return "check the path and its permissions";
  case GK_STATUS_EMPTY:
  case GK_STATUS_TRUNCATED:
    return "get the file again from where it came from";
  case GK_STATUS_CORRUPT:
  case GK_STATUS_MALFORMED_XML:
  case GK_STATUS_DOCTYPE:
    return "open it in the program it is for, if that can, and save it anew";
  case GK_STATUS_UNSUPPORTED:
  case GK_STATUS_NOT_A_DOCUMENT:
    return "give a Word file, a web page, a PDF, an OpenDocument text or plain text";
  case GK_STATUS_NOT_A_REPORT:
    return "see with 'gongkai layout' what is in it";
  case GK_STATUS_CONVERTER_FAILED:
    return "open it in Word or LibreOffice, if they can, and save it as .docx";
  case GK_STATUS_NO_TEXT_LAYER:
    return "put it through text recognition first";
  case GK_STATUS_NEEDS_CONVERTER:
  case GK_STATUS_ENCRYPTED: /* the details of these say what to do */
  case GK_STATUS_LEGACY_DOC:
  case GK_STATUS_ENCODING:
  case GK_STATUS_OK:
  case GK_STATUS_ARGUMENT:
  case GK_STATUS_WRITE:
    break;
  }
  return NULL;
}

static void put_head(FILE *to, const document *doc, const char *severity) {
  (void)fputs("gongkai: ", to);
  complain_name(to, doc->source.name);
  if (doc->source.member.n > 0) {
    (void)fputc('/', to);
    complain_name(to, doc->source.member);
  }
  (void)fprintf(to, ": %s: ", severity);
}

static void put_place(FILE *to, gk_str part, size_t off) {
  if (part.n > 0) {
    (void)fputs(", in ", to);
    complain_name(to, part);
  }
  if (off > 0)
    (void)fprintf(to, "%s at byte %zu", part.n > 0 ? "" : ",", off);
}

void complain_of_error(FILE *to, const document *doc) {
  const gk_error *error = &doc->error;
  put_head(to, doc, "error");
  (void)fputs(gk_status_text(error->status), to);
  if (error->detail != NULL)
    (void)fprintf(to, ": %s", error->detail);
  (void)fprintf(to, " (%s)", gk_status_name(error->status));
  put_place(to, error->part, error->off);
  if (advice(error) != NULL)
    (void)fprintf(to, "; %s", advice(error));
  (void)fputc('\n', to);
}

static void complain_of_diag(FILE *to, const document *doc, const gk_diag *diag) {
  const gk_layout *layout = &doc->doc.layout;
  const gk_form *form = doc->report.form;
  char message[GK_DIAG_SIZE];
  gk_diag_format(diag, message, sizeof message);
  put_head(to, doc, gk_severity_name(diag->kind->severity));
  (void)fprintf(to, "%s (%s)", message, diag->kind->code);
  if (form != NULL && diag->cell < form->n_cells)
    (void)fprintf(to, ", cell %s", form->cells[diag->cell].id);
  put_place(to, diag->part < layout->n_parts ? layout->parts[diag->part].name : (gk_str){NULL, 0}, diag->off);
  (void)fputc('\n', to);
}

void complain_of_diags(FILE *to, const document *doc) {
  const gk_diags *diags = &doc->doc.diags;
  for (size_t i = 0; i < diags->n; i++)
    complain_of_diag(to, doc, &diags->items[i]);
  if (diags->n_dropped > 0) {
    put_head(to, doc, "note");
    (void)fprintf(to, "%zu more diagnostics were not kept\n", diags->n_dropped);
  }
}

/* Who closes a pipe, `head` or a reader who has seen enough, knows. */
void complain_of_output(int reason) {
  if (reason == EPIPE)
    return;
  (void)fprintf(stderr, "gongkai: error: standard output: %s\n", strerror(reason));
}
