"""Names that no rule for names knew: phrases that open clause after clause of an article, or that it defines.

华星电缆 has no suffix of a company, but 华星电缆接到…, 华星电缆成功…, 华星电缆充分… in one article show that clauses
are about it; 某某户外是一家…的公司 says what it is.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from transforms.observations.line import TEXT, TIME, Clause, Line, Word
from transforms.observations.nominal import is_nominal
from transforms.observations.words import clause_words, governing_verbs, indicator_words, linking_words, subject_words
from transforms.tokens import is_known

#: A name opens so many clauses, in so many of them with a verb or adverb right after it.
_OPENS, _ACTS = 3, 2
_SHORTEST, _LONGEST, _LOOK = 3, 8, 24
_KIND = r"是(?:一家|一个|国内|全国|我国|全球|世界|本土)[^。，,]{0,60}(?:公司|企业|集团|工厂|厂商|品牌|机构)$"
_DEFINED = re.compile(r"([\u4e00-\u9fffA-Za-z]{2,8}?)" + _KIND)
_NO_NAME = re.compile(r"[的这那该其它他她我们]|公司|企业|集团|品牌")
_PROPER = ("ns", "nz", "nr", "nt", "s", "x")


def recurring_names(lines: Sequence[Line]) -> frozenset[str]:
    """Opening phrases of clauses that name something though no entity does."""
    opens: Counter[str] = Counter()
    acts: Counter[str] = Counter()
    begun = [(clause, at) for line in lines for clause in line.worded if (at := _opening(clause)) >= 0]
    firsts = Counter([clause.words[at].text[0] for clause, at in begun])
    openings = [_look(clause, at) for clause, at in begun if firsts[clause.words[at].text[0]] >= _OPENS]
    heads = ["".join([word.text for word in words[:_SHORTEST]])[:_SHORTEST] for words in openings]
    often = Counter(heads)
    for head, words in zip(heads, openings, strict=True):
        if often[head] >= _OPENS:  # few are: most phrases need not be made
            for text, active in _phrases(words):
                opens[text] += 1
                acts[text] += active
    defined = {name for line in lines if "是" in line.text for name in _defined(line)}
    names = {text for text, count in opens.items() if count >= _OPENS and acts[text] >= _ACTS}
    return frozenset(defined | {text for text in names if not _is_part(text, names, opens)})


def _is_part(text: str, often: set[str], opens: Counter[str]) -> bool:
    """Whether a longer phrase stands wherever this one does."""
    return any(other.startswith(text) and opens[other] == opens[text] for other in often if other != text)


def _defined(line: Line) -> Iterator[str]:
    """What the clauses of a line define: 某某户外是一家…的公司."""
    for start, end in line.clauses:
        told = line.text.find("是", start, end) > 0 and _DEFINED.fullmatch(line.text, start, end)
        if told and not _NO_NAME.search(told[1]):
            yield told[1]


def _opening(clause: Clause) -> int:
    """Index of the first word of a clause that can begin a name; -1 where another word comes before it."""
    for at, word in enumerate(clause.words):
        if word.role == TEXT and _is_name(word.text, word.tag):
            return at if word.end <= clause.start + _LOOK else -1
        if word.role != TIME and (word.role != TEXT or word.tag[:1] not in ("c", "d", "x", "p")):
            break
    return -1


def _look(clause: Clause, at: int) -> Sequence[Word]:
    """The words from number `at` of a clause on, as far as it is looked at."""
    return [word for word in clause.words[at:] if word.role != TIME and word.end <= clause.start + _LOOK]


def _phrases(words: Sequence[Word]) -> Iterator[tuple[str, bool]]:
    """Beginnings of the phrase that opens a clause, each ending with a word, and whether a verb or adverb follows."""
    text = ""
    for index, word in enumerate(words[:-1]):
        ends = word.role != TEXT or word.text in governing_verbs() or word.text in linking_words()
        if ends or not (is_nominal(word) or word.tag == "f") or len(text) + len(word.text) > _LONGEST:
            break
        text += word.text
        if len(text) >= _SHORTEST and word.text not in indicator_words("countable"):
            yield text, words[index + 1].tag.startswith(("v", "d", "p", "ad"))


@functools.lru_cache(maxsize=1 << 13)
def _is_name(text: str, tag: str) -> bool:
    """Whether a word can begin a name: one tagged so, or one that the dictionary lacks."""
    if text in subject_words() or text in clause_words("opener") or text in clause_words("setting"):
        return False
    return (tag.startswith(_PROPER) and "\u4e00" <= text[0] <= "\u9fff") or not is_known(text)
