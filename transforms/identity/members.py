"""Members of shared dimensions, gathered over the documents of a batch, each once."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from warehouse.schema.keys import text_key


@dataclass
class Members:
    """Rows of `stage.place`, `stage.organization`, `stage.person` and `stage.program`, by key."""

    places: dict[int, dict] = field(default_factory=dict)
    organizations: dict[int, dict] = field(default_factory=dict)
    persons: dict[int, dict] = field(default_factory=dict)
    programs: dict[int, dict] = field(default_factory=dict)

    def add_organization(self, name: str, kind: str, anchor: str, place_key: int | None) -> int:
        """The key of an organisation known by `name` and `anchor`; what belongs to it is kept the first time."""
        key = text_key(f"organization\n{name}\n{anchor}")
        self.organizations.setdefault(
            key, {"organization_key": key, "organization": name, "kind": kind, "place_key": place_key}
        )
        return key

    def add_person(self, name: str, anchor: str, place_key: int | None) -> int:
        """The key of a person, in the same way."""
        key = text_key(f"person\n{name}\n{anchor}")
        self.persons.setdefault(key, {"person_key": key, "person": name, "place_key": place_key})
        return key

    def add_program(self, name: str, kind: str, anchor: str, place_key: int | None) -> int:
        """The key of a program, in the same way."""
        key = text_key(f"program\n{name}\n{anchor}")
        self.programs.setdefault(key, {"program_key": key, "program": name, "kind": kind, "place_key": place_key})
        return key

    def rows(self) -> Iterator[tuple[str, list[dict]]]:
        """Rows by the name of their stage table."""
        yield "stage.place", list(self.places.values())
        yield "stage.organization", list(self.organizations.values())
        yield "stage.person", list(self.persons.values())
        yield "stage.program", list(self.programs.values())
