"""Names: places, organisations, persons and programs of a document, with every mention and how forms belong together.

The way: candidates by rule in each sentence → competition where they overlap → entities of the whole document →
further mentions of known forms.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from transforms.model import Entity, NameMention, Sentence
from transforms.names.candidates import candidates
from transforms.names.company_shorts import company_shorts
from transforms.names.forms import Forms
from transforms.names.home import home_place, home_places, page_place
from transforms.names.introductions import introductions
from transforms.names.line import Candidate, Line
from transforms.names.linking import Group, group_names
from transforms.names.offices import complete_offices
from transforms.names.place_linking import Place, add_short_town_names, link_places
from transforms.names.place_mentions import PlaceMentions
from transforms.names.places import resolve_place
from transforms.names.words import words_in
from transforms.tokens import Token

__all__ = ["NameMention", "PlaceMentions", "find_names", "home_place", "home_places", "page_place", "resolve_place"]


#: The entities of a document, and their mentions by sentence and position.
Names = tuple[list[Entity], list[NameMention]]


def find_names(sentences: Sequence[Sentence], tokens: Sequence[Sequence[Token]]) -> Names:
    """The names of one document, see `names_of_documents`."""
    return names_of_documents([sentences], [tokens])[0]


def names_of_documents(
    sentences: Sequence[Sequence[Sentence]], tokens: Sequence[Sequence[Sequence[Token]]]
) -> list[Names]:
    """The entities of each document, and their mentions by sentence and position.

    `sentences` are those of all its articles in reading order, `tokens` their words. Mentions may nest (the place in
    an organisation's name is one too); a longer one comes before those inside it.
    """
    documents = list(map(_lines, sentences, tokens))
    found = candidates([line for lines in documents for line in lines])
    told = [_by_kind(lines, list(itertools.islice(found, len(lines)))) for lines in documents]
    places = list(map(_linked_places, documents, told))
    groups = list(map(_groups, documents, told))
    entities = list(map(_entities, documents, told, places, groups))
    return list(map(_names, documents, entities, places, groups))


def _lines(sentences: Sequence[Sentence], tokens: Sequence[Sequence[Token]]) -> list[Line]:
    texts = [sentence.text for sentence in sentences]
    return list(map(Line, itertools.count(), sentences, tokens, words_in(texts)))


class _Told(NamedTuple):
    """The places and the other names of a document, with the index of the sentence that tells of each."""

    places: list[tuple[int, Candidate]]
    others: list[tuple[int, Candidate]]


def _by_kind(lines: Sequence[Line], found: Sequence[tuple[list[Candidate], list[Candidate]]]) -> _Told:
    places = [(index, candidate) for index, (here, _) in enumerate(found) for candidate in here]
    others = [(index, candidate) for index, (_, here) in enumerate(found) for candidate in here]
    return _Told(_whole(places, lines), others)


def _linked_places(lines: Sequence[Line], told: _Told) -> list[Place]:
    texts = [line.text for line in lines]
    persons = {candidate.name for _, candidate in told.others if candidate.type == "person"}
    places = link_places(_without_persons(told.places, texts, persons))
    add_short_town_names(places, texts)
    return places


def _groups(lines: Sequence[Line], told: _Told) -> list[Group]:
    return group_names(complete_offices(lines, told.others, told.places))


def _entities(lines: Sequence[Line], told: _Told, places: Sequence[Place], groups: Sequence[Group]) -> list[Entity]:
    """The places first, then the others."""
    texts = [line.text for line in lines]
    posts = introductions(lines, _without_post(groups), _by_line([*told.places, *told.others]))
    named = [_entity(group, texts, posts) for group in groups]
    return [_place_entity(place, texts) for place in places] + _with_firms(named, groups, texts)


def _names(lines: Sequence[Line], entities: list[Entity], places: Sequence[Place], groups: Sequence[Group]) -> Names:
    mentions = [*_place_mentions(places, lines), *_mentions(groups, len(places))]
    mentions.extend(_further([line.text for line in lines], entities, mentions))
    return entities, sorted(dict.fromkeys(mentions), key=lambda m: (m.sentence, m.start, -m.end, m.entity))


def _without_post(groups: Sequence[Group]) -> list[str]:
    return [group.name for group in groups if group.type == "person" and not any(c.role for _, c in group.members)]


def _by_line(found: Sequence[tuple[int, Candidate]]) -> dict[int, list[Candidate]]:
    by_line: dict[int, list[Candidate]] = {}
    for index, candidate in found:
        by_line.setdefault(index, []).append(candidate)
    return by_line


def _whole(places: Sequence[tuple[int, Candidate]], lines: Sequence[Line]) -> list[tuple[int, Candidate]]:
    """`places`, grown where they end a longer name of the document: 的蒿塔|沟村 where 蒿塔沟村 is named too; a port
    (白沙港) is its area's (白沙港区) where that is named."""
    named = {place.name for _, place in places if place.rule.startswith("suffix")}
    longest = max(map(len, named), default=0)
    whole = []
    for index, place in places:
        start, text = place.start, lines[index].text
        if place.rule.startswith("suffix") and place.name == text[place.start : place.end]:
            begins = range(place.start - 1, max(-1, place.end - min(longest, _LONGEST_PLACE) - 1), -1)
            start = next((at for at in begins if text[at : place.end] in named), place.start)
        name = text[start : place.end] if start < place.start else place.name
        name += "区" if name.endswith("港") and name + "区" in named else ""
        whole.append((index, place if name == place.name else place._replace(start=start, name=name)))
    return whole


_LONGEST_PLACE = 8


def _without_persons(
    places: Sequence[tuple[int, Candidate]], texts: Sequence[str], persons: Set[str]
) -> list[tuple[int, Candidate]]:
    """No 沈阳 in the name of a 沈阳某 whom the document names elsewhere, and no 罗明山 who is no mountain."""
    longest = max(map(len, persons), default=0)
    found = []
    for index, place in places:
        text, start, shortest = texts[index], place.start, place.end + bool(place.codes)
        if not any(text[start:end] in persons for end in range(shortest, start + longest + 1)):
            found.append((index, place))
    return found


def _place_entity(place: Place, texts: Sequence[str]) -> Entity:
    parent = place.parent.full if place.parent is not None else None
    name = place.full
    aliases = tuple(form for form in place.forms | place.chained if form != name)
    port = next((form[:-1] for form in place.forms if form.endswith("港区")), None)
    if port and any(port in text.replace(port + "区", "") for text in texts):
        aliases += (port,)
    # the table leaves out the zeros: 4406 is 440600 in GB/T 2260
    code = place.code.ljust(6, "0") if place.code else None
    return Entity(name, aliases, "place", parent=parent, place_code=code)


def _entity(group: Group, texts: Sequence[str], told: Mapping[str, tuple[str, str | None]]) -> Entity:
    aliases = tuple(form for form in group.forms if form != group.name)
    known = [candidate for _, candidate in group.members]
    if any(candidate.kind == "company" for candidate in known):
        aliases += tuple(company_shorts((group.name, *aliases), texts))
    role = next((c.role for c in known if c.role), None)
    org = next((c.org for c in known if c.org), None)
    if group.type == "person" and group.name in told:
        role, org = told[group.name]
    return Entity(group.name, aliases, group.type, role=role, org=org)


def _with_firms(entities: Sequence[Entity], groups: Sequence[Group], texts: Sequence[str]) -> list[Entity]:
    """`entities`, those of persons with the firm whose short name stands before their post: 果然鲜饮品|总经理."""
    firms = {alias: entity.name for entity in entities if entity.type == "org" for alias in entity.aliases}
    longest = max(map(len, firms), default=0)
    told = []
    for entity, group in zip(entities, groups, strict=True):
        if entity.type == "person" and entity.role and entity.org is None and firms:
            ends = ((texts[i], c.start - len(c.role)) for i, c in group.members if c.role)
            before = (text[max(0, end - size) : end] for text, end in ends for size in range(longest, 1, -1))
            entity = entity._replace(org=next((firms[name] for name in before if name in firms), None))
        told.append(entity)
    return told


def _place_mentions(places: Sequence[Place], lines: Sequence[Line]) -> Iterator[NameMention]:
    for index, place in enumerate(places):
        for sentence, start, end, rule in place.members:
            yield NameMention(sentence, start, end, lines[sentence].text[start:end], index, rule)


def _mentions(groups: Sequence[Group], first: int) -> Iterator[NameMention]:
    for index, group in enumerate(groups, first):
        for sentence, c in group.members:
            yield NameMention(sentence, c.start, c.end, c.name, index, c.rule)


def _further(texts: Sequence[str], entities: Sequence[Entity], known: Sequence[NameMention]) -> Iterator[NameMention]:
    """Mentions of known forms that no rule saw where they stand."""
    forms: dict[str, int] = {}
    for index, entity in enumerate(entities):
        for form in (entity.name, *entity.aliases):
            if len(form) >= 2:
                forms.setdefault(form, index)
    taken: dict[int, set[int]] = {}
    for mention in known:
        taken.setdefault(mention.sentence, set()).update(range(mention.start, mention.end))
    for index, start, form in Forms(forms).find(texts):
        here, end = taken.get(index, ()), start + len(form)
        if start not in here and end - 1 not in here:
            yield NameMention(index, start, end, form, forms[form], "known form")
