"""The interface in Chinese and in English: every phrase, column and coded word from `phrases.csv`."""

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType

CODES = {"zh": "中文", "en": "English"}


@functools.cache
def phrases() -> Mapping[str, tuple[str, str]]:
    """Phrase, or name of a column or coded word → English, Chinese."""
    text = resources.files("warehouse.explore").joinpath("phrases.csv").read_text(encoding="utf-8")
    return MappingProxyType(
        {
            row["name"]: (row["english"] or row["name"].replace("_", " "), row["chinese"])
            for row in csv.DictReader(text.splitlines())
        }
    )


def preferred(asked: str | None, browser: str | None) -> str:
    """The language to begin with: the one that the address asks for, else the browser's; Chinese when neither says."""
    if asked in CODES:
        return asked
    return "zh" if not browser or browser.lower().startswith("zh") else "en"


@dataclass(frozen=True)
class Language:
    """A language to speak: `say("Last runs")`; what the table does not have stands as it is."""

    code: str

    def __call__(self, phrase: str, **values: object) -> str:
        """`phrase` with `values` in its braces."""
        return self.word(phrase).format(**values) if values else self.word(phrase)

    def word(self, name: object) -> str:
        """The name of a column or a coded word for people; an unknown one stands as it is."""
        english, chinese = phrases().get(str(name), (str(name), str(name)))
        return chinese if self.code == "zh" else english
