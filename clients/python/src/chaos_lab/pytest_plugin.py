"""Fixtures: `chaos` is a session of its own for each test, `chaos_proxy` the proxy they share."""

from __future__ import annotations

import re
import uuid
from typing import Iterator, NamedTuple, Optional

import pytest

from .control import ControlPlane
from .process import ProxyStartError, start_proxy
from .session import Session


class RunningProxy(NamedTuple):
    url: str
    control: ControlPlane


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("chaos-lab", "break the API that tests call")
    group.addoption("--chaos-target", metavar="URL", help="the API that a proxy is started before")
    group.addoption("--chaos-url", metavar="URL", help="a proxy that runs already: its traffic port")
    group.addoption("--chaos-admin-url", metavar="URL", help="the admin port of that proxy")
    group.addoption("--chaos-admin-token", metavar="TOKEN", help="its token, where it asks for one")
    group.addoption("--chaos-openapi", metavar="FILE", help="a document that names the operations")
    parser.addini("chaos_target", "the API that a proxy is started before")
    parser.addini("chaos_openapi", "a document that names the operations")


@pytest.fixture(scope="session")
def chaos_target(request: pytest.FixtureRequest) -> Optional[str]:
    """The API behind the proxy. Override it where the API is started by a fixture of yours."""
    config = request.config
    return config.getoption("--chaos-target") or config.getini("chaos_target") or None


@pytest.fixture(scope="session")
def chaos_proxy(
    request: pytest.FixtureRequest, chaos_target: Optional[str]
) -> Iterator[RunningProxy]:
    """One proxy for the whole run: started here, or one that runs already."""
    config = request.config
    url, admin = config.getoption("--chaos-url"), config.getoption("--chaos-admin-url")
    if (url is None) != (admin is None):
        raise pytest.UsageError("--chaos-url and --chaos-admin-url go together")
    if url is not None:
        yield RunningProxy(url, ControlPlane(admin, config.getoption("--chaos-admin-token")))
        return
    if chaos_target is None:
        raise pytest.UsageError(
            "chaos-lab does not know the API: give --chaos-target URL, set chaos_target in "
            "pytest.ini, or override the fixture chaos_target"
        )
    document = config.getoption("--chaos-openapi") or config.getini("chaos_openapi")
    args = ["--openapi", document] if document else []
    try:
        process = start_proxy(chaos_target, args)
    except ProxyStartError as error:
        pytest.fail(str(error), pytrace=False)
    try:
        yield RunningProxy(process.url, ControlPlane(process.admin_url))
    finally:
        process.stop()


@pytest.fixture
def chaos(request: pytest.FixtureRequest, chaos_proxy: RunningProxy) -> Iterator[Session]:
    """This test's own session: what it breaks, no other test meets."""
    name = re.sub(r"[^A-Za-z0-9._-]", "_", request.node.name)[:80]
    session = Session(chaos_proxy.control, chaos_proxy.url, f"{name}-{uuid.uuid4().hex[:8]}")
    yield session
    session.forget()
