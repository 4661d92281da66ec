"""Views that answer what people ask: a view a question, its query in warehouse/marts/. Reprints are counted once."""

import dataclasses

from . import lineage
from .agreement import FCT_CHECK
from .declare import DATE, INT, KEY, REAL, TEXT, TEXTS, TIMESTAMP, Column, Dtype, Table
from .stage import (
    ARTICLE,
    DOCUMENT,
    EVENT,
    INDICATOR,
    OBSERVATION,
    ORGANIZATION,
    PERSON,
    PLACE,
    PROGRAM,
    one_of,
)
from .words import CHECK_OUTCOMES, CHECK_SCOPES


def taken(table: Table, *names: str, **renamed: str) -> tuple[Column, ...]:
    """Columns of `table` as a view has them: they may be empty and point nowhere; `new="old"` gives another name."""
    columns = [
        dataclasses.replace(c, references=None, nullable=True) for c in lineage.taken_from(table.columns, *names)
    ]
    for new, old in renamed.items():
        columns += [dataclasses.replace(c, name=new) for c in taken(table, old)]
    return tuple(columns)


def observation(name: str, english: str, chinese: str) -> Column:
    """A key of `mart.observations`."""
    return Column(name, KEY, english, chinese, references="mart.observations.observation_key")


def count(name: str, english: str, chinese: str) -> Column:
    """A number of things."""
    return Column(name, INT, english, chinese, nullable=False)


DOCUMENT_NAME = taken(DOCUMENT, "document")
DOCUMENT_KEY = Column("document_key", KEY, "Version of the document", "文件版本", nullable=False)
ARTICLE_KEY = Column(
    "article_key", KEY, "Article it stands in", "所在文章", nullable=False, references="mart.articles.article_key"
)
SENTENCE = Column("sentence", TEXT, "The sentence it stands in, breaks repaired", "所在句子（断行已修复）")
PUBLISHED = Column("published", DATE, "Day on which it was printed, as well as known", "见报日期（最佳估计）")
FIRST = Column("first_published", DATE, "Day of the first page that does", "最早见报日期")
LAST = Column("last_published", DATE, "Day of the last page that does", "最近见报日期")
PLACE_NAMES = taken(PLACE, "place", "place_code")
INDICATOR_NAMES = taken(INDICATOR, "topic", "indicator")
PERIOD = taken(OBSERVATION, "period_start", "period_end")
UNIT = Column("unit", TEXT, "Base unit of the values", "基准单位")
OBSERVATION_KEY = observation("observation_key", "Observation it was read from", "所据观测")


def both(name: str, dtype: Dtype, english: str, chinese: str) -> tuple[Column, Column]:
    """A column for the old version and one for the new."""
    return (
        Column(f"old_{name}", dtype, f"{english} in the old version", f"{chinese}（旧版本）"),
        Column(f"new_{name}", dtype, f"{english} in the new version", f"{chinese}（新版本）"),
    )


CHECKS = Table(
    "mart.checks",
    "One number in the current version of an article that follows from others, in the article or in another one",
    "Numbers recomputed from those beside them, or told by several articles: agree, differ or conflict, both sentences",
    "数字核对：由旁边数字重算，或多篇文章同说一事；一致、有异或冲突，两句并列",
    ("check_key",),
    (
        *taken(FCT_CHECK, "check_key", "kind"),
        Column("outcome", TEXT, "How it came out", "结果：一致、因四舍五入而异、因约数而异、冲突", nullable=False,
               checks=one_of("Q122", "outcome", CHECK_OUTCOMES)),
        Column("scope", TEXT, "Where the numbers stand", "数字所在范围：同句、同文、跨文", nullable=False,
               checks=one_of("Q123", "scope", CHECK_SCOPES)),
        *DOCUMENT_NAME,
        Column("indicator", TEXT, "What the checked number measures, by its standard name", "指标（标准名称）"),
        *taken(INDICATOR, "topic"),
        *taken(OBSERVATION, "subject"),
        *taken(PLACE, "place"),
        *PERIOD,
        *taken(OBSERVATION, "mention"),
        Column("other_mention", TEXT, "The number it is checked against, as printed", "用于核对的数字（原文）"),
        *taken(FCT_CHECK, "printed", "expected", "difference"),
        SENTENCE,
        Column("other_sentence", TEXT, "The sentence of the other number", "用于核对的数字所在句子"),
        Column("other_document", TEXT, "File of the other number", "用于核对的数字所在文件"),
        PUBLISHED,
        Column("other_published", DATE, "Day on which the other was printed", "用于核对的数字的见报日期"),
        OBSERVATION_KEY,
        observation("other_observation_key", "The other number, or the first of several", "用于核对的数字（首个）"),
        *taken(FCT_CHECK, "inputs"),
        ARTICLE_KEY,
        Column("other_article_key", KEY, "Article of the other number", "用于核对的数字所在文章"),
        Column("sentence_key", KEY, "Sentence of the number", "所在句子"),
        Column("other_sentence_key", KEY, "Sentence of the other number", "用于核对的数字所在句子"),
        DOCUMENT_KEY,
    ),
)  # fmt: skip

CHANGES = Table(
    "mart.changes",
    "One observation that a new version of a document brought, dropped or altered",
    "What corrections changed, old and new value side by side; reading again by other rules is no correction",
    "更正前后的变化：新增、消失、改动的观测，新旧并列（规则变化引起的重读不计）",
    ("changed_at", "path", "old_observation_key", "new_observation_key"),
    (
        Column("change", TEXT, "came, went or changed", "新增、消失、改动", nullable=False,
               checks=one_of("Q124", "change", ("came", "went", "changed"))),
        Column("changed_at", TIMESTAMP, "When the warehouse learned of it", "入库时间", nullable=False),
        *DOCUMENT_NAME,
        *taken(DOCUMENT, "path"),
        Column("fields", TEXTS, "What differs: value, unit, bound, indicator, measure, subject, place, period, status",
               "有变化的项目", nullable=False),
        *taken(OBSERVATION, "indicator", "subject"),
        *both("mention", TEXT, "Quantity as printed", "原文数量"),
        *both("value", REAL, "Value", "数值"),
        *both("unit", TEXT, "Unit", "单位"),
        *(side for end in zip(both("period_start", DATE, "First day of the period", "时期起始日"),
                              both("period_end", DATE, "Last day of the period", "时期结束日"), strict=True)
          for side in end),
        *both("status", TEXT, "Actual or planned", "实际或计划"),
        *both("sentence", TEXT, "Sentence", "句子"),
        *both("observation_key", KEY, "Key of the observation", "观测的键"),
        *both("document_key", KEY, "Version of the document", "文件版本"),
    ),
)  # fmt: skip

INDICATOR_SERIES = Table(
    "mart.indicator_series",
    "One known indicator of one place (and subject) in one period: one measure, comparison, status and unit",
    "Known indicators as series by place and period; each fact once however often it was printed",
    "指标序列：同一指标、地区、时期只列一行",
    ("indicator", "place_code", "place", "subject", "measure", "comparison", "status", "period_start", "period_end",
     "unit"),
    (
        *INDICATOR_NAMES,
        *PLACE_NAMES,
        *taken(PLACE, place_level="level"),
        Column("subject", TEXT, "Whom it is about, where that is not the place itself", "主体（非地区本身时）"),
        Column("measure", TEXT, "Level (targets too), change, share, rate or rank", "度量方式（目标值计入 level）"),
        *taken(OBSERVATION, "comparison", "status"),
        *PERIOD,
        Column("period_type", TEXT, "year, half_year, quarter, month, day or range", "时期类型：年、半年、季、月等"),
        Column("value", REAL, "Value in base units as printed last; a fall is negative", "最近刊出的数值，下降为负"),
        UNIT,
        count("articles", "Articles that give it, reprints apart", "刊出文章数（通稿计一次）"),
        Column("lowest", REAL, "Lowest of their values", "各文最低值"),
        Column("highest", REAL, "Highest of their values", "各文最高值"),
        PUBLISHED,
        OBSERVATION_KEY,
        ARTICLE_KEY,
    ),
)  # fmt: skip

PLANS = Table(
    "mart.plans",
    "One plan: a planned value of one known indicator of one place or organisation for one period",
    "Planned and actual: what was planned, and what was reported for the same indicator and period later",
    "计划与完成：计划值与其后报道的同一指标、同一时期的实际值",
    ("plan_observation_key",),
    (
        *INDICATOR_NAMES,
        *taken(OBSERVATION, "subject"),
        *PLACE_NAMES,
        *PERIOD,
        Column("measure", TEXT, "Level, change, share, rate or rank", "度量方式"),
        Column("outcome", TEXT, "Whether the plan was met; open while nothing reports on it", "完成、未完成、尚无报道",
               nullable=False, checks=one_of("Q125", "outcome", ("achieved", "missed", "open"))),
        Column("planned", REAL, "Planned value, as printed last; a fall is negative", "计划值（最近刊出），下降为负"),
        Column("reported", REAL, "Value reported, as printed last", "实际值（最近一次刊出）"),
        UNIT,
        Column("ratio", REAL, "Reported divided by planned", "实际值与计划值之比"),
        count("plans", "Articles that give the plan", "刊出计划的文章数"),
        count("reports", "Articles that report on it", "刊出结果的文章数"),
        Column("planned_on", DATE, "Day on which the plan was printed", "计划见报日期"),
        Column("reported_on", DATE, "Day on which the report was printed", "结果见报日期"),
        Column("plan_sentence", TEXT, "Sentence of the plan", "计划所在句子"),
        Column("report_sentence", TEXT, "Sentence of the report", "结果所在句子"),
        observation("plan_observation_key", "Observation of the plan", "计划的观测"),
        observation("report_observation_key", "Observation of the report", "结果的观测"),
    ),
)  # fmt: skip

PROJECTS = Table(
    "mart.projects",
    "One amount, count or size told of projects or investment",
    "Projects and investments, with the stage that the sentence tells (signed, begun, opened …)",
    "项目与投资：金额、个数、面积及所处阶段（签约、开工、投产等）",
    ("observation_key",),
    (
        *DOCUMENT_NAME,
        PUBLISHED,
        *PLACE_NAMES,
        *taken(OBSERVATION, "subject"),
        Column("indicator", TEXT, "What is measured, in the text's words", "指标（原文用词）"),
        *taken(OBSERVATION, "mention"),
        Column("amount", REAL, "Value in the base unit", "基准单位下的数值"),
        UNIT,
        *taken(OBSERVATION, "kind", "measure", "status"),
        *taken(EVENT, stage="type"),
        *taken(EVENT, "what"),
        *PERIOD,
        SENTENCE,
        OBSERVATION_KEY,
        ARTICLE_KEY,
    ),
)

COMPANIES = Table(
    "mart.companies",
    "One thing said of one company: a quantity whose subject it is, or an event that it took part in",
    "Companies and what is said of them",
    "企业及相关报道：以其为主体的数量、其参与的事件",
    ("organization_key", "fact_key"),
    (
        *taken(ORGANIZATION, company="organization"),
        *taken(ORGANIZATION, "kind"),
        *PLACE_NAMES,
        *DOCUMENT_NAME,
        PUBLISHED,
        Column("said", TEXT, "Kind of statement", "所述类别：数量、事件", nullable=False,
               checks=one_of("Q126", "said", ("quantity", "event"))),
        Column("about", TEXT, "The indicator, or the type of event", "指标或事件类别"),
        Column("what", TEXT, "The quantity as printed, or what happened", "原文数量或事件内容"),
        Column("value", REAL, "Value in the base unit", "基准单位下的数值"),
        UNIT,
        *taken(OBSERVATION, "status"),
        Column("start_date", DATE, "First day of the period or event", "起始日期"),
        Column("end_date", DATE, "Last day of the period or event", "结束日期"),
        SENTENCE,
        Column("fact_key", KEY, "Key of the observation or event", "观测或事件的键", nullable=False),
        ARTICLE_KEY,
        *taken(ORGANIZATION, "organization_key"),
    ),
)  # fmt: skip

TIMELINE = Table(
    "mart.timeline",
    "One dated event told in one sentence",
    "Events with their days, months and places; a text printed twice tells them once",
    "事件时间线（通稿只计一次）",
    ("event_key",),
    (
        *taken(EVENT, "start_date", "end_date"),
        Column("month", DATE, "First day of its month", "所在月份（首日）"),
        *taken(EVENT, "type", "what", "trigger"),
        *PLACE_NAMES,
        *taken(EVENT, "participants"),
        *DOCUMENT_NAME,
        *taken(ARTICLE, "publication"),
        PUBLISHED,
        *taken(ARTICLE, "title"),
        SENTENCE,
        *taken(EVENT, "event_key"),
        ARTICLE_KEY,
    ),
)

PROGRAMS = Table(
    "mart.programs",
    "One program in one place",
    "Campaigns, projects, mechanisms and platforms by place: since when and how often they are spoken of",
    "各地的行动、工程、机制、平台：何时起见报、提及多少",
    ("program_key",),
    (
        *taken(PROGRAM, "program", "kind"),
        *PLACE_NAMES,
        *taken(PLACE, "county", "city", "province"),
        FIRST,
        LAST,
        count("documents", "Documents that name it", "提及的文件数"),
        count("mentions", "How often it is named", "提及次数"),
        *taken(PROGRAM, "program_key"),
    ),
)

POSTS = Table(
    "mart.posts",
    "One person with one post in one organisation",
    "People and posts over time: from the first page that names them so to the last",
    "人物任职：首次至最近一次以该职务见报的日期",
    ("person_key", "organization_key", "role", "org"),
    (
        *taken(PERSON, "person"),
        Column("role", TEXT, "Post", "职务"),
        Column("org", TEXT, "Organisation in the words of the text", "所在单位（原文）"),
        *taken(ORGANIZATION, "organization", organization_kind="kind"),
        *PLACE_NAMES,
        FIRST,
        LAST,
        count("documents", "Documents that say so", "提及的文件数"),
        *taken(PERSON, "person_key"),
        *taken(ORGANIZATION, "organization_key"),
    ),
)

GROWTH_LEADERS = Table(
    "mart.growth_leaders",
    "One place's growth on the year of one known indicator in one period",
    "Growth on the year: places of one level ranked for each indicator and period",
    "同比增速排名：同级地区按指标与时期排序",
    ("indicator", "period_start", "period_end", "place_code", "place"),
    (
        *INDICATOR_NAMES,
        *taken(PLACE, place_level="level"),
        *PERIOD,
        count("rank", "Place in the ranking, 1 for the fastest", "名次，1 为最快"),
        count("places", "Places ranked with it", "参与排序的地区数"),
        *PLACE_NAMES,
        Column("growth", REAL, "Growth on the year; a fall is negative", "同比增速，下降为负", unit="%"),
        *DOCUMENT_NAME,
        SENTENCE,
        OBSERVATION_KEY,
    ),
)

TERM_TRENDS = Table(
    "mart.term_trends",
    "One term in one month",
    "How often a term was printed in each month; filter by term, all of them are many",
    "词语逐月走势；请按词语筛选",
    ("term", "month"),
    (
        Column("term", TEXT, "Word as segmentation cuts it", "词语", nullable=False),
        Column("month", DATE, "First day of the month", "月份（首日）", nullable=False),
        count("articles", "Articles with the term", "含该词的文章数"),
        count("count", "How often it stands in them", "出现次数"),
        count("month_articles", "Articles of the month", "当月文章数"),
        Column("share", REAL, "Share of the month's articles that have it", "占当月文章的比重", nullable=False),
    ),
)

COVERAGE = Table(
    "mart.coverage",
    "One newspaper's articles about one place in one month",
    "Coverage by paper, place and month: what was read, and how lately",
    "各报、各地、逐月的覆盖情况",
    ("publication", "place_code", "place", "month"),
    (
        *taken(ARTICLE, "publication"),
        *PLACE_NAMES,
        Column("month", DATE, "First day of the month; null where the day is not known", "月份（首日）；日期不详为空"),
        count("documents", "Documents", "文件数"),
        count("articles", "Articles", "文章数"),
        count("reprints", "Of them reprints", "其中通稿重复刊登"),
        Column("characters", KEY, "Characters of their sentences", "正文字符数", unit="character"),
        count("observations", "Quantities read in them", "数量事实数"),
        FIRST,
        LAST,
        Column("last_loaded", TIMESTAMP, "When the newest of them came in", "最近入库时间"),
    ),
)

#: In the order in which one stands on another; all stand on the basic views of warehouse/schema/mart.py.
QUESTIONS = (
    CHECKS,
    CHANGES,
    INDICATOR_SERIES,
    PLANS,
    PROJECTS,
    COMPANIES,
    TIMELINE,
    PROGRAMS,
    POSTS,
    GROWTH_LEADERS,
    TERM_TRENDS,
    COVERAGE,
)
