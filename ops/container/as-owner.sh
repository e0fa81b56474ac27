#!/bin/sh
# Runs a command as the one whom the folder of runs belongs to, with no privilege left, so that what
# it writes belongs to that user on the machine, whatever their id is. Where the engine had to make
# the folder, it belongs to root and is empty: then it is given to whoever owns this clone, of which
# /etc/chaos-lab/clone is a file.
set -eu

owner=$(stat -c '%u:%g' "$CHAOS_RUNS_DIR")
if [ "$owner" = 0:0 ] && [ -z "$(ls -A "$CHAOS_RUNS_DIR")" ]; then
  owner=$(stat -c '%u:%g' /etc/chaos-lab/clone)
  chown "$owner" "$CHAOS_RUNS_DIR"
fi

exec setpriv --reuid "${owner%:*}" --regid "${owner#*:}" --clear-groups \
  --inh-caps=-all --bounding-set=-all -- "$@"
