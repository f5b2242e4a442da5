/*
 * odf.h: what an OpenDocument package says of itself (OpenDocument 1.3 part 2). Private to the parser half.
 */
#ifndef GONGKAI_ODF_H
#define GONGKAI_ODF_H

#include "container/package.h"

/* Whether a package is OpenDocument: by its mimetype, or where it has none by the parts it must have. */
int gk_odf_is(gk_package *package);

/*
 * GK_STATUS_ENCRYPTED if an entry is, says the manifest. A manifest that is not there or can't be read says nothing; a
 * part that is encrypted then is not well-formed.
 */
gk_status gk_odf_check(gk_arena *scratch, gk_package *package, const gk_limits *limits, gk_error *error);

#endif
