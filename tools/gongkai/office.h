/*
 * office.h: LibreOffice, without a window, for one document. Private to converter.c.
 */
#ifndef GONGKAI_TOOLS_OFFICE_H
#define GONGKAI_TOOLS_OFFICE_H

#include "child.h"
#include "gongkai/document.h"

/*
 * Turns a DOC, RTF or WPS file into a .docx, which comes as `result->out`; `result` says how the program ended. GK_OK;
 * GK_STATUS_TOO_LARGE; GK_STATUS_READ with errno set where there is no folder to work in; GK_STATUS_NO_MEMORY.
 * Without output and with GK_OK the program made nothing of the file.
 */
gk_status office_run(gk_format from, gk_str input, unsigned seconds, size_t max_bytes, child_result *result);

#endif
