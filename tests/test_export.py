"""What is exported is what the views hold, and nothing of anybody's is lost."""

import csv
import json

import duckdb
import pytest
from staged import BROKEN, HARBOUR, staged
from test_load import run

from warehouse.database import open_build
from warehouse.errors import ExportRefused
from warehouse.export import cell, exported, partitions
from warehouse.load import load
from warehouse.schema.mart import ARTICLES, CURRENT_VIEWS, EVENTS, OBSERVATIONS, SENTENCES

BY_NAME = {view.name: view for view in CURRENT_VIEWS}
#: A page whose title and sentences a spreadsheet would run.
HOSTILE = '# =HYPERLINK("http://h.test")\n+cmd,"引号"。<script>今年上半年</script>😀。\n'


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    connection = open_build(tmp_path_factory.mktemp("export") / "build.duckdb")
    load(connection, staged(a=HARBOUR, b=BROKEN, c=HOSTILE), run(1))
    connection.execute("UPDATE core.dim_article SET published_key = 0 WHERE contains(title, '青山')")
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def parquet(build, tmp_path_factory):
    folder = tmp_path_factory.mktemp("files") / "parquet"
    return folder, exported(build, CURRENT_VIEWS, folder, "parquet")


@pytest.fixture(scope="module")
def sheets(build, tmp_path_factory):
    folder = tmp_path_factory.mktemp("files") / "csv"
    return folder, exported(build, CURRENT_VIEWS, folder, "csv")


def rows_of(build, view) -> list[tuple]:
    return sorted(build.sql(f"FROM {view.name}").fetchall(), key=repr)


@pytest.mark.parametrize("view", CURRENT_VIEWS, ids=lambda view: view.name)
def test_parquet_holds_the_rows_of_the_view(build, parquet, view):
    folder, package = parquet
    (resource,) = (each for each in package["resources"] if each["name"] == view.name)
    paths = [resource["path"]] if isinstance(resource["path"], str) else resource["path"]
    read = duckdb.connect()
    read.execute("SET TimeZone = 'UTC'")
    files = read.read_parquet([str(folder / path) for path in paths], hive_partitioning=False)
    assert files.columns == view.column_names
    assert sorted(files.fetchall(), key=repr) == rows_of(build, view)
    assert resource["rows"] == len(rows_of(build, view))


def test_parquet_stands_by_year_and_month(parquet):
    folder, _ = parquet
    places = sorted(path.parent.relative_to(folder).as_posix() for path in folder.glob("mart.articles/*/*/*"))
    assert places == ["mart.articles/year=2023/month=07", "mart.articles/year=unknown/month=unknown"]
    assert sorted(folder.glob("mart.observations/year=2023/month=07/*.parquet"))
    assert partitions(SENTENCES) == ("year", "month")


@pytest.mark.parametrize("view", [ARTICLES, SENTENCES, OBSERVATIONS, EVENTS], ids=lambda view: view.name)
def test_csv_holds_the_rows_of_the_view(build, sheets, view):
    folder, _ = sheets
    content = (folder / f"{view.name}.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(content.decode("utf-8-sig").splitlines(keepends=True))
    assert header == view.column_names
    expected = [["" if value is None else str(cell(value)) for value in row] for row in rows_of(build, view)]
    assert sorted(rows) == sorted(expected)


def test_no_cell_of_csv_is_a_formula(sheets):
    folder, _ = sheets
    begun = [
        text[0]
        for path in folder.glob("*.csv")
        for row in csv.reader(path.read_text("utf-8-sig").splitlines(keepends=True))
        for text in row
        if text and not text.replace(".", "").replace("e", "").lstrip("-").isdigit()
    ]
    assert "'" in begun and not {"=", "+", "@", "\t", "\r"} & set(begun)


CELLS = {
    "=1+1": "'=1+1",
    "+86": "'+86",
    "-3": "'-3",
    "@x": "'@x",
    "\tx": "'\tx",
    "1-2": "1-2",
    "": "",
    -3.5: -3.5,
    -3: -3,
    True: "true",
    None: None,
}


@pytest.mark.parametrize(("value", "written"), CELLS.items(), ids=repr)
def test_cells(value, written):
    assert cell(value) == written


def test_lists_are_json():
    assert json.loads(cell([{"start": 1, "end": 2}])) == [{"start": 1, "end": 2}]
    assert cell(["王立国", "=x"]) == '["王立国", "=x"]'


def test_the_package_says_what_columns_are(parquet):
    folder, package = parquet
    assert json.loads((folder / "datapackage.json").read_text("utf-8")) == package
    for resource in package["resources"]:
        view = BY_NAME[resource["name"]]
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == view.column_names
        assert all(" · " in field["description"] for field in fields)
        assert resource["schema"]["primaryKey"] == list(view.key)
        for key in resource["schema"].get("foreignKeys", ()):
            assert BY_NAME[key["reference"]["resource"]].key == (key["reference"]["fields"],)
    observed = next(each for each in package["resources"] if each["name"] == "mart.observations")
    types = {field["name"]: field["type"] for field in observed["schema"]["fields"]}
    assert (types["value"], types["pieces"], types["period_start"]) == ("number", "array", "date")
    pointing = {key["fields"] for key in observed["schema"]["foreignKeys"]}
    assert {"article_key", "sentence_key", "document_key"} <= pointing


def test_foreign_keys_only_where_both_ends_are_exported(build, tmp_path):
    package = exported(build, [OBSERVATIONS], tmp_path / "one", "parquet")
    assert "foreignKeys" not in package["resources"][0]["schema"]


def test_an_earlier_export_is_replaced(build, tmp_path):
    target = tmp_path / "out"
    exported(build, [ARTICLES, SENTENCES], target, "csv")
    exported(build, [ARTICLES], target, "parquet")
    assert {path.name for path in target.iterdir()} == {"datapackage.json", "mart.articles"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_no_export_wrote_is_not_touched(build, tmp_path):
    target = tmp_path / "out"
    exported(build, [ARTICLES], target, "csv")
    (target / "notes.txt").write_text("mine")
    with pytest.raises(ExportRefused, match=r"notes\.txt"):
        exported(build, [ARTICLES], target, "csv")
    assert (target / "notes.txt").read_text() == "mine"
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "datapackage.json").write_text('{"resources": []}')
    with pytest.raises(ExportRefused):
        exported(build, [ARTICLES], foreign, "csv")


def test_a_failure_leaves_what_stood_there(build, tmp_path):
    target = tmp_path / "out"
    exported(build, [ARTICLES], target, "csv")
    before = (target / "mart.articles.csv").read_bytes()
    broken = duckdb.connect()
    with pytest.raises(duckdb.Error):
        exported(broken, [ARTICLES], target, "csv")
    assert (target / "mart.articles.csv").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_command(cli, five_pages, tmp_path):
    said = cli("export", tmp_path / "out", "--only", "articles", "--warehouse", five_pages)
    assert said.status == 0 and "mart.articles:" in said.out
    assert (tmp_path / "out" / "datapackage.json").exists()
    for wrong in (["--format", "xlsx"], ["--only", "mart.nothing"], ["--only", "x'; DROP TABLE y"]):
        assert cli("export", tmp_path / "no", *wrong, "--warehouse", five_pages).status == 2
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    assert cli("export", tmp_path / "full", "--warehouse", five_pages).status == 2
