"""A real SFTP server on the loopback interface, made of paramiko's parts: it serves one folder to one user."""

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import paramiko

USER, PASSWORD = "reader", "a secret word"


class _Login(paramiko.ServerInterface):
    def check_auth_password(self, username: str, password: str) -> int:
        known = (username, password) == (USER, PASSWORD)
        return paramiko.AUTH_SUCCESSFUL if known else paramiko.AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED


class _Files(paramiko.SFTPServerInterface):
    root: Path

    def _place(self, path: str) -> Path:
        return self.root / path.lstrip("/")

    def list_folder(self, path: str) -> list | int:
        try:
            return [_attributes(entry) for entry in self._place(path).iterdir()]
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)

    def stat(self, path: str) -> paramiko.SFTPAttributes | int:
        try:
            return _attributes(self._place(path))
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)

    lstat = stat

    def open(self, path: str, flags: int, attr: object) -> paramiko.SFTPHandle | int:
        try:
            handle = paramiko.SFTPHandle(flags)
            handle.readfile = self._place(path).open("rb")
            return handle
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)


def _attributes(place: Path) -> paramiko.SFTPAttributes:
    return paramiko.SFTPAttributes.from_stat(place.stat(), place.name)


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[int]:
    """Serve `folder`; gives the port."""
    key = paramiko.RSAKey.generate(2048)
    files = type("Files", (_Files,), {"root": folder})
    with socket.create_server(("127.0.0.1", 0)) as listening:
        transports = []

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    transport = paramiko.Transport(connection)
                    transport.add_server_key(key)
                    transport.set_subsystem_handler("sftp", paramiko.SFTPServer, files)
                    transport.start_server(server=_Login())
                    transports.append(transport)

        Thread(target=accept, daemon=True).start()
        try:
            yield listening.getsockname()[1]
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            for transport in transports:
                transport.close()
