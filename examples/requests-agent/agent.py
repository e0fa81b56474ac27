"""An agent with Python's requests: its Retry, set up as its documentation shows, and nothing else."""

import os
import sys

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

BASE_URL = os.environ.get("BASE_URL", "http://127.0.0.1:4020/api/v3")
TIMEOUT_S = 5


def main():
    session = requests.Session()
    retry = Retry(total=3, backoff_factor=0.1, status_forcelist=[429, 500, 502, 503, 504])
    session.mount("http://", HTTPAdapter(max_retries=retry))

    def call(method, path, **options):
        answer = session.request(method, BASE_URL + path, timeout=TIMEOUT_S, **options)
        answer.raise_for_status()
        return answer.json()

    call("GET", "/store/inventory")
    pet = call("GET", "/pet/findByStatus", params={"status": "available"})[0]
    order = call("POST", "/store/order", json={"petId": pet["id"], "quantity": 1})
    call("PUT", "/pet", json={**pet, "status": "sold"})
    print(f"order {order['id']} for {pet['name']}")


try:
    main()
except (requests.RequestException, IndexError, ValueError) as error:
    sys.exit(f"given up: {error}")
