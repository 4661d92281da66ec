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
from transforms.parts import made, part_lengths
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
    found = _candidates(documents)
    told = [_by_kind(lines, found) for lines in documents]
    places = list(map(_linked_places, documents, told))
    groups = list(map(_groups, documents, told))
    entities = list(map(_entities, documents, told, places, groups))
    return list(map(_names, documents, entities, places, groups))


class _Lines(NamedTuple):
    """A document's sentences, their texts, and as the rules see them."""

    sentences: Sequence[Sentence]
    texts: Sequence[str]
    lines: Sequence[Line]


def _lines(sentences: Sequence[Sentence], tokens: Sequence[Sequence[Token]]) -> _Lines:
    texts = [sentence.text for sentence in sentences]

    def make(start: int, end: int) -> list[Line]:
        found = words_in(texts[start:end])
        return list(map(Line, itertools.count(start), sentences[start:end], tokens[start:end], found))

    return _Lines(sentences, texts, made(make, list(map(len, texts))))


def _candidates(documents: Sequence[_Lines]) -> Iterator[tuple[list[Candidate], list[Candidate]]]:
    """Places, and all other names, of each sentence of the documents."""
    lines = (line for document in documents for line in document.lines)
    for count in part_lengths(len(text) for document in documents for text in document.texts):
        yield from candidates(list(itertools.islice(lines, count)))


class _Told(NamedTuple):
    """The places and the other names of a document, with the index of the sentence that tells of each."""

    places: list[tuple[int, Candidate]]
    others: list[tuple[int, Candidate]]


def _by_kind(document: _Lines, found: Iterator[tuple[list[Candidate], list[Candidate]]]) -> _Told:
    """What was `found` in the sentences of a document, which come next (`zip` takes no more than these)."""
    places: list[tuple[int, Candidate]] = []
    others: list[tuple[int, Candidate]] = []
    for index, (here, rest) in zip(range(len(document.texts)), found, strict=False):
        places += [(index, candidate) for candidate in here]
        others += [(index, candidate) for candidate in rest]
    return _Told(_whole(places, document.texts), others)


def _linked_places(document: _Lines, told: _Told) -> list[Place]:
    persons = {candidate.name for _, candidate in told.others if candidate.type == "person"}
    places = link_places(_without_persons(told.places, document.texts, persons))
    add_short_town_names(places, document.texts)
    return places


def _groups(document: _Lines, told: _Told) -> list[Group]:
    return group_names(complete_offices(document.lines, document.sentences, told.others, told.places))


def _entities(document: _Lines, told: _Told, places: Sequence[Place], groups: Sequence[Group]) -> list[Entity]:
    """The places first, then the others."""
    texts, found = document.texts, _by_line([*told.places, *told.others])
    posts = introductions(document.lines, texts, _without_post(groups), found)
    shorts = company_shorts([_forms_of_company(group) for group in groups], texts)
    named = [_entity(group, short, posts) for group, short in zip(groups, shorts, strict=True)]
    return [_place_entity(place, texts) for place in places] + _with_firms(named, groups, texts)


def _names(document: _Lines, entities: list[Entity], places: Sequence[Place], groups: Sequence[Group]) -> Names:
    texts = document.texts
    mentions = [*_place_mentions(places, texts), *_mentions(groups, len(places))]
    mentions.extend(_further(texts, entities, mentions))
    return entities, sorted(dict.fromkeys(mentions), key=lambda m: (m.sentence, m.start, -m.end, m.entity))


def _without_post(groups: Sequence[Group]) -> list[str]:
    return [group.name for group in groups if group.type == "person" and not any(c.role for _, c in group.members)]


def _by_line(found: Sequence[tuple[int, Candidate]]) -> dict[int, list[Candidate]]:
    by_line: dict[int, list[Candidate]] = {}
    for index, candidate in found:
        by_line.setdefault(index, []).append(candidate)
    return by_line


def _whole(places: Sequence[tuple[int, Candidate]], texts: Sequence[str]) -> list[tuple[int, Candidate]]:
    """`places`, grown where they end a longer name of the document: 的蒿塔|沟村 where 蒿塔沟村 is named too; a port
    (白沙港) is its area's (白沙港区) where that is named."""
    named = {place.name for _, place in places if place.rule.startswith("suffix")}
    longest = max(map(len, named), default=0)
    whole = []
    for index, place in places:
        start, text = place.start, texts[index]
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


def _forms_of_company(group: Group) -> tuple[str, ...]:
    """The forms of a company, the fullest first; none of another name."""
    if not any(candidate.kind == "company" for _, candidate in group.members):
        return ()
    return (group.name, *(form for form in group.forms if form != group.name))


def _entity(group: Group, shorts: Sequence[str], told: Mapping[str, tuple[str, str | None]]) -> Entity:
    aliases = (*(form for form in group.forms if form != group.name), *shorts)
    known = [candidate for _, candidate in group.members]
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


def _place_mentions(places: Sequence[Place], texts: Sequence[str]) -> Iterator[NameMention]:
    for index, place in enumerate(places):
        for sentence, start, end, rule in place.members:
            yield NameMention(sentence, start, end, texts[sentence][start:end], index, rule)


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
