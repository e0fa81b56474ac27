"""httpx, with a transport around its own that tries again."""

import os
import time

import httpx


class RetryTransport(httpx.BaseTransport):
    def __init__(self, inner, tries=4):
        self.inner = inner
        self.tries = tries

    def handle_request(self, request):
        for attempt in range(1, self.tries + 1):
            last = attempt == self.tries
            try:
                answer = self.inner.handle_request(request)
                if last or answer.status_code not in (429, 500, 502, 503, 504):
                    return answer
                wait = float(answer.headers.get("Retry-After", 0.02))
                answer.close()
                time.sleep(wait)
            except httpx.TransportError:
                if last:
                    raise


shop = httpx.Client(base_url=os.environ["BASE_URL"], transport=RetryTransport(httpx.HTTPTransport()), timeout=1)


def call(method, path, json=None):
    answer = shop.request(method, path, json=json)
    answer.raise_for_status()
    return answer.json()


teapot = call("GET", "/products")[0]
order = call("POST", "/orders", {"product": teapot["id"], "quantity": 1})
call("POST", "/payments", {"order": order["id"], "amount": teapot["price"]})
