#!/usr/bin/env bash
# exports.sh LIBRARY [--update]: compares what a shared library exports with exports.txt, or rewrites that file.
set -euo pipefail
library=$1 mode=${2:-}
list=$(dirname "${BASH_SOURCE[0]}")/exports.txt

exports() { nm -D --defined-only --format=posix "$library" | awk '{print $1}' | LC_ALL=C sort; }

if [ "$mode" = --update ]; then
  exports >"$list"
  exit 0
fi
if ! diff -u "$list" <(exports); then
  echo "The exported symbols have changed. If that is meant: $0 $library --update" >&2
  exit 1
fi
if exports | grep -v -e '^gk_' -e '^GK_'; then
  echo "These symbols lack the project's prefix." >&2
  exit 1
fi
