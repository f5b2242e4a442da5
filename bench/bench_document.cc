// Whole documents, from bytes in memory to canonical JSON, beside two floors over the text that was in them (inflated
// and in UTF-8): what copying it costs, and what looking at each byte once (is it UTF-8?) costs. bytes_per_second
// counts bytes of the files as they are on disk, text_per_second that text.
//
//   bench_document [google-benchmark's flags] [FILE or FOLDER ...]      default: the folders of the corpus
//
// Each argument is one group: an iteration goes over all its documents.
#include <benchmark/benchmark.h>

#include "gongkai/gongkai.h"
#include "support/files.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace {

struct Document {
  std::string path;
  gk_str bytes;     // the file
  std::string text; // of its parts
};

struct Group {
  std::string name;
  std::vector<Document> documents;
  size_t n_bytes;
  size_t n_text_bytes;
};

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

void count_bytes(benchmark::State &state, const Group &group) {
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) * static_cast<int64_t>(group.n_bytes));
  state.counters["text_per_second"] =
      benchmark::Counter(static_cast<double>(group.n_text_bytes), benchmark::Counter::kIsIterationInvariantRate,
                         benchmark::Counter::OneK::kIs1024);
}

void run_documents(benchmark::State &state, const Group &group) {
  gk_arena arena;
  gk_arena_init(&arena, nullptr, 0);
  std::string json;
  size_t peak = 0;
  for (auto _ : state)
    for (const Document &document : group.documents) {
      if (convert(&arena, document, &json) != GK_OK)
        state.SkipWithError("a document is not read");
      benchmark::DoNotOptimize(json.data());
      peak = std::max(peak, gk_arena_get_stats(&arena).peak_bytes);
    }
  state.counters["arena_peak"] = static_cast<double>(peak);
  gk_arena_free(&arena);
  count_bytes(state, group);
}

void run_memcpy(benchmark::State &state, const Group &group) {
  size_t largest = 0;
  for (const Document &document : group.documents)
    largest = std::max(largest, document.text.size());
  std::vector<char> copy(largest);
  for (auto _ : state)
    for (const Document &document : group.documents) {
      std::memcpy(copy.data(), document.text.data(), document.text.size());
      benchmark::DoNotOptimize(copy.data());
      benchmark::ClobberMemory();
    }
  count_bytes(state, group);
}

// Table 3-7 of Unicode 15, byte by byte: the plain way, on purpose.
bool is_utf8(const std::string &s) {
  const auto *p = reinterpret_cast<const unsigned char *>(s.data()), *end = p + s.size();
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

void run_utf8(benchmark::State &state, const Group &group) {
  for (auto _ : state)
    for (const Document &document : group.documents)
      benchmark::DoNotOptimize(is_utf8(document.text));
  count_bytes(state, group);
}

// Fills in the text of the parts; whether the document is read to its end.
bool examine(Document *document) {
  gk_arena arena;
  gk_arena_init(&arena, nullptr, 0);
  std::string json;
  gk_status status = convert(&arena, *document, &json);
  gk_doc doc;
  if (status == GK_OK)
    status = gk_doc_parse(&arena, document->bytes, nullptr, &doc, nullptr);
  for (size_t i = 0; status == GK_OK && i < doc.layout.n_parts; i++)
    document->text.append(doc.layout.parts[i].text.p, doc.layout.parts[i].text.n);
  gk_arena_free(&arena);
  if (status != GK_OK)
    std::fprintf(stderr, "left out: %s: %s\n", document->path.c_str(), gk_status_text(status));
  return status == GK_OK;
}

int collect(void *ctx, const char *path) {
  auto *group = static_cast<Group *>(ctx);
  Document document{path, file_read(path), {}};
  if (document.bytes.p == nullptr || !examine(&document)) {
    std::free(const_cast<char *>(document.bytes.p));
    return 0;
  }
  group->n_bytes += document.bytes.n;
  group->n_text_bytes += document.text.size();
  group->documents.push_back(std::move(document));
  return 1;
}

void add(const Group &group) {
  benchmark::RegisterBenchmark(("document/" + group.name).c_str(),
                               [&](benchmark::State &s) { run_documents(s, group); });
  benchmark::RegisterBenchmark(("memcpy/" + group.name).c_str(), [&](benchmark::State &s) { run_memcpy(s, group); });
  benchmark::RegisterBenchmark(("utf8/" + group.name).c_str(), [&](benchmark::State &s) { run_utf8(s, group); });
}

} // namespace

int main(int argc, char **argv) {
  benchmark::Initialize(&argc, argv);
  std::vector<std::string> paths(argv + 1, argv + argc);
  if (paths.empty())
    paths = {CORPUS "/text", CORPUS "/docx", CORPUS "/libreoffice"};
  std::vector<Group> groups;
  for (const std::string &path : paths) {
    Group group{path.substr(path.find_last_of('/') + 1), {}, 0, 0};
    if (file_walk(path.c_str(), collect, &group) <= 0) {
      std::fprintf(stderr, "%s: no document to time\n", path.c_str());
      return 1;
    }
    groups.push_back(std::move(group));
  }
  for (const Group &group : groups)
    add(group);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  for (const Group &group : groups)
    for (const Document &document : group.documents)
      std::free(const_cast<char *>(document.bytes.p));
  return 0;
}
