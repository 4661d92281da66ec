"""The child process of `prefect_server`: serves Prefect's API on an inherited socket until its parent is gone.

Run as `python -m flows.prefect_server_process FD yes|no`.
"""

import gc
import os
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import uvicorn

#: New objects after which the collector looks for cycles. Imports, routes and migrations make millions that stay: with
#: Python's own 700 it takes a sixth of the start.
COLLECTED_AFTER = 100_000


def main(descriptor: str, lasting: str) -> None:
    """Serve on the listening socket `descriptor`; with pages and schedules where `lasting` is `yes`."""
    gc.set_threshold(COLLECTED_AFTER)
    # service managers send it to all processes at once, and the parent still has to say here how its run has ended
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    servers = []
    threading.Thread(target=_leave_with_parent, args=(servers,), daemon=True).start()
    import uvicorn
    from prefect.server.api.server import create_app

    app = create_app(ephemeral=lasting == "no", final=True)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
    servers.append(server)
    server.run(sockets=[socket.socket(fileno=int(descriptor))])
    os._exit(0)  # to take millions of objects apart takes Python seconds


def _leave_with_parent(servers: Sequence["uvicorn.Server"]) -> None:
    sys.stdin.buffer.read()  # until the parent closes its end, or is killed
    if not any(server.started for server in servers):  # which takes seconds, and nobody has asked it anything yet
        os._exit(1)
    for server in servers:
        server.should_exit = True


if __name__ == "__main__":
    main(*sys.argv[1:])
