#!/bin/sh
# Runs a service as compose wants it. Where the service refuses its settings (exit code 2), starting
# it again cannot help: the container stays, unhealthy, under the one line that says why.
"$@" &
service=$!
trap 'kill -TERM "$service" 2>/dev/null' TERM INT

wait "$service"
code=$?
# A signal ends the first wait before the service has ended.
while kill -0 "$service" 2>/dev/null; do
  wait "$service"
  code=$?
done

[ "$code" -eq 2 ] || exit "$code"
exec sleep infinity
