"""Small stage frames, written by hand around a page's text: documents, articles and facts with true spans."""

import hashlib
from collections.abc import Mapping
from datetime import date

import polars as pl

from warehouse.schema import stage
from warehouse.schema.checks import COUNTED_ROWS
from warehouse.schema.keys import document_key, text_key

#: Composed pages. The second one's sentence is broken by the layout.
HARBOUR = "# 临港镇上半年工业增长\n今年上半年，临港镇完成工业总产值20.5亿元，同比增长6.1%。镇长王立国出席开工仪式。\n"
BROKEN = "青山村卖出\n\n杨梅300吨。\n"
CHANGED = HARBOUR.replace("6.1%", "6.2%")


#: Members that the facts of the pages point to.
PLACE_KEY, ORGANIZATION_KEY, PERSON_KEY = (text_key(f"{kind} 临港镇") for kind in ("place", "organization", "person"))
MEMBERS = {
    "stage.place": {"place_key": PLACE_KEY, "place": "临港镇", "level": "town", "current_place_key": PLACE_KEY},
    "stage.organization": {
        "organization_key": ORGANIZATION_KEY, "organization": "临港镇", "kind": "government", "place_key": PLACE_KEY
    },
    "stage.person": {"person_key": PERSON_KEY, "person": "王立国", "place_key": PLACE_KEY},
}  # fmt: skip


def documents(**pages: str) -> pl.DataFrame:
    """Rows of `stage.document`, one a page: `name` stands for the path `name.txt`."""
    rows = []
    for name, text in pages.items():
        path, content = f"{name}.txt", text.encode()
        sha256 = hashlib.sha256(content).hexdigest()
        rows.append(
            {
                "document_key": document_key(path, sha256),
                "document": path,
                "path": path,
                "sha256": sha256,
                "byte_count": len(content),
                "encoding": "utf-8",
                "text": text,
                "char_count": len(text),
            }
        )
    blank = dict.fromkeys(stage.DOCUMENT.column_names)
    return pl.DataFrame([blank | row for row in rows], schema=stage.DOCUMENT.polars_schema())


def staged(**pages: str) -> dict[str, pl.DataFrame]:
    """Stage frames of `pages`: one article each, a sentence for each 。, and a fact for each known phrase."""
    frame = documents(**pages)
    rows = {table.name: [] for table in stage.STAGE_TABLES}
    for document in frame.iter_rows(named=True):
        _read(document, rows)
    for name, member in MEMBERS.items():
        rows[name].append(member)
    for name in sorted({row["standard_indicator"] for row in rows["stage.observation"]}):
        known = {"indicator_key": text_key(name), "indicator": name, "aliases": [], "is_standard": False}
        rows["stage.indicator"].append(known)
    frames = {
        table.name: pl.DataFrame(
            [dict.fromkeys(table.column_names) | row for row in rows[table.name]], schema=table.polars_schema()
        )
        for table in stage.STAGE_TABLES[1:]
    }
    return {"stage.document": frame, **frames, "stage.reading": _counts(frame, frames)}


def _counts(documents: pl.DataFrame, frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Rows of `stage.reading` that agree with the other frames: one numeral of each document is refused."""
    rows = []
    for key, text, newspaper in documents.select("document_key", "text", "publication").iter_rows():
        counts = {n: frames[t].filter(pl.col("document_key") == key).height for n, t in COUNTED_ROWS.items()}
        quantities = counts["observations"]
        counts |= {"quantities": quantities, "numerals": quantities + 1, "refused": 1, "characters": len(text)}
        rows.append(dict.fromkeys(stage.READING.column_names, 0) | counts | {"document_key": key})
        rows[-1]["publication"] = newspaper
    return pl.DataFrame(rows, stage.READING.polars_schema())


def _read(document: dict, rows: dict[str, list]) -> None:
    text, key = document["text"], document["document_key"]
    article_key = text_key(f"article {key}")
    inside = {"document_key": key, "article_key": article_key}
    start, ordinal = 0, 0
    while start < len(text.rstrip()):
        stop = text.find("。", start)
        stop = len(text.rstrip()) if stop < 0 else stop + 1
        if text[start] == "#":  # a title stands on its line
            stop = text.index("\n", start) + 1
        pieces = _pieces(text, start, stop)
        start = stop
        if not pieces:
            continue
        ordinal += 1
        sentence = {
            **inside,
            "sentence_key": text_key(f"sentence {key} {pieces[0]['start']}"),
            "ordinal": ordinal,
            "paragraph": ordinal,
            "role": "title" if text[pieces[0]["start"] - 2 : pieces[0]["start"]] == "# " else "body",
            "text": "".join(text[p["start"] : p["end"]] for p in pieces),
            **_span(pieces),
        }
        rows["stage.sentence"].append(sentence)
        _facts(text, sentence, rows)
    rows["stage.article"].append(
        {
            **inside,
            "ordinal": 1,
            "title": text.split("\n")[0].removeprefix("# "),
            **{name: [] for name in ("authors", "photo_credits", "headings", "captions")},
            "char_start": 0,
            "char_end": len(text),
            "char_count": len(text),
            "published": date(2023, 7, 20),
            "published_earliest": date(2023, 7, 1),
            "published_latest": date(2023, 7, 31),
            "published_basis": "inferred",
        }
    )
    for term, tag, count in (("工业", "n", 2), ("临港镇", "ns", 2)):
        rows["stage.term"].append({**inside, "term": term, "part_of_speech": tag, "count": count})


def _pieces(text: str, start: int, stop: int) -> list[dict[str, int]]:
    """Spans of the stretches between line breaks, the mark of a title left out."""
    pieces, at = [], start
    for line in text[start:stop].split("\n"):
        skip = len(line) - len(line.lstrip("# "))
        if line[skip:]:
            pieces.append({"start": at + skip, "end": at + len(line)})
        at += len(line) + 1
    return pieces


def _span(pieces: list[dict[str, int]]) -> dict:
    return {"char_start": pieces[0]["start"], "char_end": pieces[-1]["end"], "pieces": pieces}


QUANTITIES = {
    "20.5亿元": ("money", 20.5e8, "元", "工业总产值", "level"),
    "6.1%": ("percent", 6.1, "%", "工业总产值", "change"),
    "6.2%": ("percent", 6.2, "%", "工业总产值", "change"),
    "300吨": ("mass", 300.0, "吨", "杨梅", "level"),
}


def _facts(text: str, sentence: dict, rows: dict[str, list]) -> None:
    inside = {name: sentence[name] for name in ("document_key", "article_key", "sentence_key")}
    key = sentence["document_key"]

    def found(phrase: str) -> dict | None:
        at = text.find(phrase, sentence["char_start"], sentence["char_end"])
        return None if at < 0 else {"mention": phrase, **_span([{"start": at, "end": at + len(phrase)}])}

    for phrase, (kind, value, unit, indicator, measure) in QUANTITIES.items():
        if (here := found(phrase)) and sentence["role"] == "body":
            rows["stage.observation"].append(
                {
                    **inside,
                    **here,
                    "observation_key": text_key(f"observation {key} {here['char_start']}"),
                    "kind": kind,
                    "value": value,
                    "unit": unit,
                    "base_value": value,
                    "base_unit": unit,
                    "bound": "exact",
                    "indicator": indicator,
                    "standard_indicator": indicator,
                    "measure": measure,
                    "subject": "临港镇",
                    "subject_type": "place",
                    "place": "临港镇",
                    "place_key": PLACE_KEY,
                    "period_start": date(2023, 1, 1),
                    "period_end": date(2023, 6, 30),
                    "period_basis": "sentence",
                    "status": "actual",
                    "salience": "core",
                    "rule": "amount",
                    "confidence": 0.9,
                }
            )
    if here := found("今年上半年"):
        mention = {"kind": "time", "start_date": date(2023, 1, 1), "end_date": date(2023, 6, 30)}
        rows["stage.mention"].append(
            {
                **inside,
                **here,
                **mention,
                "granularity": "half_year",
                "rule": "half_year",
                "mention_key": text_key(f"time {key}"),
            }
        )
    if here := found("王立国"):
        entity_key = text_key(f"entity {key} 王立国")
        rows["stage.entity"].append(
            {
                "document_key": key,
                "entity_key": entity_key,
                "name": "王立国",
                "aliases": [],
                "type": "person",
                "role": "镇长",
                "org": "临港镇",
                "mentions": 1,
                "place_key": PLACE_KEY,
                "organization_key": ORGANIZATION_KEY,
                "person_key": PERSON_KEY,
            }
        )
        rows["stage.mention"].append(
            {
                **inside,
                **here,
                "kind": "person",
                "entity_key": entity_key,
                "rule": "role_name",
                "mention_key": text_key(f"name {key}"),
            }
        )
        rows["stage.event"].append(
            {
                **inside,
                "event_key": text_key(f"event {key}"),
                "type": "construction_start",
                "trigger": "开工",
                "what": "开工仪式",
                "place": "临港镇",
                "place_key": PLACE_KEY,
                "participants": ["王立国"],
                "rule": "ceremony",
            }
        )
