"""`baoku export`: which views go where, and what is said of it."""

from collections.abc import Sequence
from pathlib import Path

from flows.errors import UsageInvalid
from warehouse.database import reading
from warehouse.export import exported
from warehouse.schema.declare import Table
from warehouse.schema.mart import CURRENT_VIEWS, VIEWS

FORMATS = ("parquet", "csv")


def export(warehouse: Path, folder: Path, form: str, only: Sequence[str]) -> None:
    """Write views (`only` these, or all that hold what is current) into `folder`, and print how many rows each has.

    Raises:
        UsageInvalid: no such format or view.
        ExportRefused: `folder` holds what no export wrote.
        WarehouseError: there is no warehouse, or it cannot be read.
    """
    if form not in FORMATS:
        raise UsageInvalid(f"--format is {form!r}; allowed: {', '.join(FORMATS)}")
    views = [_view(name) for name in dict.fromkeys(only)] or list(CURRENT_VIEWS)
    with reading(warehouse) as connection:
        package = exported(connection, views, folder.resolve(), form)
    for resource in package["resources"]:
        files = 1 if isinstance(resource["path"], str) else len(resource["path"])
        print(f"{resource['name']}: {resource['rows']:,} rows in {files:,} files")
    print(f"{folder / 'datapackage.json'} describes them.")


def _view(name: str) -> Table:
    known = {view.name: view for view in VIEWS}
    full = name if "." in name else f"mart.{name}"
    if full not in known:
        raise UsageInvalid(f"--only is {name!r}; views are: {', '.join(known)}")
    return known[full]
