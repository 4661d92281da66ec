"""Stage tables: what transforms hand over, one frame each. Offsets are code points of the document's decoded text."""

from .declare import BIGINT, BOOL, DATE, INT, KEY, PIECES, REAL, TEXT, TEXTS, Check, Column, Table
from .words import (
    BOUNDS,
    COMPARISONS,
    DIRECTIONS,
    ENTITY_TYPES,
    EVENT_TYPES,
    GRANULARITIES,
    KINDS,
    MEASURES,
    ORGANIZATION_KINDS,
    PERIOD_BASES,
    PLACE_LEVELS,
    PROGRAM_KINDS,
    PUBLISHED_BASES,
    SALIENCES,
    SENTENCE_ROLES,
    STATUSES,
    SUBJECT_TYPES,
    TOPICS,
)

SPAN = (
    Column("char_start", INT, "First character in the source text, inclusive", "在原文中的起点（含）", nullable=False),
    Column("char_end", INT, "End in the source text, exclusive", "在原文中的终点（不含）", nullable=False),
    Column(
        "pieces",
        PIECES,
        "Parts of the source text that make it up, where the layout breaks it",
        "版面断开时的各段原文位置",
        nullable=False,
    ),
)
DOCUMENT_KEY = Column(
    "document_key",
    KEY,
    "Version of the document it was read from",
    "所在文件版本",
    nullable=False,
    references="stage.document.document_key",
)
ARTICLE_KEY = Column(
    "article_key", KEY, "Article it stands in", "所在文章", nullable=False, references="stage.article.article_key"
)
SENTENCE_KEY = Column(
    "sentence_key",
    KEY,
    "Sentence it stands in",
    "所在句子",
    nullable=False,
    references="stage.sentence.sentence_key",
)


def pointing(name: str, points_to: str, english: str, chinese: str) -> Column:
    """A column that holds the key of a member in the same batch (`points_to` is `stage.table.column`) or nothing."""
    return Column(name, KEY, english, chinese, references=points_to)


PLACE_KEY = pointing(
    "place_key",
    "stage.place.place_key",
    "Place it belongs to, as it was on the article's date",
    "所属行政区域（按文章日期）",
)


def one_of(code: str, name: str, words: tuple[str, ...]) -> tuple[Check, ...]:
    """A critical check that a column holds only the words that CONTRACT.md and GUIDELINES.md allow."""
    return (
        Check(
            code,
            "in_set",
            f"`{name}` holds a word that is not among the allowed ones: {', '.join(words)}.",
            f"A rule writes a new word: add it to warehouse/schema/words.py or mend the rule that made `{name}`.",
            options={"values": words},
        ),
    )


DOCUMENT = Table(
    "stage.document",
    "One version of one file: its path and the bytes it had",
    "Documents as they were decoded",
    "解码后的文件",
    ("document_key",),
    (
        Column("document_key", KEY, "Hash of path and content", "路径与内容的散列", nullable=False),
        Column("document", TEXT, "File name without its folder", "文件名（不含文件夹）", nullable=False),
        Column("path", TEXT, "Path below the inbox", "收件夹内的路径", nullable=False),
        Column("sha256", TEXT, "SHA-256 of the bytes, hexadecimal", "文件字节的 SHA-256", nullable=False),
        Column("byte_count", BIGINT, "Size of the file", "文件大小", nullable=False, unit="byte"),
        Column("encoding", TEXT, "Encoding the bytes were decoded with", "解码所用编码", nullable=False),
        Column(
            "text",
            TEXT,
            "Decoded text, unchanged; every offset points into it",
            "解码后的原文，所有位置以此为准",
            nullable=False,
        ),
        Column("char_count", INT, "Length of the text in code points", "原文字符数", nullable=False, unit="character"),
        Column(
            "publication",
            TEXT,
            "Newspaper, as the manifest or the file names it",
            "报纸名称（来自 manifest 或文件本身）",
        ),
        Column("published", DATE, "Date of publication, where the manifest gives it", "出版日期（来自 manifest）"),
        Column("stated", DATE, "Date of publication that the file itself states", "文件自身注明的出版日期"),
        Column("page", TEXT, "Page, as the manifest or the file gives it", "版次（来自 manifest 或文件本身）"),
        Column("url", TEXT, "Address, as the manifest or the file gives it", "网址（来自 manifest 或文件本身）"),
    ),
)

ARTICLE = Table(
    "stage.article",
    "One article in one version of a document",
    "Articles in reading order",
    "按阅读顺序排列的文章",
    ("article_key",),
    (
        Column("article_key", KEY, "Hash of document version and ordinal", "文件版本与序号的散列", nullable=False),
        DOCUMENT_KEY,
        Column(
            "ordinal", INT, "Place on the page in reading order, from 1", "文章在版面上的顺序，从 1 起", nullable=False
        ),
        Column("title", TEXT, "Main title; null where the page prints none", "主标题"),
        Column("kicker", TEXT, "Line above the title", "引题"),
        Column("subtitle", TEXT, "Line below the title", "副题"),
        Column("authors", TEXTS, "Writers of the byline", "作者署名", nullable=False),
        Column("photo_credits", TEXTS, "Photographers and those who supplied pictures", "摄影或供图", nullable=False),
        Column("headings", TEXTS, "Section headings in order", "小标题", nullable=False),
        Column("captions", TEXTS, "Photo captions in order", "图片说明", nullable=False),
        *SPAN[:2],
        Column("char_count", INT, "Characters in its sentences", "正文字符数", nullable=False, unit="character"),
        Column("publication", TEXT, "Newspaper, where known", "报纸名称"),
        Column("published", DATE, "Best date of publication", "出版日期（最佳估计）"),
        Column("published_earliest", DATE, "Not published before", "最早可能的出版日期"),
        Column("published_latest", DATE, "Not published after", "最晚可能的出版日期"),
        Column(
            "published_basis",
            TEXT,
            "What the date rests on",
            "出版日期的依据",
            checks=one_of("Q101", "published_basis", PUBLISHED_BASES),
        ),
        Column("published_evidence", TEXT, "The words the date was read from", "推断出版日期的原文"),
        pointing("place_key", "stage.place.place_key", "Place that it is about", "报道所涉主要行政区域"),
    ),
    checks=(
        Check(
            "Q102",
            "rows",
            "An article's date of publication lies outside its own window.",
            "Mend transforms/published.py: best must lie between earliest and latest.",
            options={
                "shown": "article_key",
                "found": "FROM {table} AS t WHERE published NOT BETWEEN published_earliest AND published_latest",
            },
        ),
    ),
)

SENTENCE = Table(
    "stage.sentence",
    "One sentence of one article, breaks of the layout repaired",
    "Sentences; their spans tile the article",
    "修复断行后的句子",
    ("sentence_key",),
    (
        Column("sentence_key", KEY, "Hash of document version and span", "文件版本与位置的散列", nullable=False),
        ARTICLE_KEY,
        DOCUMENT_KEY,
        Column("ordinal", INT, "Place in the article, from 1", "句子在文章中的顺序，从 1 起", nullable=False),
        Column("paragraph", INT, "Paragraph of the article, from 1", "段落序号，从 1 起", nullable=False),
        Column(
            "role",
            TEXT,
            "What part of the article it is",
            "句子的角色",
            nullable=False,
            checks=one_of("Q103", "role", SENTENCE_ROLES),
        ),
        Column("text", TEXT, "Text with the layout's white space removed", "去除版面空白后的文字", nullable=False),
        Column(
            "simplified",
            TEXT,
            "The text in simplified characters, one for one, where it was printed in others: search reads this",
            "逐字转为简体的文字，仅繁体原文有，供检索用",
        ),
        *SPAN,
    ),
)

TERM = Table(
    "stage.term",
    "One term in one article",
    "Terms from segmentation, counted",
    "分词统计",
    ("article_key", "term"),
    (
        ARTICLE_KEY,
        DOCUMENT_KEY,
        Column("term", TEXT, "Word as jieba cuts it", "词语", nullable=False),
        Column("part_of_speech", TEXT, "Part of speech, jieba's tags", "词性（结巴标注）", nullable=False),
        Column("count", INT, "How often it stands in the article", "出现次数", nullable=False),
    ),
)

MENTION = Table(
    "stage.mention",
    "One time expression or name at one place in one sentence",
    "Times and names where they stand",
    "时间与名称的每次出现",
    ("mention_key",),
    (
        Column(
            "mention_key", KEY, "Hash of document version, span and kind", "文件版本、位置与类别的散列", nullable=False
        ),
        SENTENCE_KEY,
        ARTICLE_KEY,
        DOCUMENT_KEY,
        Column(
            "kind",
            TEXT,
            "`time` or a type of entity",
            "类别",
            nullable=False,
            checks=one_of("Q104", "kind", ("time", *ENTITY_TYPES)),
        ),
        Column("mention", TEXT, "The exact characters, white space of the layout removed", "原文字样", nullable=False),
        *SPAN,
        Column("start_date", DATE, "First day of a time, inclusive", "起始日期（含）"),
        Column("end_date", DATE, "Last day of a time, inclusive", "结束日期（含）"),
        Column(
            "granularity", TEXT, "How fine a time is", "时间粒度", checks=one_of("Q105", "granularity", GRANULARITIES)
        ),
        Column("entity_key", KEY, "Entity that a name names", "所指实体", references="stage.entity.entity_key"),
        Column("rule", TEXT, "Rule that found it", "所用规则", nullable=False),
    ),
)

OBSERVATION = Table(
    "stage.observation",
    "One quantity mention in one version of one article",
    "Quantities with what they measure, of whom, where, when, planned or done",
    "数量及其指标、主体、地点、时期与状态",
    ("observation_key",),
    (
        Column("observation_key", KEY, "Hash of document version and span", "文件版本与位置的散列", nullable=False),
        SENTENCE_KEY,
        ARTICLE_KEY,
        DOCUMENT_KEY,
        Column("mention", TEXT, "From the first numeral to the end of the unit", "从数字到单位的原文", nullable=False),
        *SPAN,
        Column("kind", TEXT, "Kind of quantity", "数量类别", nullable=False, checks=one_of("Q106", "kind", KINDS)),
        Column("value", REAL, "Value in `unit`, 万 and 亿 multiplied out", "数值（万、亿已展开）", nullable=False),
        Column("value_high", REAL, "Upper end of a range", "区间上限"),
        Column(
            "unit",
            TEXT,
            "Unit as written, without multiplier; empty for a bare number",
            "单位（不含万、亿）",
            nullable=False,
        ),
        Column("base_value", REAL, "Value in `base_unit`, so that units can be compared", "换算为基准单位后的数值"),
        Column("base_unit", TEXT, "Base unit of the dimension", "基准单位"),
        Column(
            "bound",
            TEXT,
            "Exact, about, more or less",
            "精确、约、超过或不足",
            nullable=False,
            checks=one_of("Q107", "bound", BOUNDS),
        ),
        Column("indicator", TEXT, "What is measured, in the text's words", "指标（原文用词）"),
        Column(
            "standard_indicator",
            TEXT,
            "What is measured, by its standard name: one name however papers put it",
            "指标标准名称（同一指标的不同写法归一）",
        ),
        Column(
            "topic", TEXT, "Field that the indicator belongs to", "指标所属领域", checks=one_of("Q117", "topic", TOPICS)
        ),
        Column(
            "measure",
            TEXT,
            "Level, change, share, rate, rank or target",
            "度量方式",
            nullable=False,
            checks=one_of("Q108", "measure", MEASURES),
        ),
        Column(
            "direction", TEXT, "Up or down, of a change", "变化方向", checks=one_of("Q109", "direction", DIRECTIONS)
        ),
        Column(
            "comparison",
            TEXT,
            "What a change compares with",
            "比较基准",
            checks=one_of("Q110", "comparison", COMPARISONS),
        ),
        Column("subject", TEXT, "Whom it is about", "主体"),
        Column(
            "subject_type", TEXT, "Kind of subject", "主体类别", checks=one_of("Q111", "subject_type", SUBJECT_TYPES)
        ),
        Column("place", TEXT, "Administrative unit it belongs to", "所属行政区域"),
        Column("place_code", TEXT, "Its GB/T 2260 code", "行政区划代码（GB/T 2260）"),
        PLACE_KEY,
        Column("period_start", DATE, "First day of the period, inclusive", "时期起始日（含）"),
        Column("period_end", DATE, "Last day of the period, inclusive", "时期结束日（含）"),
        Column(
            "period_basis",
            TEXT,
            "Where the period was read",
            "时期的依据",
            checks=one_of("Q112", "period_basis", PERIOD_BASES),
        ),
        Column(
            "status", TEXT, "Actual or planned", "实际或计划", nullable=False, checks=one_of("Q113", "status", STATUSES)
        ),
        Column(
            "salience",
            TEXT,
            "Core, or a small count that structures prose",
            "核心或次要",
            nullable=False,
            checks=one_of("Q114", "salience", SALIENCES),
        ),
        Column("rule", TEXT, "Rule that found it", "所用规则", nullable=False),
        Column("confidence", REAL, "How sure the rules are, 0 to 1", "置信度", nullable=False),
    ),
)

ENTITY = Table(
    "stage.entity",
    "One named entity in one version of one document",
    "Places, organisations, persons, programs and other names",
    "地名、机构、人物、项目等实体",
    ("entity_key",),
    (
        Column(
            "entity_key", KEY, "Hash of document version, type and name", "文件版本、类别与名称的散列", nullable=False
        ),
        DOCUMENT_KEY,
        Column("name", TEXT, "Fullest form in the document", "文中最完整的名称", nullable=False),
        Column("aliases", TEXTS, "Other forms in the document", "其他称呼", nullable=False),
        Column("type", TEXT, "Type of entity", "实体类别", nullable=False, checks=one_of("Q115", "type", ENTITY_TYPES)),
        Column("role", TEXT, "Post of a person", "职务"),
        Column("org", TEXT, "Organisation of a person", "所在单位"),
        Column("parent", TEXT, "Place in which a place or organisation lies", "上级或所在地"),
        Column("place_code", TEXT, "GB/T 2260 code of a place", "行政区划代码（GB/T 2260）"),
        Column("mentions", INT, "How often it is named in the document", "出现次数", nullable=False),
        pointing(
            "place_key",
            "stage.place.place_key",
            "The place itself, or the place that the name is known by",
            "地名所指的地方，或名称所依据的地方",
        ),
        pointing(
            "organization_key",
            "stage.organization.organization_key",
            "The organisation, or that of the person",
            "机构，或人物所在机构",
        ),
        pointing("person_key", "stage.person.person_key", "The person", "人物"),
        pointing("program_key", "stage.program.program_key", "The program", "项目、活动、机制、平台"),
    ),
)

EVENT = Table(
    "stage.event",
    "One happening told in one sentence",
    "Dated or datable happenings",
    "有日期或可推定日期的事件",
    ("event_key",),
    (
        Column(
            "event_key",
            KEY,
            "Hash of sentence, trigger and its count there",
            "句子、触发词及其次序的散列",
            nullable=False,
        ),
        SENTENCE_KEY,
        ARTICLE_KEY,
        DOCUMENT_KEY,
        Column("type", TEXT, "Type of event", "事件类别", nullable=False, checks=one_of("Q116", "type", EVENT_TYPES)),
        Column("trigger", TEXT, "Word that tells of it", "触发词", nullable=False),
        Column("what", TEXT, "What happened, in the text's words", "事件内容", nullable=False),
        Column("start_date", DATE, "First day, inclusive", "起始日期（含）"),
        Column("end_date", DATE, "Last day, inclusive", "结束日期（含）"),
        Column("place", TEXT, "Where", "地点"),
        PLACE_KEY,
        Column("participants", TEXTS, "Who took part", "参与者", nullable=False),
        Column("rule", TEXT, "Rule that found it", "所用规则", nullable=False),
    ),
)

SHINGLE = Table(
    "stage.shingle",
    "One shingle in the sketch of one article",
    "Sketches of articles: by what they share, a text that is printed twice is known",
    "文章的字串指纹，用于识别通稿",
    ("article_key", "shingle"),
    (
        ARTICLE_KEY,
        DOCUMENT_KEY,
        Column("shingle", KEY, "Hash of five characters in a row", "连续五字的散列", nullable=False),
    ),
)

PLACE = Table(
    "stage.place",
    "One place as it was for a time: an administrative unit with its code, or a named place in one that is known",
    "Places as a hierarchy; a renamed or merged unit is a member of its own that points to the current one",
    "地方及其层级；更名、撤并的区划自成一员并指向现行区划",
    ("place_key",),
    (
        Column(
            "place_key",
            KEY,
            "Hash of the code; of a place without one, of its name and the place that it lies in (where none is known, "
            "the newspaper; where that is not known either, the document): equal names elsewhere are other places",
            "代码的散列；无代码者为名称与所在地的散列（所在地不详时用报纸名，再不详时限于本文件），异地同名不相混",
            nullable=False,
        ),
        Column("place", TEXT, "Official name, or the name in the text where it has no code", "名称", nullable=False),
        Column("place_code", TEXT, "GB/T 2260 code", "行政区划代码（GB/T 2260）"),
        Column(
            "level",
            TEXT,
            "Level of the hierarchy; `natural`: rivers and mountains",
            "层级（natural 为山川湖海）",
            checks=one_of("Q118", "level", PLACE_LEVELS),
        ),
        pointing("parent_key", "stage.place.place_key", "Place right above", "上级"),
        Column("province_code", TEXT, "Code of the province it lies in", "所在省级代码"),
        Column("province", TEXT, "Province it lies in", "所在省级"),
        Column("city_code", TEXT, "Code of the city it lies in", "所在地级代码"),
        Column("city", TEXT, "City it lies in", "所在地级"),
        Column("county_code", TEXT, "Code of the county or district it lies in", "所在县级代码"),
        Column("county", TEXT, "County or district it lies in", "所在县级"),
        Column(
            "valid_from",
            DATE,
            "First day of the year in which it came to be; null where not known to have changed",
            "设立之年的首日；无已知变更时为空",
        ),
        Column(
            "valid_to",
            DATE,
            "Last day of the year in which it ended; null while it lasts. Changes are known to the year: within that "
            "year the text's own word decides",
            "撤销之年的末日；现存为空。变更精确到年，当年以原文称谓为准",
        ),
        pointing(
            "current_place_key",
            "stage.place.place_key",
            "The unit that its area belongs to now: itself while it lasts",
            "现行区划；仍存在时即自身",
        ),
    ),
)

INDICATOR = Table(
    "stage.indicator",
    "One indicator under its standard name",
    "What is measured: one member however papers put it, in a hierarchy",
    "指标：同一指标的不同写法归为一员，分层级",
    ("indicator_key",),
    (
        Column("indicator_key", KEY, "Hash of the standard name", "标准名称的散列", nullable=False),
        Column(
            "indicator",
            TEXT,
            "Standard name (地区生产总值, not GDP); the text's words where no standard is known",
            "标准名称；未收录者为原文用词",
            nullable=False,
        ),
        Column("topic", TEXT, "Field it belongs to", "所属领域", checks=one_of("Q117", "topic", TOPICS)),
        pointing("parent_key", "stage.indicator.indicator_key", "Indicator that it is a part of", "上级指标"),
        Column("aliases", TEXTS, "Other names that mean the same", "同义写法", nullable=False),
        Column("is_standard", BOOL, "Whether it stands in the table of standard names", "是否收录", nullable=False),
    ),
)

ORGANIZATION = Table(
    "stage.organization",
    "One organisation: a name and the place that it is known by",
    "Organisations; equal names are one only with the same place",
    "机构；同名且同地方为同一机构",
    ("organization_key",),
    (
        Column(
            "organization_key",
            KEY,
            "Hash of the name and what it is known by: nothing for national bodies and full company names; the place "
            "that the name begins with; else the place that the document is about (市财政局 is its city's)",
            "名称与所依据地方的散列：全国性机构与公司全称只凭名称；冠地名者凭该地；其余凭文件所涉地方（如市财政局凭该市）",
            nullable=False,
        ),
        Column("organization", TEXT, "Fullest name in the document", "名称（文中最完整者）", nullable=False),
        Column(
            "kind",
            TEXT,
            "Kind of organisation, by the end of its name",
            "机构类别（由名称结尾得出）",
            nullable=False,
            checks=one_of("Q119", "kind", ORGANIZATION_KINDS),
        ),
        PLACE_KEY,
    ),
)

PERSON = Table(
    "stage.person",
    "One person: a name in one place",
    "Persons; equal names are one only in the same place",
    "人物；同名且同地方为同一人",
    ("person_key",),
    (
        Column(
            "person_key",
            KEY,
            "Hash of the name and the county or city that the document is about, or that the person's organisation "
            "names elsewhere; two people of one name in one county are not told apart; a form of address (王师傅) is "
            "nobody outside its document",
            "姓名与所涉县（市、区）的散列（所在机构冠有外地地名时凭该地）；同县同名不作区分；“王师傅”一类称呼不跨文件",
            nullable=False,
        ),
        Column("person", TEXT, "Name", "姓名", nullable=False),
        PLACE_KEY,
    ),
)

PROGRAM = Table(
    "stage.program",
    "One program: a name in one place, or a national one",
    "Campaigns, projects, mechanisms, platforms",
    "行动、工程、机制、平台等",
    ("program_key",),
    (
        Column(
            "program_key",
            KEY,
            "Hash of the name without quotation marks and the county or city that the document is about; national "
            "programs by name alone",
            "名称（去引号）与所涉县（市、区）的散列；全国性项目只凭名称",
            nullable=False,
        ),
        Column("program", TEXT, "Name", "名称", nullable=False),
        Column(
            "kind",
            TEXT,
            "Kind of program, by its head noun",
            "类别（由中心词得出）",
            nullable=False,
            checks=one_of("Q120", "kind", PROGRAM_KINDS),
        ),
        PLACE_KEY,
    ),
)


def counted(name: str, english: str, chinese: str) -> Column:
    """A column that counts rows of one document."""
    return Column(name, INT, english, chinese, nullable=False, unit="row")


READING = Table(
    "stage.reading",
    "One document of a batch, as the readers counted it",
    "What was read in each document, counted before it became rows: what the rows must add up to",
    "各文件读出内容的计数，用于核对行数",
    ("document_key",),
    (
        DOCUMENT_KEY,
        Column("publication", TEXT, "Newspaper, where known", "报纸名称"),
        Column("characters", INT, "Characters of its sentences", "句子字符数", nullable=False, unit="character"),
        counted("articles", "Articles", "文章数"),
        counted("sentences", "Sentences", "句子数"),
        counted("numerals", "Numerals in sentences that can hold facts: candidates for quantities", "候选数字数"),
        counted("refused", "Numerals that are no quantity: dates, names, list marks, no unit", "不构成数量的数字数"),
        counted("without_unit", "Numerals, refused or not, with no unit that is known", "单位不明的数字数"),
        counted("quantities", "Quantities", "数量数"),
        counted("observations", "Quantities that were linked to what they measure", "已关联的数量数"),
        counted("without_indicator", "Observations of which the text does not say what they measure", "无指标的数量数"),
        counted("mentions", "Times and names where they stand", "时间与名称的出现数"),
        counted("entities", "Entities", "实体数"),
        counted("events", "Events", "事件数"),
        counted("observations_withheld", "Observations that broke a critical check", "未通过检查的数量数"),
        counted("mentions_withheld", "Mentions that broke a critical check", "未通过检查的出现数"),
        counted("entities_withheld", "Entities that broke a critical check", "未通过检查的实体数"),
        counted("events_withheld", "Events that broke a critical check", "未通过检查的事件数"),
    ),
)

#: Members of dimensions that documents share, each once a batch, with those that they point to.
MEMBER_TABLES = (PLACE, INDICATOR, ORGANIZATION, PERSON, PROGRAM)
STAGE_TABLES = (
    DOCUMENT,
    READING,
    ARTICLE,
    SENTENCE,
    TERM,
    SHINGLE,
    MENTION,
    OBSERVATION,
    ENTITY,
    EVENT,
    *MEMBER_TABLES,
)
