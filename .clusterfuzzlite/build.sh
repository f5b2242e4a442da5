#!/bin/bash -eu
# Builds every target with the compiler and flags of ClusterFuzzLite, or of OSS-Fuzz, into $OUT, with what each begins with.
# The images that run them have no expat, libzip, gumbo, libarchive or SQLite: those come along.
cd "$SRC/gongkai"
build=${WORK:-/tmp}/gongkai
cmake -S . -B "$build" -G Ninja -DGK_BUILD_FUZZ=ON -DGK_BUILD_TESTS=OFF -DGK_BUILD_TOOLS=OFF \
  -DGK_FUZZING_ENGINE="$LIB_FUZZING_ENGINE" -DCMAKE_BUILD_RPATH="\$ORIGIN/lib" \
  -DCMAKE_EXE_LINKER_FLAGS="-Wl,--disable-new-dtags" # so that the libraries find each other there, too
cmake --build "$build" --target fuzzers

# All but what belongs to the C library or to the compiler.
mkdir -p "$OUT/lib"
ldd "$build"/fuzz/fuzz_* | awk '$2 == "=>" && $3 ~ "^/" { print $3 }' | sort -u |
  grep -Ev '/(libc|libm|libdl|librt|libpthread|libresolv|libgcc_s|libstdc\+\+)\.so' | xargs cp -t "$OUT/lib"

for program in "$build"/fuzz/fuzz_*; do
  if [ ! -f "$program" ]; then continue; fi # folders of CMake's
  name=$(basename "$program") target=${name#fuzz_}
  cp "$program" "$OUT/"
  [ ! -f "fuzz/$target.dict" ] || cp "fuzz/$target.dict" "$OUT/$name.dict"
  printf '[libfuzzer]\nmax_len = 65536\ntimeout = 60\nrss_limit_mb = 2048\n' >"$OUT/$name.options"
  inputs=$(mktemp -d)
  cp -r "fuzz/seeds/$target/." "$inputs"
  [ ! -f "fuzz/corpus/$target.zip" ] || unzip -q "fuzz/corpus/$target.zip" -d "$inputs"
  (cd "$inputs" && zip -q -r "$OUT/${name}_seed_corpus.zip" .)
  rm -r "$inputs"
done
