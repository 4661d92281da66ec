"""Everything a warehouse holds: its schemas and tables, and their version."""

from .agreement import AGREEMENT
from .audit import AUDIT_TABLES
from .declare import Table
from .dimensions import DIMENSIONS, FCT_VALIDITY, RAW_DOCUMENT
from .facts import BRIDGE_REPRINT, BRIDGES, FACTS, TERM_FREQUENCY
from .fetched import RAW_FETCH
from .search import FCT_POSTING

#: Counts up when a table changes so that an older program could not read or write it.
SCHEMA_VERSION = 5

#: Schemas of the database, English and Chinese.
LAYERS = {
    "raw": ("Documents as they came", "原始文件"),
    "core": ("The star: dimensions and facts", "星型模型：维度与事实"),
    "mart": ("Views for analysts: the public face, current versions", "供分析使用的视图（现行版本）"),
    "audit": ("Runs, files, funnel, checks, quarantine", "运行、台账、漏斗、检查与隔离"),
}

#: Tables whose rows belong to one document version and leave with it, by `load_key`.
VERSIONED = (
    RAW_DOCUMENT,
    *(table for table in DIMENSIONS if table.short_name in ("dim_article", "dim_sentence")),
    *FACTS,
    *BRIDGES,
    *AGREEMENT,
    FCT_POSTING,
)

TABLES = (
    RAW_DOCUMENT,
    RAW_FETCH,
    *DIMENSIONS,
    FCT_VALIDITY,
    *FACTS,
    *BRIDGES,
    *AGREEMENT,
    FCT_POSTING,
    BRIDGE_REPRINT,
    TERM_FREQUENCY,
    *AUDIT_TABLES,
)


def table(name: str) -> Table:
    """The declared table called `name` (`core.dim_unit`).

    Raises:
        KeyError: no such table is declared.
    """
    return {declared.name: declared for declared in TABLES}[name]
