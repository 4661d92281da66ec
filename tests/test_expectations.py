"""Expectations: each planted fault fails the check with its code, and sound frames pass all of them. Real GX."""

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest
from sqlalchemy import Engine, event
from staged import BROKEN, HARBOUR, staged

from expectations.validation import validate
from expectations.verdict import KEY, CheckBroken, ExpectationsFailed, Verdict, together
from warehouse.schema import stage
from warehouse.schema.checks import checks_of
from warehouse.schema.owners import OWNERS

Frames = dict[str, pl.DataFrame]


def sound() -> Frames:
    return staged(harbour=HARBOUR, broken=BROKEN)


def changed(table: str, **columns: object) -> Callable[[Frames], Frames]:
    """Frames with columns of one table overwritten by a value or an expression."""
    values = {n: v if isinstance(v, pl.Expr) else pl.lit(v) for n, v in columns.items()}
    return lambda frames: frames | {table: stage_table(table).conform(frames[table].with_columns(**values))}


def stage_table(name: str):
    return next(table for table in stage.STAGE_TABLES if table.name == name)


def doubled(table: str) -> Callable[[Frames], Frames]:
    return lambda frames: frames | {table: pl.concat([frames[table], frames[table]])}


def emptied(table: str) -> Callable[[Frames], Frames]:
    return lambda frames: frames | {table: frames[table].clear()}


def moved(by: int) -> pl.Expr:
    """All pieces moved, so that ends and pieces still agree."""
    return pl.col("pieces").list.eval(
        pl.struct((pl.element().struct["start"] + by).alias("start"), (pl.element().struct["end"] + by).alias("end"))
    )


SHIFT = {"char_start": pl.col("char_start") + 1, "char_end": pl.col("char_end") + 1, "pieces": moved(1)}
FAR = {"char_start": pl.col("char_start") + 900, "char_end": pl.col("char_end") + 900, "pieces": moved(900)}
JOINED = pl.when(pl.col("pieces").list.len() > 1).then(pl.lit("青山村卖出梅子")).otherwise("text")
INFINITE = float("inf")
LATE = date(2024, 1, 1)

#: Faults planted together, since a validation takes a second, and the checks that must find each.
WORLDS = [
    [
        (changed("stage.observation", **SHIFT, kind="wealth"), "Q010 observation.pieces", "Q106 observation.kind"),
        (changed("stage.mention", **SHIFT, granularity=None), "Q010 mention.pieces", "Q025 mention."),
        (changed("stage.document", sha256="E3B0"), "Q021 document.sha256"),
        (changed("stage.term", count=0), "Q034 term.count"),
        (changed("stage.event", start_date=date(2024, 1, 1)), "Q039 event."),
        (changed("stage.article", published=date(2024, 1, 1)), "Q102 article."),
        (changed("stage.sentence", text=JOINED), "Q012 sentence.pieces"),
        (changed("stage.reading", refused=0, quantities=3), "Q051 reading.numerals", "Q052 reading.observations"),
        (changed("stage.article", char_end=900), "Q014 article.char_start"),
        (changed("stage.reading", events=2, mentions_withheld=1), "Q050 reading.events", "Q050 reading.mentions"),
    ],
    [
        (changed("stage.observation", **FAR, value=INFINITE), "Q014 observation.pieces", "Q015 observation.pieces"),
        (lambda frames: frames, "Q032 observation.value"),
        (changed("stage.mention", end_date=date(2022, 1, 1), start_date=date(2022, 1, 2)), "Q031 mention."),
        (changed("stage.observation", period_end=date(2022, 1, 1)), "Q030 observation."),
        (changed("stage.observation", confidence=1.5, place_code="33O2"), "Q033 observation.confidence"),
        (lambda frames: frames, "Q035 observation.place_code"),
        (doubled("stage.sentence"), "Q002 sentence.", "Q016 sentence.pieces", "Q024 sentence.ordinal"),
        (lambda frames: frames, "Q050 reading.sentences"),
        (changed("stage.article", char_start=3), "Q019 sentence.char_start"),
    ],
    [
        (changed("stage.observation", char_start=0, unit="公里"), "Q013 observation.pieces", "Q036 observation.unit"),
        (
            changed("stage.observation", base_unit=None, period_end=None),
            "Q037 observation.base_unit",
            "Q030 observation.",
        ),
        (changed("stage.observation", value_high=0.0), "Q032 observation.value"),
        (changed("stage.sentence", ordinal=pl.col("ordinal") * 2), "Q029 sentence.ordinal"),
        (doubled("stage.document"), "Q002 document.", "Q020 document.path"),
        (doubled("stage.observation"), "Q002 observation.", "Q018 observation.pieces", "Q050 reading.observations"),
        (doubled("stage.term"), "Q002 term."),
        (emptied("stage.entity"), "Q003 mention.entity_key", "Q050 reading.entities"),
    ],
    [
        (changed("stage.observation", pieces=[]), "Q013 observation.pieces"),
        (
            changed("stage.observation", kind=None, value=float("nan")),
            "Q001 observation.kind",
            "Q032 observation.value",
        ),
        (emptied("stage.sentence"), "Q003 observation.sentence_key", "Q017 document.", "Q023 article."),
        (changed("stage.observation", period_start=LATE, period_end=LATE), "Q038 observation."),
        (emptied("stage.reading"), "Q053 document."),
        (changed("stage.mention", granularity="ten_days"), "Q026 mention.granularity"),
        (doubled("stage.article"), "Q024 article.ordinal"),
        (changed("stage.observation", period_end=date(2299, 1, 1)), "Q027 observation."),
    ],
    [
        (emptied("stage.article"), "Q003 sentence.article_key", "Q022 document.", "Q050 reading.articles"),
        (changed("stage.observation", kind="length"), "Q028 observation.unit"),
    ],
]
FAULTS = [(number, wanted) for number, world in enumerate(WORLDS) for _, *codes in world for wanted in codes]


def keys(rows: pl.DataFrame) -> set[str]:
    """Checks as `Q010 observation.pieces`."""
    return {f"{code} {table.removeprefix('stage.')}.{column}" for code, table, column in rows.select(KEY).iter_rows()}


def test_sound_frames_pass_every_check():
    verdict = validate(sound())
    assert verdict.failed().is_empty() and not verdict.blocks
    asked = {
        f"{check.code} {table.short_name}.{column}"
        for table in stage.STAGE_TABLES
        for column, check in checks_of(table)
    }
    assert keys(verdict.checks) == asked and verdict.checks.height == len(asked)


def test_no_rows_pass():
    assert validate({table.name: table.empty() for table in stage.STAGE_TABLES}).failed().is_empty()


def world(number: int) -> Frames:
    frames = sound()
    for plant, *_ in WORLDS[number]:
        frames = plant(frames)
    return frames


@pytest.fixture(scope="module")
def planted() -> list[Verdict]:
    return [validate(world(number)) for number in range(len(WORLDS))]


@pytest.mark.parametrize(("number", "wanted"), FAULTS)
def test_a_planted_fault_is_found(planted, number, wanted):
    assert wanted in keys(planted[number].failed())


def test_every_truth_has_a_fault_that_breaks_it():
    planted = {wanted.split()[0] for _, wanted in FAULTS}
    declared = {check.code for table in stage.STAGE_TABLES for _, check in checks_of(table) if check.code < "Q100"}
    assert declared - planted == {"Q011"}  # a mention in several pieces: test_parts_of_a_mention_…


def test_every_check_has_an_owner_that_is_named():
    found = {
        (check.code, table.short_name, column): check.owner
        for table in stage.STAGE_TABLES
        for column, check in checks_of(table)
    }
    assert set(found.values()) <= set(OWNERS)
    assert found["Q010", "observation", "pieces"] == "quantities" and found["Q030", "observation", ""] == "observations"
    assert found["Q105", "mention", "granularity"] == found["Q031", "mention", ""] == "times"
    assert found["Q010", "mention", "pieces"] == "names" and found["Q031", "event", ""] == "events"


def in_two(mentions: list[str], gap: str = "\n\n") -> Frames:
    """A batch in which the layout breaks 300吨 in two, read as each of `mentions`."""
    frames = staged(broken=BROKEN.replace("300吨", f"300{gap}吨"))
    at = frames["stage.document"]["text"][0].index("300")
    pieces = [{"start": at, "end": at + 3}, {"start": at + 3 + len(gap), "end": at + 4 + len(gap)}]
    sentence = frames["stage.sentence"].row(0, named=True)
    whole = staged(broken=BROKEN)["stage.observation"].row(0, named=True)
    inside = {name: sentence[name] for name in ("document_key", "article_key", "sentence_key")}
    row = whole | inside | {"char_start": at, "char_end": pieces[-1]["end"], "pieces": pieces}
    rows = [row | {"mention": mention, "observation_key": key} for key, mention in enumerate(mentions)]
    counts = {"quantities": len(rows), "observations": len(rows), "numerals": len(rows), "refused": 0}
    counted = frames["stage.reading"].with_columns(**{name: pl.lit(count) for name, count in counts.items()})
    counted = stage.READING.conform(counted)
    observations = pl.DataFrame(rows, schema=stage.OBSERVATION.polars_schema())
    return frames | {"stage.observation": observations, "stage.reading": counted}


def test_parts_of_a_mention_put_together_are_the_mention():
    failed = validate(in_two(["300吨", "300 吨", "301吨"])).failed("critical")
    assert failed.select("code", "failed_rows").rows() == [("Q011", 1)]
    assert "301吨 | 300吨" in failed["examples"][0]


def test_a_critical_fault_blocks_and_says_where_and_what_to_do(planted):
    verdict = planted[0]
    assert verdict.blocks
    with pytest.raises(
        ExpectationsFailed, match=r"Q010 stage.observation.pieces: .* 3 rows \(.*20.5亿元.*\) Mend the rule"
    ):
        verdict.require()


def test_a_warning_does_not_block(planted):
    warnings = Verdict(planted[2].failed("warning"))
    assert warnings.checks.height > 1 and warnings.require() is warnings


def test_the_order_of_rows_does_not_matter(planted):
    shuffled = {name: frame.reverse() for name, frame in world(0).items()}
    assert validate(shuffled).checks.drop("examples").equals(planted[0].checks.drop("examples"))


def test_each_table_is_asked_once():
    asked = []

    def note(connection, cursor, statement, *_):
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        checks = validate(sound()).checks
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(asked) == checks["table_name"].n_unique()


def test_verdicts_of_batches_add_up(planted):
    both = together([planted[0], planted[0]])
    assert both.checks.height == planted[0].checks.height
    assert both.failed()["failed_rows"].to_list() == [2 * n for n in planted[0].failed()["failed_rows"]]
    assert both.failed()["examples"].list.len().max() <= 5
    assert together([]).checks.is_empty()


def test_a_check_that_cannot_be_computed_is_our_error():
    frames = sound()
    frames["stage.observation"] = frames["stage.observation"].drop("kind")
    with pytest.raises(CheckBroken, match="kind"):
        validate(frames)
