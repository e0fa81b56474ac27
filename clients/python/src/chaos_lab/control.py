"""The control plane of one proxy, over HTTP."""

from __future__ import annotations

import json
from typing import Any, Optional
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

# A proxy of the environment must not stand between a test and its own machine.
_OPENER = build_opener(ProxyHandler({}))


class ControlPlaneError(Exception):
    """The control plane refused a request, or cannot be reached. The message says what was wrong."""


class ControlPlane:
    """What can be asked of a running proxy. `admin_url` is that of its admin port."""

    def __init__(self, admin_url: str, token: Optional[str] = None, timeout_s: float = 10.0):
        self.admin_url = admin_url.rstrip("/")
        self._token = token
        self._timeout_s = timeout_s

    def get(self, path: str, **query: str) -> bytes:
        return self._send("GET", path, query)

    def put(self, path: str, body: Any) -> bytes:
        return self._send("PUT", path, {}, body)

    def post(self, path: str, body: Any = None, **query: str) -> bytes:
        return self._send("POST", path, query, body)

    def tape(self, **selection: str) -> list[dict[str, Any]]:
        """The records in memory, one for each request, in order."""
        lines = self.get("/tape", **selection).decode().splitlines()
        return [json.loads(line) for line in lines if line]

    def _send(self, method: str, path: str, query: dict[str, str], body: Any = None) -> bytes:
        url = self.admin_url + path + (f"?{urlencode(query)}" if query else "")
        headers = {} if self._token is None else {"Authorization": f"Bearer {self._token}"}
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        request = Request(url, data=data, method=method, headers=headers)
        try:
            with _OPENER.open(request, timeout=self._timeout_s) as answer:
                return answer.read()
        except HTTPError as error:
            raise ControlPlaneError(f"{method} {path}: {_problem(error)}") from None
        except (URLError, OSError) as error:
            reason = getattr(error, "reason", error)
            raise ControlPlaneError(
                f"no chaos-proxy answers at {self.admin_url}: {reason}"
            ) from None


def _problem(error: HTTPError) -> str:
    """The words of a problem document (RFC 9457), with each complaint and its place."""
    text = error.read().decode(errors="replace")
    try:
        problem = json.loads(text)
    except ValueError:
        return f"{error.code} {text[:200]}"
    complaints = [
        f"{one.get('path', one.get('pointer', ''))} {one.get('message', '')}".strip()
        for one in problem.get("errors", [])
        if isinstance(one, dict)
    ]
    return "; ".join([f"{error.code} {problem.get('detail', text[:200])}", *complaints])
