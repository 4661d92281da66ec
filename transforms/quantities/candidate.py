"""What may be a quantity: a numeral with what it was read as, before it is decided whether it is one."""

from dataclasses import dataclass

from transforms.quantities.units import UnitMeaning

#: A unit that is no unit: 3大平台, 新增7.3万.
NO_UNIT = UnitMeaning("", "count", 1.0, "")
PERCENT = UnitMeaning("%", "percent", 1.0, "%")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading of `text[start:end]`; `numeral` is the number's own part of it, `inner` the bounds said inside it.

    `rank` tells an ordinal, `form` the construction that was read (a name of `forms.FORMS`).
    """

    start: int
    end: int
    numeral: str
    value: float
    meaning: UnitMeaning
    form: str = ""
    high: float | None = None
    inner: tuple[str, ...] = ()
    kind: str = ""

    @property
    def arabic(self) -> bool:
        """Whether the number is written in digits."""
        return any(char.isascii() and char.isdigit() for char in self.numeral)

    @property
    def small_han(self) -> bool:
        """Whether it is a plain small Chinese number: 三, 十二; not 数十, 两万, 一百五."""
        return not self.arabic and self.value < 20 and self.high is None and self.inner == ("exact",)

    @property
    def round_only(self) -> bool:
        """Whether no digit stands before 百 千 万 亿: 亿元, 百余名."""
        return self.numeral[0] in "百千万亿佰仟萬億"
