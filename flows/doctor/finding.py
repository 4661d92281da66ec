"""What an examination finds."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: its name, how it is, in words, and what to do where it is not well.

    `fine` needs nothing, a `warning` will need something, with `broken` baoku cannot work.
    """

    subject: str
    state: Literal["fine", "warning", "broken"]
    says: str
    mend: str = ""
