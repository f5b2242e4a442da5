#!/usr/bin/env bash
# Builds the libraries that a document's bytes reach first (expat, libzip, gumbo; zlib for MemorySanitizer) from the
# sources of the Debian packages that are installed, with the instrumentation of one of the presets fuzz, fuzz-afl and
# msan: a fuzzer is then led by their branches too, and a sanitizer sees their memory. They go, static, into
# build/fuzz-libs/PRESET, where the preset looks first. Does nothing where that has been done; fails, and leaves the
# preset to the system's libraries, where the sources can't be had.
#   fuzz/build_libs.sh PRESET
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

preset=${1:-}
root=$PWD/build/fuzz-libs prefix=$PWD/build/fuzz-libs/$preset
libraries=(expat libzip gumbo)
flags="-O1 -g -fPIC -fno-omit-frame-pointer"
# No UBSan: what it finds in them is not for this project to mend, and would end every run.
case $preset in
  fuzz) compiler=clang-14 flags+=" -fsanitize=fuzzer-no-link,address" ;;
  fuzz-afl) compiler=afl-clang-fast flags+=" -fsanitize=address" ;;
  msan) compiler=clang-14 flags+=" -fsanitize=memory -fsanitize-memory-track-origins" libraries=(zlib "${libraries[@]}") ;;
  *)
    echo "usage: fuzz/build_libs.sh fuzz|fuzz-afl|msan" >&2
    exit 2
    ;;
esac
export AFL_QUIET=1

die() {
  printf 'build_libs: %s\n' "$*" >&2
  exit 1
}

# ---- what stands there already ---------------------------------------------------------------------------------------
declare -A package=([zlib]=zlib1g-dev [expat]=libexpat1-dev [libzip]=libzip-dev [gumbo]=libgumbo-dev)
installed() { dpkg-query -W -f='${source:Version}\n' "$@"; }
stamp=$(installed "${package[@]}" && "$compiler" --version && sha256sum fuzz/build_libs.sh) ||
  die "needs Debian with $compiler and ${package[*]}"
mkdir -p "$root/src" "$root/apt/lists/partial" "$root/apt/archives/partial"
exec 9>"$root/lock"
flock 9 # one at a time: all of them share the sources
[ "$(cat "$prefix/stamp" 2>/dev/null)" != "$stamp" ] || exit 0
echo "building ${libraries[*]} for $preset from source" >&2

# ---- sources ---------------------------------------------------------------------------------------------------------
# A machine's own lists of packages seldom have sources: these lie beside them, and are signed like them.
with_sources() {
  local tool=$1
  shift
  "$tool" -q -o Dir::Etc::SourceList="$root/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::State::Lists="$root/apt/lists" -o Dir::Cache="$root/apt" -o APT::Sandbox::User=root "$@"
}

update_lists() { # once a day
  local codename key=/usr/share/keyrings/debian-archive-keyring.gpg
  [ -z "$(find "$root/apt/updated" -mmin -1440 2>/dev/null)" ] || return 0
  codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  printf "deb-src [signed-by=$key] http://deb.debian.org/%s main\n" "debian $codename" \
    "debian-security $codename-security" >"$root/apt/sources.list"
  with_sources apt-get update -o APT::Update::Error-Mode=any >"$root/apt/log" 2>&1 ||
    die "can't get Debian's lists of sources, see $root/apt/log; is there a network?"
  touch "$root/apt/updated"
}

# Prints the folder of a Debian source package, patched: of the version installed, or else of the newest to be had.
debian_source() {
  local name=$1 version tree
  for version in "$2" $(with_sources apt-cache madison "$name" | awk -F ' *[|] *' '{ print $2 }'); do
    tree=$root/src/$name-$version/tree
    if [ -d "$tree" ] || fetch_debian "$name=$version" "${tree%/tree}"; then
      echo "$tree"
      return
    fi
  done
  return 1
}

# apt-get checks what it gets against the signed lists, dpkg-source against the checksums of the .dsc.
fetch_debian() {
  rm -rf "$2"
  mkdir -p "$2"
  (cd "$2" && with_sources apt-get source --download-only "$1" && dpkg-source -x --no-copy ./*.dsc tree) >"$2.log" 2>&1
}

# Not every mirror has gumbo's source, the last of its kind since 2015. A package of npm ships very nearly
# the same: ten of its eleven files give the machine code in Debian's libgumbo.a, the eleventh (parser.c) differs a little.
npm_gumbo() {
  local into=$root/src/npm-gumbo sum=d47101b5182186c4646f7eba5107308dbf93392621ae8c12bd35a7d867c8e913
  command -v npm >/dev/null || return 1
  mkdir -p "$into"
  (cd "$into" && npm pack gumbo-parser@0.3.0 && sha256sum -c <<<"$sum  gumbo-parser-0.3.0.tgz" &&
    tar -xzf gumbo-parser-0.3.0.tgz) >"$into.log" 2>&1 && echo "$into/package/deps/gumbo-parser"
}

# ---- builds: SOURCE, into $prefix/include and $prefix/lib ------------------------------------------------------------
build_with_cmake() {
  local source=$1 work=$prefix/work/$2
  shift 2
  cmake -S "$source" -B "$work" -G Ninja -DCMAKE_BUILD_TYPE=None -DCMAKE_C_COMPILER="$compiler" \
    -DCMAKE_C_FLAGS="$flags" -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_INSTALL_LIBDIR=lib \
    -DCMAKE_PREFIX_PATH="$prefix" -DBUILD_SHARED_LIBS=OFF "$@"
  cmake --build "$work" --target install
}

# A library of a few files: NAME and what the compiler takes.
archive() {
  local library=$1 work=$prefix/work/$1
  shift
  mkdir -p "$work"
  # shellcheck disable=SC2086 # a list of flags
  (cd "$work" && "$compiler" $flags -I. -c "$@" && ar -crs "$prefix/lib/lib$library.a" ./*.o)
}

# pkg-config's file, with the libraries that a static one needs.
describe() {
  printf '%s\n' "Name: $1" "Description: $1, instrumented" "Version: $2" "Cflags: -I$prefix/include" \
    "Libs: -L$prefix/lib $3" >"$prefix/lib/pkgconfig/$1.pc"
}

build_zlib() { archive z "$1"/*.c -DHAVE_UNISTD_H=1; } # the system's headers are the same

# As Debian's configure would have it; expat's own CMake leaves XML_DTD without the value that its patches ask for.
build_expat() {
  mkdir -p "$prefix/work/expat"
  : >"$prefix/work/expat/expat_config.h"
  archive expat "$1"/expat/lib/xml{parse,role,tok}.c -DXML_DTD=1 -DXML_NS=1 -DXML_CONTEXT_BYTES=1024 \
    -DXML_DEV_URANDOM=1 -DHAVE_GETRANDOM=1
  cp "$1"/expat/lib/expat{,_external}.h "$prefix/include"
  describe expat "$(pkg-config --modversion expat)" -lexpat
}

# What this project reads of zips is stored or deflated, and never encrypted.
build_libzip() {
  local without=() part
  for part in COMMONCRYPTO GNUTLS MBEDTLS OPENSSL WINDOWS_CRYPTO BZIP2 LZMA; do without+=("-DENABLE_$part=OFF"); done
  for part in TOOLS REGRESS EXAMPLES DOC; do without+=("-DBUILD_$part=OFF"); done
  build_with_cmake "$1" libzip "${without[@]}"
  describe libzip "$(pkg-config --modversion libzip)" "-lzip -lz"
}

build_gumbo() {
  archive gumbo "$1"/src/*.c
  cp "$1"/src/{gumbo,tag_enum}.h "$prefix/include"
  describe gumbo "$(pkg-config --modversion gumbo)" -lgumbo
}

# ---- all of it -------------------------------------------------------------------------------------------------------
source_of() {
  local version
  version=$(installed "${package[$1]}")
  case $1 in
    gumbo) debian_source gumbo-parser "$version" || npm_gumbo ;;
    *) debian_source "$1" "$version" ;;
  esac
}

update_lists
declare -A sources
for library in "${libraries[@]}"; do
  sources[$library]=$(source_of "$library") || die "can't get the source of $library, see $root/src/*.log"
  echo "  $library: ${sources[$library]#"$PWD"/}" >&2
done

rm -rf "$prefix" "build/$preset/CMakeCache.txt" # it remembers where libraries were found
mkdir -p "$prefix/include" "$prefix/lib/pkgconfig"
trap 'rm -rf "${prefix:?}/lib" && die "$library does not build, see $prefix/$library.log"' EXIT # half of them is none
for library in "${libraries[@]}"; do
  "build_$library" "${sources[$library]}" >"$prefix/$library.log" 2>&1
done
trap - EXIT
echo "$stamp" >"$prefix/stamp"
