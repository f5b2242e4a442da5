#include "reader/docx_filter.h"

/* What a consumer that reads text understands: everything whose text boxes it can find. */
static int is_understood(gk_xml_ns ns) {
  return ns != GK_NS_NONE && ns != GK_NS_OTHER;
}

/* Whether every prefix of mc:Choice's Requires stands for a namespace that is understood. */
static int choice_fits(const gk_xml *xml, const gk_xml_attr *attrs, size_t n_attrs) {
  gk_str s = gk_xml_get(attrs, n_attrs, GK_NS_NONE, "Requires");
  size_t n_prefixes = 0;
  for (size_t i = 0; i < s.n;) {
    size_t start = i;
    while (i < s.n && s.p[i] != ' ' && s.p[i] != '\t' && s.p[i] != '\n')
      i++;
    if (i == start) {
      i++;
      continue;
    }
    if (!is_understood(gk_xml_prefix_ns(xml, (gk_str){s.p + start, i - start})))
      return 0;
    n_prefixes++;
  }
  return n_prefixes > 0;
}

void gk_docx_filter_skip(gk_docx_filter *f) {
  f->n_skipped = 1;
}

static void branch(gk_docx_filter *f, int fits) {
  uint64_t bit = f->n_choices > 0 ? (uint64_t)1 << (f->n_choices - 1) : 0;
  if (fits && !(f->taken & bit))
    f->taken |= bit;
  else
    gk_docx_filter_skip(f);
}

static gk_status start_choice(gk_docx_filter *f) {
  if (f->n_choices == GK_DOCX_MAX_CHOICES)
    return GK_STATUS_TOO_COMPLEX;
  f->taken &= ~((uint64_t)1 << f->n_choices);
  f->n_choices++;
  return GK_OK;
}

int gk_docx_filter_start(gk_docx_filter *f, const gk_xml *xml, gk_xml_name name, const gk_xml_attr *attrs,
                         size_t n_attrs, gk_status *status) {
  *status = GK_OK;
  if (f->n_skipped > 0) {
    f->n_skipped++;
    return 0;
  }
  if (name.ns != GK_NS_MC)
    return 1;
  if (gk_str_is(name.local, "AlternateContent"))
    *status = start_choice(f);
  else if (gk_str_is(name.local, "Choice"))
    branch(f, choice_fits(xml, attrs, n_attrs));
  else if (gk_str_is(name.local, "Fallback"))
    branch(f, 1);
  return 0;
}

int gk_docx_filter_end(gk_docx_filter *f, gk_xml_name name) {
  if (f->n_skipped > 0) {
    f->n_skipped--;
    return 0;
  }
  if (name.ns != GK_NS_MC)
    return 1;
  if (gk_str_is(name.local, "AlternateContent"))
    f->n_choices--;
  return 0;
}
