"""Dimensions of the star, and the documents as they came. Every dimension has an unknown member with key 0."""

import dataclasses

from .declare import BOOL, DATE, INT, KEY, REAL, TEXT, TEXTS, TIMESTAMP, Column, Table
from .lineage import ARTICLE_KEY, DOCUMENT_KEY, LOADED, date_key_column, key_column, taken_from
from .stage import ARTICLE, DOCUMENT, INDICATOR, ORGANIZATION, PERSON, PLACE, PROGRAM, SENTENCE

VALID = (
    Column("valid_from", TIMESTAMP, "When this version became the current one", "该版本生效时间", nullable=False),
    Column(
        "valid_to", TIMESTAMP, "When another version replaced it; null while current", "该版本失效时间；现行版本为空"
    ),
    Column("is_current", BOOL, "Whether it is the current version", "是否现行版本", nullable=False),
)

RAW_DOCUMENT = Table(
    "raw.document",
    "One version of one file",
    "Decoded text of the documents as they came; every offset points into it",
    "文件解码后的原文，所有位置以此为准",
    ("document_key",),
    (DOCUMENT_KEY, *taken_from(DOCUMENT.columns, "text"), *LOADED),
)

DIM_DOCUMENT = Table(
    "core.dim_document",
    "One version of one file: its path and the bytes it had (type 2: changed bytes make a new version)",
    "Documents and their versions",
    "文件及其历次版本",
    ("document_key",),
    (
        *taken_from(DOCUMENT.columns, "document_key", "document", "path"),
        Column("aliases", TEXTS, "Other paths at which the same bytes stand", "内容相同的其他路径", nullable=False),
        *taken_from(DOCUMENT.columns, "sha256", "byte_count", "encoding", "char_count"),
        *taken_from(DOCUMENT.columns, "publication", "published", "stated", "page", "url"),
        *VALID,
        *LOADED,
    ),
)

FCT_VALIDITY = Table(
    "core.fct_validity",
    "One period in which one version of a document was the current one",
    "When which version of a document was current; a version that comes back has several periods",
    "文件各版本的现行时段；恢复旧内容的版本有多个时段",
    ("document_key", "valid_from"),
    (DOCUMENT_KEY, *VALID[:2], *LOADED),
)

DIM_ARTICLE = Table(
    "core.dim_article",
    "One article in one version of a document",
    "Articles in reading order",
    "按阅读顺序排列的文章",
    ("article_key",),
    (
        *taken_from(ARTICLE.columns, "article_key"),
        DOCUMENT_KEY,
        *taken_from(ARTICLE.columns, "ordinal", "title", "kicker", "subtitle", "authors", "photo_credits"),
        *taken_from(ARTICLE.columns, "headings", "captions", "char_start", "char_end", "char_count", "publication"),
        date_key_column("published_key", "Best date of publication", "出版日期（最佳估计）"),
        date_key_column("published_earliest_key", "Not published before", "最早可能的出版日期"),
        date_key_column("published_latest_key", "Not published after", "最晚可能的出版日期"),
        *taken_from(ARTICLE.columns, "published_basis", "published_evidence"),
        key_column("place_key", "core.dim_place.place_key", "Place that it is about", "报道所涉主要行政区域"),
        *LOADED,
    ),
)

DIM_SENTENCE = Table(
    "core.dim_sentence",
    "One sentence of one article, breaks of the layout repaired",
    "Sentences; the text of facts stands here once",
    "句子；事实的原句只存于此",
    ("sentence_key",),
    (
        *taken_from(SENTENCE.columns, "sentence_key"),
        ARTICLE_KEY,
        DOCUMENT_KEY,
        *taken_from(SENTENCE.columns, "ordinal", "paragraph", "role", "text", "simplified"),
        *taken_from(SENTENCE.columns, "char_start", "char_end", "pieces"),
        *LOADED,
    ),
)

DIM_DATE = Table(
    "core.dim_date",
    "One day",
    "Calendar",
    "日历",
    ("date_key",),
    (
        Column("date_key", KEY, "Year, month and day as one number: 20221031", "年月日组成的整数", nullable=False),
        Column("date", DATE, "The day", "日期"),
        Column("year", INT, "Year", "年"),
        Column("half_year", INT, "Half of the year, 1 or 2", "半年（1 或 2）"),
        Column("quarter", INT, "Quarter, 1 to 4", "季度"),
        Column("month", INT, "Month, 1 to 12", "月"),
        Column("ten_days", INT, "Third of the month (上中下旬), 1 to 3", "旬（1 上旬，2 中旬，3 下旬）"),
        Column("day", INT, "Day of the month", "日"),
        Column("iso_year", INT, "Year that the ISO 8601 week belongs to", "ISO 周所属年份"),
        Column("iso_week", INT, "ISO 8601 week", "ISO 周"),
        Column("weekday", INT, "Day of the week, 1 Monday to 7 Sunday", "星期（1 周一至 7 周日）"),
        Column("five_year_plan", INT, "Number of the five-year plan (14 is 2021–2025)", "五年规划序号（十四五为 14）"),
    ),
)

DIM_UNIT = Table(
    "core.dim_unit",
    "One unit as written, with the base unit it converts to",
    "Units",
    "单位",
    ("unit_key",),
    (
        Column("unit_key", KEY, "Hash of unit and base unit", "单位与基准单位的散列", nullable=False),
        Column("unit", TEXT, "Unit as written, without multiplier; empty for a bare number", "单位（不含万、亿）"),
        Column("base_unit", TEXT, "Base unit of its dimension", "基准单位"),
        Column("factor", REAL, "Base units in one unit, nine digits", "折合基准单位的系数（九位有效数字）"),
    ),
)

#: What members of the stage point to, in the star.
_STAR = {
    "stage.place.place_key": "core.dim_place.place_key",
    "stage.indicator.indicator_key": "core.dim_indicator.indicator_key",
}


def _member(column: Column) -> Column:
    """A column of a stage member as the star has it: a key is never NULL, and points into the star."""
    if column.references is None:
        return column
    return key_column(column.name, _STAR[column.references], column.description, column.description_zh)


def _dimension(name: str, members: Table) -> Table:
    """A dimension that holds the members of a stage table."""
    return dataclasses.replace(members, name=name, columns=tuple(_member(column) for column in members.columns))


DIM_INDICATOR = _dimension("core.dim_indicator", INDICATOR)
DIM_PLACE = _dimension("core.dim_place", PLACE)
DIM_ORGANIZATION = _dimension("core.dim_organization", ORGANIZATION)
DIM_PERSON = _dimension("core.dim_person", PERSON)
DIM_PROGRAM = _dimension("core.dim_program", PROGRAM)

DIM_AUTHOR = Table(
    "core.dim_author",
    "One name in the bylines or credits of one newspaper",
    "Writers and photographers; equal names are one only in the same newspaper",
    "作者与摄影者；同名且同报为同一人",
    ("author_key",),
    (
        Column(
            "author_key",
            KEY,
            "Hash of name and newspaper; where that is not known, of name and document version",
            "姓名与报纸名的散列；报纸不详时限于本文件",
            nullable=False,
        ),
        Column("author", TEXT, "Name", "姓名", nullable=False),
        Column("publication", TEXT, "Newspaper, where known", "报纸名称"),
    ),
)

#: Dimensions whose members many documents share; a member leaves when nothing points to it any more.
SHARED = (DIM_UNIT, DIM_INDICATOR, DIM_PLACE, DIM_ORGANIZATION, DIM_PERSON, DIM_PROGRAM, DIM_AUTHOR)
DIMENSIONS = (DIM_DATE, DIM_DOCUMENT, DIM_ARTICLE, DIM_SENTENCE, *SHARED)
