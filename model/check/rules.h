/*
 * rules.h: the form's sums against the report's numbers. Private to the model.
 */
#ifndef GONGKAI_RULES_H
#define GONGKAI_RULES_H

#include "gongkai/arena.h"
#include "gongkai/report.h"

/*
 * Fills report->checks, one for each rule of report->form, in the form's order. A missing or wrong total is a finding,
 * never a repair. GK_OK or GK_STATUS_NO_MEMORY.
 */
gk_status gk_check_rules(gk_arena *arena, gk_report *report);

#endif
