"""Columns that say where a row came from: every fact carries them."""

from .declare import KEY, TEXT, Column

LOAD_KEY = Column(
    "load_key",
    KEY,
    "Counts up with each loaded document version; rows stand on the disk in its order",
    "装载序号，随装载的文件版本递增，事实表按此聚簇",
    nullable=False,
)
RUN_ID = Column(
    "run_id", TEXT, "Run that loaded the row", "装载该行的运行", nullable=False, references="audit.run.run_id"
)
RULE = Column("rule", TEXT, "Rule that made the row", "产生该行的规则", nullable=False)
RULES_VERSION = Column(
    "rules_version", TEXT, "Version of the rules and lexicons that made the row", "规则与词表的版本", nullable=False
)
#: Of a row that no single rule made (an article, a sentence).
LOADED = (LOAD_KEY, RUN_ID, RULES_VERSION)
#: Of a fact.
MADE = (LOAD_KEY, RUN_ID, RULE, RULES_VERSION)


def key_column(name: str, points_to: str, english: str, chinese: str) -> Column:
    """A column that holds the key of another table's row (`points_to` is `schema.table.column`), 0 for unknown."""
    return Column(
        name, KEY, f"{english}; 0 where unknown", f"{chinese}；未知为 0", nullable=False, references=points_to
    )


DOCUMENT_KEY = key_column("document_key", "core.dim_document.document_key", "Version of the document", "文件版本")
ARTICLE_KEY = key_column("article_key", "core.dim_article.article_key", "Article", "文章")
SENTENCE_KEY = key_column("sentence_key", "core.dim_sentence.sentence_key", "Sentence", "句子")


def date_key_column(name: str, english: str, chinese: str) -> Column:
    """A column that holds the key of a day."""
    return key_column(name, "core.dim_date.date_key", english, chinese)


def taken_from(columns: tuple[Column, ...], *names: str) -> tuple[Column, ...]:
    """The columns called `names`, in that order: a column is described once and used again."""
    by_name = {column.name: column for column in columns}
    return tuple(by_name[name] for name in names)
