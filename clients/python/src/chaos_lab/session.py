"""One test's own stream of faults."""

from __future__ import annotations

import json
from typing import Any, Optional, Union

from .control import ControlPlane

#: A fault in the short form (`reset@after`, `http-503`) or in full (`{"kind": "hang"}`).
Fault = Union[str, dict[str, Any]]


class Session:
    """
    Requests to `url` belong to this session, and to no other: tests that run side by side meet their
    own faults only. Nothing fails but what the test names.
    """

    def __init__(self, control: ControlPlane, proxy_url: str, name: str):
        self._control = control
        self.name = name
        #: The base URL for the client under test.
        self.url = f"{proxy_url.rstrip('/')}/~{name}"
        self._faults: list[dict[str, Any]] = []
        self._name_faults()

    def fail_next(self, operation: str, fault: Fault, attempts: int = 1) -> None:
        """
        Lets the next call of an operation meet a fault, at its first try or at its first `attempts`
        tries. An operation is the `operationId` of the document that the proxy was given, or
        `METHOD /path`. Asked for twice, it is the call after the next that fails as well.
        """
        made = {one["call"] for one in self.requests(operation)}
        named = {one["call"] for one in self._faults if one["operation"] == operation}
        call = max([0, *made, *named]) + 1
        for attempt in range(1, attempts + 1):
            self._faults.append(
                {"operation": operation, "call": call, "attempt": attempt, "fault": fault}
            )
        self._name_faults()

    def requests(self, operation: Optional[str] = None) -> list[dict[str, Any]]:
        """What was asked of the proxy in this session, one record for each request, in order."""
        records = self._control.tape(session=self.name)
        return [one for one in records if operation in (None, one["operation"])]

    def attempts(self, operation: str) -> int:
        """How many requests the calls of an operation took."""
        return len(self.requests(operation))

    def effects(self) -> list[dict[str, Any]]:
        """The calls that write, each with its verdict: what the client left behind at the API."""
        runs = json.loads(self._control.get("/effects", session=self.name))["runs"]
        return [call for run in runs for call in run["calls"]]

    def duplicates(self) -> list[str]:
        """The operations that were done more than once by one call."""
        return [one["operation"] for one in self.effects() if one["verdict"] == "duplicate"]

    def forget(self) -> None:
        """Takes the session off the proxy, with its faults and its records."""
        self._control.post("/tape/drain", {"runs": [{"session": self.name, "arm": "-"}]})

    def _name_faults(self) -> None:
        hypothesis = {"session": self.name, "faults": self._faults}
        self._control.put("/hypotheses", {"hypotheses": [hypothesis]})
