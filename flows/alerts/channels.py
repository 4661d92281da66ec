"""Channels: the addresses in `BAOKU_ALERTS`, which Apprise understands. They hold passwords and tokens.

An address is told by its place in the setting and its scheme alone, wherever it is told. One that a Prefect block
keeps (`prefect://secret/NAME`) is asked for at each message, and is known by the block's name.
"""

import contextlib
import functools
import hashlib
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import SecretStr

from flows.errors import OutsideFailed, SettingsInvalid
from flows.named_secrets import SCHEME, is_named, secret

if TYPE_CHECKING:
    from apprise import Apprise
    from apprise.plugins import NotifyBase

    from flows.alerts.message import Message

ALLOWED = f"Apprise URLs, blanks between: https://appriseit.com/services/, or {SCHEME}NAME for one in a Prefect block"
#: Loggers that name addresses, or parts of them: nothing of theirs is passed on while an address is in use.
SPEAKERS = ("apprise", "urllib3", "requests")
#: What Apprise says of an answer that it does not take; the number alone is kept.
_ANSWER = re.compile(r"\berror=(\d{3})\b")


@dataclass(frozen=True, slots=True)
class Channel:
    """One address: its place in the setting, from 1, and the address itself, which shows in no repr."""

    position: int
    address: SecretStr

    @property
    def name(self) -> str:
        """What it is called before people, such as `channel 2 (slack)` or `channel 2 (prefect://secret/team)`."""
        return f"channel {self.position} ({_scheme(self.address)})"

    @property
    def key(self) -> str:
        """What it is known by in the outbox, wherever it stands in the setting; the address cannot be had from it."""
        return _key(self.address.get_secret_value())

    def send(self, message: "Message") -> str | None:
        """Hand over a message; None when it was accepted, else what came instead, without any part of the address."""
        try:
            address = secret(self.address.get_secret_value())
        except OutsideFailed as error:
            return str(error)
        with _unheard() as heard:
            service = _service(address)
            if service is None:
                return "the address is not understood"
            accepted = _apprise(service).notify(
                body=message.body(service.notify_format),
                title=message.title,
                notify_type=message.type,
                body_format=service.notify_format,
            )
        return None if accepted else _reason(heard)


def parse(addresses: str | Sequence[str | SecretStr]) -> tuple[SecretStr, ...]:
    """Addresses with blanks between, or one by one, each of which Apprise understands.

    Raises:
        SettingsInvalid: one is not understood; the message names its place, and its scheme where that is known.
    """
    given = addresses.split() if isinstance(addresses, str) else addresses
    secrets = tuple(one if isinstance(one, SecretStr) else SecretStr(one) for one in given)
    for position, address in enumerate(secrets, 1):
        if not _is_understood(address.get_secret_value()):
            raise SettingsInvalid(
                f"BAOKU_ALERTS: address {position} of {len(secrets)} ({_scheme(address)}) is not understood; "
                f"allowed: {ALLOWED}"
            )
    return secrets


def channels(addresses: Sequence[SecretStr]) -> list[Channel]:
    """The channels that the setting names."""
    return [Channel(position, address) for position, address in enumerate(addresses, 1)]


def _is_understood(address: str) -> bool:
    if is_named(address):
        return True  # which service it is of shows when it is used
    with _unheard():
        return _service(address) is not None


def _scheme(address: SecretStr) -> str:
    from apprise import Apprise

    if is_named(address.get_secret_value()):
        return address.get_secret_value()
    scheme, mark, _ = address.get_secret_value().partition("://")
    # what stands before :// may be a password where the address is torn: only a word that Apprise knows is shown
    known = {"http", "https"}.union(*(_names(one) for one in Apprise().details()["schemas"]))
    return scheme.lower() if mark and scheme.lower() in known else "unknown scheme"


def _names(schema: dict) -> Iterator[str]:
    for kind in ("protocols", "secure_protocols"):
        yield from schema[kind] or ()


@functools.cache
def _key(address: str) -> str:
    # slow on purpose: a password that is a word must not be had from the outbox by trying words
    return hashlib.scrypt(address.encode(), salt=b"baoku alerts", n=2**14, r=8, p=1, dklen=16).hex()


def _service(address: str) -> "NotifyBase | None":
    from apprise import Apprise, AppriseAsset
    from apprise.common import OverflowMode

    service = Apprise.instantiate(address, asset=AppriseAsset(app_id="baoku", app_desc="报库", async_mode=False))
    if service is not None:
        # cut, not split: of two halves one could be accepted and be sent again with the other
        service.overflow_mode = OverflowMode.TRUNCATE
    return service


def _apprise(service: "NotifyBase") -> "Apprise":
    from apprise import Apprise

    return Apprise(service, asset=service.asset)


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextlib.contextmanager
def _unheard() -> Iterator[list[str]]:
    """A block in which what libraries say of addresses goes into the list that it gives, and nowhere else."""
    collector = _Collector()
    loggers = [logging.getLogger(name) for name in SPEAKERS]
    before = [(logger, logger.handlers, logger.propagate, logger.level) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [collector], False
        logger.setLevel(logging.WARNING)
    try:
        yield collector.lines
    finally:
        for logger, handlers, propagate, level in before:
            logger.handlers, logger.propagate = handlers, propagate
            logger.setLevel(level)


def _reason(heard: Sequence[str]) -> str:
    answers = [match[1] for line in heard for match in _ANSWER.finditer(line)]
    if answers:
        return f"it answered with {answers[-1]}"
    if any("onnection" in line or "ocket" in line for line in heard):
        return "no connection"
    return "it was not accepted"
