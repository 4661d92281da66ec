"""What a text calls a company that it has named in full: 金淮仪表 for 安徽金淮仪表集团有限公司."""

import re
from collections.abc import Iterator, Mapping, Sequence

from transforms.names import gazetteer
from transforms.names.forms import Forms
from transforms.names.tables import trades
from transforms.tokens import is_known

_FORM = re.compile(
    r"(?:\(集团\)|（集团）|集团|控股|股份|投资|实业|总)*(?:有限责任公司|有限公司|公司|集团)(?:[（(][^（）()]*[）)])?\Z"
)
_LONGEST_PLACE = 8
_SHORTEST = 3


def company_shorts(companies: Sequence[Sequence[str]], texts: Sequence[str]) -> list[list[str]]:
    """The shorter forms of each company that `texts` hold outside its names, the longest first.

    `companies` are the names of each, none for what is no company. The place in front and the legal form behind fall
    away, then the trade (恒铄新能源科技 → 恒铄); what is left is no word of the language, and a brand of two characters
    needs 公司 or 集团 behind it.
    """
    forms = [_shorter(names) for names in companies]
    # a page of a thousand articles names as many companies: for each of them, its own sentences alone are looked at
    holding = Forms(form for own in forms for form in own).lines_by_form(texts) if any(forms) else {}
    return [_held(own, names, holding, texts) for own, names in zip(forms, companies, strict=True)]


def _shorter(names: Sequence[str]) -> list[str]:
    """The shorter forms of a company that it may be called by, the longest first."""
    full = max(names, key=len, default="")
    found = set(_forms(full)) - set(names) if _FORM.search(full) else ()
    return sorted(found, key=lambda form: (-len(form), form))


def _held(
    forms: Sequence[str], names: Sequence[str], holding: Mapping[str, Sequence[int]], texts: Sequence[str]
) -> list[str]:
    """Those of `forms` that the texts which hold them have outside `names`."""
    lines = dict.fromkeys(index for form in forms for index in holding.get(form, ()))
    without = "\n".join([texts[index] for index in lines])
    for name in sorted(names, key=len, reverse=True) if without else ():
        without = without.replace(name, "\n")
    return [form for form in forms if form in without]


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
