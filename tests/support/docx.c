#include "support/docx.h"

#include <string.h>

#include "support/zipmake.h"

#define PACKAGE_NS         "http://schemas.openxmlformats.org/package/2006/"
#define RELATIONSHIPS_NS   "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELATIONSHIPS(all) GK_LIT("<Relationships xmlns=\"" PACKAGE_NS "relationships\">" all "</Relationships>")
#define RELATIONSHIP(id, type, target)                                                                                 \
  "<Relationship Id=\"" id "\" Type=\"" RELATIONSHIPS_NS type "\" Target=\"" target "\"/>"
#define CONTENT_TYPES                                                                                                  \
  GK_LIT("<Types xmlns=\"" PACKAGE_NS "content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/>"   \
         "<Override PartName=\"/word/document.xml\" ContentType=\"application/"                                        \
         "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>")

enum { N_FIXED = 3, N_PARTS = 4 };

gk_str part_cut(gk_str *s) {
  const gk_str line = GK_LIT(PART_LINE);
  gk_str whole = *s;
  *s = (gk_str){NULL, 0};
  for (size_t i = 0; i + line.n <= whole.n; i++)
    if (memcmp(whole.p + i, line.p, line.n) == 0) {
      *s = (gk_str){whole.p + i + line.n, whole.n - i - line.n};
      return (gk_str){whole.p, i};
    }
  return whole;
}

gk_str docx_pack(gk_str parts) {
  const gk_str names[N_PARTS] = {GK_LIT("word/document.xml"), GK_LIT("word/numbering.xml"), GK_LIT("word/styles.xml"),
                                 GK_LIT("word/footnotes.xml")};
  zipmake_item items[N_FIXED + N_PARTS] = {
      {GK_LIT("[Content_Types].xml"), CONTENT_TYPES, 0},
      {GK_LIT("_rels/.rels"), RELATIONSHIPS(RELATIONSHIP("d", "officeDocument", "word/document.xml")), 0},
      {GK_LIT("word/_rels/document.xml.rels"),
       RELATIONSHIPS(RELATIONSHIP("n", "numbering", "numbering.xml") RELATIONSHIP("s", "styles", "styles.xml")
                         RELATIONSHIP("f", "footnotes", "footnotes.xml")),
       0},
  };
  size_t n = N_FIXED;
  do {
    gk_str part = part_cut(&parts);
    items[n] = (zipmake_item){names[n - N_FIXED], part, 0};
    n++;
  } while (parts.p != NULL && n < N_FIXED + N_PARTS);
  return zipmake(items, n);
}
