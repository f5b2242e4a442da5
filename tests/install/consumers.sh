#!/usr/bin/env bash
# consumers.sh BUILD LIBDIR: installs a build, moves what was installed elsewhere, and builds and runs the README's
# example against it with pkg-config and, shared and static, with find_package.
set -euo pipefail
build=$1 libdir=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}

DESTDIR='' cmake --install "$build" --prefix "$work/first" >"$work/install.log" || fail "install: $(cat "$work/install.log")"
mv "$work/first" "$work/moved"
prefix=$work/moved

for file in include/gongkai/gongkai.h include/gongkai/status.def include/gongkai/rows.def include/gongkai/cols.def \
  "$libdir/libgongkai.a" "$libdir/libgongkai.so" "$libdir/pkgconfig/gongkai.pc" share/gongkai/gongkai-report-1.schema.json \
  share/gongkai/gongkai-comparison-1.schema.json; do
  [ -e "$prefix/$file" ] || fail "not installed: $file"
done
if command -v scdoc >/dev/null; then
  [ -s "$prefix/share/man/man1/gongkai.1" ] || fail "not installed: the man page"
fi
grep -rlF "$root" "$prefix/$libdir/cmake" "$prefix/$libdir/pkgconfig" && fail "an installed file names the source tree"

# The example is the first C block of the README; the Chinese README shows the same.
# shellcheck disable=SC2016 # sed's script
example() { sed -n '/^```c$/,/^```$/{/^```/d;p}' "$1"; }
example "$root/README.md" >"$work/example.c"
[ -s "$work/example.c" ] || fail "README.md shows no C example"
example "$root/README.zh-CN.md" | cmp - "$work/example.c" || fail "the two READMEs show different examples"

report=$root/fuzz/seeds/text/small.txt
"$prefix/bin/gongkai" cells "$report" >"$work/expected" || fail "the installed command"
warnings=(-std=c17 -Wall -Wextra -Werror)

check() {
  "$@" <"$report" >"$work/output" || fail "$1 ran but failed"
  cmp "$work/output" "$work/expected" || fail "$1: its rows are not those of the command"
}

export PKG_CONFIG_PATH=$prefix/$libdir/pkgconfig
# shellcheck disable=SC2046
"${CC:-cc}" "${warnings[@]}" "$work/example.c" -o "$work/by_pkg_config" $(pkg-config --cflags --libs gongkai)
LD_LIBRARY_PATH=$prefix/$libdir check "$work/by_pkg_config"
readelf -d "$work/by_pkg_config" | grep -q 'NEEDED.*libgongkai\.so\.' || fail "pkg-config did not give the shared library"

# shellcheck disable=SC2046
"${CC:-cc}" "${warnings[@]}" "$work/example.c" -o "$work/by_pkg_config_static" $(pkg-config --cflags gongkai) \
  "$prefix/$libdir/libgongkai.a" $(pkg-config --libs --static gongkai | sed 's/-lgongkai//')
check "$work/by_pkg_config_static"

for kind in shared static; do
  cmake -S "$here/consumer" -B "$work/$kind" -G Ninja -DKIND=$kind -DEXAMPLE="$work/example.c" \
    -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_C_COMPILER="${CC:-cc}" >"$work/$kind.log" || fail "$(cat "$work/$kind.log")"
  cmake --build "$work/$kind" >"$work/$kind.log" || fail "$(cat "$work/$kind.log")"
  check "$work/$kind/example"
done
echo "installed, moved, and used in four ways"
