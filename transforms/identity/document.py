"""The names of one document as members: what stands beside a name decides who it is."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from transforms.identity.members import Members
from transforms.identity.organizations import is_national, organization_kind, own_level
from transforms.identity.persons import is_form_of_address
from transforms.identity.places import DocumentPlaces
from transforms.identity.programs import is_known_program, program_kind
from transforms.model import Entity
from transforms.names.linking import bare

#: Levels that a person or program is known by: two of one name in one county are taken for one.
_WIDE = ("county", "city", "province", "country")
#: A longer name of a place begins no organisation's.
_LONGEST_PLACE = 16


class MemberKeys(NamedTuple):
    """Keys of the members that an entity is or belongs to: columns of `stage.entity`."""

    place_key: int | None = None
    organization_key: int | None = None
    person_key: int | None = None
    program_key: int | None = None


class Identities:
    """Whom and what the names of one document mean.

    `home` is the place that the document is about, `day` when it was printed; `publication` or else `document_key`
    stands for a home that is not known. Members are added to `members`.
    """

    def __init__(
        self,
        entities: Sequence[Entity],
        home: Entity | None,
        day: date | None,
        publication: str | None,
        document_key: int,
        members: Members,
    ) -> None:
        named = [entity for entity in entities if entity.type == "place"]
        forms = {form: entity for entity in reversed(named) for form in _forms(entity)}
        self._members, self._document = members, f"document {document_key}"
        self._nowhere = f"newspaper {publication}" if publication else self._document
        self._places = DocumentPlaces(forms, home, day, self._nowhere, members)
        self._home = self._places.key(home.name, home.place_code) if home is not None else None
        self._wide_home = self._wide(self._home)
        self._leading = {form for form in forms if 1 < len(form) <= _LONGEST_PLACE}

    def place(self, name: str | None, code: str | None = None) -> int | None:
        """The key of a place that is named in the document."""
        return self._places.key(name, code)

    def of_entity(self, entity: Entity) -> MemberKeys:
        """Keys of the members that an entity is or belongs to."""
        if entity.type == "place":
            return MemberKeys(self._places.key(entity.name, entity.place_code))
        if entity.type == "org":
            key, place = self._organization(entity.name)
            return MemberKeys(place, key)
        if entity.type == "person":
            return self._person(entity)
        if entity.type == "program":
            return self._program(entity.name)
        return MemberKeys(self._wide_home)

    def _organization(self, name: str) -> tuple[int | None, int | None]:
        """An organisation's key and place: a national one has no place, others that of their name, else home."""
        name = bare(name)
        if is_national(name):
            return self._members.add_organization(name, organization_kind(name), "", None), None
        starts = (name[:end] for end in range(min(_LONGEST_PLACE, len(name) - 1), 1, -1))
        form = next((start for start in starts if start in self._leading), None)
        place = self.place(form) if form else self._of_level(*own_level(name))
        anchor = str(place) if place else self._nowhere
        return self._members.add_organization(name, organization_kind(name), anchor, place), place

    def _person(self, entity: Entity) -> MemberKeys:
        organization, place = self._organization(entity.org) if entity.org else (None, None)
        if is_form_of_address(entity.name):
            home, anchor = self._wide_home, self._document
        else:
            home = self._wide(place if place and not self._lies_in_home(place) else self._home)
            anchor = str(home) if home else self._nowhere
        person = self._members.add_person(entity.name, anchor, home)
        return MemberKeys(home, organization, person)

    def _program(self, name: str) -> MemberKeys:
        name, home = bare(name), self._wide_home
        if is_known_program(name):
            home, anchor = None, ""
        else:
            anchor = str(home) if home else self._nowhere
        key = self._members.add_program(name, program_kind(name), anchor, home)
        return MemberKeys(home, program_key=key)

    def _above(self, key: int | None) -> list[dict]:
        """A place and those above it, nearest first."""
        rows = []
        while key is not None:
            rows.append(self._places.row(key))
            key = rows[-1]["parent_key"]
        return rows

    def _wide(self, key: int | None) -> int | None:
        """The county that a place lies in, else its city or province; itself where none of these is known."""
        for row in self._above(key):
            if row["level"] in _WIDE:
                return row["place_key"]
        return key

    def _of_level(self, levels: tuple[str, ...], end: str) -> int | None:
        """The place of one of `levels` that home is or lies in; the county for a name that says no level."""
        if not levels:
            return self._wide_home
        fitting = (row for row in self._above(self._home) if row["level"] in levels and row["place"].endswith(end))
        return next((row["place_key"] for row in fitting), self._home)

    def _lies_in_home(self, key: int) -> bool:
        home = self._wide_home
        return home is None or home in [row["place_key"] for row in self._above(key)]


def _forms(place: Entity) -> tuple[str, ...]:
    """What a place is called in its document, with and without the place that it lies in."""
    full = () if not place.parent or place.name.startswith(place.parent) else (place.parent + place.name,)
    return (place.name, *place.aliases, *full)
