"""Views for analysts, with the columns that CONTRACT promises; their queries stand in warehouse/marts/."""

import dataclasses

from . import lineage
from .declare import BOOL, INT, KEY, REAL, TEXT, Column, Table
from .dimensions import VALID
from .questions import QUESTIONS
from .stage import ARTICLE, DOCUMENT, ENTITY, EVENT, MENTION, OBSERVATION, SENTENCE, TERM

DOCUMENT_KEY = Column(
    "document_key", ARTICLE.columns[1].dtype, "Version of the document", "文件版本", nullable=False,
    references="core.dim_document.document_key",
)  # fmt: skip
#: Where a key of the stage points to among the views.
POINTS_TO = {
    "stage.article.article_key": "mart.articles.article_key",
    "stage.sentence.sentence_key": "mart.sentences.sentence_key",
}
SENTENCE_TEXT = Column("sentence", TEXT, "The sentence it stands in, breaks repaired", "所在句子（断行已修复）")
IS_REPRINT = Column(
    "is_reprint", BOOL, "Whether the same text is printed by another article first: leave these out to count once",
    "是否重复刊登（通稿的后续刊登）；统计时可排除", nullable=False,
)  # fmt: skip
SPAN_NAMES = ("char_start", "char_end", "pieces")


def taken_from(columns: tuple[Column, ...], *names: str) -> tuple[Column, ...]:
    """The columns called `names`, pointing to views where they point to stage tables."""
    taken = lineage.taken_from(columns, *names)
    return tuple(dataclasses.replace(c, references=POINTS_TO.get(c.references)) for c in taken)


DOCUMENT_NAME = taken_from(DOCUMENT.columns, "document")

ARTICLES = Table(
    "mart.articles",
    "One article in the current version of a document",
    "Articles with titles, bylines and dates",
    "文章：标题、署名、出版日期",
    ("article_key",),
    (
        *DOCUMENT_NAME,
        *taken_from(ARTICLE.columns, "article_key", "ordinal", "title", "kicker", "subtitle", "authors"),
        *taken_from(ARTICLE.columns, "photo_credits", "headings", "captions", "publication", "published"),
        *taken_from(ARTICLE.columns, "published_earliest", "published_latest", "published_basis"),
        *taken_from(ARTICLE.columns, "published_evidence", "char_start", "char_end", "char_count"),
        DOCUMENT_KEY,
        IS_REPRINT,
    ),
)

SENTENCES = Table(
    "mart.sentences",
    "One sentence of one article in the current version of a document",
    "Sentences, breaks of the layout repaired",
    "句子（断行已修复）",
    ("sentence_key",),
    (
        *DOCUMENT_NAME,
        *taken_from(SENTENCE.columns, "article_key", "sentence_key", "ordinal", "paragraph", "role", "text"),
        *taken_from(SENTENCE.columns, *SPAN_NAMES),
        DOCUMENT_KEY,
    ),
)

OBSERVATIONS = Table(
    "mart.observations",
    "One quantity mention in the current version of one article",
    "Quantities: value, unit, what it measures, of whom, where, when, planned or done",
    "数量事实：数值、单位、指标、主体、地点、时期与状态",
    ("observation_key",),
    (
        *DOCUMENT_NAME,
        *taken_from(OBSERVATION.columns, "article_key", "sentence_key", "observation_key"),
        SENTENCE_TEXT,
        *taken_from(OBSERVATION.columns, "mention", *SPAN_NAMES, "kind", "value", "value_high", "unit"),
        *taken_from(OBSERVATION.columns, "base_value", "base_unit", "bound", "indicator"),
        *taken_from(OBSERVATION.columns, "standard_indicator", "topic", "measure", "direction", "comparison"),
        *taken_from(OBSERVATION.columns, "subject", "subject_type", "place", "place_code"),
        *taken_from(OBSERVATION.columns, "period_start", "period_end", "period_basis", "status", "salience"),
        *taken_from(OBSERVATION.columns, "rule", "confidence"),
        DOCUMENT_KEY,
        IS_REPRINT,
    ),
)

TIMES = Table(
    "mart.times",
    "One time expression at one place in the current version of one article",
    "Time expressions, resolved to inclusive days",
    "时间表达式及其起止日期",
    ("mention_key",),
    (
        *DOCUMENT_NAME,
        *taken_from(MENTION.columns, "mention_key", "article_key", "sentence_key", "mention", *SPAN_NAMES),
        *taken_from(MENTION.columns, "start_date", "end_date", "granularity", "rule"),
        DOCUMENT_KEY,
    ),
)

ENTITIES = Table(
    "mart.entities",
    "One named entity in the current version of one document",
    "Places, organisations, persons, programs and other names",
    "地名、机构、人物、项目等实体",
    ("entity_key",),
    (
        *DOCUMENT_NAME,
        *taken_from(ENTITY.columns, "entity_key", "name", "aliases", "type", "role", "org", "parent", "place_code"),
        *taken_from(ENTITY.columns, "mentions"),
        DOCUMENT_KEY,
    ),
)

EVENTS = Table(
    "mart.events",
    "One happening told in one sentence of the current version of a document",
    "Dated or datable happenings",
    "有日期或可推定日期的事件",
    ("event_key",),
    (
        *DOCUMENT_NAME,
        *taken_from(EVENT.columns, "article_key", "sentence_key", "event_key", "type", "trigger", "what"),
        *taken_from(EVENT.columns, "start_date", "end_date", "place", "participants"),
        SENTENCE_TEXT,
        *taken_from(EVENT.columns, "rule"),
        DOCUMENT_KEY,
    ),
)

TERMS = Table(
    "mart.terms",
    "One term in one article of the current version of a document",
    "Term statistics from segmentation",
    "分词统计",
    ("article_key", "term"),
    (
        *taken_from(TERM.columns, "term", "part_of_speech"),
        *DOCUMENT_NAME,
        *taken_from(TERM.columns, "article_key", "count"),
        Column(
            "tf_idf",
            REAL,
            "Share of the article's terms × (ln((1 + articles) / (1 + articles with the term)) + 1), current articles",
            "词频 ×（ln((1 + 文章数) / (1 + 含该词文章数)) + 1），以现行文章计",
        ),
        DOCUMENT_KEY,
    ),
)


def history(view: Table) -> Table:
    """The `…_history` twin of a view: all versions, with the period in which each was current."""
    return dataclasses.replace(
        view,
        name=f"{view.name}_history",
        grain=view.grain.replace("the current version", "one version") + ", for one period in which it was current",
        description=f"{view.description}: all versions",
        description_zh=f"{view.description_zh}（全部版本）",
        key=(*view.key, "valid_from"),
        columns=(*(column for column in view.columns if column is not IS_REPRINT), *VALID[:2]),
    )


REPRINTS = Table(
    "mart.reprints",
    "One appearance of a text that is printed in several documents",
    "Articles that print the same text, each appearance a row",
    "通稿及其各次刊登",
    ("article_key",),
    (
        Column("cluster_key", KEY, "The text: the smallest key of its articles", "同一内容的编号", nullable=False),
        *taken_from(ARTICLE.columns, "article_key"),
        Column(
            "appearance", INT, "Which appearance it is, by date and name, from 1", "第几次刊登，从 1 起", nullable=False
        ),
        Column("appearances", INT, "How many appearances there are", "共刊登几次", nullable=False),
        IS_REPRINT,
        *DOCUMENT_NAME,
        *taken_from(ARTICLE.columns, "title", "publication", "published"),
    ),
)

DOCUMENTS = Table(
    "mart.documents",
    "One document in its current version",
    "Documents with the decoded text that every offset points into",
    "文件及其解码后的原文（所有位置以此为准）",
    ("document_key",),
    (
        *DOCUMENT_NAME,
        DOCUMENT_KEY,
        *taken_from(DOCUMENT.columns, "path", "encoding", "byte_count", "char_count", "publication", "page", "url"),
        *taken_from(DOCUMENT.columns, "text"),
        *VALID[:1],
    ),
)

NAMES = Table(
    "mart.names",
    "One name at one place in one sentence of the current version of a document",
    "Names where they stand, with the entity that each names",
    "名称的每次出现及其所指实体",
    ("mention_key",),
    (
        *DOCUMENT_NAME,
        *taken_from(MENTION.columns, "mention_key", "article_key", "sentence_key"),
        dataclasses.replace(*taken_from(MENTION.columns, "entity_key"), references="mart.entities.entity_key"),
        *taken_from(MENTION.columns, "mention", *SPAN_NAMES),
        *taken_from(ENTITY.columns, "type", "name", "role", "org"),
        *taken_from(MENTION.columns, "rule"),
        DOCUMENT_KEY,
    ),
)

#: Views that have a `…_history` view with all versions beside them.
VERSIONED_VIEWS = (ARTICLES, SENTENCES, OBSERVATIONS, TIMES, ENTITIES, EVENTS, TERMS)
CURRENT_VIEWS = (*VERSIONED_VIEWS, REPRINTS, DOCUMENTS, NAMES, *QUESTIONS)
#: In the order in which one stands on another.
VIEWS = (*map(history, VERSIONED_VIEWS), REPRINTS, *VERSIONED_VIEWS, DOCUMENTS, NAMES, *QUESTIONS)
