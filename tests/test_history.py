"""What stands in the warehouse after any sequence of inboxes: documents, aliases, quarantine."""

import hashlib
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from staged import staged

from expectations.verdict import SCHEMA, Verdict
from flows.arrivals import Arrival
from flows.batches import BatchRead
from flows.news import News, compare
from flows.outcome import Outcome
from flows.refusals import Refusal, refusal, refusals_in
from flows.withholding import Checked
from warehouse.database import open_build
from warehouse.ledger import known_in
from warehouse.load import load
from warehouse.record import Run
from warehouse.schema.catalogue import TABLES
from warehouse.schema.dimensions import DIMENSIONS

DAY = datetime(2023, 8, 1, tzinfo=UTC)
#: path: content. A content is the text of a page, but for those that begin with a mark: `?` bytes that are refused on
#: reading, `%` a page that fails a critical check, `~` a file that had these bytes when it was looked at and changed
#: while it was read, `!` a file that cannot be opened.
Inbox = dict[str, str]


@dataclass(frozen=True)
class State:
    """Current documents and their contents, the documents that other paths are copies of, paths in quarantine."""

    documents: dict[str, str]
    aliases: dict[str, str]
    quarantine: set[str]


def run_over(build: duckdb.DuckDBPyConnection, number: int, inbox: Inbox) -> News:
    """A run over `inbox` as the flow makes it; only looking, reading and checking are played.

    Paths that end alike are a batch: those of one history are read one by one.
    """
    news = compare([look(path, content) for path, content in inbox.items()], known_in(build, "r1"), refusals_in(build))
    reads = [read(item.path, inbox[bare(item.path)]) for item in news.arrivals]
    checked = [checked_as(item, verdict(inbox[item.folder.name])) for item in reads]
    run = Run(f"run-{number}", DAY + timedelta(hours=number), "r1")
    outcome = Outcome(run, Path(), news, reads, checked)
    pages = [item.folder.name for item in outcome.passed if item.documents]
    ends = sorted({page[-1] for page in pages})
    batches = [{page: inbox[page] for page in pages if page[-1] == end} for end in ends]
    load(build, [staged(**batch) for batch in batches], outcome.ended(), outcome.record())
    return news


def checked_as(read: BatchRead, found: Verdict) -> Checked:
    return Checked(read, found.blocks, found)


def look(path: str, content: str) -> Arrival | Refusal:
    known_by = f"{path}.txt"
    return refusal("unreadable", known_by) if content[0] == "!" else Arrival(known_by, Path(path), sha256(content), 1)


def sha256(content: str) -> str:
    return hashlib.sha256(content.removeprefix("~").encode()).hexdigest()


def read(path: str, content: str) -> BatchRead:
    page = path.removesuffix(".txt")
    if content[0] == "?":
        return BatchRead(Path(page), Counter(), (), (refusal("binary", path, sha256=sha256(content)),))
    if content[0] == "~":
        return BatchRead(Path(page), Counter(), (), (refusal("changing", path),))
    return BatchRead(Path(page), Counter(), ((path, sha256(content)),), ())


def verdict(content: str) -> Verdict:
    failed = dict.fromkeys(SCHEMA.names(), "") | {"severity": "critical", "passed": False, "failed_rows": 1}
    return Verdict(pl.DataFrame([failed | {"examples": []}] if content[0] == "%" else [], SCHEMA))


def state_of(build: duckdb.DuckDBPyConnection) -> State:
    documents = build.execute("SELECT document_key, path, aliases FROM core.dim_document WHERE is_current").fetchall()
    texts = dict(build.execute("SELECT document_key, text FROM raw.document").fetchall())
    paths = {key: path for key, path, _ in documents}
    copies = build.execute("SELECT path, document_key FROM audit.file WHERE status = 'alias'").fetchall()
    assert sorted(path for *_, aliases in documents for path in aliases) == sorted(path for path, _ in copies)
    assert len(set(paths.values())) == len({texts[key] for key in paths}) == len(documents)
    refused = build.execute("SELECT path FROM audit.quarantine WHERE closed_at IS NULL").fetchall()
    return State(
        {bare(path): texts[key] for key, path in paths.items()},
        {bare(path): bare(paths[key]) for path, key in copies},
        {bare(path) for (path,) in refused},
    )


def bare(path: str) -> str:
    return path.removesuffix(".txt")


@pytest.fixture(scope="module")
def builds(tmp_path_factory) -> Iterator[list[duckdb.DuckDBPyConnection]]:
    """Two warehouses, made once: making one takes longer than emptying it."""
    folder = tmp_path_factory.mktemp("builds")
    connections = [open_build(folder / f"{number}.duckdb") for number in (1, 2)]
    yield connections
    for connection in connections:
        connection.close()


def empty(build: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    for table in TABLES:
        if table in DIMENSIONS:
            build.execute(f"DELETE FROM {table.name} WHERE {table.key[0]} <> 0")  # noqa: S608
        elif table.short_name != "schema_version":
            build.execute(f"DELETE FROM {table.name}")  # noqa: S608
    return build


def words(text: str) -> dict[str, str]:
    """`a:x b:y` as a dictionary."""
    return dict(word.split(":") for word in text.split())


HISTORIES = [
    # inboxes, one a run | current documents | copies: of which document | in quarantine
    #
    # A copy is an alias; the document is the first by name, and stays it when an earlier name joins.
    (["a:x b:x"], "a:x", "b:a", ""),
    (["b:x", "a:x b:x"], "b:x", "a:b", ""),
    # A file that becomes a copy of another: its old version is closed, its own copies have a document of their own.
    (["a:x b:y", "a:x b:x"], "a:x", "b:a", ""),
    (["a:x b:y", "a:y b:y"], "b:y", "a:b", ""),
    (["a:x b:y c:y", "a:x b:x c:y"], "a:x c:y", "b:a", ""),
    (["a:x b:y", "a:x b:x", "a:x b:y"], "a:x b:y", "", ""),
    # A document changes: its copy becomes the document of those bytes.
    (["a:x b:x", "a:y b:x"], "a:y b:x", "", ""),
    (["a:x b:x c:x", "a:y b:x c:x"], "a:y b:x", "c:b", ""),
    (["a:x b:x", "a:y b:x", "a:x b:x"], "b:x", "a:b", ""),
    # Two files change places.
    (["a:x b:y", "a:y b:x"], "a:y b:x", "", ""),
    (["a:x b:y c:z", "a:y b:z c:x"], "a:y b:z c:x", "", ""),
    # A file is refused on new bytes: its last good version stays …
    (["a:x", "a:?"], "a:x", "", "a"),
    (["a:x", "a:%p"], "a:x", "", "a"),
    (["a:x", "a:~y"], "a:x", "", "a"),
    (["a:x", "a:?", "a:y"], "a:y", "", ""),
    (["a:x", "a:?", "a:x"], "a:x", "", ""),
    # … unless another path holds those bytes: that is the document now, whether it came before or comes later.
    (["a:x b:x", "a:? b:x"], "b:x", "", "a"),
    (["a:x b:x", "a:%p b:x"], "b:x", "", "a"),
    (["a:x b:x", "a:~y b:x"], "b:x", "", "a"),
    (["a:x b:x c:x", "a:? b:x c:x"], "b:x", "c:b", "a"),
    (["a:x", "a:?", "a:? b:x"], "b:x", "", "a"),
    (["a:x b:y", "a:y b:?"], "a:y", "", "b"),
    (["a:x b:x", "a:? b:x", "a:x b:x"], "b:x", "a:b", ""),
    (["a:x b:x", "a:~x b:x", "a:x b:x"], "a:x", "b:a", ""),
    # What is refused on the way to the same bytes takes its copies with it; on their own account they come again.
    (["a:? b:?"], "", "", "a b"),
    (["a:? b:?", "a:x b:?"], "a:x", "", "b"),
    (["a:x b:y", "a:? b:?"], "a:x b:y", "", "a b"),
    # A file that leaves keeps its document, one that cannot be opened too: nobody knows that it holds other bytes.
    (["a:x", ""], "a:x", "", ""),
    (["a:x", "a:!"], "a:x", "", "a"),
    (["a:x", "a:!", "a:x"], "a:x", "", ""),
    (["a:x b:x", "b:x"], "a:x", "b:a", ""),
    (["a:x b:x", "a:! b:x"], "a:x", "b:a", "a"),
    (["a:x", "a:! b:x"], "a:x", "b:a", "a"),
    # The same bytes elsewhere are a file that moved: an alias until its old path holds something else.
    (["a:x", "b:x"], "a:x", "b:a", ""),
    (["a:x", "b:x", "a:y b:x"], "a:y b:x", "", ""),
    (["a:x", "b:x", "a:? b:x"], "b:x", "", "a"),
    # Quarantine says what is wrong now.
    (["a:!", "a:?"], "", "", "a"),
    (["a:?", "a:!", "a:?", "a:x"], "a:x", "", ""),
]
MARKS = [f"{place:02}" for place in range(len(HISTORIES))]


@pytest.fixture(scope="module")
def left(builds) -> list[State]:
    """What each of `HISTORIES` leaves: all run in one warehouse, each with names and bytes of its own.

    They end together; one with fewer inboxes begins later.
    """
    build, runs = empty(builds[0]), max(len(inboxes) for inboxes, *_ in HISTORIES)
    for number in range(runs):
        inbox = {}
        for mark, (inboxes, *_) in zip(MARKS, HISTORIES, strict=True):
            if (turn := number + len(inboxes) - runs) >= 0:
                inbox |= {f"{mark}{path}": f"{text}{mark}" for path, text in words(inboxes[turn]).items()}
        run_over(build, number, inbox)
    state = state_of(build)
    return [part_of(state, mark) for mark in MARKS]


def part_of(state: State, mark: str) -> State:
    """What `state` tells of the history with that mark, as if it had run alone."""

    def its(paths: Iterable[str]) -> dict[str, str]:
        return {path: path.removeprefix(mark) for path in paths if path.startswith(mark)}

    return State(
        {name: state.documents[path].removesuffix(mark) for path, name in its(state.documents).items()},
        {name: state.aliases[path].removeprefix(mark) for path, name in its(state.aliases).items()},
        set(its(state.quarantine).values()),
    )


@pytest.mark.parametrize("mark", MARKS, ids=[str(history) for history in HISTORIES])
def test_what_a_history_leaves(left, mark):
    _, documents, aliases, quarantine = HISTORIES[int(mark)]
    assert left[int(mark)] == State(words(documents), words(aliases), set(quarantine.split()))


def test_quarantine_holds_each_reason_while_it_lasts(builds):
    build, codes = empty(builds[0]), []
    for number, inbox in enumerate(["a:!", "a:?", "a:!", "a:?", "a:x", "a:?"], 1):
        run_over(build, number, words(inbox))
        codes.append(sorted(code for _, code, _ in refusals_in(build)))
    assert codes == [["F008"], ["F003"], ["F003", "F008"], ["F003"], [], ["F003"]]


def groups(state: State) -> dict[str, set[str]]:
    """The paths that hold each content, as the warehouse knows them."""
    held = {text: {path} for path, text in state.documents.items()}
    for path, owner in state.aliases.items():
        held[state.documents[owner]].add(path)
    return held


SETTLED = st.sampled_from(["x", "y", "z", "?", "%p", "!"])
PATHS = st.sampled_from("abcd")
INBOXES = st.dictionaries(PATHS, SETTLED | st.sampled_from(["~x", "~y"]))


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(st.lists(INBOXES, max_size=4), st.dictionaries(PATHS, SETTLED))
def test_history_leaves_what_the_last_inbox_alone_would(builds, inboxes, last):
    """Whatever came before, the same bytes are current and the same paths hold them as in a warehouse made of the last
    inbox alone; which of several equal files is the document may differ: the first that was one stays it.

    What stands there besides are last good versions at paths that are gone, cannot be opened or are refused now, of
    bytes that no path of the inbox holds.
    """
    build, fresh = (empty(connection) for connection in builds)
    for number, inbox in enumerate([*inboxes, last], 1):
        run_over(build, number, inbox)
    run_over(fresh, 1, last)
    left, expected = state_of(build), state_of(fresh)
    held = {*expected.documents, *expected.aliases}
    assert {text: paths & held for text, paths in groups(left).items() if paths & held} == groups(expected)
    for path, text in left.documents.items():
        if text not in groups(expected):
            assert path not in held and any(inbox.get(path) == text for inbox in inboxes)
    assert held | left.quarantine >= set(last) and not held & left.quarantine
    assert not compare([look(*file) for file in last.items()], known_in(build, "r1"), refusals_in(build))
    assert_periods(build)


def assert_periods(build: duckdb.DuckDBPyConnection) -> None:
    """Current versions have an open period, others none; at no time two versions of a path, or two of equal bytes."""
    periods = build.execute(
        "SELECT path, sha256, is_current, v.valid_from, v.valid_to "
        "FROM core.dim_document JOIN core.fct_validity AS v USING (document_key) ORDER BY v.valid_from"
    ).fetchall()
    for column in (0, 1):
        for name in {row[column] for row in periods}:
            of_it = [row for row in periods if row[column] == name]
            assert all(row[4] is not None and row[4] <= after[3] for row, after in itertools.pairwise(of_it))
    assert {row[:2] for row in periods if row[2]} == {row[:2] for row in periods if row[4] is None}
