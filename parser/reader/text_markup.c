#include "reader/text_markup.h"

#include "text/trim.h"
#include "text/utf8.h"

#include <string.h>

enum { HEADING_LEVELS = 6, UNDERLINE_BYTES = 3 };

/* Lines */

/* As long as the run of c at the start of s. */
static size_t run_of(gk_str s, char c) {
  size_t n = 0;
  while (n < s.n && s.p[n] == c)
    n++;
  return n;
}

unsigned gk_markup_heading(gk_str *line) {
  size_t n = run_of(*line, '#');
  if (n == 0 || n > HEADING_LEVELS || n == line->n || (line->p[n] != ' ' && line->p[n] != '\t'))
    return 0;
  gk_str text = gk_str_trim((gk_str){line->p + n, line->n - n});
  size_t end = text.n;
  while (end > 0 && text.p[end - 1] == '#')
    end--;
  if (end > 0 && (text.p[end - 1] == ' ' || text.p[end - 1] == '\t'))
    text.n = end;
  *line = gk_str_trim(text);
  return (unsigned)n;
}

unsigned gk_markup_underline(gk_str line) {
  static const char marks[] = "=-~^"; /* in the order that writers go through */
  line = gk_str_trim(line);
  const char *mark = line.n >= UNDERLINE_BYTES && line.p[0] != '\0' ? strchr(marks, line.p[0]) : NULL;
  return mark != NULL && run_of(line, *mark) == line.n ? (unsigned)(mark - marks) + 1 : 0;
}

/* |---|:--:| and what is like it, of pipes and at least three dashes a cell. */
static int is_pipe_rule(gk_str line) {
  size_t n_pipes = 0, n_dashes = 0;
  line = gk_str_trim(line);
  for (size_t i = 0; i < line.n; i++) {
    if (line.p[i] != '|' && line.p[i] != '-' && line.p[i] != ':' && line.p[i] != ' ')
      return 0;
    n_pipes += line.p[i] == '|';
    n_dashes += line.p[i] == '-';
  }
  return n_pipes > 0 && n_dashes >= 3;
}

int gk_markup_is_used(gk_str text) {
  int is_below_text = 0;
  for (size_t start = 0, n; start < text.n; start += n + 1) {
    const char *end = memchr(text.p + start, '\n', text.n - start);
    n = end == NULL ? text.n - start : (size_t)(end - text.p) - start;
    gk_str line = {text.p + start, n};
    char first = '\0';
    if (n > 0)
      first = *line.p;
    if ((first == '#' && gk_markup_heading(&line) != 0) || ((first == '|' || first == '-') && is_pipe_rule(line)) ||
        (first == '=' && is_below_text && gk_markup_underline(line) != 0))
      return 1;
    is_below_text = n > 0 && first != '\r' && first != ' ';
  }
  return 0;
}

/* Inside lines */

static int is_one_of(uint32_t c, const char *set) {
  for (size_t i = 0, n, end = strlen(set); i < end; i += n) {
    uint32_t other;
    n = gk_utf8_decode(set + i, &other);
    if (other == c)
      return 1;
  }
  return 0;
}

static int is_blank_at(const char *p, const char *end) {
  return p == end || *p == ' ' || *p == '\t';
}

/* Names are hidden with ** as well: what closes a clause behind it shows that nothing bold begins here. */
static int may_open(gk_str rest) {
  const char *end = rest.p + rest.n;
  uint32_t c;
  if (rest.n < 3 || is_blank_at(rest.p + 2, end))
    return 0;
  gk_utf8_decode(rest.p + 2, &c);
  return !is_one_of(c, "*、，。；：！？）”》】,;:!?)");
}

/* The next ** that may close bold text begun before rest.p; NULL if there is none. */
static const char *find_close(gk_str rest) {
  for (size_t i = 1; i + 1 < rest.n; i++)
    if (rest.p[i] == '*' && rest.p[i + 1] == '*' && rest.p[i - 1] != ' ' && rest.p[i - 1] != '*' &&
        rest.p[i - 1] != '\\')
      return rest.p + i;
  return NULL;
}

static void skip(gk_markup *m, size_t n) {
  m->rest.p += n;
  m->rest.n -= n;
}

/* Takes a mark off; 0 if what stands there is text. */
static int take_bold(gk_markup *m) {
  if (m->rest.n < 2 || m->rest.p[1] != '*')
    return 0;
  if (m->bold_end == m->rest.p) {
    m->bold_end = NULL;
    skip(m, 2);
    return 1;
  }
  if (m->bold_end != NULL || m->no_bold_end || !may_open(m->rest))
    return 0;
  m->bold_end = find_close((gk_str){m->rest.p + 2, m->rest.n - 2});
  m->no_bold_end = m->bold_end == NULL;
  if (m->no_bold_end)
    return 0;
  skip(m, 2);
  return 1;
}

static int is_ascii_punct(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

/* A word of HTML, and the text it stands for. */
static int take_html(gk_markup *m, gk_str *text, gk_str *source) {
  static const struct {
    gk_str word, text;
  } words[] = {{{"<br>", 4}, {"\n", 1}},         {{"<br/>", 5}, {"\n", 1}}, {{"<br />", 6}, {"\n", 1}},
               {{"&nbsp;", 6}, {"\xC2\xA0", 2}}, {{"&lt;", 4}, {"<", 1}},   {{"&gt;", 4}, {">", 1}},
               {{"&amp;", 5}, {"&", 1}}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (m->rest.n < words[i].word.n || memcmp(m->rest.p, words[i].word.p, words[i].word.n) != 0)
      continue;
    *text = words[i].text;
    *source = (gk_str){m->rest.p, words[i].word.n};
    skip(m, words[i].word.n);
    return 1;
  }
  return 0;
}

static size_t plain_bytes(gk_str s, size_t from) {
  while (from < s.n && s.p[from] != '*' && s.p[from] != '\\' && s.p[from] != '<' && s.p[from] != '&')
    from++;
  return from;
}

/* Escapes: a backslash makes what follows plain text, and in reStructuredText a blank nothing at all. */
static int take_escape(gk_markup *m, size_t *n_plain) {
  if (m->rest.n < 2 || m->rest.p[0] != '\\')
    return 0;
  if (m->rest.p[1] == ' ') {
    skip(m, 2);
    return 1;
  }
  if (!is_ascii_punct(m->rest.p[1]))
    return 0;
  skip(m, 1);
  *n_plain = 1;
  return 1;
}

int gk_markup_next(gk_markup *m, gk_str *text, gk_str *source) {
  while (m->rest.n > 0) {
    size_t n_plain = 0;
    if (take_html(m, text, source))
      return 1;
    if (m->rest.p[0] == '*' && take_bold(m))
      continue;
    if (take_escape(m, &n_plain) && n_plain == 0)
      continue;
    if (n_plain == 0) {
      n_plain = plain_bytes(m->rest, 0);
      if (n_plain == 0) /* a mark that is none: with its like, so that a run of stars stays one */
        n_plain = run_of(m->rest, m->rest.p[0]);
      if (m->bold_end != NULL && m->bold_end > m->rest.p && m->bold_end < m->rest.p + n_plain)
        n_plain = (size_t)(m->bold_end - m->rest.p);
    }
    *text = *source = (gk_str){m->rest.p, n_plain};
    skip(m, n_plain);
    return 1;
  }
  return 0;
}
