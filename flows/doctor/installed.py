"""What is installed: Python, libraries in the ranges that baoku asks for, lexicons."""

import platform
import sys
from collections.abc import Iterator
from importlib import metadata

import polars as pl
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from flows.arrivals import sha256_of
from flows.doctor.finding import Finding
from flows.settings import Settings
from transforms.lexicon import LexiconInvalid
from warehouse.schema.keys import document_key
from warehouse.schema.stage import DOCUMENT, OBSERVATION

PROJECT = "baoku"
PAGE = "2024年，全市实现地区生产总值100亿元。"


def python(_: Settings) -> Iterator[Finding]:
    """Whether this Python is one that baoku asks for."""
    wanted = SpecifierSet(metadata.metadata(PROJECT)["Requires-Python"])
    here = platform.python_version()
    if here in wanted:
        yield Finding("Python", "fine", f"{here} ({sys.platform})")
    else:
        yield Finding("Python", "broken", f"{here}; wanted is {wanted}", "Install a Python of that range.")


def libraries(_: Settings) -> Iterator[Finding]:
    """The libraries that are missing or outside the range that they were tried in."""
    asked = [Requirement(line) for line in metadata.requires(PROJECT) or ()]
    needed = [one for one in asked if one.marker is None or one.marker.evaluate({"extra": ""})]
    faults = list(filter(None, map(_fault, needed)))
    if not faults:
        yield Finding("libraries", "fine", f"all {len(needed)} in their ranges")
    for name, says in faults:
        yield Finding(name, "broken", says, "Run `uv sync`, or `pip install --upgrade baoku`.")


def _fault(wanted: Requirement) -> tuple[str, str] | None:
    try:
        here = metadata.version(wanted.name)
    except metadata.PackageNotFoundError:
        return wanted.name, f"not installed; wanted is {wanted.specifier}"
    if wanted.specifier.contains(here, prereleases=True):
        return None
    return wanted.name, f"{here}; wanted is {wanted.specifier}"


def lexicons(_: Settings) -> Iterator[Finding]:
    """Whether the lexicons are well-formed: a short page is read with all of them."""
    from transforms.pipeline import read_batch
    from transforms.version import rules_version

    try:
        rows = read_batch(_page())[OBSERVATION.name].height
    except LexiconInvalid as error:
        yield Finding("lexicons", "broken", str(error), "Mend the row that the message names.")
        return
    if rows:
        yield Finding("lexicons", "fine", f"version {rules_version()} of rules and lexicons")
    else:
        yield Finding(
            "lexicons", "broken", f"nothing is read in {PAGE!r}", "Install baoku again: its tables are damaged."
        )


def _page() -> pl.DataFrame:
    content = PAGE.encode()
    digest = sha256_of(content)
    row = {
        "document_key": document_key("page.txt", digest),
        "document": "page.txt",
        "path": "page.txt",
        "sha256": digest,
        "byte_count": len(content),
        "encoding": "utf-8",
        "text": PAGE,
        "char_count": len(PAGE),
    }
    return DOCUMENT.conform(pl.DataFrame([row | dict.fromkeys(set(DOCUMENT.column_names) - set(row))]))
