"""`baoku mentions`: quantities, bare numbers and times of many texts, for programs and for measuring."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from flows.errors import UsageInvalid
from transforms.model import Published, Quantity, Time
from transforms.quantities import find_numbers, find_quantities
from transforms.times import find_times
from transforms.tokens import tokenize

FIELDS = (
    "start",
    "end",
    "mention",
    "kind",
    "value",
    "value_high",
    "unit",
    "bound",
    "period_start",
    "period_end",
    "rule",
)


def extract_file(source: Path, target: Path) -> int:
    """Write the mentions of each line of `source` to `target`, in the same order, and say how many lines that were.

    Raises:
        UsageInvalid: a line is not what CONTRACT.md says; the message names it. `target` is then as it was.
    """
    part = target.with_name(f"{target.name}.part")
    count = 0
    try:
        with part.open("w", encoding="utf-8") as output:
            for identity, text, reference in _read(source):
                line = {"id": identity, "mentions": mentions(text, reference)}
                output.write(json.dumps(line, ensure_ascii=False) + "\n")
                count += 1
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return count


def mentions(text: str, reference: date | None) -> list[dict]:
    """What is found in `text`, published on `reference`, in reading order; offsets are code points of `text`."""
    tokens = tokenize(text)
    published = Published(reference, reference, reference, "manifest" if reference else None, None)
    found = [
        *map(_quantity, find_quantities(text, tokens)),
        *map(_quantity, find_numbers(text, tokens)),
        *map(_time, find_times(text, tokens, published, [])),
    ]
    return sorted(found, key=lambda row: (row["start"], row["end"], row["kind"]))


def _quantity(quantity: Quantity) -> dict:
    values = quantity._asdict()
    return {name: values.get(name) for name in FIELDS}


def _time(time: Time) -> dict:
    values = time._asdict() | {"kind": "time"}
    for field, name in (("start_date", "period_start"), ("end_date", "period_end")):
        values[name] = values[field].isoformat() if values[field] else None
    return {name: values.get(name) for name in FIELDS}


def _read(source: Path) -> Iterator[tuple[object, str, date | None]]:
    with source.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                given = json.loads(line)
                day = given.get("reference_date")
                # a time of day behind the date is of no use here: 2021-06-14T01:06:40
                yield given["id"], str(given["text"]), date.fromisoformat(day[:10]) if day else None
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                wanted = '{"id", "text", "reference_date": "YYYY-MM-DD" or null}'
                raise UsageInvalid(f"{source}, line {number}: {error!r}; allowed: {wanted}") from error
