"""Truths about stage rows: what every table must hold by its declaration, and what takes a sentence to say.

Codes are stable. Q00x follow from the declarations, Q01x are spans, Q02x structure, Q03x sense, Q04x drift and Q054 a
run as a whole (overall.py), Q05x that what was read is there (Q055 by warehouse/accounting.py, as it is loaded), Q1xx
allowed words (beside their columns). In the SQL of a `rows` check `{table}` is the checked table; other stage tables go
by name. Two columns are computed before checking (expectations/quotations.py): `quoted`, the source text at a row's
pieces, and of a document `unread_share`, the share of its letters and digits that no sentence holds.
"""

from collections.abc import Iterator
from dataclasses import replace

from .declare import Check, Column, Table
from .owners import owner_of
from .stage import READING

RULE_MENDS = "Mend the rule that made the row (`rule` names it); nothing of the batch is published until then."


def not_null(column: Column) -> Check:
    """That a column declared not nullable holds no NULL."""
    return Check(
        "Q001",
        "not_null",
        f"`{column.name}` must always be filled, and is not.",
        "Mend the transform that makes the table; a column that may be empty is declared nullable.",
    )


def unique_key(table: Table) -> Check:
    """That a table's key is unique."""
    return Check(
        "Q002",
        "unique",
        f"Two rows have the same key ({', '.join(table.key)}): a fact would be counted twice.",
        "Two mentions share a span, or a document stands twice in the batch: mend what makes the rows.",
        options={"columns": table.key},
    )


def reference(column: Column) -> Check:
    """That what a column points to exists in the batch."""
    target, _, key = column.references.rpartition(".")
    return Check(
        "Q003",
        "references",
        f"`{column.name}` points to a row of {target} that does not exist.",
        "Mend the transform that makes the key: both sides must hash the same parts.",
        options={"table": target, "key": key},
    )


def rows(
    code: str, meaning: str, mend: str, shown: str, found: str, severity: str = "critical", owner: str = ""
) -> Check:
    """A check whose query finds the offending rows: `found` is its FROM and WHERE, in which `t` has the rows of
    `{table}`, `shown` the columns that stand as examples."""
    return Check(code, "rows", meaning, mend, severity, {"shown": shown, "found": found}, owner)


#: White space as Python knows it, which reads the pages: RE2's `\s` leaves out the vertical tab, separators and U+0085.
_BLANK = r"[\s\p{Z}\x0B\x1C-\x1F\x85]"
ONE_PIECE = rows(
    "Q010",
    "The characters of the source at `char_start` to `char_end` are not the mention.",
    RULE_MENDS,
    "mention, quoted",
    f"FROM {{table}} AS t WHERE len(pieces) = 1 AND quoted <> mention AND regexp_replace(quoted, '{_BLANK}', ' ', 'g') "
    f"<> regexp_replace(mention, '{_BLANK}', ' ', 'g')",
)
SEVERAL_PIECES = rows(
    "Q011",
    "The parts of the source, put together, are not the mention.",
    RULE_MENDS,
    "mention, quoted",
    f"FROM {{table}} AS t WHERE len(pieces) > 1 AND quoted <> mention AND regexp_replace(quoted, '{_BLANK}', '', 'g') "
    f"<> regexp_replace(mention, '{_BLANK}', '', 'g')",
)
SENTENCE_TEXT = rows(
    "Q012",
    "The parts of the source, put together, are not the sentence's text.",
    "Mend transforms/page: a sentence's parts must hold its text, white space of the layout apart.",
    "text, quoted",
    f"FROM {{table}} AS t WHERE quoted <> text AND regexp_replace(quoted, '{_BLANK}', '', 'g') "
    f"<> regexp_replace(text, '{_BLANK}', '', 'g')",
)
PIECES_AGREE = rows(
    "Q013",
    "`pieces` is empty, or does not begin at `char_start` and end at `char_end`, or has an empty part.",
    RULE_MENDS,
    "char_start, char_end, pieces",
    "FROM {table} AS t WHERE len(pieces) = 0 OR pieces[1].start <> char_start "
    "OR pieces[-1].end <> char_end OR len(list_filter(pieces, lambda p: p.start >= p.end)) > 0",
)
INSIDE_TEXT = rows(
    "Q014",
    "An offset lies outside the text of the document.",
    RULE_MENDS,
    "t.char_start, t.char_end, d.char_count",
    "FROM {table} AS t JOIN stage.document AS d USING (document_key) "
    "WHERE t.char_start < 0 OR t.char_end > d.char_count OR t.char_start >= t.char_end "
    "OR len(list_filter(t.pieces, lambda p: p.start < 0 OR p.end > d.char_count)) > 0",
)
ARTICLE_INSIDE_TEXT = rows(
    "Q014",
    "An article lies outside the text of the document.",
    "Mend transforms/page: an article begins with its first sentence and ends with its last.",
    "t.char_start, t.char_end, d.char_count",
    "FROM {table} AS t JOIN stage.document AS d USING (document_key) "
    "WHERE t.char_start < 0 OR t.char_end > d.char_count OR t.char_start > t.char_end",
)
INSIDE_SENTENCE = rows(
    "Q015",
    "A mention lies outside the sentence it is said to stand in.",
    RULE_MENDS,
    "t.mention, t.char_start, s.char_start",
    "FROM {table} AS t "
    "JOIN stage.sentence AS s USING (sentence_key) "
    "WHERE t.char_start < s.char_start OR t.char_end > s.char_end OR t.article_key <> s.article_key",
)
SENTENCES_APART = rows(
    "Q016",
    "Two sentences share characters of the source: what stands there would be told twice.",
    "Mend transforms/page: the parts of all sentences of a document must not overlap.",
    "document_key, piece.start, piece.end",
    "FROM (SELECT *, max(piece.end) OVER (PARTITION BY document_key ORDER BY piece.start, piece.end "
    "    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS read_to"
    "  FROM (SELECT *, unnest(pieces) AS piece FROM {table})"
    ") AS t WHERE piece.start < read_to",
)
ALL_READ = rows(
    "Q017",
    "More than a tenth of a document's letters and digits stand in no sentence.",
    "Look at the document: text was taken for page furniture; mend transforms/page.",
    "document, unread_share",
    "FROM {table} AS t WHERE unread_share > 0.1",
    "warning",
)
ONE_FACT_A_PLACE = rows(
    "Q018",
    "Two quantities share characters of the source.",
    "Two rules read one number: settle their competition in transforms/quantities.",
    "mention, char_start",
    "FROM (SELECT *, max(char_end) OVER (PARTITION BY document_key ORDER BY char_start, char_end "
    "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS read_to FROM {table}) AS t WHERE char_start < read_to",
    "warning",
)
INSIDE_ARTICLE = rows(
    "Q019",
    "A sentence lies outside the article it is said to stand in.",
    "Mend transforms/page: an article begins with its first sentence and ends with its last.",
    "t.text, t.char_start, t.char_end, a.char_start, a.char_end",
    "FROM {table} AS t JOIN stage.article AS a USING (article_key) "
    "WHERE t.char_start < a.char_start OR t.char_end > a.char_end OR t.document_key <> a.document_key",
    "warning",
)
ONCE_A_PATH = Check(
    "Q020",
    "unique",
    "One path has two versions in one batch.",
    "A file changed while the inbox was read: run again.",
    options={"columns": ("path",)},
)
DIGEST = Check(
    "Q021",
    "matches",
    "`sha256` is no SHA-256 in hexadecimal.",
    "Mend what reads the inbox.",
    options={"pattern": "^[0-9a-f]{64}$"},
)
HAS_ARTICLES = rows(
    "Q022",
    "A document has no article.",
    "Look at the document: it may hold no text; mend transforms/page if it does.",
    "document",
    "FROM {table} AS t WHERE document_key NOT IN (SELECT document_key FROM stage.article)",
    "warning",
)
HAS_SENTENCES = rows(
    "Q023",
    "An article has no sentence.",
    "Mend transforms/page: an article without text is no article.",
    "article_key, title",
    "FROM {table} AS t WHERE article_key NOT IN (SELECT article_key FROM stage.sentence)",
    "warning",
)
ORDINALS = Check(
    "Q024",
    "unique",
    "Two rows have the same place in the reading order.",
    "Mend transforms/page: ordinals count up from 1.",
    options={"columns": ("article_key", "ordinal")},
)
ARTICLE_ORDINALS = Check(
    "Q024",
    "unique",
    "Two articles have the same place in the reading order.",
    "Mend transforms/page: ordinals count up from 1.",
    options={"columns": ("document_key", "ordinal")},
)
SENTENCES_COUNT_UP = rows(
    "Q029",
    "The sentences of an article do not count up from 1 without a gap, or a paragraph comes back after another.",
    "Mend transforms/page: a sentence was lost, or stands in the wrong place.",
    "article_key, ordinal, text",
    "FROM (SELECT *, lag(ordinal, 1, 0) OVER reading AS ordinal_before, lag(paragraph, 1, 0) OVER reading AS "
    "paragraph_before FROM {table} WINDOW reading AS (PARTITION BY article_key ORDER BY ordinal)) AS t "
    "WHERE ordinal > ordinal_before + 1 OR paragraph < paragraph_before",
    "warning",
)
NAME_OR_TIME = rows(
    "Q025",
    "A time has no granularity, or a name no entity.",
    RULE_MENDS,
    "mention, kind",
    "FROM {table} AS t WHERE (kind = 'time') = (granularity IS NULL) OR (kind = 'time') = (entity_key IS NOT NULL)",
)
GRANULARITY = rows(
    "Q026",
    "A time has more days than its granularity, or one end where it must have both.",
    RULE_MENDS,
    "mention, granularity, start_date, end_date",
    "FROM {table} AS t WHERE end_date - start_date > CASE granularity WHEN 'day' THEN 0 WHEN 'week' THEN 6 "
    "WHEN 'ten_days' THEN 10 WHEN 'month' THEN 30 WHEN 'quarter' THEN 91 WHEN 'half_year' THEN 183 "
    "WHEN 'year' THEN 365 END OR (granularity <> 'open' AND (start_date IS NULL) <> (end_date IS NULL))",
    "warning",
    "times",
)
FAR_PERIOD = rows(
    "Q027",
    "A period ends more than 60 years after the paper was printed, or is longer than 200 years.",
    RULE_MENDS,
    "t.mention, t.period_start, t.period_end, a.published_latest",
    "FROM {table} AS t JOIN stage.article AS a USING (article_key) "
    "WHERE t.period_end > a.published_latest + INTERVAL 60 YEAR OR t.period_end > t.period_start + INTERVAL 200 YEAR",
    "warning",
)
KIND_OF_UNIT = rows(
    "Q028",
    "A unit measures something else than the kind of the quantity says: an area in metres, a mass in square metres.",
    "Mend the unit's row in transforms/lexicon/units.csv or the rule that decides the kind.",
    "mention, kind, unit, base_unit",
    "FROM {table} AS t JOIN (VALUES ('money', '元'), ('area', '平方米'), ('length', '米'), ('mass', '千克'), "
    "('volume', '立方米'), ('energy', '焦耳'), ('power', '瓦'), ('age', '岁')) AS measured(of_kind, base) "
    "ON base = base_unit WHERE of_kind <> kind",
    "warning",
)
PERIOD = rows(
    "Q030",
    "A period ends before it begins, or has only one end.",
    RULE_MENDS,
    "mention, period_start, period_end",
    "FROM {table} AS t WHERE period_start > period_end OR (period_start IS NULL) <> (period_end IS NULL)",
)
DAYS = rows(
    "Q031",
    "A time ends before it begins.",
    RULE_MENDS,
    "start_date, end_date",
    "FROM {table} AS t WHERE start_date > end_date",
)
FINITE = rows(
    "Q032",
    "A value is infinite or no number, or the upper end of a range is below the lower.",
    RULE_MENDS,
    "mention, value, value_high",
    "FROM {table} AS t "
    "WHERE NOT isfinite(value) OR NOT isfinite(coalesce(value_high, 0)) OR NOT isfinite(coalesce(base_value, 0)) "
    "OR value_high < value",
)
CONFIDENCE = Check(
    "Q033",
    "between",
    "`confidence` lies outside 0 to 1.",
    RULE_MENDS,
    options={"low": 0, "high": 1},
)
COUNTED = Check(
    "Q034",
    "between",
    "A count is below 1.",
    "Mend what counts: a row that never occurs is no row.",
    options={"low": 1, "high": None},
)
PLACE_CODE = Check(
    "Q035",
    "matches",
    "`place_code` is no GB/T 2260 code (2 to 12 digits).",
    "Mend transforms/lexicon/divisions or the rule that looks the place up.",
    options={"pattern": "^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$"},
)
PERCENT_UNIT = rows(
    "Q036",
    "A percentage bears a unit that is none, or a quantity in % is no percentage.",
    "Mend the unit's row in transforms/lexicon or the rule that decides the kind.",
    "mention, kind, unit",
    "FROM {table} AS t WHERE (kind = 'percent') <> (unit IN ('%', '％', '‰', '个百分点', '百分点', '个千分点'))",
    "warning",
)
MEASURED = rows(
    "Q037",
    "A quantity of a physical kind or of money has a unit without a base unit: it cannot be compared.",
    "Add the unit to transforms/lexicon with its dimension and factor.",
    "mention, kind, unit",
    "FROM {table} AS t WHERE base_unit IS NULL "
    "AND kind IN ('money', 'area', 'length', 'mass', 'volume', 'energy', 'power')",
    "warning",
)
DONE_BEFORE_PRINT = rows(
    "Q038",
    "Something is told as done in a period that begins after the paper was printed.",
    "Look at the article's date and the row's `status`: one of them is wrong.",
    "t.mention, t.period_start, a.published_latest",
    "FROM {table} AS t "
    "JOIN stage.article AS a USING (article_key) WHERE t.status = 'actual' AND t.period_start > a.published_latest",
    "warning",
)
EVENT_BEFORE_PRINT = rows(
    "Q039",
    "An event begins after the paper was printed.",
    "It may be announced; if it is told as past, look at the article's date and the rule.",
    "t.what, t.start_date, a.published_latest",
    "FROM {table} AS t JOIN stage.article AS a USING (article_key) WHERE t.start_date > a.published_latest",
    "info",
)


def all_staged(name: str, table: str) -> Check:
    """That as many rows of a document are staged as the readers counted in column `name`, but for those withheld."""
    withheld = f" - t.{name}_withheld" if f"{name}_withheld" in READING.column_names else ""
    return rows(
        "Q050",
        "What was read in a document is not what is staged of it: rows were lost, or made twice, on the way.",
        "Mend transforms/frames, or what changes the staged rows: an error of ours, not of the document.",
        f"t.document_key, t.{name}, staged",
        f"FROM {{table}} AS t LEFT JOIN (SELECT document_key, count(*) AS staged FROM {table} GROUP BY document_key) "  # noqa: S608 (declared names)
        f"AS s USING (document_key) WHERE coalesce(staged, 0) <> t.{name}{withheld}",
    )


#: Columns of `stage.reading` and the tables whose rows they count; rows of the last four can be left out one by one.
COUNTED_ROWS = {
    "articles": "stage.article",
    "sentences": "stage.sentence",
    "mentions": "stage.mention",
    "observations": "stage.observation",
    "entities": "stage.entity",
    "events": "stage.event",
}
NUMERALS_SETTLED = rows(
    "Q051",
    "Numerals are neither quantities nor refused, or both.",
    "Mend transforms/quantities: every numeral ends as one of the two.",
    "document_key, numerals, quantities, refused",
    "FROM {table} AS t WHERE numerals <> quantities + refused",
)
ALL_LINKED = rows(
    "Q052",
    "There are not as many observations as quantities.",
    "Mend transforms/observations: each quantity becomes one observation, linked or not.",
    "document_key, quantities, observations",
    "FROM {table} AS t WHERE quantities <> observations",
)
ALL_COUNTED = rows(
    "Q053",
    "A document has no counts of what was read in it, so that nothing can be held against its rows.",
    "Mend transforms/frames: each document of a batch has a row of stage.reading.",
    "document",
    "FROM {table} AS t WHERE document_key NOT IN (SELECT document_key FROM stage.reading)",
)

SPANS = (PIECES_AGREE, INSIDE_TEXT)
#: Truths by table: the checked column, empty where it takes several, and the check.
TRUTHS: dict[str, tuple[tuple[str, Check], ...]] = {
    "stage.document": (
        ("", ALL_READ),
        ("path", ONCE_A_PATH),
        ("sha256", DIGEST),
        ("", HAS_ARTICLES),
        ("", ALL_COUNTED),
    ),
    "stage.reading": (
        *((name, all_staged(name, table)) for name, table in COUNTED_ROWS.items()),
        ("numerals", NUMERALS_SETTLED),
        ("observations", ALL_LINKED),
    ),
    "stage.article": (("", HAS_SENTENCES), ("char_start", ARTICLE_INSIDE_TEXT), ("ordinal", ARTICLE_ORDINALS)),
    "stage.sentence": (
        ("pieces", SENTENCE_TEXT),
        ("pieces", SENTENCES_APART),
        ("ordinal", ORDINALS),
        ("ordinal", SENTENCES_COUNT_UP),
        ("char_start", INSIDE_ARTICLE),
        *(("pieces", c) for c in SPANS),
    ),
    "stage.term": (("count", COUNTED),),
    "stage.mention": (
        *(("pieces", check) for check in (ONE_PIECE, SEVERAL_PIECES, *SPANS, INSIDE_SENTENCE)),
        ("", replace(NAME_OR_TIME, owner="times")),
        ("", replace(DAYS, owner="times")),
        ("granularity", GRANULARITY),
    ),
    "stage.observation": (
        *(("pieces", check) for check in (ONE_PIECE, SEVERAL_PIECES, *SPANS, INSIDE_SENTENCE, ONE_FACT_A_PLACE)),
        ("", PERIOD),
        ("", FAR_PERIOD),
        ("unit", KIND_OF_UNIT),
        ("value", FINITE),
        ("confidence", CONFIDENCE),
        ("place_code", PLACE_CODE),
        ("unit", PERCENT_UNIT),
        ("base_unit", MEASURED),
        ("", DONE_BEFORE_PRINT),
    ),
    "stage.entity": (("mentions", COUNTED), ("place_code", PLACE_CODE)),
    "stage.event": (("", DAYS), ("", EVENT_BEFORE_PRINT)),
}


def checks_of(table: Table) -> Iterator[tuple[str, Check]]:
    """Every check of a stage table with its owner: the checked column (empty for the table) and the check."""
    return ((column, replace(check, owner=owner_of(table.name, column, check))) for column, check in _declared(table))


def _declared(table: Table) -> Iterator[tuple[str, Check]]:
    for column in table.columns:
        if not column.nullable:
            yield column.name, not_null(column)
        if column.references:
            yield column.name, reference(column)
        yield from ((column.name, check) for check in column.checks)
    yield "", unique_key(table)
    yield from (("", check) for check in table.checks)
    yield from TRUTHS.get(table.name, ())
