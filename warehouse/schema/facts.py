"""Facts of the star. Rows stand on the disk in the order of `load_key`; checks, not primary keys, keep them unique."""

from .declare import INT, REAL, TEXT, Column, Table
from .lineage import ARTICLE_KEY, DOCUMENT_KEY, MADE, SENTENCE_KEY, date_key_column, key_column, taken_from
from .stage import ENTITY, EVENT, MENTION, OBSERVATION, SHINGLE, TERM, one_of
from .words import AUTHOR_PARTS

PLACE_KEY = key_column(
    "place_key",
    "core.dim_place.place_key",
    "Place it belongs to, as it was on the article's date (`current_place_key` of the place: as it is now)",
    "所属行政区域（按文章日期；现行区划见该成员的 current_place_key）",
)
ENTITY_KEY = key_column("entity_key", "core.fct_entity.entity_key", "Entity that a name names", "所指实体")
ORGANIZATION_KEY = key_column(
    "organization_key",
    "core.dim_organization.organization_key",
    "Organisation, or that of the person",
    "机构，或人物所在机构",
)
PERSON_KEY = key_column("person_key", "core.dim_person.person_key", "Person", "人物")
PROGRAM_KEY = key_column("program_key", "core.dim_program.program_key", "Program", "项目、活动、机制、平台")
PUBLISHED_KEY = date_key_column("date_key", "Day on which it was printed, as well as known", "见报日期（最佳估计）")

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
        key_column(
            "indicator_key",
            "core.dim_indicator.indicator_key",
            "What is measured, under its standard name; `indicator` holds the text's words",
            "指标（标准名称；原文用词见 indicator）",
        ),
        PLACE_KEY,
        date_key_column("period_start_key", "First day of the period", "时期起始日"),
        date_key_column("period_end_key", "Last day of the period", "时期结束日"),
        *taken_from(OBSERVATION.columns, "mention", "char_start", "char_end", "pieces", "kind", "value", "value_high"),
        *taken_from(OBSERVATION.columns, "base_value", "bound", "measure", "direction", "comparison", "indicator"),
        *taken_from(OBSERVATION.columns, "subject", "subject_type", "place", "place_code", "period_basis", "status"),
        *taken_from(OBSERVATION.columns, "salience", "confidence"),
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
        ENTITY_KEY,
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
    (
        ARTICLE_KEY,
        DOCUMENT_KEY,
        *taken_from(TERM.columns, "term", "part_of_speech", "count"),
        Column("article_terms", INT, "Terms of the article, each occurrence counted", "全文词数", nullable=False),
        *MADE,
    ),
)

TERM_FREQUENCY = Table(
    "core.term_frequency",
    "One term that current articles have",
    "In how many articles a term stands, for weighing it",
    "含该词的现行文章数（用于 tf-idf）",
    ("term",),
    (
        *taken_from(TERM.columns, "term"),
        Column("articles", INT, "Current articles with the term", "含该词的现行文章数", nullable=False),
    ),
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
        *taken_from(EVENT.columns, "type", "trigger", "what", "place", "participants"),
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
        key_column(
            "place_key",
            "core.dim_place.place_key",
            "The place itself, or the place that the name is known by",
            "地名所指的地方，或名称所依据的地方",
        ),
        ORGANIZATION_KEY,
        PERSON_KEY,
        PROGRAM_KEY,
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

BRIDGE_PERSON_ROLE = Table(
    "core.bridge_person_role",
    "One person with a post or an organisation in one version of one document",
    "Who held which post where, by the date of the page: roles over time",
    "何人何时任何职（按见报日期）",
    ("entity_key",),
    (
        ENTITY_KEY,
        PERSON_KEY,
        ORGANIZATION_KEY,
        DOCUMENT_KEY,
        PUBLISHED_KEY,
        *taken_from(ENTITY.columns, "role", "org"),
        *MADE,
    ),
)

BRIDGE_EVENT_PARTICIPANT = Table(
    "core.bridge_event_participant",
    "One participant of one event",
    "Who took part in what",
    "事件参与者",
    ("event_key", "ordinal"),
    (
        key_column("event_key", "core.fct_event.event_key", "Event", "事件"),
        Column(
            "ordinal",
            INT,
            "Which participant it is in the text's order, from 1",
            "第几个参与者，从 1 起",
            nullable=False,
        ),
        ENTITY_KEY,
        ORGANIZATION_KEY,
        PERSON_KEY,
        PROGRAM_KEY,
        ARTICLE_KEY,
        DOCUMENT_KEY,
        Column("participant", TEXT, "Who took part, in the words of the document", "参与者名称", nullable=False),
        *MADE,
    ),
)

BRIDGE_ARTICLE_AUTHOR = Table(
    "core.bridge_article_author",
    "One name in the byline or the picture credits of one version of one article",
    "Who wrote and who photographed what",
    "文章与作者、摄影者",
    ("article_key", "part", "ordinal"),
    (
        ARTICLE_KEY,
        key_column("author_key", "core.dim_author.author_key", "Author", "作者"),
        DOCUMENT_KEY,
        PUBLISHED_KEY,
        Column(
            "part",
            TEXT,
            "Writer or photographer",
            "文字或摄影",
            nullable=False,
            checks=one_of("Q121", "part", AUTHOR_PARTS),
        ),
        Column("ordinal", INT, "Which name it is in its line, from 1", "署名次序，从 1 起", nullable=False),
        *MADE,
    ),
)

#: Where many meet many; their rows belong to document versions as those of facts do.
BRIDGES = (BRIDGE_PERSON_ROLE, BRIDGE_EVENT_PARTICIPANT, BRIDGE_ARTICLE_AUTHOR)
FACTS = (FCT_OBSERVATION, FCT_MENTION, FCT_TERM, FCT_EVENT, FCT_ENTITY, FCT_SHINGLE)
