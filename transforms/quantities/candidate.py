"""What may be a quantity: a numeral, and what it was read as before it is decided whether it is one."""

from dataclasses import dataclass, field
from typing import NamedTuple

from transforms.quantities.numerals import ParsedNumber
from transforms.quantities.units import UnitMeaning

#: A unit that is no unit: 3大平台, 新增7.3万.
NO_UNIT = UnitMeaning("", "count", 1.0, "")
PERCENT = UnitMeaning("%", "percent", 1.0, "%")


class UnitAfter(NamedTuple):
    """The unit that follows a numeral: it ends at `end`, and the number counts `factor` of it (成 is 10 %)."""

    end: int
    meaning: UnitMeaning
    factor: float = 1.0


@dataclass(slots=True)
class Numeral:
    """A numeral at `text[start:end]` with its worth and the unit after it, if one follows."""

    start: int
    end: int
    surface: str
    number: ParsedNumber
    unit: UnitAfter | None


@dataclass(slots=True)
class Candidate:
    """A reading of `text[start:end]`; `numeral` is the number's own part of it, `inner` the bound said inside it.

    `form` is the construction that was read: a name of `forms.FORMS`.
    """

    start: int
    end: int
    numeral: str
    value: float
    meaning: UnitMeaning
    kind: str
    high: float | None = None
    inner: str = "exact"
    form: str = ""
    #: Whether the number is written in digits.
    arabic: bool = field(init=False)

    def __post_init__(self) -> None:
        self.arabic = self.numeral[0].isascii()

    @property
    def small_han(self) -> bool:
        """Whether it is a plain small Chinese number: 三, 十二; not 数十, 两万, 一百五."""
        return not self.arabic and self.value < 20 and self.high is None and self.inner == "exact"

    @property
    def round_only(self) -> bool:
        """Whether no digit stands before 百 千 万 亿: 亿元, 百余名."""
        return self.numeral[0] in "百千万亿佰仟萬億"
