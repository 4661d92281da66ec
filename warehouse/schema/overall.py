"""Truths about a run as a whole: its counts add up, and what it read is not unlike what was read before.

They are asked of aggregates, a row for an equation or for a measure of one newspaper (see warehouse/drift.py), never of
the rows themselves. Drift warns: nothing is kept out for being unusual.
"""

from .checks import rows
from .declare import BIGINT, DATE, INT, REAL, TEXT, Check, Column, Table

BALANCE = Table(
    "audit.funnel",
    "One equation between steps of the funnel of one run",
    "What must add up",
    "须相等的两边",
    ("equation",),
    (
        Column("equation", TEXT, "The steps on both sides", "等式", nullable=False),
        Column("whole", BIGINT, "Sum of the left side", "左边合计", nullable=False, unit="row"),
        Column("parts", BIGINT, "Sum of the right side", "右边合计", nullable=False, unit="row"),
    ),
)
DRIFT = Table(
    "audit.volume",
    "One measure of one newspaper on one day, beside its own history",
    "Measures and what is usual",
    "指标与常态",
    ("measure", "publication", "day"),
    (
        Column("measure", TEXT, "Column of audit.volume that is measured", "度量的列", nullable=False),
        Column("publication", TEXT, "Newspaper; empty where it is not known", "报纸名称；不详为空", nullable=False),
        Column("day", DATE, "The day", "日期", nullable=False),
        Column("value", REAL, "The rate, share or count of the day", "当日数值", nullable=False),
        Column("usual", REAL, "Median of the days before", "此前各日的中位数", nullable=False),
        Column("days", INT, "How many days before there are", "此前天数", nullable=False, unit="day"),
        Column("score", REAL, "How far it is from the usual, in deviations", "偏离程度（标准差倍数）", nullable=False),
        Column(
            "effect",
            REAL,
            "How far, however many the cases: Cohen's h of a share, else as a share of the usual",
            "效应量（比例用 Cohen h，其余为相对变化）",
            nullable=False,
        ),
    ),
)

FUNNEL_ADDS_UP = rows(
    "Q054",
    "Files, documents or facts of a run are counted at one step and missing at the next, or counted twice.",
    "An error of ours: nothing is published. Report it with the equation; the files stay in the inbox.",
    "equation, whole, parts",
    "FROM {table} AS t WHERE whole <> parts",
    owner="warehouse",
)

#: Deviations beyond which a measure is no longer usual: chance alone gives one in 16,000.
MOST_DEVIATIONS = 4
#: Days of history below which nothing is said; for files of one weekday, weeks.
LEAST_DAYS, LEAST_WEEKS = 10, 4
#: A difference that matters: of shares as Cohen's h (10 % to 17 %, 50 % to 60 %), of rates and counts a fifth.
LEAST_EFFECT = 0.2


def drift(code: str, measure: str, meaning: str, mend: str, owner: str, days: int = LEAST_DAYS) -> Check:
    """A warning that a measure of a newspaper is far from its own history."""
    return Check(
        code,
        "rows",
        meaning,
        mend,
        "warning",
        {
            "shown": "publication || ' ' || day || ': ' || round(value, 3) || ', usually ' || round(usual, 3)",
            "found": f"FROM {{table}} AS t WHERE measure = '{measure}' AND days >= {days} "
            f"AND score > {MOST_DEVIATIONS} AND effect > {LEAST_EFFECT}",
        },
        owner,
    )


OBSERVATIONS_A_THOUSAND = drift(
    "Q040",
    "observations",
    "Observations per 1,000 characters of a newspaper are far from what they were on other days.",
    "Look at pages of that day: the paper prints otherwise, text was taken apart wrongly, or a rule was changed.",
    "observations",
)
WITHOUT_INDICATOR = drift(
    "Q041",
    "without_indicator",
    "The share of a newspaper's observations without an indicator is far from what it was on other days.",
    "Look at rows of that day whose `indicator` is empty: a rule of linking was changed, or the paper words otherwise.",
    "observations",
)
WITHOUT_UNIT = drift(
    "Q042",
    "without_unit",
    "The share of a newspaper's numerals with no unit that is known is far from what it was on other days.",
    "`baoku explain` pages of that day: add the units that are missing to transforms/lexicon.",
    "quantities",
)
REFUSED = drift(
    "Q043",
    "refused",
    "The share of a newspaper's numerals that are no quantity is far from what it was on other days.",
    "`baoku explain` pages of that day: a rule refuses more or less than before, or the pages hold tables and dates.",
    "quantities",
)
FILES_A_DAY = drift(
    "Q044",
    "documents",
    "On a day many more or many fewer files of a newspaper came than on the same weekday of the weeks before.",
    "See whether its source still sends all, and nothing twice; on a holiday there is nothing to do.",
    "ingest",
    LEAST_WEEKS,
)
#: By table, the columns and checks that are asked once a run.
OVERALL: dict[str, tuple[tuple[str, Check], ...]] = {
    BALANCE.name: (("row_count", FUNNEL_ADDS_UP),),
    DRIFT.name: (
        ("observations", OBSERVATIONS_A_THOUSAND),
        ("without_indicator", WITHOUT_INDICATOR),
        ("without_unit", WITHOUT_UNIT),
        ("refused", REFUSED),
        ("documents", FILES_A_DAY),
    ),
}
