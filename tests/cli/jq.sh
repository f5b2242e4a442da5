#!/bin/sh
# usage: jq.sh GONGKAI CORPUS: jq reads every record, and every cell of the form is either a number or has a state.
set -eu
gongkai=$1
corpus=$2
command -v jq >/dev/null || exit 77

cd "$corpus"
cut -f1 manifest.tsv | tail -n +2 | xargs "$gongkai" dump --evidence | jq -se '
  def n_numbers: [.disclosure, .requests, .disputes | .. | numbers] | length;
  def n_null: [.disclosure, .requests, .disputes | .. | nulls] | length;
  map(select(.form != null))
  | length > 0 and all(
      .schema == "gongkai/report/1"
      and n_numbers + (.states | length) == {"2019": 198, "2021": 200}[.form]
      and n_null == (.states | length)
      and (.evidence | length) == {"2019": 198, "2021": 200}[.form] - ([.states[] | select(. == "absent")] | length))
'
