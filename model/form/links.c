#include "gongkai/form.h"

#define CARRIED(column, key)                                                                                           \
  {                                                                                                                    \
    .id = "requests.carried." key, .label = "上年结转数应与上一年报告的结转下年度数一致",                              \
    .later = {GK_LINK_LATER, GK_ROW_CARRIED_IN, GK_COL_##column, 1}, .n_terms = 1, .terms = {                          \
      {GK_LINK_EARLIER, GK_ROW_CARRIED_OUT, GK_COL_##column, 1}                                                        \
    }                                                                                                                  \
  }

#define IN_FORCE(row, key)                                                                                             \
  {                                                                                                                    \
    .id = "disclosure.in_force." key, .label = "现行有效件数应为上一年现行有效件数加本年制发件数减本年废止件数",       \
    .form = &GK_FORM_2021, .later = {GK_LINK_LATER, GK_ROW_##row, GK_COL_IN_FORCE, 1}, .n_terms = 3, .terms = {        \
      {GK_LINK_EARLIER, GK_ROW_##row, GK_COL_IN_FORCE, 1},                                                             \
      {GK_LINK_LATER, GK_ROW_##row, GK_COL_ISSUED, 1},                                                                 \
      {GK_LINK_LATER, GK_ROW_##row, GK_COL_REPEALED, -1}                                                               \
    }                                                                                                                  \
  }

#define ITEMS(row, key)                                                                                                \
  {                                                                                                                    \
    .id = "disclosure.items." key, .label = "上一年项目数量应为上一年报告的上一年项目数量加其本年增/减",               \
    .form = &GK_FORM_2019, .later = {GK_LINK_LATER, GK_ROW_##row, GK_COL_PREVIOUS_ITEMS, 1}, .n_terms = 2, .terms = {  \
      {GK_LINK_EARLIER, GK_ROW_##row, GK_COL_PREVIOUS_ITEMS, 1},                                                       \
      {GK_LINK_EARLIER, GK_ROW_##row, GK_COL_CHANGE, 1}                                                                \
    }                                                                                                                  \
  }

const gk_link GK_LINKS[GK_N_LINKS] = {
    IN_FORCE(RULES, "rules"),
    IN_FORCE(NORMATIVE_DOCUMENTS, "normative_documents"),
    ITEMS(LICENSING, "licensing"),
    ITEMS(OTHER_SERVICES, "other_services"),
    ITEMS(PENALTY, "penalty"),
    ITEMS(COERCION, "coercion"),
    ITEMS(FEES, "fees"),
    CARRIED(NATURAL_PERSON, "natural_person"),
    CARRIED(BUSINESS, "business"),
    CARRIED(RESEARCH, "research"),
    CARRIED(PUBLIC_INTEREST, "public_interest"),
    CARRIED(LEGAL_SERVICE, "legal_service"),
    CARRIED(OTHER, "other"),
    CARRIED(TOTAL, "total"),
};
