"""Bodies that open a clause by a name that no entity has: 海宁|皮革城, 县|产业|集聚区, 龙头企业|某某有限公司."""

from collections.abc import Sequence

from transforms.observations.line import NAME, QUANTITY, TEXT, Line, Word
from transforms.observations.nameless import is_label, tells_of_first
from transforms.observations.nominal import company, institution, is_nominal

#: What says what kind of firm the one named next is, within so many words.
_FIRMS, _KINDS = ("企业", "单位", "厂商", "老字号", "商户"), 4


def named_body(line: Line, words: Sequence[Word]) -> Sequence[Word]:
    """The words of a phrase that opens the clause and looks like an institution's name, none where none does."""
    firm = bool(words) and line.text.find("有限公司", words[0].start, words[-1].end) >= 0
    words = _after_kind(words) if firm else words
    length = institution(words) or (company(words) if firm else 0)
    following = words[length] if 0 < length < len(words) else None
    counts = following is not None and following.role == QUANTITY and words[length - 1].text[-1] not in "村寨屯"
    goes_on = following is not None and following.text in "“‘《"  # 安置点|“幸福家园”小区
    if following is None or counts or goes_on or is_label(line, words[0], following):
        return ()
    listed = following.text in ("、", "的", "和", "与", "等") and not _joins(line, words[length:])
    return () if listed else words[:length]


def _joins(line: Line, words: Sequence[Word]) -> bool:
    """Whether words go on with whom a body does something together: 与|某某公司|合办茶艺班."""
    return (
        len(words) > 2
        and words[0].text in ("与", "和")
        and words[1].role == NAME
        and tells_of_first(line.text, words[1].end)
    )


def _after_kind(words: Sequence[Word]) -> Sequence[Word]:
    """The words after those that say what kind of firm is named: 园区|龙头企业|某某有限公司."""
    at = next((index for index, word in enumerate(words[:_KINDS], 1) if word.text.endswith(_FIRMS)), 0)
    kind = 0 < at < len(words) and all(word.role == TEXT and is_nominal(word) for word in words[:at])
    return words[at:] if kind and words[at].role in (TEXT, NAME) else words
