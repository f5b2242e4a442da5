#include "gongkai/status.h"

#define GK_TEXT(x)               #x
#define GK_VERSION_TEXT(a, b, c) GK_TEXT(a) "." GK_TEXT(b) "." GK_TEXT(c)

const char *gk_version(void) {
  return GK_VERSION_TEXT(GK_VERSION_MAJOR, GK_VERSION_MINOR, GK_VERSION_PATCH);
}

typedef struct description {
  const char *name;
  const char *english;
  const char *chinese;
} description;

static description describe(gk_status status) {
  switch (status) {
#define GK_STATUS(id, number, name, english, chinese)                                                                  \
  case GK_STATUS_##id:                                                                                                 \
    return (description){name, english, chinese};
#include "gongkai/status.def"
#undef GK_STATUS
  }
  return (description){"unknown", "unknown", "unknown"};
}

const char *gk_status_name(gk_status status) {
  return describe(status).name;
}

const char *gk_status_text(gk_status status) {
  return describe(status).english;
}

const char *gk_status_text_zh(gk_status status) {
  return describe(status).chinese;
}
