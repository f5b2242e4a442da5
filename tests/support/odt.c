#include "support/odt.h"

#include "support/zipmake.h"

gk_str odt_pack(gk_str parts) {
  const gk_str names[] = {GK_LIT("content.xml"), GK_LIT("styles.xml"), GK_LIT("META-INF/manifest.xml")};
  zipmake_item items[1 + sizeof names / sizeof *names] = {
      {GK_LIT("mimetype"), GK_LIT("application/vnd.oasis.opendocument.text"), 0}};
  size_t n = 1;
  do {
    gk_str part = part_cut(&parts);
    items[n] = (zipmake_item){names[n - 1], part, 0};
    n++;
  } while (parts.p != NULL && n < sizeof items / sizeof *items);
  return zipmake(items, n);
}
