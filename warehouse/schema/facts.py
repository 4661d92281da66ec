"""Facts of the star. Rows stand on the disk in the order of `load_key`; checks, not primary keys, keep them unique."""

from .declare import REAL, Column, Table
from .lineage import ARTICLE_KEY, DOCUMENT_KEY, MADE, SENTENCE_KEY, date_key_column, key_column, taken_from
from .stage import ENTITY, EVENT, MENTION, OBSERVATION, SHINGLE, TERM

PLACE_KEY = key_column("place_key", "core.dim_place.place_key", "Place it belongs to", "所属行政区域")

FCT_OBSERVATION = Table(
    "core.fct_observation",
    "One quantity mention in one version of one article",
    "Quantities with what they measure, of whom, where, when, planned or done",
    "数量及其指标、主体、地点、时期与状态",
    ("observation_key",),
    (
        *taken_from(OBSERVATION.columns, "observation_key"),
        SENTENCE_KEY,
        ARTICLE_KEY,
        DOCUMENT_KEY,
        key_column("unit_key", "core.dim_unit.unit_key", "Unit", "单位"),
        key_column("indicator_key", "core.dim_indicator.indicator_key", "What is measured", "指标"),
        PLACE_KEY,
        date_key_column("period_start_key", "First day of the period", "时期起始日"),
        date_key_column("period_end_key", "Last day of the period", "时期结束日"),
        *taken_from(OBSERVATION.columns, "mention", "char_start", "char_end", "pieces", "kind", "value", "value_high"),
        *taken_from(OBSERVATION.columns, "base_value", "bound", "measure", "direction", "comparison", "subject"),
        *taken_from(OBSERVATION.columns, "subject_type", "period_basis", "status", "salience", "confidence"),
        *MADE,
    ),
)

FCT_MENTION = Table(
    "core.fct_mention",
    "One time expression or name at one place in one sentence",
    "Times and names where they stand",
    "时间与名称的每次出现",
    ("mention_key",),
    (
        *taken_from(MENTION.columns, "mention_key"),
        SENTENCE_KEY,
        ARTICLE_KEY,
        DOCUMENT_KEY,
        key_column("entity_key", "core.fct_entity.entity_key", "Entity that a name names", "所指实体"),
        date_key_column("start_date_key", "First day of a time", "起始日期"),
        date_key_column("end_date_key", "Last day of a time", "结束日期"),
        *taken_from(MENTION.columns, "kind", "mention", "char_start", "char_end", "pieces", "granularity"),
        *MADE,
    ),
)

FCT_TERM = Table(
    "core.fct_term",
    "One term in one article",
    "Terms from segmentation, counted",
    "分词统计",
    ("article_key", "term"),
    (ARTICLE_KEY, DOCUMENT_KEY, *taken_from(TERM.columns, "term", "part_of_speech", "count"), *MADE),
)

FCT_EVENT = Table(
    "core.fct_event",
    "One happening told in one sentence",
    "Dated or datable happenings",
    "有日期或可推定日期的事件",
    ("event_key",),
    (
        *taken_from(EVENT.columns, "event_key"),
        SENTENCE_KEY,
        ARTICLE_KEY,
        DOCUMENT_KEY,
        PLACE_KEY,
        date_key_column("start_date_key", "First day", "起始日期"),
        date_key_column("end_date_key", "Last day", "结束日期"),
        *taken_from(EVENT.columns, "type", "trigger", "what", "participants"),
        *MADE,
    ),
)

FCT_ENTITY = Table(
    "core.fct_entity",
    "One named entity in one version of one document",
    "Places, organisations, persons, programs and other names, as one document has them",
    "一份文件中的地名、机构、人物、项目等实体",
    ("entity_key",),
    (
        *taken_from(ENTITY.columns, "entity_key"),
        DOCUMENT_KEY,
        *taken_from(ENTITY.columns, "name", "aliases", "type", "role", "org", "parent", "place_code", "mentions"),
        *MADE,
    ),
)

FCT_SHINGLE = Table(
    "core.fct_shingle",
    "One shingle in the sketch of one article",
    "Sketches of articles: by what they share, a text that is printed twice is known",
    "文章的字串指纹，用于识别通稿",
    ("article_key", "shingle"),
    (ARTICLE_KEY, DOCUMENT_KEY, *taken_from(SHINGLE.columns, "shingle"), *MADE),
)

BRIDGE_REPRINT = Table(
    "core.bridge_reprint",
    "One pair of articles of different documents that print the same text",
    "Which articles are the same text (通稿)",
    "内容相同的文章对（通稿）",
    ("article_key", "other_article_key"),
    (
        key_column("article_key", "core.dim_article.article_key", "Article with the smaller key", "键值较小的文章"),
        key_column("other_article_key", "core.dim_article.article_key", "Article like it", "与之相同的文章"),
        Column(
            "similarity",
            REAL,
            "Share of shingles that both have, estimated, 0.5 to 1",
            "相似度估计（0.5 至 1）",
            nullable=False,
        ),
    ),
)

FACTS = (FCT_OBSERVATION, FCT_MENTION, FCT_TERM, FCT_EVENT, FCT_ENTITY, FCT_SHINGLE)
