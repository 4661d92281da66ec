"""Checks of numbers in text (`core.fct_check`), and what makes two of them comparable (`core.fct_claim`)."""

from .declare import BOOL, KEY, KEYS, REAL, TEXT, Column, Table
from .lineage import ARTICLE_KEY, DOCUMENT_KEY, MADE, SENTENCE_KEY, key_column
from .words import CHECK_KINDS, CHECK_OUTCOMES, CHECK_SCOPES

OBSERVATION = "core.fct_observation.observation_key"

FCT_CLAIM = Table(
    "core.fct_claim",
    "One observation of a known indicator of a named subject in a period that is over, or planned",
    "Observations by what they are about, so that the same fact in several articles is found by its key",
    "可比观测：同一指标、主体、地区、时期的观测具有相同的 claim_key",
    ("observation_key",),
    (
        key_column("observation_key", OBSERVATION, "Observation", "观测"),
        ARTICLE_KEY,
        DOCUMENT_KEY,
        Column(
            "claim_key",
            KEY,
            "Hash of indicator, measure, comparison, subject, place, period, status and scope of a rank or share",
            "指标、度量、比较基准、主体、地区、时期、状态与排名或占比范围的散列",
            nullable=False,
        ),
        Column(
            "level_key",
            KEY,
            "Claim of the level that a change is of; 0 where it is none",
            "变化所对应水平值的 claim_key；非变化为 0",
            nullable=False,
        ),
        Column(
            "earlier_key",
            KEY,
            "Claim of that level a year earlier; 0 where it is no change on the year",
            "上年同期水平值的 claim_key；非同比为 0",
            nullable=False,
        ),
        Column(
            "result_key",
            KEY,
            "Claim of what a plan comes to when it is reported; 0 where it is no plan",
            "计划所对应实际值的 claim_key；非计划为 0",
            nullable=False,
        ),
        Column(
            "base_unit",
            TEXT,
            "Base unit of the value: only equal ones are compared",
            "基准单位，相同方可比较",
            nullable=False,
        ),
        Column(
            "value", REAL, "Value in the base unit; a fall is negative", "基准单位下的数值，下降为负", nullable=False
        ),
        Column(
            "low",
            REAL,
            "What it can mean at least, by printed digits and hedges",
            "按印出位数与限定词的可能下限",
            nullable=False,
        ),
        Column("high", REAL, "What it can mean at most", "可能上限", nullable=False),
        Column(
            "is_hedged",
            BOOL,
            "Whether a word or a range hedges it (约, 超, 不足)",
            "是否带限定词或为区间",
            nullable=False,
        ),
        *MADE,
    ),
)

FCT_CHECK = Table(
    "core.fct_check",
    "One number of a text that follows from others: recomputed from those beside it, or said by another article too",
    "Arithmetic within articles, and agreement between them",
    "数字核对：文内算术与跨文章一致性",
    ("check_key",),
    (
        Column("check_key", KEY, "Hash of the kind and the observations", "核对种类与相关观测的散列", nullable=False),
        Column(
            "kind",
            TEXT,
            "What was checked: " + ", ".join(CHECK_KINDS),
            "核对种类：占比、增减、人均、部分、合计、同比、多篇同一事实",
            nullable=False,
        ),
        Column(
            "outcome",
            TEXT,
            "How it came out: " + ", ".join(CHECK_OUTCOMES),
            "结果：一致、因四舍五入而异、因约数而异、冲突",
            nullable=False,
        ),
        Column(
            "scope",
            TEXT,
            "Where the numbers stand: " + ", ".join(CHECK_SCOPES),
            "数字所在范围：同句、同文、跨文",
            nullable=False,
        ),
        key_column("observation_key", OBSERVATION, "The printed number that is checked", "被核对的数字"),
        key_column(
            "other_observation_key",
            OBSERVATION,
            "The number it is checked against, or the first of them",
            "用于核对的数字（首个）",
        ),
        Column(
            "inputs",
            KEYS,
            "Keys of all observations that the expected value was computed from",
            "用于计算的全部观测",
            nullable=False,
        ),
        SENTENCE_KEY,
        ARTICLE_KEY,
        DOCUMENT_KEY,
        Column(
            "claim_key",
            KEY,
            "What both are about (core.fct_claim); 0 for a check within a sentence",
            "所涉事实（core.fct_claim）；句内核对为 0",
            nullable=False,
        ),
        Column("expected", REAL, "What the number should be", "应有数值", nullable=False),
        Column(
            "printed",
            REAL,
            "What is printed, in the unit of `expected`",
            "所印数值（与应有数值同单位）",
            nullable=False,
        ),
        Column("difference", REAL, "Printed less expected", "所印减应有", nullable=False),
        *MADE,
    ),
)

AGREEMENT = (FCT_CLAIM, FCT_CHECK)
