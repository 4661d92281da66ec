"""The administrative units that an article names, by what they lie in, with what their mentions weigh."""

import bisect
import itertools
from collections import Counter
from collections.abc import Mapping, Sequence

from transforms.model import Entity
from transforms.names.place_mentions import PlaceMentions, Told
from transforms.names.units import is_wide

#: A unit that is named but once in the text is not what an article is about because its county is named but once too.
_LEAST = 2
#: How many sentences of text the lead of an article takes.
_LEAD = 3


class PlaceTree:
    """The units that the sentences `first` to `last` (left out) of a document name."""

    def __init__(self, page: PlaceMentions, first: int, last: int, *, whole_page: bool = False) -> None:
        self.units, self.whole_page = page.units, whole_page
        body = (index for index in range(first, last) if page.sentences[index].role == "body")
        lead = max(itertools.islice(body, _LEAD), default=-1)
        self._own: Counter[str] = Counter()
        self._named: Counter[str] = Counter()
        self._zones: Counter[str] = Counter()
        self.titled: dict[Entity, None] = {}  # in their order
        for told in _within(page.offices, first, last):
            self._own[told.unit.name] += told.in_lead if told.sentence <= lead else told.weight
        for told in _within(page.places, first, last):
            self._weigh(told, told.in_lead if told.sentence <= lead else told.weight)

    def _weigh(self, told: Told, weight: int) -> None:
        if told.unit is None:
            self._zones[told.place.name] += weight
            return
        self._own[told.unit.name] += weight
        self._named[told.unit.name] += 1
        if told.in_title and told.unit is told.place:
            self.titled[told.unit] = None

    def is_titled(self, unit: Entity) -> bool:
        """Whether titles name a unit, or a smaller one than a county that it lies in: 走进周坡镇合兴村合作社."""
        return unit in self.titled or any(
            self.units.lies_in(unit, titled) for titled in self.titled if not is_wide(titled)
        )

    def weight(self, unit: Entity) -> int:
        """What the mentions of a unit itself weigh."""
        return self._own[unit.name]

    def home(self) -> Entity | None:
        """From the heaviest unit at the top downwards, as long as one below it outweighs its neighbours."""
        total, children = self._totals()
        inner = {name for below in children.values() for name in below}
        tops = [name for name in total if name not in inner]
        if not tops:  # 合肥经开区 of a text that names no 合肥市
            zone = max(self._zones, key=lambda name: self._zones[name], default="")
            return self.units.by_name[zone] if self._zones[zone] >= _LEAST else None
        titled = set() if self.whole_page else self._titled_with_above()
        best = max(tops, key=lambda name: total[name])
        while below := children.get(best):
            first, *others = sorted(below, key=lambda name: (name not in titled, -total[name]))
            rest = sum(total[name] for name in others)
            leads = first in titled and not any(name in titled for name in others)
            least = total[best] / 2 if self.whole_page else max(_LEAST, self._own[best] / 3)
            once = self._named[first] == 1 < self._named[best] and first not in children  # 创办时，只是某镇一家小作坊
            if not leads and (once or total[first] < least or total[first] <= rest * 2):
                break
            best = first
        return self.units.by_name[best]

    def _titled_with_above(self) -> set[str]:
        """The names of the units that titles name, and of those that they lie in."""
        found: set[str] = set()
        for unit in self.titled:
            above: Entity | None = unit
            while above is not None and above.name not in found:
                found.add(above.name)
                above = self.units.above(above)
        return found

    def _totals(self) -> tuple[Mapping[str, int], Mapping[str, dict[str, None]]]:
        """What each unit weighs with all that lies in it, and the units right below each."""
        total: Counter[str] = Counter()
        children: dict[str, dict[str, None]] = {}
        for name, weight in self._own.items():
            unit, path = self.units.by_name[name], [name]
            total[name] += weight
            while (unit := self.units.above(unit)) is not None and unit.name not in path:
                total[unit.name] += weight
                children.setdefault(unit.name, {})[path[-1]] = None
                path.append(unit.name)
        return total, children


def _within(every: Sequence[Told], first: int, last: int) -> Sequence[Told]:
    """Those of the sentences `first` to `last`, in which `every` is sorted."""
    low = bisect.bisect_left(every, (first,))
    return every[low : bisect.bisect_left(every, (last,), lo=low)]
