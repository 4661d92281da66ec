"""When a document was published: told from outside, by its file's name, by its own dateline, or inferred from its text."""

import re
from collections.abc import Sequence
from datetime import date

from transforms.model import Published, Sentence


def infer_published(sentences: Sequence[Sentence], manifest_date: date | None, file_name: str) -> Published:
    """The day of publication with the window it lies in, what that rests on, and the evidence in words."""
    if manifest_date is not None:
        return Published(manifest_date, manifest_date, manifest_date, "manifest", f"manifest.csv: {manifest_date}")
    return Published(None, None, None, None, None)
