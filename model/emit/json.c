#include "emit/json.h"
#include "emit/clean.h"

#include <string.h>

void gk_json_init(gk_json *json, gk_json_style style, gk_sink sink) {
  gk_out_init(&json->out, sink);
  json->style = style;
  json->depth = 0;
  json->after_key = 0;
  json->after_value = 0;
}

gk_status gk_json_finish(gk_json *json) {
  if (json->style == GK_JSON_PRETTY)
    gk_out_char(&json->out, '\n');
  return gk_out_finish(&json->out);
}

static void break_line(gk_json *json) {
  if (json->style != GK_JSON_PRETTY)
    return;
  gk_out_char(&json->out, '\n');
  for (unsigned i = 0; i < json->depth; i++)
    gk_out_str(&json->out, GK_LIT("  "));
}

/* What comes before a key or a value. */
static void separate(gk_json *json) {
  if (json->after_key) {
    json->after_key = 0;
    return;
  }
  if (json->after_value)
    gk_out_char(&json->out, ',');
  if (json->depth > 0)
    break_line(json);
}

static void open_with(gk_json *json, char bracket) {
  separate(json);
  gk_out_char(&json->out, bracket);
  json->depth++;
  json->after_value = 0;
}

static void close_with(gk_json *json, char bracket) {
  json->depth--;
  if (json->after_value)
    break_line(json);
  gk_out_char(&json->out, bracket);
  json->after_value = 1;
}

void gk_json_open_object(gk_json *json) {
  open_with(json, '{');
}

void gk_json_close_object(gk_json *json) {
  close_with(json, '}');
}

void gk_json_open_array(gk_json *json) {
  open_with(json, '[');
}

void gk_json_close_array(gk_json *json) {
  close_with(json, ']');
}

/* RFC 8785, 3.2.2.2: two-character escapes where JSON has them, \u00xx for the other controls, nothing else. */
static void escape(gk_out *out, char c) {
  static const char hex[] = "0123456789abcdef";
  static const char from[] = "\b\t\n\f\r\"\\";
  static const char to[] = "btnfr\"\\";
  const char *short_form = c == '\0' ? NULL : strchr(from, c);
  gk_out_char(out, '\\');
  if (short_form != NULL) {
    gk_out_char(out, to[short_form - from]);
    return;
  }
  gk_out_str(out, GK_LIT("u00"));
  gk_out_char(out, hex[(unsigned char)c >> 4]);
  gk_out_char(out, hex[(unsigned char)c & 15]);
}

static int is_plain(char c) {
  return (unsigned char)c >= 0x20 && (unsigned char)c < 0x80 && c != '"' && c != '\\';
}

/* The end of the run at p that stands in a JSON string as it is. */
static const char *verbatim_end(const char *p, const char *end) {
  while (p < end) {
    int is_verbatim = is_plain(*p);
    size_t n = (unsigned char)*p < 0x80 ? 1 : gk_clean_step(p, end, &is_verbatim);
    if (!is_verbatim)
      break;
    p += n;
  }
  return p;
}

static void quote(gk_out *out, gk_str s) {
  gk_out_char(out, '"');
  const char *p = s.p;
  const char *end = s.n == 0 ? p : p + s.n;
  for (;;) {
    const char *run_end = verbatim_end(p, end);
    gk_out_str(out, (gk_str){p, p == run_end ? 0 : (size_t)(run_end - p)});
    p = run_end;
    if (p == end)
      break;
    if ((unsigned char)*p < 0x80) {
      escape(out, *p++);
    } else {
      int is_well_formed;
      p += gk_clean_step(p, end, &is_well_formed);
      gk_out_str(out, GK_LIT("\xEF\xBF\xBD"));
    }
  }
  gk_out_char(out, '"');
}

void gk_json_key(gk_json *json, gk_str key) {
  separate(json);
  gk_out_char(&json->out, '"');
  gk_out_str(&json->out, key);
  gk_out_str(&json->out, json->style == GK_JSON_PRETTY ? GK_LIT("\": ") : GK_LIT("\":"));
  json->after_key = 1;
}

void gk_json_str(gk_json *json, gk_str s) {
  separate(json);
  quote(&json->out, s);
  json->after_value = 1;
}

void gk_json_str_or_null(gk_json *json, gk_str s) {
  if (s.n == 0)
    gk_json_null(json);
  else
    gk_json_str(json, s);
}

void gk_json_text(gk_json *json, const char *s) {
  if (s == NULL)
    gk_json_null(json);
  else
    gk_json_str(json, (gk_str){s, strlen(s)});
}

static void put_word(gk_json *json, const char *word) {
  separate(json);
  gk_out_text(&json->out, word);
  json->after_value = 1;
}

void gk_json_null(gk_json *json) {
  put_word(json, "null");
}

void gk_json_bool(gk_json *json, int value) {
  put_word(json, value ? "true" : "false");
}

void gk_json_uint(gk_json *json, uint64_t value) {
  separate(json);
  gk_out_uint(&json->out, value);
  json->after_value = 1;
}

/* The same number without trailing zeros after the point. */
static gk_decimal shorten(gk_decimal d) {
  while (d.scale > 0 && d.digits % 10 == 0) {
    d.digits /= 10;
    d.scale--;
  }
  return d;
}

/*
 * ECMA-262, Number::toString, radix 10: the shortest digits that give the number back. A decimal of at most 15
 * digits is that itself, and too small for the exponent that numbers from 1e21 on have.
 */
static void put_decimal(gk_out *out, gk_decimal d) {
  uint64_t rest = d.digits < 0 ? -(uint64_t)d.digits : (uint64_t)d.digits;
  char digits[20];
  size_t n = 0;
  do
    digits[sizeof digits - ++n] = (char)('0' + rest % 10);
  while ((rest /= 10) != 0);
  const char *first = digits + sizeof digits - n;

  if (d.digits < 0)
    gk_out_char(out, '-');
  if (n > d.scale) {
    size_t n_whole = n - d.scale;
    gk_out_str(out, (gk_str){first, n_whole});
    if (d.scale > 0)
      gk_out_char(out, '.');
    gk_out_str(out, (gk_str){first + n_whole, d.scale});
  } else if (d.scale - n < 6) {
    gk_out_str(out, GK_LIT("0."));
    gk_out_str(out, (gk_str){"00000", d.scale - n});
    gk_out_str(out, (gk_str){first, n});
  } else {
    gk_out_char(out, *first);
    if (n > 1)
      gk_out_char(out, '.');
    gk_out_str(out, (gk_str){first + 1, n - 1});
    gk_out_str(out, GK_LIT("e-"));
    gk_out_uint(out, d.scale - n + 1);
  }
}

void gk_json_decimal(gk_json *json, gk_decimal d) {
  separate(json);
  put_decimal(&json->out, shorten(d));
  json->after_value = 1;
}
