// A whole document, from bytes in memory to canonical JSON, beside two floors: what copying its bytes costs, and what
// looking at each of them once (is it UTF-8?) costs. bytes_per_second counts bytes of the file as it is on disk.
//
//   bench_document [google-benchmark's flags] [FILE or FOLDER ...]      default: the corpus
#include <benchmark/benchmark.h>

#include "gongkai/gongkai.h"
#include "support/files.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

struct Document {
  std::string path;
  gk_str bytes;
};

int collect(void *ctx, const char *path) {
  gk_str bytes = file_read(path);
  if (bytes.p == nullptr)
    return 0;
  static_cast<std::vector<Document> *>(ctx)->push_back({path, bytes});
  return 1;
}

gk_status append(void *ctx, const char *p, size_t n) {
  static_cast<std::string *>(ctx)->append(p, n);
  return GK_OK;
}

// Bytes to JSON. The arena is reset, as a program that reads many documents does it.
gk_status convert(gk_arena *arena, const Document &document, std::string *json) {
  json->clear();
  gk_arena_reset(arena);
  gk_doc doc;
  gk_status status = gk_doc_parse(arena, document.bytes, nullptr, &doc, nullptr);
  gk_report report;
  if (status == GK_OK)
    status = gk_report_extract(arena, &doc.layout, &doc.diags, &report);
  if (status != GK_OK)
    return status;
  gk_source source{};
  source.name = {document.path.data(), document.path.size()};
  source.format = gk_format_name(doc.format);
  source.encoding = gk_encoding_name(doc.encoding);
  source.bytes = document.bytes.n;
  source.layout = &doc.layout;
  return gk_emit_json(&report, &doc.diags, &source, GK_JSON_CANONICAL, GK_EVIDENCE_OFF, {append, json});
}

void set_counters(benchmark::State &state, const Document &document) {
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) * static_cast<int64_t>(document.bytes.n));
}

void run_document(benchmark::State &state, const Document &document) {
  gk_arena arena;
  gk_arena_init(&arena, nullptr, 0);
  std::string json;
  for (auto _ : state) {
    if (convert(&arena, document, &json) != GK_OK)
      state.SkipWithError("the document is not read");
    benchmark::DoNotOptimize(json.data());
  }
  gk_arena_stats stats = gk_arena_get_stats(&arena);
  state.counters["arena_peak"] = static_cast<double>(stats.peak_bytes);
  state.counters["json_bytes"] = static_cast<double>(json.size());
  gk_arena_free(&arena);
  set_counters(state, document);
}

void run_memcpy(benchmark::State &state, const Document &document) {
  std::vector<char> copy(document.bytes.n);
  for (auto _ : state) {
    std::memcpy(copy.data(), document.bytes.p, document.bytes.n);
    benchmark::DoNotOptimize(copy.data());
    benchmark::ClobberMemory();
  }
  set_counters(state, document);
}

// Table 3-7 of Unicode 15, byte by byte: the plain way, on purpose.
bool is_utf8(gk_str s) {
  const auto *p = reinterpret_cast<const unsigned char *>(s.p), *end = p + s.n;
  while (p < end) {
    unsigned char lead = *p++;
    if (lead < 0x80)
      continue;
    int more = lead >= 0xc2 && lead <= 0xdf   ? 1
               : lead >= 0xe0 && lead <= 0xef ? 2
               : lead >= 0xf0 && lead <= 0xf4 ? 3
                                              : 0;
    if (more == 0 || end - p < more)
      return false;
    unsigned char low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    for (; more > 0; more--, low = 0x80, high = 0xbf, p++)
      if (*p < low || *p > high)
        return false;
  }
  return true;
}

void run_utf8(benchmark::State &state, const Document &document) {
  for (auto _ : state)
    benchmark::DoNotOptimize(is_utf8(document.bytes));
  set_counters(state, document);
}

bool readable(const Document &document) {
  gk_arena arena;
  gk_arena_init(&arena, nullptr, 0);
  std::string json;
  gk_status status = convert(&arena, document, &json);
  gk_arena_free(&arena);
  if (status != GK_OK)
    std::fprintf(stderr, "left out: %s: %s\n", document.path.c_str(), gk_status_text(status));
  return status == GK_OK;
}

void add(const Document &document, const std::string &name) {
  benchmark::RegisterBenchmark(("document/" + name).c_str(), [&](benchmark::State &s) { run_document(s, document); });
  benchmark::RegisterBenchmark(("memcpy/" + name).c_str(), [&](benchmark::State &s) { run_memcpy(s, document); });
  benchmark::RegisterBenchmark(("utf8/" + name).c_str(), [&](benchmark::State &s) { run_utf8(s, document); });
}

} // namespace

int main(int argc, char **argv) {
  benchmark::Initialize(&argc, argv);
  std::vector<Document> documents;
  for (int i = 1; i < argc; i++)
    if (file_walk(argv[i], collect, &documents) < 0) {
      std::perror(argv[i]);
      return 1;
    }
  if (argc == 1)
    file_walk(CORPUS, collect, &documents);
  size_t n = 0;
  for (const Document &document : documents)
    if (readable(document)) {
      add(document, document.path.substr(document.path.find_last_of('/') + 1));
      n++;
    }
  if (n == 0) {
    std::fprintf(stderr, "no document to time\n");
    return 1;
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  for (const Document &document : documents)
    std::free(const_cast<char *>(document.bytes.p));
  return 0;
}
