#!/bin/sh
# curl, told to repeat whatever failed.
set -e

call() {
  curl --silent --show-error --fail --max-time 1 --retry 3 --retry-delay 0 --retry-all-errors "$@"
}

post() {
  call --header 'Content-Type: application/json' --data "$2" "$BASE_URL$1"
}

call "$BASE_URL/products" | grep -q teapot
order=$(post /orders '{"product":1,"quantity":1}' | sed -n 's/.*"id":\([0-9]*\).*/\1/p')
test -n "$order"
post /payments "{\"order\":$order,\"amount\":2900}" | grep -q '"id"'
