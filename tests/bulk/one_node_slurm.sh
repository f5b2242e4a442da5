#!/usr/bin/env bash
# A Slurm of one node, this machine, for as long as a command runs under it: to try a job array without a cluster.
#
# usage: one_node_slurm.sh FOLDER COMMAND [ARGUMENT ...]
#
# FOLDER gets the configuration and the logs. Needs root, cgroups, and Debian's slurmctld, slurmd, slurm-client and munge; exits
# with 77 where these are not to be had. Otherwise with what the command exits with.
set -euo pipefail
[ $# -ge 2 ] || {
  sed -n '4s/^# //p' "$0" >&2
  exit 2
}
mkdir -p "$1"
folder=$(cd "$1" && pwd)
shift
[ "$(id -u)" -eq 0 ] || exit 77
[ -n "$(ls -A /sys/fs/cgroup 2>/dev/null)" ] || exit 77 # slurmd does not start without
for program in slurmctld slurmd sbatch munged; do
  command -v "$program" >/dev/null || exit 77
done

# A port that nobody listens on, so that a cluster that is there is left alone.
free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

configure() {
  mkdir -p "$folder/state" "$folder/spool" "$folder/munge"
  chown munge: "$folder/munge"
  chmod 755 "$folder/munge" "$folder"
  [ -f "$folder/munge/key" ] || dd if=/dev/urandom of="$folder/munge/key" bs=1024 count=1 status=none
  chown munge: "$folder/munge/key"
  chmod 400 "$folder/munge/key"
  cat >"$folder/slurm.conf" <<CONF
ClusterName=one
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge/socket
CryptoType=crypto/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
ReturnToService=2
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
NodeName=localhost NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=localhost Default=YES MaxTime=INFINITE State=UP
CONF
}

# Asks a daemon to end, and sees to it that it does.
end() {
  local pid waited=0
  [ -f "$1" ] && pid=$(cat "$1") && kill "$pid" 2>/dev/null || return 0
  while kill -0 "$pid" 2>/dev/null && [ $((waited++)) -lt 100 ]; do sleep 0.1; done
  kill -KILL "$pid" 2>/dev/null || true
}

stop() {
  end "$folder/slurmd.pid"
  end "$folder/slurmctld.pid"
  [ -z "${munged_pid:-}" ] || kill "$munged_pid" 2>/dev/null || true
  wait 2>/dev/null || true
}

start() {
  setpriv --reuid munge --regid munge --clear-groups munged --foreground --force --key-file "$folder/munge/key" \
    --socket "$folder/munge/socket" --pid-file "$folder/munge/pid" --log-file "$folder/munge/log" \
    --seed-file "$folder/munge/seed" >/dev/null 2>&1 &
  munged_pid=$!
  export SLURM_CONF=$folder/slurm.conf
  local waited=0
  until [ -S "$folder/munge/socket" ] || [ $((waited++)) -ge 100 ]; do sleep 0.1; done
  slurmctld
  slurmd -N localhost
  until [ "$(sinfo -h -o %T 2>/dev/null)" = idle ] || [ $((waited++)) -ge 600 ]; do sleep 0.1; done
  [ "$(sinfo -h -o %T)" = idle ] || {
    echo "one_node_slurm.sh: the node does not come up; see $folder/slurmctld.log" >&2
    exit 1
  }
}

configure
trap stop EXIT
start
"$@"
