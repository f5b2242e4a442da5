/*
 * A package: one member is taken out, mutated by what it is, and put back, with sizes, offsets and checksums that are
 * right; so the mutant reaches what is behind the zip. One in ten lies about something instead. What is no zip is taken
 * for the XML of a package's parts, one behind the other, of which one is mutated.
 */
#include "mutate.h"

#include <stdlib.h>
#include <string.h>

#include "zip_members.h"

enum { MAX_MEMBERS = 64, LIES_ONCE_IN = 10 };

typedef struct package {
  mutate_random *r;
  gk_str other;
  size_t n;
  zip_member members[MAX_MEMBERS + 1]; /* one may be added */
  mutate_out unpacked, mutant, packed; /* of the member that is mutated */
  char renamed[64];
} package;

static int is_xml(gk_str s) {
  size_t at = s.n >= 3 && memcmp(s.p, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\n' || s.p[at] == '\r'))
    at++;
  return at < s.n && s.p[at] == '<';
}

static const mutate_kind *kind_of(gk_str content) {
  return is_xml(content) ? &mutate_xml : &mutate_bytes;
}

/* ---- members
 * --------------------------------------------------------------------------------------------------------- */

/* By its size: where most is, most is to be found. */
static size_t choose_member(package *p) {
  size_t all = 0, i = 0;
  for (size_t k = 0; k < p->n; k++)
    all += 256 + p->members[k].packed.n;
  size_t at = mutate_below(p->r, all);
  for (; at >= 256 + p->members[i].packed.n; i++)
    at -= 256 + p->members[i].packed.n;
  return i;
}

static int mutate_member(package *p) {
  zip_member *m = &p->members[choose_member(p)];
  if (!zip_member_unpack(m, &p->unpacked))
    return 0;
  gk_str content = {p->unpacked.p, p->unpacked.n};
  if (mutate_inner(kind_of(content), p->r, content, (gk_str){NULL, 0}, &p->mutant) == MUTATE_NOTHING)
    return 0;
  int is_deflated = m->method == 8 ? !mutate_once_in(p->r, 8) : mutate_once_in(p->r, 8);
  return zip_member_pack(m, (gk_str){p->mutant.p, p->mutant.n}, is_deflated, &p->packed);
}

static int drop_member(package *p) {
  size_t i = mutate_below(p->r, p->n);
  memmove(p->members + i, p->members + i + 1, (p->n - i - 1) * sizeof *p->members);
  p->n--;
  return p->n > 0;
}

static void swap_members(zip_member *a, zip_member *b) {
  zip_member was = *a;
  *a = *b;
  *b = was;
}

static int reorder_members(package *p) {
  for (size_t i = p->n; i > 1; i--)
    swap_members(&p->members[i - 1], &p->members[mutate_below(p->r, i)]);
  return p->n > 1;
}

/* Each under the name of the other. */
static int swap_contents(package *p) {
  zip_member *a = &p->members[mutate_below(p->r, p->n)], *b = &p->members[mutate_below(p->r, p->n)];
  gk_str name = a->name;
  swap_members(a, b);
  b->name = a->name;
  a->name = name;
  return a != b;
}

static int is_taken(const package *p, gk_str name) {
  for (size_t i = 0; i < p->n; i++)
    if (p->members[i].name.n == name.n && memcmp(p->members[i].name.p, name.p, name.n) == 0)
      return 1;
  return 0;
}

static int is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A copy under a name that differs a little: in case, by a slash, by a digit. */
static int copy_member(package *p) {
  zip_member *m = &p->members[p->n];
  *m = p->members[mutate_below(p->r, p->n)];
  size_t n = m->name.n, at = mutate_below(p->r, n);
  if (n == 0 || n + 2 > sizeof p->renamed)
    return 0;
  memcpy(p->renamed, m->name.p, n);
  switch (mutate_below(p->r, 3)) {
  case 0:
    if (is_letter(p->renamed[at]))
      p->renamed[at] = (char)(p->renamed[at] ^ 0x20);
    break;
  case 1:
    memmove(p->renamed + 1, p->renamed, n++);
    p->renamed[0] = '/';
    break;
  default:
    p->renamed[n++] = '2';
  }
  m->name = (gk_str){p->renamed, n};
  if (is_taken(p, m->name))
    return 0;
  p->n++;
  return 1;
}

static int take_member(package *p) {
  zip_member theirs[MAX_MEMBERS];
  size_t n = zip_members_read(p->other, theirs, MAX_MEMBERS);
  if (n == 0)
    return 0;
  const zip_member *m = &theirs[mutate_below(p->r, n)];
  for (size_t i = 0; i < p->n; i++)
    if (p->members[i].name.n == m->name.n && memcmp(p->members[i].name.p, m->name.p, m->name.n) == 0) {
      p->members[i] = *m;
      return 1;
    }
  p->members[p->n++] = *m;
  return 1;
}

static int change_members(package *p) {
  switch (mutate_below(p->r, 20)) {
  case 0:
    return drop_member(p);
  case 1:
    return reorder_members(p);
  case 2:
    return swap_contents(p);
  case 3:
    return copy_member(p);
  case 4:
  case 5:
    return take_member(p);
  default:
    return mutate_member(p);
  }
}

/* How a right zip may look too. */
static void vary(package *p) {
  for (size_t i = 0; i < p->n; i++) {
    p->members[i].is_descriptor = mutate_once_in(p->r, 16);
    p->members[i].has_extra = mutate_once_in(p->r, 16);
  }
}

static mutate_made write_package(package *p, mutate_out *out) {
  static const uint32_t amounts[] = {1, UINT32_MAX, 2, 4, 30, 256, 65536, 0x7FFFFFFF, UINT32_MAX - 15};
  zip_lie lie = mutate_once_in(p->r, LIES_ONCE_IN) ? (zip_lie)(1 + mutate_below(p->r, ZIP_N_LIES - 1)) : ZIP_NO_LIE;
  size_t liar = choose_member(p);
  uint32_t by = amounts[mutate_below(p->r, sizeof amounts / sizeof *amounts)];
  vary(p);
  zip_members_write(p->members, p->n, mutate_once_in(p->r, 16) ? GK_LIT("a comment PK\5\6") : (gk_str){NULL, 0}, lie,
                    liar, by, out);
  return lie == ZIP_NO_LIE ? MUTATE_SOUND : MUTATE_BROKEN;
}

/* Members unpacked may be larger than the package: eight times, say. */
static int make_room(package *p, size_t max) {
  mutate_out *rooms[] = {&p->unpacked, &p->mutant, &p->packed};
  for (size_t i = 0; i < 3; i++) {
    *rooms[i] = (mutate_out){.p = malloc(8 * max + 1), .max = 8 * max};
    if (rooms[i]->p == NULL)
      return 0;
  }
  return 1;
}

static mutate_made zip_step(mutate_random *r, gk_str doc, gk_str other, mutate_out *out) {
  package p = {.r = r, .other = other};
  mutate_made made = MUTATE_NOTHING;
  p.n = zip_members_read(doc, p.members, MAX_MEMBERS);
  if (p.n > 0 && make_room(&p, out->max) && change_members(&p))
    made = write_package(&p, out);
  free(p.unpacked.p);
  free(p.mutant.p);
  free(p.packed.p);
  return made;
}

/* ---- parts one behind the other
 * -------------------------------------------------------------------------------------- */

/* The end of the part that begins at `at`: before the line that parts it from the next, or the end of all. */
static size_t part_end(gk_str doc, size_t at) {
  static const char line[] = "\n%PART%\n";
  for (; at + sizeof line - 1 <= doc.n; at++)
    if (memcmp(doc.p + at, line, sizeof line - 1) == 0)
      return at;
  return doc.n;
}

static mutate_made parts_step(mutate_random *r, gk_str doc, gk_str other, mutate_out *out) {
  enum { LINE_BYTES = 8 };
  size_t from = 0, to = part_end(doc, 0);
  while (to < doc.n && mutate_once_in(r, 2)) {
    from = to + LINE_BYTES;
    to = part_end(doc, from);
  }
  gk_str part = {doc.p + from, to - from};
  mutate_out inner = {.max = out->max, .p = malloc(out->max + 1)};
  mutate_made made = MUTATE_NOTHING;
  if (inner.p != NULL)
    made = mutate_inner(kind_of(part), r, part, other, &inner);
  if (made != MUTATE_NOTHING)
    mutate_splice(out, doc, from, to, (gk_str){inner.p, inner.n});
  free(inner.p);
  return made;
}

static int is_zip(gk_str doc) {
  return doc.n >= 4 && memcmp(doc.p, "PK\3\4", 4) == 0;
}

static mutate_made package_step(mutate_random *r, gk_str doc, gk_str other, mutate_out *out) {
  return is_zip(doc) ? zip_step(r, doc, other, out) : parts_step(r, doc, other, out);
}

/* ---- pieces to cut out
 * ----------------------------------------------------------------------------------------------- */

/* The k-th element of the members together; `p` gets the member without it. */
static int cut_element(package *p, size_t k) {
  for (size_t i = 0; i < p->n; i++) {
    p->unpacked.n = p->mutant.n = p->packed.n = 0;
    gk_str content = {p->unpacked.p, 0};
    if (!zip_member_unpack(&p->members[i], &p->unpacked))
      continue;
    content.n = p->unpacked.n;
    if (is_xml(content) && mutate_xml.cut(content, k, &p->mutant))
      return zip_member_pack(&p->members[i], (gk_str){p->mutant.p, p->mutant.n}, p->members[i].method == 8, &p->packed);
    k -= is_xml(content) ? mutate_xml_pieces(content) : 0;
  }
  return 0;
}

static int package_cut(gk_str doc, size_t k, mutate_out *out) {
  package p = {0};
  if (!is_zip(doc))
    return mutate_xml.cut(doc, k, out);
  p.n = zip_members_read(doc, p.members, MAX_MEMBERS);
  int is_there = k < p.n;
  if (is_there)
    memmove(p.members + k, p.members + k + 1, (--p.n - k) * sizeof *p.members);
  else
    is_there = make_room(&p, doc.n) && cut_element(&p, k - p.n);
  if (is_there)
    zip_members_write(p.members, p.n, (gk_str){NULL, 0}, ZIP_NO_LIE, 0, 0, out);
  free(p.unpacked.p);
  free(p.mutant.p);
  free(p.packed.p);
  return is_there;
}

const mutate_kind mutate_package = {"package", package_step, 1, package_cut};
