/*
 * xml_expat.c: the reference way to parse: expat.
 *
 * expat runs without its own namespace processing, which costs as much as the rest of it. There is no document type,
 * hence no entity but the five of XML itself, and nothing can amplify.
 *
 * expat hands over copies of what it reads. Text is compared with the bytes at the parser's position and, where they
 * are the same, handed on as a slice of the part.
 */
/* expat.h declares the functions against amplification only to those who say that the library has DTD support. */
#ifdef GK_EXPAT_AMPLIFICATION
#define XML_DTD
#endif
#include <expat.h>

#include <string.h>

#include "container/xml_engine.h"

/* What expat gets at a time: its lengths are ints and it copies what it gets. Most parts are smaller. */
enum { CHUNK_BYTES = 1 << 20 };

typedef struct run {
  gk_xml *x;
  XML_Parser expat;
} run;

/* The place of the event being reported, or of the error that ended the parse, in the source. */
static void locate(run *r) {
  XML_Index at = XML_GetCurrentByteIndex(r->expat);
  r->x->at = at < 0 ? 0 : (size_t)at < r->x->text.n ? (size_t)at : r->x->text.n;
}

/* Whether the parse goes on. Callbacks that expat still makes after a failure do nothing. */
static int begin_event(run *r) {
  if (r->x->status == GK_OK)
    locate(r);
  return r->x->status == GK_OK;
}

static void end_event(run *r) {
  if (r->x->status != GK_OK)
    XML_StopParser(r->expat, XML_FALSE);
}

static gk_str c_str(const char *s) {
  return (gk_str){s, strlen(s)};
}

static size_t colon_of(gk_str qname) {
  const char *colon = memchr(qname.p, ':', qname.n);
  return colon != NULL ? (size_t)(colon - qname.p) : qname.n;
}

static gk_xml_name name_of(gk_xml *x, const char *s, int is_element) {
  gk_str qname = c_str(s);
  size_t colon = colon_of(qname), from = colon < qname.n ? colon + 1 : 0;
  return (gk_xml_name){gk_xml_resolve(x, qname, colon, is_element), {qname.p + from, qname.n - from}};
}

/* Takes an element's namespace declarations. */
static void take_declarations(gk_xml *x, const XML_Char **atts) {
  gk_str prefix;
  for (; *atts != NULL && x->status == GK_OK; atts += 2)
    if (**atts == 'x' && gk_xml_declares(c_str(atts[0]), &prefix))
      gk_xml_bind(x, prefix, c_str(atts[1]));
}

/* Fills x->attrs with all but those; returns how many. */
static size_t take_attributes(gk_xml *x, const XML_Char **atts) {
  size_t n = 0;
  gk_str prefix;
  for (; *atts != NULL && x->status == GK_OK; atts += 2)
    if (**atts != 'x' || !gk_xml_declares(c_str(atts[0]), &prefix))
      x->attrs[n++] = (gk_xml_attr){name_of(x, atts[0], 0), c_str(atts[1])};
  return n;
}

static void start(gk_xml *x, const XML_Char *qname, const XML_Char **atts) {
  size_t n = 0;
  while (atts[2 * n] != NULL)
    n++;
  gk_xml_enter(x, n);
  if (x->status != GK_OK)
    return;
  take_declarations(x, atts);
  n = take_attributes(x, atts);
  if (x->status != GK_OK)
    return;
  gk_xml_name name = name_of(x, qname, 1);
  if (x->status == GK_OK)
    gk_xml_take(x, x->handler->start(x->handler->ctx, name, x->attrs, n, gk_xml_position(x)));
}

static void XMLCALL on_start(void *user, const XML_Char *qname, const XML_Char **atts) {
  run *r = user;
  if (begin_event(r))
    start(r->x, qname, atts);
  end_event(r);
}

static void XMLCALL on_end(void *user, const XML_Char *qname) {
  run *r = user;
  gk_xml *x = r->x;
  if (begin_event(r)) {
    gk_xml_take(x, x->handler->end(x->handler->ctx, name_of(x, qname, 1), gk_xml_position(x)));
    gk_xml_leave(x);
  }
  end_event(r);
}

/* The bytes of the part that the present event was made from. */
static gk_str event_source(const run *r) {
  size_t left = r->x->text.n - r->x->at;
  int n = XML_GetCurrentByteCount(r->expat);
  return (gk_str){r->x->text.p + r->x->at, n <= 0 ? 0 : (size_t)n < left ? (size_t)n : left};
}

static void XMLCALL on_text(void *user, const XML_Char *s, int n) {
  run *r = user;
  if (begin_event(r)) {
    gk_str text = {s, (size_t)n}, source = event_source(r);
    if (source.n == text.n && memcmp(source.p, text.p, text.n) == 0)
      text = source;
    gk_xml_take(r->x, r->x->handler->text(r->x->handler->ctx, text, source));
  }
  end_event(r);
}

static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system_id, const XML_Char *public_id,
                               int has_internal_subset) {
  run *r = user;
  (void)name, (void)system_id, (void)public_id, (void)has_internal_subset;
  if (begin_event(r))
    gk_xml_stop(r->x, GK_STATUS_DOCTYPE, NULL);
  end_event(r);
}

static void fail(run *r) {
  if (r->x->status != GK_OK)
    return;
  enum XML_Error code = XML_GetErrorCode(r->expat);
  locate(r);
  if (code == XML_ERROR_NO_MEMORY)
    gk_xml_stop(r->x, GK_STATUS_NO_MEMORY, NULL);
  else
    gk_xml_stop(r->x, code == XML_ERROR_AMPLIFICATION_LIMIT_BREACH ? GK_STATUS_BOMB : GK_STATUS_MALFORMED_XML,
                XML_ErrorString(code));
}

static void feed(run *r) {
  const char *p = r->x->text.n > 0 ? r->x->text.p : "";
  size_t left = r->x->text.n, n = 0;
  do {
    p += n;
    left -= n;
    n = left < CHUNK_BYTES ? left : CHUNK_BYTES;
    if (XML_Parse(r->expat, p, (int)n, n == left) != XML_STATUS_OK)
      fail(r);
  } while (n < left && r->x->status == GK_OK);
}

static void set_up(run *r) {
  XML_SetUserData(r->expat, r);
  XML_SetElementHandler(r->expat, on_start, on_end);
  if (r->x->handler->text != NULL)
    XML_SetCharacterDataHandler(r->expat, on_text);
  XML_SetStartDoctypeDeclHandler(r->expat, on_doctype);
#ifdef GK_EXPAT_AMPLIFICATION
  /* With the document type refused nothing should amplify at all; expat's own default is a hundredfold. */
  XML_SetBillionLaughsAttackProtectionMaximumAmplification(r->expat, 2.0f);
  XML_SetBillionLaughsAttackProtectionActivationThreshold(r->expat, CHUNK_BYTES);
#endif
}

gk_status gk_xml_expat(gk_xml *x) {
  /* The text is UTF-8 whatever the XML declaration says of the bytes before conversion. */
  run r = {x, XML_ParserCreate("UTF-8")};
  if (r.expat == NULL) {
    gk_xml_stop(x, GK_STATUS_NO_MEMORY, NULL);
    return x->status;
  }
  set_up(&r);
  feed(&r);
  XML_ParserFree(r.expat);
  return x->status;
}
