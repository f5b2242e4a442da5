#include "gongkai/limits.h"

gk_limits gk_limits_resolve(const gk_limits *limits) {
  gk_limits resolved = {0};
  if (limits != NULL)
    resolved = *limits;
#define GK_LIMIT(field, value, status, what)                                                                           \
  if (resolved.field == 0)                                                                                             \
    resolved.field = (value);
  GK_LIMITS(GK_LIMIT)
#undef GK_LIMIT
  return resolved;
}
