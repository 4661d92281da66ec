"""What Streamlit runs each time that somebody looks: warehouse.explore's pages, with the extractors behind."""

import sys
from collections.abc import Sequence
from datetime import date

from warehouse.explore.app import show
from warehouse.explore.visit import Explanation
from warehouse.lake.address import warehouse_at


def explain(text: str, published: date | None) -> Sequence[Explanation]:
    """What is read in a sentence; the extractors are loaded when somebody first asks."""
    from flows.explaining import explained

    return explained(text, published)


if __name__ == "__main__":
    show(warehouse_at(sys.argv[1]), explain)
