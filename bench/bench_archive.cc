// A whole archive: `gongkai convert` as a user runs it, with one worker and with two, beside a loop that reads and
// inflates the same members and does nothing with them (libarchive). bytes_per_second counts bytes of the members,
// items_per_second members; `floors` is the time as a multiple of that loop's in the same run.
//
//   bench_archive [google-benchmark's flags] GONGKAI ARCHIVE
#include <benchmark/benchmark.h>

#include <archive.h>
#include <archive_entry.h>

#include <chrono>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <fcntl.h>
#include <iterator>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

extern char **environ;

namespace {

struct Totals {
  size_t n_members;
  size_t n_bytes;
};

double floor_seconds; // of the fastest pass of the loop

// Word files are archives too, but their names don't say so: they are members.
bool is_archive(const char *name) {
  for (const char *ending : {".zip", ".tar", ".tar.xz", ".tar.bz2", ".tar.gz"}) {
    size_t n = std::strlen(name), ending_n = std::strlen(ending);
    if (n > ending_n && std::strcmp(name + n - ending_n, ending) == 0)
      return true;
  }
  return false;
}

bool read_member(archive *in, std::vector<char> *bytes) {
  constexpr size_t step = 1 << 16;
  size_t n = 0;
  for (;;) {
    bytes->resize(n + step);
    la_ssize_t got = archive_read_data(in, bytes->data() + n, step);
    if (got < 0)
      return false;
    n += static_cast<size_t>(got);
    if (got == 0) {
      bytes->resize(n);
      return true;
    }
  }
}

// A warning is about a name.
bool next(archive *in, archive_entry **entry) {
  const int result = archive_read_next_header(in, entry);
  return result == ARCHIVE_OK || result == ARCHIVE_WARN;
}

// Goes through an archive and those in it. Recursion is fine here: the archive is our own.
bool read_all(const std::vector<char> &bytes, Totals *totals) {
  archive *in = archive_read_new();
  archive_read_support_filter_all(in);
  archive_read_support_format_all(in);
  archive_read_set_options(in, "zip:hdrcharset=CP936"); // of names that do not say so
  archive_entry *entry;
  std::vector<char> member;
  bool ok = archive_read_open_memory(in, bytes.data(), bytes.size()) == ARCHIVE_OK;
  while (ok && next(in, &entry)) {
    const char *name = archive_entry_pathname(entry);
    if (name == nullptr)
      name = "";
    const bool is_nested = is_archive(name);
    ok = read_member(in, &member);
    if (is_nested) {
      ok = ok && read_all(member, totals);
    } else {
      benchmark::DoNotOptimize(member.data());
      totals->n_members++;
      totals->n_bytes += member.size();
    }
  }
  archive_read_free(in);
  return ok;
}

void count(benchmark::State &state, const Totals &totals) {
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(totals.n_members));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(totals.n_bytes));
}

void run_floor(benchmark::State &state, const std::string &path) {
  Totals totals{};
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    std::ifstream file(path, std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
    totals = {};
    if (!read_all(bytes, &totals) || totals.n_members == 0)
      state.SkipWithError("the archive can't be read");
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    state.SetIterationTime(seconds);
    floor_seconds = floor_seconds == 0 || seconds < floor_seconds ? seconds : floor_seconds;
  }
  count(state, totals);
}

struct Way {
  const char *name;
  std::vector<std::string> options;
};

int run(const std::string &gongkai, const std::string &archive, const Way &way) {
  std::vector<std::string> words{gongkai, "convert", archive, "--quiet", "--progress=none", "--force"};
  words.insert(words.end(), way.options.begin(), way.options.end());
  std::vector<char *> argv;
  for (std::string &word : words)
    argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t pid;
  int status = -1;
  if (posix_spawn(&pid, gongkai.c_str(), &actions, nullptr, argv.data(), environ) == 0)
    waitpid(pid, &status, 0);
  posix_spawn_file_actions_destroy(&actions);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void run_convert(benchmark::State &state, const std::string &gongkai, const std::string &archive, const Way &way,
                 const Totals &totals) {
  double fastest = 0;
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    const int status = run(gongkai, archive, way);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (status != 0 && status != 1) // 1: the archive holds documents that can't be read
      state.SkipWithError("gongkai convert failed");
    state.SetIterationTime(seconds);
    fastest = fastest == 0 || seconds < fastest ? seconds : fastest;
  }
  count(state, totals);
  if (floor_seconds > 0)
    state.counters["floors"] = fastest / floor_seconds;
}

} // namespace

int main(int argc, char **argv) {
  std::setlocale(LC_ALL, "C.UTF-8"); // libarchive's names
  benchmark::Initialize(&argc, argv);
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s [FLAGS] GONGKAI ARCHIVE\n", argv[0]);
    return 2;
  }
  const std::string gongkai = argv[1], archive = argv[2], out = archive + ".sqlite";
  std::ifstream file(archive, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  Totals totals{};
  if (!read_all(bytes, &totals)) {
    std::fprintf(stderr, "%s: can't be read\n", archive.c_str());
    return 1;
  }
  const std::vector<Way> ways{
      {"convert/ndjson/workers:1", {"-j1", "--to=ndjson"}},
      {"convert/ndjson/workers:2", {"-j2", "--to=ndjson"}},
      {"convert/csv/workers:2", {"-j2", "--to=csv"}},
      {"convert/sqlite/workers:1", {"-j1", "-o", out}},
      {"convert/sqlite/workers:2", {"-j2", "-o", out}},
      {"convert/isolated/workers:2", {"-j2", "--isolate", "--to=ndjson"}},
  };
  const auto settle = [](benchmark::internal::Benchmark *b) {
    b->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(3);
  };
  settle(benchmark::RegisterBenchmark("read_and_inflate", [&](benchmark::State &s) { run_floor(s, archive); }));
  for (const Way &way : ways)
    settle(benchmark::RegisterBenchmark(way.name,
                                        [&](benchmark::State &s) { run_convert(s, gongkai, archive, way, totals); }));
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  std::remove(out.c_str());
  return 0;
}
