# man.sh SCDOC SOURCE PAGE: makes a manual page without a date.
set -eu
"$1" <"$2" >"$3.dated"
sed 's/"1970-01-01"/""/' "$3.dated" >"$3"
rm "$3.dated"
