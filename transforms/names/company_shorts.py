"""What a text calls a company that it has named in full: 金淮仪表 for 安徽金淮仪表集团有限公司."""

import re
from collections.abc import Iterator, Sequence

from transforms.names import gazetteer
from transforms.names.tables import trades
from transforms.tokens import is_known

_FORM = re.compile(
    r"(?:\(集团\)|（集团）|集团|控股|股份|投资|实业|总)*(?:有限责任公司|有限公司|公司|集团)(?:[（(][^（）()]*[）)])?\Z"
)
_LONGEST_PLACE = 8
_SHORTEST = 3


def company_shorts(names: Sequence[str], texts: Sequence[str]) -> Iterator[str]:
    """The shorter forms of a company's `names` that `texts` hold outside these names, the longest first.

    The place in front and the legal form behind fall away, then the trade (恒铄新能源科技 → 恒铄); what is left is no
    word of the language, and a brand of two characters needs 公司 or 集团 behind it.
    """
    full = max(names, key=len)
    if not _FORM.search(full):
        return
    without = "\n".join(texts)
    for name in sorted(names, key=len, reverse=True):
        without = without.replace(name, "\n")
    for form in sorted(set(_forms(full)) - set(names), key=len, reverse=True):
        if form in without:
            yield form


def core(full: str) -> str:
    """A company's name without place and legal form: 恒铄新能源科技; "" where it has no form."""
    return _without_places(_FORM.sub("", full)) if _FORM.search(full) else ""


def _forms(full: str) -> Iterator[str]:
    brand = whole = core(full)
    while (tail := next((word for word in _tails(brand)), None)) is not None:
        brand = brand.removesuffix(tail)
    for stem in dict.fromkeys((whole, brand)):
        if len(stem) < 2 or is_known(stem):
            continue
        if len(stem) >= _SHORTEST:
            yield stem
        yield from (f"{stem}公司", f"{stem}集团")


def _tails(name: str) -> Iterator[str]:
    """Trades that `name` ends with, the longest first, where a brand is left before them."""
    for start in range(2, len(name) - 1):
        if name[start:] in trades():
            yield name[start:]


def _without_places(name: str) -> str:
    while len(name) > 3:
        known = (
            length
            for length in range(min(_LONGEST_PLACE, len(name) - 2), 1, -1)
            if name[:length] in gazetteer.codes_by_name() or name[:length] in gazetteer.codes_by_short_name()
        )
        length = next(known, 0)
        if not length:
            break
        name = name[length:]
    return name.lstrip("省市县区")
