"""Addresses of sources besides the inbox, as `BAOKU_SOURCES` names them."""

import hashlib
import importlib.util
import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from flows.errors import SettingsInvalid

FEED = "feed+"
WEB = ("http", "https")
#: Stores of files that fsspec reads, with the module each needs, and the extra of baoku that brings it.
STORES = {
    "s3": ("s3fs", "s3"),
    "sftp": ("paramiko", "sftp"),
    "ftp": ("ftplib", ""),
    "gs": ("gcsfs", ""),
    "az": ("adlfs", ""),
    "oss": ("ossfs", ""),
    "smb": ("smbprotocol", ""),
}
ALLOWED = (
    f"{FEED}https:// of an RSS or Atom feed, https:// of a listing of files, {', '.join(f'{p}://' for p in STORES)}"
)


@dataclass(frozen=True, slots=True)
class Address:
    """One source: what kind it is, its URL without the mark `feed+`, and a folder name of its own."""

    kind: Literal["feed", "listing", "store"]
    url: str

    @property
    def folder(self) -> str:
        """A name that no other source has, and that says to people which it is."""
        digest = hashlib.sha256(f"{self.kind} {self.url}".encode()).hexdigest()[:8]
        return f"{re.sub(r'[^A-Za-z0-9.]+', '-', self.url).strip('-.')[:60]}-{digest}"


def parse(url: str) -> Address:
    """The address that `url` means.

    Raises:
        SettingsInvalid: it is no such address, holds a password, or needs a package that is not installed. The
            message never repeats what stands before an @.
    """
    kind, bare = ("feed", url.removeprefix(FEED)) if url.startswith(FEED) else ("", url)
    parts = _parts(bare)
    if parts.password is not None:
        raise SettingsInvalid(
            f"BAOKU_SOURCES: the address of {parts.hostname} holds a password; give it in the environment instead "
            f"(FSSPEC_{parts.scheme.upper()}_PASSWORD)"
        )
    if parts.scheme in WEB and parts.hostname:
        return Address(kind or "listing", bare)
    if kind or parts.scheme not in STORES or not parts.netloc or "::" in bare:
        raise SettingsInvalid(f"BAOKU_SOURCES holds {_shown(bare)!r}; allowed: {ALLOWED}")
    _require(parts.scheme)
    return Address("store", bare.rstrip("/"))


def _parts(url: str):
    try:
        return urlsplit(url)
    except ValueError as error:
        raise SettingsInvalid(f"BAOKU_SOURCES holds {_shown(url)!r}: {error}; allowed: {ALLOWED}") from error


def _require(protocol: str) -> None:
    module, extra = STORES[protocol]
    if importlib.util.find_spec(module) is None:
        package = f"baoku[{extra}]" if extra else module
        raise SettingsInvalid(f"BAOKU_SOURCES holds a {protocol}:// address, which needs: pip install '{package}'")


def _shown(url: str) -> str:
    return re.sub(r"//[^/@]*@", "//…@", url)
