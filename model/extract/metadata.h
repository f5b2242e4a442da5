/*
 * metadata.h: all of a report that is not in its tables.
 */
#ifndef GONGKAI_EXTRACT_METADATA_H
#define GONGKAI_EXTRACT_METADATA_H

#include "gongkai/report.h"

/*
 * Fills title, agency, year, period, date of publication, contact, preamble and sections of `report` and leaves the
 * rest as it is. GK_OK or GK_STATUS_NO_MEMORY. Linear in the layout.
 */
gk_status gk_extract_metadata(gk_arena *arena, const gk_layout *layout, gk_diags *diags, gk_report *report) GK_MUST_USE;

#endif
