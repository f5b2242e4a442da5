/*
 * xml_ways.h: the two ways to parse XML (container/xml_engine.h) against each other.
 */
#ifndef GONGKAI_TESTS_XML_WAYS_H
#define GONGKAI_TESTS_XML_WAYS_H

#include "gongkai/base.h"

/*
 * Parses `xml`, which is UTF-8 or not, by the tape and by expat. Where the tape accepts, both must report the same
 * events: names, attributes, texts and which of them are slices, places, and the same end; where it declines, nothing
 * is asked. Returns what is broken, or NULL. `accepted` (may be NULL) gets whether the tape did.
 */
const char *xml_ways_check(gk_str xml, int *accepted);

#endif
