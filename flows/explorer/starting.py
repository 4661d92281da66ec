"""`baoku explore`: the explorer's pages on a port of this machine, until stopped."""

import importlib.util
import ipaddress
import os
import socket
import sys
from pathlib import Path

from flows.errors import OutsideFailed, UsageInvalid

PAGE = Path(__file__).with_name("page.py")
#: Nothing is fetched, sent or watched, and the browser sees no stack traces' links to outside.
FIXED = (
    ("browser.gatherUsageStats", "false"),
    ("client.showErrorLinks", "false"),
    ("client.toolbarMode", "minimal"),
    ("logger.hideWelcomeMessage", "true"),  # on another address than loopback it would ask the internet for ours
    ("server.fileWatcherType", "none"),
    ("server.headless", "true"),
)


def explore(warehouse: Path, host: str, port: int) -> None:
    """Become the server of the pages; it ends by Ctrl-C or a signal.

    Raises:
        UsageInvalid: Streamlit is not installed, or `host` is no address of this machine.
        OutsideFailed: the port is taken.
    """
    if not all(importlib.util.find_spec(name) for name in ("streamlit", "altair")):
        raise UsageInvalid('`baoku explore` needs Streamlit and Altair: pip install "baoku[explore]"')
    port = _free(host, port)
    if not _is_loopback(host):
        print(f"Whoever reaches {host} can read the warehouse: there is no password.", file=sys.stderr)
    options = [*FIXED, ("server.address", host), ("server.port", port)]
    options += [("server.allowedHosts", name) for name in _names(host)]
    flags = [f"--{name}={value}" for name, value in options]
    # -P: modules of the folder that one happens to stand in are not to be imported.
    command = [sys.executable, "-P", "-m", "streamlit", "run", str(PAGE), *flags, "--", str(warehouse.absolute())]
    print(f"{address(host, port)} in a moment; Ctrl-C stops it.", flush=True)
    os.execv(sys.executable, command)


def address(host: str, port: int) -> str:
    """Where a browser of this machine finds the pages."""
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"


def _free(host: str, port: int) -> int:
    """`port`, or any free one for 0."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise UsageInvalid(f"--host {host}: {error}") from error
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(place)
        except OSError as error:
            raise OutsideFailed(f"Nothing can be served at {address(host, port)}: {error}. Try --port 0.") from error
        return probe.getsockname()[1]


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _names(host: str) -> tuple[str, ...]:
    """Names that a browser may ask for: on loopback no others, so that no site can have a name of its own lead here."""
    return ("localhost", "127.0.0.1", "::1", host) if _is_loopback(host) else ()
