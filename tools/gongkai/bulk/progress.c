#include "bulk/progress.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { BAR_EVERY_MS = 100, JSON_EVERY_MS = 1000, MAX_COLUMNS = 256 };

typedef struct state {
  uint64_t inputs;
  uint64_t outcomes[N_OUTCOMES];
  uint64_t bytes;
} state;

struct progress {
  progress_style style;
  uint64_t total_bytes;
  struct timespec started;
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t finished;
  int is_finished;
  state state;
};

static double seconds_since(const struct timespec *start) {
  struct timespec now;
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

static void show_json(const progress *p, const state *s) {
  char total[24] = "null";
  if (p->total_bytes > 0)
    (void)snprintf(total, sizeof total, "%" PRIu64, p->total_bytes);
  (void)fprintf(stderr,
                "{\"bytes\":%" PRIu64 ",\"inputs\":%" PRIu64 ",\"read\":%" PRIu64 ",\"refused\":%" PRIu64
                ",\"seconds\":%.1f,\"skipped\":%" PRIu64 ",\"total_bytes\":%s}\n",
                s->bytes, s->inputs, s->outcomes[GK_OUTCOME_READ], s->outcomes[GK_OUTCOME_REFUSED],
                seconds_since(&p->started), s->outcomes[GK_OUTCOME_SKIPPED], total);
}

/* Columns of the terminal; the last stays free, where some begin a new line. */
static size_t columns(void) {
  struct winsize w;
  size_t n = ioctl(STDERR_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col > 0 ? w.ws_col : 80;
  return (n < MAX_COLUMNS ? n : MAX_COLUMNS) - 1;
}

/* "[#####-----]" where there is room for it. */
static void draw_bar(char *line, size_t size, double share) {
  enum { WIDTH = 20 };
  size_t done = share < 1 ? (size_t)(share * WIDTH) : WIDTH;
  (void)snprintf(line, size, "[%.*s%.*s] %3d%%", (int)done, "####################", (int)(WIDTH - done),
                 "--------------------", share < 1 ? (int)(share * 100) : 100);
}

static void draw_time(char *text, size_t size, double seconds) {
  unsigned long s = (unsigned long)(seconds + 0.5);
  if (s < 3600)
    (void)snprintf(text, size, "%lu:%02lu", s / 60, s % 60);
  else
    (void)snprintf(text, size, "%lu:%02lu:%02lu", s / 3600, s / 60 % 60, s % 60);
}

static void show_bar(const progress *p, const state *s) {
  char line[2 * MAX_COLUMNS], bar[48] = "", left[32] = "";
  double elapsed = seconds_since(&p->started), share = 0;
  if (p->total_bytes > 0) {
    share = (double)s->bytes / (double)p->total_bytes;
    draw_bar(bar, sizeof bar, share);
  }
  if (share > 0 && share <= 1 && elapsed > 1)
    draw_time(left, sizeof left, elapsed / share - elapsed);
  double rate = elapsed > 0 ? (double)s->inputs / elapsed : 0;
  int n = snprintf(line, sizeof line, "%s%s%" PRIu64 " inputs, %.1f MB, %.0f/s, %" PRIu64 " refused%s%s%s", bar,
                   bar[0] != '\0' ? "  " : "", s->inputs, (double)s->bytes / 1e6, rate, s->outcomes[GK_OUTCOME_REFUSED],
                   left[0] != '\0' ? ", " : "", left, left[0] != '\0' ? " left" : "");
  size_t width = columns();
  (void)fprintf(stderr, "\r%.*s\033[K", (int)((size_t)n < width ? (size_t)n : width), line);
  (void)fflush(stderr);
}

static void show(const progress *p, const state *s) {
  if (p->style == PROGRESS_JSON)
    show_json(p, s);
  else
    show_bar(p, s);
}

static struct timespec next_time(const progress *p) {
  struct timespec t;
  long ms = p->style == PROGRESS_BAR ? BAR_EVERY_MS : JSON_EVERY_MS;
  (void)clock_gettime(CLOCK_MONOTONIC, &t);
  t.tv_nsec += ms % 1000 * 1000000;
  t.tv_sec += ms / 1000 + t.tv_nsec / 1000000000;
  t.tv_nsec %= 1000000000;
  return t;
}

static void *run(void *arg) {
  progress *p = arg;
  int is_finished = 0;
  while (!is_finished) {
    struct timespec until = next_time(p);
    pthread_mutex_lock(&p->lock);
    while (!p->is_finished && pthread_cond_timedwait(&p->finished, &p->lock, &until) == 0) {
    }
    is_finished = p->is_finished;
    state s = p->state;
    pthread_mutex_unlock(&p->lock);
    show(p, &s);
  }
  if (p->style == PROGRESS_BAR)
    (void)fputc('\n', stderr);
  return NULL;
}

progress *progress_start(progress_style style, uint64_t total_bytes) {
  pthread_condattr_t monotonic;
  progress *p = style == PROGRESS_NONE ? NULL : calloc(1, sizeof *p);
  if (p == NULL)
    return NULL;
  p->style = style;
  p->total_bytes = total_bytes;
  (void)clock_gettime(CLOCK_MONOTONIC, &p->started);
  pthread_mutex_init(&p->lock, NULL);
  pthread_condattr_init(&monotonic);
  pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
  pthread_cond_init(&p->finished, &monotonic);
  pthread_condattr_destroy(&monotonic);
  if (pthread_create(&p->thread, NULL, run, p) == 0)
    return p;
  free(p);
  return NULL;
}

void progress_set(progress *p, const tally *t, uint64_t bytes) {
  if (p == NULL)
    return;
  pthread_mutex_lock(&p->lock);
  p->state.inputs = tally_inputs(t);
  memcpy(p->state.outcomes, t->outcomes, sizeof p->state.outcomes);
  p->state.bytes = bytes;
  pthread_mutex_unlock(&p->lock);
}

void progress_finish(progress *p) {
  if (p == NULL)
    return;
  pthread_mutex_lock(&p->lock);
  p->is_finished = 1;
  pthread_cond_signal(&p->finished);
  pthread_mutex_unlock(&p->lock);
  (void)pthread_join(p->thread, NULL);
  pthread_cond_destroy(&p->finished);
  pthread_mutex_destroy(&p->lock);
  free(p);
}
