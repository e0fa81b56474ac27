"""A client of chaos-proxy, and pytest fixtures. No dependency beyond the standard library."""

from .control import ControlPlane, ControlPlaneError
from .process import ProxyProcess, ProxyStartError, start_proxy
from .session import Session

__all__ = [
    "ControlPlane",
    "ControlPlaneError",
    "ProxyProcess",
    "ProxyStartError",
    "Session",
    "start_proxy",
]
