#include "extract/contact.h"

#include "extract/numeral.h"

typedef enum field {
  ADDRESS,
  POSTCODE,
  PHONE,
  FAX,
  EMAIL,
  WEBSITE,
  N_FIELDS,
} field;

/* A key as it ends; a longer one in front of it ("联系电话") changes nothing but where the value before it ends. */
typedef struct contact_key {
  uint8_t field;
  const char *word;
} contact_key;

/* clang-format off */
static const contact_key KEYS[] = {
    {ADDRESS, "通信地址"}, {ADDRESS, "通讯地址"}, {ADDRESS, "联系地址"}, {ADDRESS, "办公地址"}, {ADDRESS, "地址"},
    {POSTCODE, "邮政编码"}, {POSTCODE, "邮编"},
    {PHONE, "联系电话"}, {PHONE, "咨询电话"}, {PHONE, "办公电话"}, {PHONE, "电话号码"}, {PHONE, "电话"},
    {FAX, "传真号码"}, {FAX, "传真电话"}, {FAX, "传真"},
    {EMAIL, "电子邮箱"}, {EMAIL, "电子邮件"}, {EMAIL, "电子信箱"}, {EMAIL, "邮箱"},
    {EMAIL, "E-mail"}, {EMAIL, "e-mail"}, {EMAIL, "E-Mail"}, {EMAIL, "E-MAIL"}, {EMAIL, "Email"}, {EMAIL, "email"},
    {WEBSITE, "网站地址"}, {WEBSITE, "网址"}, {WEBSITE, "网站"},
};
/* clang-format on */

/* The key that ends before index `end`, longest first in the table; `start` gets where it begins. */
static const contact_key *key_before(const gk_fold *line, size_t end, size_t *start) {
  for (size_t k = 0; k < sizeof KEYS / sizeof *KEYS; k++) {
    size_t n = 0;
    for (const char *p = KEYS[k].word; *p; p++)
      n += ((uint8_t)*p & 0xC0) != 0x80;
    if (n > end || gk_fold_match(line, end - n, KEYS[k].word) != end)
      continue;
    *start = end - n;
    return &KEYS[k];
  }
  return NULL;
}

static int is_phone(uint32_t cp) {
  return gk_is_digit(cp) || cp == '-' || cp == '(' || cp == ')' || cp == '/' || cp == '+' || cp == '~' ||
         cp == 0x3001 /* 、 */ || cp == 0x8F6C /* 转 */;
}

static int is_url(uint32_t cp) {
  return cp > ' ' && cp < 0x7F && cp != ',' && cp != ';' && cp != '(' && cp != ')' && cp != '"';
}

static int is_address_end(uint32_t cp) {
  return cp == ';' || cp == ',' || cp == 0x3002 /* 。 */;
}

static size_t count_cp(const gk_fold *line, size_t i, size_t end, uint32_t cp) {
  size_t n = 0;
  for (; i < end; i++)
    n += line->cp[i] == cp;
  return n;
}

/* Where brackets stop being balanced, or `end`. */
static size_t balanced_end(const gk_fold *line, size_t i, size_t end) {
  size_t depth = 0;
  for (; i < end; i++) {
    if (line->cp[i] == '(')
      depth++;
    if (line->cp[i] == ')' && depth-- == 0)
      return i;
  }
  return end;
}

static size_t address_end(const gk_fold *line, size_t i, size_t end) {
  size_t at = i;
  while (at < end && !is_address_end(line->cp[at]))
    at++;
  return balanced_end(line, i, at);
}

static size_t phone_end(const gk_fold *line, size_t i, size_t end) {
  size_t at = i;
  size_t n_digits = 0;
  while (at < end && is_phone(line->cp[at]))
    n_digits += (size_t)gk_is_digit(line->cp[at++]);
  at = balanced_end(line, i, at);
  while (at > i && !gk_is_digit(line->cp[at - 1]) && line->cp[at - 1] != ')')
    at--;
  return n_digits >= 5 ? at : i;
}

static size_t postcode_end(const gk_fold *line, size_t i, size_t end) {
  size_t at = i;
  while (at < end && gk_is_digit(line->cp[at]))
    at++;
  return at == i + 6 ? at : i;
}

/* An address on the net is one unbroken run of ASCII that has the mark such an address must have. */
static size_t url_end(const gk_fold *line, size_t i, size_t end, uint32_t mark) {
  size_t at = i;
  while (at < end && is_url(line->cp[at]) && (at == i || gk_fold_adjacent(line, at - 1)))
    at++;
  while (at > i && line->cp[at - 1] == '.')
    at--;
  return count_cp(line, i, at, mark) != 0 && line->cp[i] != mark && line->cp[at - 1] != mark ? at : i;
}

/* A value may do without the colon, "邮编264200", if it is no short number in a sentence: "拨打电话12345". */
static int is_bare_value(const gk_fold *line, const contact_key *key, size_t i) {
  if (key->field == POSTCODE)
    return 1;
  if (key->field == EMAIL)
    return url_end(line, i, line->n, '@') > i;
  if ((key->field != PHONE && key->field != FAX) || line->n - i < 7)
    return 0;
  for (size_t k = i; k < i + 7; k++)
    if (!is_phone(line->cp[k]))
      return 0;
  return 1;
}

static int is_ascii_letter(uint32_t cp) {
  return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
}

/* What one value is of: "电话（传真）：" has two keys. */
typedef struct keys {
  const contact_key *key;
  const contact_key *other; /* NULL if there is one */
  size_t start;
  size_t value;
} keys;

/* The key that ends before `end`, a bracket or a stroke between it and another: 电话（传真）, 电话/传真, 电话及传真. */
static void read_keys(const gk_fold *line, size_t end, keys *k) {
  static const char *const links[] = {"(", "/", "及", "和", "兼", "、", NULL};
  int bracket = end > 1 && line->cp[end - 1] == ')';
  k->key = key_before(line, end - (size_t)bracket, &k->start);
  if (k->key == NULL)
    return;
  for (const char *const *link = links; *link && k->other == NULL; link++) {
    size_t at = gk_fold_match_back(line, k->start, *link);
    if (at != GK_FOLD_NONE && at > 0)
      k->other = key_before(line, at, &k->start);
  }
}

/* The keys that end before index i, where their colon or their bare value stands. */
static keys keys_at(const gk_fold *line, size_t i) {
  keys k = {0};
  uint32_t cp = line->cp[i];
  if (cp == ':') {
    size_t is = gk_fold_match_back(line, i, "为");
    k.value = i + 1;
    read_keys(line, is != GK_FOLD_NONE && is > 0 ? is : i, &k);
  } else if ((gk_is_digit(cp) || is_ascii_letter(cp)) && line->cp[i - 1] >= 0x80) {
    k.value = i;
    read_keys(line, i, &k);
    if (k.key != NULL && !is_bare_value(line, k.key, i))
      k.key = NULL;
  }
  return k;
}

static size_t value_end(const gk_fold *line, field f, size_t i, size_t end) {
  switch (f) {
  case POSTCODE:
    return postcode_end(line, i, end);
  case PHONE:
  case FAX:
    return phone_end(line, i, end);
  case EMAIL:
    return url_end(line, i, end, '@');
  case WEBSITE:
    return url_end(line, i, end, '.');
  default:
    return address_end(line, i, end);
  }
}

static gk_str *field_of(gk_contact *contact, field f) {
  gk_str *const fields[N_FIELDS] = {&contact->address, &contact->postcode, &contact->phone,
                                    &contact->fax,     &contact->email,    &contact->website};
  return fields[f];
}

/* Takes the value from i up to `end`, where the next key begins; 1 if it is one and new. */
static size_t take_value(const gk_fold *line, field f, size_t i, size_t end, gk_contact *contact) {
  while (end > i && (is_address_end(line->cp[end - 1]) || line->cp[end - 1] == 0x3001 /* 、 */))
    end--;
  gk_str *out = field_of(contact, f);
  end = value_end(line, f, i, end);
  if (end <= i || out->n != 0)
    return 0;
  *out = gk_fold_source(line, i, end);
  return 1;
}

/* Takes the value of open keys up to `end`; how many fields it filled. */
static size_t take_values(const gk_fold *line, const keys *open, size_t end, gk_contact *contact) {
  if (open->key == NULL || end < open->value)
    return 0;
  size_t taken = take_value(line, (field)open->key->field, open->value, end, contact);
  if (taken != 0 && open->other != NULL)
    take_value(line, (field)open->other->field, open->value, end, contact);
  return taken;
}

size_t gk_contact_read(const gk_fold *line, gk_contact *contact) {
  keys open = {0};
  size_t taken = 0;
  for (size_t i = 1; i < line->n; i++) {
    keys here = keys_at(line, i);
    if (here.key == NULL)
      continue;
    taken += take_values(line, &open, here.start, contact);
    open = here;
  }
  return taken + take_values(line, &open, line->n, contact);
}
