"""A proxy as a child process, on free ports, that ends with the test run."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import tempfile
from dataclasses import dataclass
from typing import Optional, Sequence

#: What starts a proxy, unless it is told by an argument or by the environment.
COMMAND_VARIABLE = "CHAOS_PROXY_COMMAND"
DEFAULT_COMMAND = "npx --no-install chaos-proxy"


class ProxyStartError(Exception):
    """The proxy could not be started. The message holds what it said."""


@dataclass(frozen=True)
class ProxyProcess:
    """A running proxy: `url` is for the client under test, `admin_url` for the test."""

    url: str
    admin_url: str
    _process: "subprocess.Popen[str]"

    def stop(self) -> None:
        """Ends the process; one that does not end in five seconds is killed."""
        self._process.terminate()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


def start_proxy(
    target: str,
    args: Sequence[str] = (),
    command: Optional[str] = None,
) -> ProxyProcess:
    """Starts a proxy in front of `target` and waits until it listens."""
    given = command or os.environ.get(COMMAND_VARIABLE) or DEFAULT_COMMAND
    words = [*shlex.split(given), "--target", target, "--port", "0", "--admin-port", "0", *args]
    with tempfile.TemporaryFile(mode="w+") as stderr:
        try:
            process = subprocess.Popen(  # noqa: S603
                words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=stderr, text=True
            )
        except OSError as error:
            raise ProxyStartError(
                f"{words[0]}: {error.strerror}: set {COMMAND_VARIABLE} to what starts chaos-proxy"
            ) from None
        line = process.stdout.readline() if process.stdout is not None else ""
        try:
            listening = json.loads(line)
            return ProxyProcess(listening["traffic"], listening["admin"], process)
        except (ValueError, KeyError):
            process.terminate()
            process.wait()
            stderr.seek(0)
            said = stderr.read().strip() or line.strip() or "it said nothing"
            raise ProxyStartError(f"{given}: did not start: {said}") from None
