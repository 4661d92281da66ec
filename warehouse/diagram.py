"""The star as an entity-relationship diagram (Mermaid), drawn from what the declarations say that columns point to."""

from collections.abc import Iterator

from warehouse.schema.catalogue import TABLES
from warehouse.schema.declare import TEXT, Table

#: Every fact points to these three, and each of them to the next: drawn once, not for every fact.
WAY = ("dim_sentence", "dim_article", "dim_document")
HEADING = """\
## The star · 星型模型

Facts and bridges with the dimensions that they point to; under a line, the columns. Every fact also points to its
sentence, article and document, which is drawn only for these themselves.

事实表、桥表及其维度，连线注明所用的列；各事实均指向所在句子、文章与文件，仅在三者之间画出。
"""


def diagram() -> str:
    """A section of the dictionary: heading and diagram of schema `core`."""
    tables = {table.name: table for table in TABLES if table.layer == "core"}
    lines = [line for table in tables.values() for line in (*_box(table), *_edges(table, tables))]
    return f"{HEADING}\n```mermaid\nerDiagram\n" + "\n".join(lines) + "\n```\n"


def _box(table: Table) -> Iterator[str]:
    """A dimension with its key and its name; facts are drawn by their name alone."""
    if not table.short_name.startswith("dim_"):
        return
    name = next((column.name for column in table.columns if column.dtype is TEXT), None)
    yield f"    {table.short_name} {{"
    yield from (f"        BIGINT {key} PK" for key in table.key)
    if name:
        yield f"        VARCHAR {name}"
    yield "    }"


def _edges(table: Table, tables: dict[str, Table]) -> Iterator[str]:
    """A line for each table that this one points to, with the columns that do; none for a table's own key."""
    columns: dict[str, list[str]] = {}
    for column in table.columns:
        target, _, key = (column.references or "").rpartition(".")
        if (
            target in tables
            and not _goes_without_saying(table, target.removeprefix("core."))
            and (target, key) != (table.name, column.name)
        ):
            columns.setdefault(target, []).append(column.name)
    for target, names in columns.items():
        yield f'    {table.short_name} }}o--|| {tables[target].short_name} : "{", ".join(names)}"'


def _goes_without_saying(table: Table, target: str) -> bool:
    """Whether a line would stand at every fact; what a bridge leads from is drawn."""
    is_bridge_to_article = table.short_name.startswith("bridge_") and target == "dim_article"
    return target in WAY and table.short_name not in WAY and not is_bridge_to_article
