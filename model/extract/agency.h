/*
 * agency.h: names of agencies: what can be one, and the places other than the title where a report names its own.
 */
#ifndef GONGKAI_EXTRACT_AGENCY_H
#define GONGKAI_EXTRACT_AGENCY_H

#include "extract/fold.h"

/* Code points of the longest name taken for an agency's. */
#define GK_MAX_AGENCY 40

/* Whether code points i to j - 1 can be part of a name: none of them is a mark that names do without. */
int gk_is_name(const gk_fold *fold, size_t i, size_t j);

/* Whether they are a name that ends as those of agencies do: 局, 委员会, 人民政府, ... */
int gk_is_agency(const gk_fold *fold, size_t i, size_t j);

/* Whether they have a character in them that the names of places end in: 省, 市, 县, 区, ... */
int gk_names_place(const gk_fold *fold, size_t i, size_t j);

/* Their source if they are an agency's name and no word for the writer (本站, 我局); else empty. */
gk_str gk_agency_name(const gk_fold *fold, size_t i, size_t j);

/* The agency a sentence of the preamble names as the report's: 本报告由X编制, 现公布X2022年…. Empty if none. */
gk_str gk_agency_in_preamble(const gk_fold *line);

/* The value of 来源 or 发布机构 in a line at the head, if it is an agency's name. Empty if not. */
gk_str gk_agency_in_metadata(const gk_fold *line);

#endif
