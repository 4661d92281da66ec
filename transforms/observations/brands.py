"""Companies that clauses call by the first characters of their names: 聚联 of 福建聚联纺织科技有限公司."""

from collections.abc import Sequence

from transforms.lazy import of_the_last
from transforms.model import Entity
from transforms.names.company_shorts import core
from transforms.observations.line import NAME, QUANTITY, Line, Word
from transforms.tokens import is_known

#: A brand has two characters at least; so many words at an opening may be one.
_SHORTEST, _WORDS = 2, 4


@of_the_last
def _by_start(entities: Sequence[Entity]) -> dict[str, list[tuple[str, Entity]]]:
    brands: dict[str, list[tuple[str, Entity]]] = {}
    for entity in entities:
        name = core(entity.name) if entity.type == "org" else ""
        if len(name) > _SHORTEST:
            brands.setdefault(name[:_SHORTEST], []).append((name, entity))
    return brands


class Brands:
    """Companies of an article by how their brands begin."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._by_start = _by_start(entities)

    def opens(self, line: Line, words: Sequence[Word]) -> Entity | None:
        """The company whose brand opens a clause of `words`, which are those after its openers."""
        if not words or not self._by_start:
            return None
        start = words[0].start
        known = self._by_start.get(line.text[start : start + _SHORTEST], ())
        return next((entity for name, entity in known if _is_brand(line, words[:_WORDS], name)), None)


def _is_brand(line: Line, words: Sequence[Word], name: str) -> bool:
    """Whether words at an opening are the beginning of a company's `name`, and neither a word nor another's name."""
    text = ""
    for word in words:
        if word.role in (NAME, QUANTITY) or not name.startswith(text + word.text):
            break
        text += word.text
    return len(text) >= _SHORTEST and not is_known(text)
