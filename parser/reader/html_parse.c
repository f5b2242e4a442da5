#include "reader/html_parse.h"

#include <setjmp.h>
#include <stdalign.h>
#include <string.h>

#include "reader/html_bounds.h"

/*
 * gumbo believes that there is always memory, and there are pages for which it takes memory that grows with the square
 * of their size (50 kB of <div> take 800 MB). So it allocates from an arena, with a budget, and where that or the arena
 * is at its end the allocation does not return: it leaves the parser by longjmp(). That is sound: gumbo has no state of
 * its own outside of what it allocates, holds nothing but that memory, and all of it goes with the arena.
 */

/* Pages take 12 to 80 bytes a byte. */
enum { BUDGET_PER_BYTE = 512, BUDGET_BYTES = 4 << 20 };

typedef struct parse {
  jmp_buf exit;
  gk_arena *arena;
  size_t budget;
  gk_status status;
  const GumboOutput *tree;
} parse;

static void *allocate(void *ctx, size_t bytes) {
  parse *p = ctx;
  if (bytes > p->budget) {
    p->status = GK_STATUS_TOO_COMPLEX;
    longjmp(p->exit, 1);
  }
  p->budget -= bytes;
  void *memory = gk_arena_alloc(p->arena, bytes, alignof(max_align_t));
  if (memory == NULL) {
    p->status = GK_STATUS_NO_MEMORY;
    longjmp(p->exit, 1);
  }
  return memory;
}

static void release(void *ctx, void *memory) {
  (void)ctx;
  (void)memory;
}

/* Has no variables that a jump could leave in doubt. */
static void run(parse *p, gk_str text) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = allocate;
  options.deallocator = release;
  options.userdata = p;
  options.max_errors = 0;
  if (setjmp(p->exit) == 0)
    p->tree = gumbo_parse_with_options(&options, text.p, text.n);
}

gk_status gk_html_parse(gk_arena *scratch, gk_str text, const gk_limits *limits, const GumboOutput **tree) {
  gk_status status = gk_html_bounds_check(scratch, text, limits);
  if (status != GK_OK)
    return status;
  parse *p = GK_NEW(scratch, parse);
  if (p == NULL)
    return GK_STATUS_NO_MEMORY;
  p->arena = scratch;
  p->budget = text.n * BUDGET_PER_BYTE + BUDGET_BYTES;
  run(p, text);
  *tree = p->tree;
  return p->status;
}
