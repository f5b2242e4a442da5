/* odt.h: an OpenDocument text around its XML, packed with the right checksums. */
#ifndef GONGKAI_TESTS_ODT_H
#define GONGKAI_TESTS_ODT_H

#include "support/docx.h"

/* As docx_pack(): `parts` is content.xml, then, behind a line PART_LINE, styles.xml and META-INF/manifest.xml. */
gk_str odt_pack(gk_str parts);

#endif
