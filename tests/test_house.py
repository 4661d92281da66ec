"""The house rules that can be measured: sizes of files and functions, names, floors."""

import ast
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("flows", "transforms", "expectations", "warehouse")
SOURCES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
MEDIAN_LINES, MOST_LINES, MOST_FUNCTION_LINES = 110, 250, 40
#: Declarations are data: a table's columns, one after the other.
DECLARATIONS = "warehouse/schema/"
REFUSED_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _functions() -> Iterator[tuple[str, int]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{_name(path)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1


def test_files_stay_small():
    lines = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    outgrown = {
        name: count for name, count in lines.items() if count > MOST_LINES and not name.startswith(DECLARATIONS)
    }
    assert not outgrown, f"files above {MOST_LINES} lines: {outgrown}"
    assert statistics.median(count for count in lines.values() if count) <= MEDIAN_LINES


def test_functions_stay_small():
    outgrown = {name: count for name, count in _functions() if count > MOST_FUNCTION_LINES}
    assert not outgrown, f"functions above {MOST_FUNCTION_LINES} lines: {outgrown}"


def test_no_room_for_everything():
    assert not [_name(path) for path in SOURCES if REFUSED_NAMES & set(path.relative_to(ROOT).with_suffix("").parts)]


#: Where any failure is meant: one document on which the rules fail must not stop the others.
ANY_FAILURE = {"flows/batches.py _read"}


def test_no_failure_is_caught_unnamed():
    caught = {
        f"{_name(path)} {function.name}"
        for path in SOURCES
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
    }
    assert caught == ANY_FAILURE


def test_the_root_holds_what_the_design_says():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if tracked.returncode != 0:
        pytest.skip("not a git checkout")
    here = {name.split("/")[0] for name in tracked.stdout.splitlines()}
    files = {"pyproject.toml", "README.md", "README.zh-CN.md", "CHANGELOG.md", "prefect.yaml", "LICENSE"}
    assert {name for name in here if not name.startswith(".")} == {*ROOMS, "seeds", "tests"} | files


PLANTED = [
    # module, its text, the contract that must break
    ("transforms.planted", "import flows.errors", "An import may only go down a floor"),
    ("warehouse.planted", "import transforms.model", "An import may only go down a floor"),
    ("expectations.planted", "import transforms.model", "An import may only go down a floor"),
    ("transforms.planted", "import warehouse.load", "name warehouse.schema only"),
    ("expectations.planted", "import warehouse.database", "name warehouse.schema only"),
    ("transforms.planted", "import duckdb", "transforms are pure"),
    ("transforms.planted", "import prefect", "transforms are pure"),
    ("warehouse.schema.planted", "import warehouse.ddl", "the schema is the ground"),
]


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """import-linter on the rooms in `folder`, which it looks up there first."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Path:
    """A copy of the rooms, to plant violations in."""
    folder = tmp_path_factory.mktemp("house")
    for path in SOURCES:
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_imports_only_go_down(house):
    linted = _lint(house)
    assert linted.returncode == 0, linted.stdout


@pytest.mark.parametrize(("module", "text", "contract"), PLANTED)
def test_a_planted_violation_breaks_its_contract(house, module, text, contract):
    planted = house / f"{module.replace('.', '/')}.py"
    planted.write_text(text + "\n")
    try:
        linted = _lint(house)
    finally:
        planted.unlink()
    assert linted.returncode == 1
    assert any(contract in line and "BROKEN" in line for line in linted.stdout.splitlines()), linted.stdout
