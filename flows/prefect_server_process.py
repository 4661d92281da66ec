"""The child process of `prefect_server`: serves Prefect's API on an inherited socket until its parent is gone.

Run as `python -m flows.prefect_server_process FD yes|no`.
"""

import gc
import os
import signal
import socket
import sys
import threading

#: New objects after which the collector looks for cycles. Imports, routes and migrations make millions that stay: with
#: Python's own 700 it takes a sixth of the start.
COLLECTED_AFTER = 100_000


def main(descriptor: str, lasting: str) -> None:
    """Serve on the listening socket `descriptor`; with pages and schedules where `lasting` is `yes`."""
    gc.set_threshold(COLLECTED_AFTER)
    import uvicorn
    from prefect.server.api.server import create_app

    threading.Thread(target=_leave_with_parent, daemon=True).start()
    app = create_app(ephemeral=lasting == "no", final=True)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
    server.run(sockets=[socket.socket(fileno=int(descriptor))])


def _leave_with_parent() -> None:
    sys.stdin.buffer.read()  # until the parent closes its end, or is killed
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(*sys.argv[1:])
