"""A shop of its own behind the proxy, and clients that do and do not pay twice."""

import json
import threading
import uuid
from http.client import HTTPConnection, RemoteDisconnected
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from chaos_lab import ControlPlane, ControlPlaneError, ProxyStartError, Session, start_proxy

ORDER = "POST /orders"


class Shop(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = b'{"id": 7}'
        self.send_response(201)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def chaos_target():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def order(url, tries=3, key=None):
    """A client that tries again after whatever failed."""
    at = urlsplit(url)
    status = None
    for _ in range(tries):
        connection = HTTPConnection(at.hostname, at.port, timeout=10)
        headers = {"Content-Type": "application/json"}
        if key is not None:
            headers["Idempotency-Key"] = key
        try:
            connection.request("POST", f"{at.path}/orders", json.dumps({"pet": 1}), headers)
            answer = connection.getresponse()
            status = answer.status
            answer.read()
            if status < 400:
                break
        except (ConnectionError, RemoteDisconnected):
            status = None
        finally:
            connection.close()
    return status


def test_nothing_fails_but_what_is_named(chaos):
    assert order(chaos.url) == 201
    assert chaos.attempts(ORDER) == 1


def test_the_next_call_fails_and_only_that(chaos):
    chaos.fail_next(ORDER, "http-503")
    assert order(chaos.url) == 201
    assert order(chaos.url) == 201
    assert [one["status"] for one in chaos.requests(ORDER)] == [503, 201, 201]


def test_every_try_of_a_call_can_fail(chaos):
    chaos.fail_next(ORDER, {"kind": "http-error", "status": 500}, attempts=3)
    assert order(chaos.url) == 500
    assert chaos.attempts(ORDER) == 3


def test_asked_twice_two_calls_fail(chaos):
    chaos.fail_next(ORDER, "http-500")
    chaos.fail_next(ORDER, "http-502")
    order(chaos.url)
    order(chaos.url)
    assert [one["status"] for one in chaos.requests(ORDER)] == [500, 201, 502, 201]


def test_a_lost_answer_makes_a_client_without_a_key_order_twice(chaos):
    chaos.fail_next(ORDER, "reset@after")
    assert order(chaos.url) == 201
    assert chaos.duplicates() == [ORDER]


def test_a_key_is_seen(chaos):
    chaos.fail_next(ORDER, "reset@after")
    assert order(chaos.url, key=str(uuid.uuid4())) == 201
    assert chaos.duplicates() == []


def test_sessions_do_not_meet(chaos, chaos_proxy):
    other = Session(chaos_proxy.control, chaos_proxy.url, f"other-{uuid.uuid4().hex}")
    chaos.fail_next(ORDER, "http-500", attempts=9)
    assert order(other.url) == 201
    assert order(chaos.url) == 500
    other.forget()
    assert other.requests() == []


def test_a_fault_that_is_none_is_refused_with_what_is_known(chaos):
    with pytest.raises(ControlPlaneError, match="unknown fault: expected one of"):
        chaos.fail_next(ORDER, "hagn")
    assert order(chaos.url) == 201


def test_a_proxy_that_is_not_there_is_named():
    with pytest.raises(ControlPlaneError, match="no chaos-proxy answers at http://127.0.0.1:9"):
        ControlPlane("http://127.0.0.1:9").tape()


def test_a_proxy_that_cannot_be_started_says_why(chaos_target):
    with pytest.raises(ProxyStartError, match="set CHAOS_PROXY_COMMAND"):
        start_proxy(chaos_target, command="no-such-program-here")
    with pytest.raises(ProxyStartError, match="--seed"):
        start_proxy(chaos_target, ["--seed", "x"])
