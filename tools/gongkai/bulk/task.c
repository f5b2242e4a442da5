#include "bulk/task.h"

#include <string.h>

/* What a task keeps for the next one; a larger document gives its memory back. */
enum { KEPT_BYTES = 1 << 16 };

static gk_status copy_names(task *t, gk_str name, gk_str member, gk_str detail) {
  t->names.n = 0;
  gk_status status = buffer_append(&t->names, name.p, name.n);
  if (status == GK_OK)
    status = buffer_append(&t->names, member.p, member.n);
  if (status == GK_OK)
    status = buffer_append(&t->names, detail.p, detail.n);
  return status;
}

gk_status task_set(task *t, uint64_t ordinal, gk_str name, gk_str member, const gk_error *reason) {
  const char *detail = reason->detail;
  t->ordinal = 0;
  t->name_n = name.n;
  t->member_n = member.n;
  t->detail_n = detail != NULL ? strlen(detail) + 1 : 0;
  t->reason = (gk_error){.status = reason->status, .off = reason->off};
  gk_status status = copy_names(t, name, member, (gk_str){detail, t->detail_n});
  if (status == GK_OK)
    t->ordinal = ordinal;
  return status;
}

gk_str task_name(const task *t) {
  return (gk_str){t->names.p, t->name_n};
}

gk_str task_member(const task *t) {
  return (gk_str){t->names.p + t->name_n, t->member_n};
}

gk_error task_reason(const task *t) {
  gk_error reason = t->reason;
  reason.detail = t->detail_n > 0 ? t->names.p + t->name_n + t->member_n : NULL;
  return reason;
}

void task_clear(task *t) {
  buffer_clear(&t->names, KEPT_BYTES);
  buffer_clear(&t->bytes, KEPT_BYTES);
  buffer_clear(&t->out, KEPT_BYTES);
  buffer_clear(&t->log, KEPT_BYTES);
}

void task_free(task *t) {
  buffer_free(&t->names);
  buffer_free(&t->bytes);
  buffer_free(&t->out);
  buffer_free(&t->log);
}
