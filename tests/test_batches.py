"""Batches: how they are cut, and that one document on which the rules fail does not stop the others."""

from pathlib import Path

import pytest
from polars.testing import assert_frame_equal
from staged import BROKEN, HARBOUR, documents

import transforms.parts
from flows.arrivals import Arrival
from flows.batches import _read, plan_batches, read_rows, staged_frames
from flows.manifest import Known
from transforms.pipeline import read_batch

SEEDS = Path(__file__).parent.parent / "seeds"
CUTS = [
    # files a batch, bytes a batch, sizes of the files → files of each batch
    (2, 1000, [1, 1, 1], [2, 1]),
    (9, 10, [4, 4, 4], [2, 1]),
    # one above the limit stands alone
    (9, 10, [4, 40, 4], [1, 1, 1]),
    (9, 10, [], []),
]


@pytest.mark.parametrize(("most", "size", "files", "counts"), CUTS)
def test_batches_are_cut_by_files_and_bytes(most, size, files, counts):
    arrivals = [Arrival(f"{n}.txt", Path(f"{n}.txt"), "", count, Known()) for n, count in enumerate(files)]
    planned = plan_batches(arrivals, Path("staging"), most, size, 1000)
    assert [len(batch.arrivals) for batch in planned] == counts
    assert [arrival for batch in planned for arrival in batch.arrivals] == arrivals


def test_a_document_on_which_the_rules_fail_is_refused_alone():
    rows = documents(a=HARBOUR, b=BROKEN, c=HARBOUR + BROKEN).to_dicts()
    rows[1]["text"] = None  # no rule expects that
    frames, refused = _read(rows)
    assert frames["stage.document"]["path"].to_list() == ["a.txt", "c.txt"]
    assert frames["stage.sentence"].height > 0
    alone, _ = _read([rows[0], rows[2]])  # what documents of both halves name stands once
    for name, frame in alone.items():
        assert_frame_equal(frames[name], frame, check_row_order=False)
    assert [(item.code, item.path, item.sha256) for item in refused] == [("F019", "b.txt", rows[1]["sha256"])]
    assert "line" in refused[0].message


@pytest.mark.parametrize("characters", [1, len(HARBOUR) + 1])
def test_a_batch_that_is_read_in_parts_gives_the_same_rows(monkeypatch, tmp_path, characters):
    rows = documents(a=HARBOUR, b=BROKEN, c=HARBOUR + BROKEN).to_dicts()
    whole = staged_frames(read_rows(rows, tmp_path).folder)
    monkeypatch.setattr(transforms.parts, "READ_AT_ONCE", characters)
    parts = staged_frames(read_rows(rows, tmp_path).folder)
    for name, frame in whole.items():
        assert_frame_equal(parts[name], frame, check_row_order=False)


def test_documents_of_many_articles_are_read_part_by_part_as_they_are_whole(monkeypatch):
    pages = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))[:3]]
    article = "# 臺灣書店開業\n\n本報記者 張豐\n\n龍門縣的張豐說，2020年書店賣出300本書，與文華書業集團有限公司簽約。"
    for page in ("\n\n".join(pages), "\n\n".join([article, article.replace("龍門", "臺山"), pages[0]])):
        monkeypatch.undo()
        whole = read_batch(documents(page=page))
        assert whole["stage.article"].height > 1
        monkeypatch.setattr(transforms.parts, "READ_AT_ONCE", 300)
        parts = read_batch(documents(page=page))
        for name, frame in whole.items():
            assert_frame_equal(parts[name], frame)


def test_no_documents_are_a_batch_too():
    frames, refused = _read([])
    assert refused == []
    assert all(frame.is_empty() for frame in frames.values())
