#!/usr/bin/env bash
# Converts INPUTs in SHARES shares, as many at once as there are processors, and merges them into OUT.
#
# usage: parallel.sh SHARES OUT INPUT...
set -euo pipefail
[ $# -ge 3 ] || {
  sed -n '4s/^# //p' "$0" >&2
  exit 2
}
export shares=$1 out=$2 gongkai=${GONGKAI:-gongkai}
shift 2
ending=.${out##*/} && ending=.${ending#*.*.} # of "a.b/reports.wide.csv": ".wide.csv"
export ending

# Status 1 may only mean that a document could not be read; the part has its name once it is whole.
convert_share() {
  local part=$out.part-$1-of-$shares$ending
  [ -f "$part" ] || "$gongkai" convert --shard "$1/$shares" --resume --quiet -j 1 -o "$part" -- "${@:2}" || [ -f "$part" ]
}
export -f convert_share

seq "$shares" | parallel --will-cite --halt soon,fail=1 convert_share {} "${@@Q}"
parts=()
for ((i = 1; i <= shares; i++)); do parts+=("$out.part-$i-of-$shares$ending"); done
"$gongkai" merge "${parts[@]}" -o "$out"
rm -f -- "${parts[@]}"
