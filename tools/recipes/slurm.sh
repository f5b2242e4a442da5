#!/usr/bin/env bash
# Submits a Slurm job array that converts INPUTs in SHARES shares, and a job that merges them into OUT. Prints the two jobs'
# numbers. Options for sbatch (partition, time, memory) come from its environment variables, SBATCH_PARTITION and so on.
#
# usage: slurm.sh SHARES OUT INPUT...
set -euo pipefail
[ $# -ge 3 ] || {
  sed -n '5s/^# //p' "$0" >&2
  exit 2
}
export shares=$1 out=$2 gongkai=${GONGKAI:-gongkai}
shift 2
ending=.${out##*/} && ending=.${ending#*.*.}
export ending

# Status 1 may only mean that a document could not be read; the part has its name once it is whole.
array=$(sbatch --parsable --array="1-$shares" --requeue --output=/dev/null --job-name=gongkai <<JOB
#!/usr/bin/env bash
part=\$out.part-\$SLURM_ARRAY_TASK_ID-of-\$shares\$ending
[ -f "\$part" ] ||
  "\$gongkai" convert --shard "\$SLURM_ARRAY_TASK_ID/\$shares" --resume --quiet -j "\${SLURM_CPUS_PER_TASK:-1}" -o "\$part" -- ${@@Q} ||
  [ -f "\$part" ]
JOB
)
merge=$(sbatch --parsable --dependency="afterok:$array" --kill-on-invalid-dep=yes --output=/dev/null --job-name=gongkai-merge <<'JOB'
#!/usr/bin/env bash
parts=()
for ((i = 1; i <= shares; i++)); do parts+=("$out.part-$i-of-$shares$ending"); done
"$gongkai" merge "${parts[@]}" -o "$out" && rm -f -- "${parts[@]}"
JOB
)
echo "$array $merge"
