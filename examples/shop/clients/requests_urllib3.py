"""requests, with the Retry of urllib3 as most how-tos set it up for all methods."""

import os

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

BASE_URL = os.environ["BASE_URL"]

shop = requests.Session()
retry = Retry(total=3, backoff_factor=0.02, status_forcelist=[429, 500, 502, 503, 504], allowed_methods=None)
shop.mount("http://", HTTPAdapter(max_retries=retry))


def call(method, path, json=None):
    answer = shop.request(method, BASE_URL + path, json=json, timeout=1)
    answer.raise_for_status()
    return answer.json()


teapot = call("GET", "/products")[0]
order = call("POST", "/orders", {"product": teapot["id"], "quantity": 1})
call("POST", "/payments", {"order": order["id"], "amount": teapot["price"]})
