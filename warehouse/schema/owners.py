"""Who owns a check: the room of the code, or the role, that mends what breaks it."""

from .declare import Check

OWNERS = {
    "ingest": "files, their bytes and their documents",
    "page": "articles, sentences and their places in the text",
    "words": "segmentation and sketches",
    "times": "times and their days",
    "names": "places, organisations, persons, programs",
    "quantities": "numbers and units",
    "observations": "what quantities measure, of whom, where and when",
    "indicators": "standard names of what is measured",
    "events": "happenings",
    "warehouse": "keys, rows and runs",
}
#: By table, and by column where another room makes it.
_OF_PLACES = {
    "stage.document": "ingest",
    "stage.reading": "warehouse",
    "stage.article": "page",
    "stage.article.place_key": "names",
    "stage.sentence": "page",
    "stage.term": "words",
    "stage.shingle": "words",
    "stage.mention": "names",
    "stage.mention.start_date": "times",
    "stage.mention.end_date": "times",
    "stage.mention.granularity": "times",
    "stage.observation": "observations",
    **{
        f"stage.observation.{name}": "quantities"
        for name in (
            *("mention", "char_start", "char_end", "pieces", "kind", "value", "value_high", "unit", "base_value"),
            *("base_unit", "bound", "salience"),
        )
    },
    **{f"stage.observation.{name}": "names" for name in ("place", "place_code", "place_key")},
    **{f"stage.observation.{name}": "indicators" for name in ("standard_indicator", "topic")},
    "stage.entity": "names",
    "stage.event": "events",
    "stage.place": "names",
    "stage.organization": "names",
    "stage.person": "names",
    "stage.program": "names",
    "stage.indicator": "indicators",
}


def owner_of(table: str, column: str, check: Check) -> str:
    """One of `OWNERS`: the check's own word, else the room that makes the column, else that of the table.

    Raises:
        KeyError: nobody is named for the table.
    """
    return check.owner or _OF_PLACES.get(f"{table}.{column}") or _OF_PLACES[table]
