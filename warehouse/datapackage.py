"""What exported files hold, as a Data Package (the Frictionless standard): https://specs.frictionlessdata.io/"""

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse.ddl import column_comment, table_comment
from warehouse.schema.catalogue import SCHEMA_VERSION
from warehouse.schema.declare import Column, Table

FILE = "datapackage.json"
MADE_BY = "baoku export"
_TYPES = {
    "VARCHAR": "string",
    "BIGINT": "integer",
    "INTEGER": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMPTZ": "datetime",
}
_MEDIA_TYPES = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv"}
#: Views that hold the rows of a table of the star under the same key.
_VIEW_OF = {"core.dim_document": "mart.documents", "core.dim_article": "mart.articles"}
ABOUT = (
    "Facts read from Chinese local newspapers. Offsets are code points of the document's decoded text; in CSV a text "
    "that begins with = + - @ or a tab has a leading ' so that no spreadsheet runs it, and lists stand as JSON. · "
    "从地方报纸中读出的事实；CSV 中以 = + - @ 或制表符开头的文字前加 ' 以防被当作公式，列表写作 JSON。"
)


@dataclass(frozen=True)
class Resource:
    """A view, the files it was written to (relative to the package) and how many rows they have."""

    view: Table
    paths: list[str]
    rows: int


def describe(resources: Sequence[Resource], form: str) -> dict:
    """The descriptor of a package of `resources` in the format `form` (`parquet`, `csv`)."""
    names = {resource.view.name: resource.view for resource in resources}
    return {
        "name": "baoku",
        "title": "baoku 报库",
        "description": ABOUT,
        "created_by": MADE_BY,
        "version": str(SCHEMA_VERSION),
        "resources": [_resource(resource, form, names) for resource in resources],
    }


def _resource(resource: Resource, form: str, exported: dict[str, Table]) -> dict:
    view = resource.view
    keys = [key for column in view.columns if (key := _foreign_key(column, view, exported))]
    return {
        "name": view.name,
        "description": table_comment(view),
        "path": resource.paths[0] if len(resource.paths) == 1 else resource.paths,
        "format": form,
        "mediatype": _MEDIA_TYPES[form],
        "encoding": "utf-8",
        "rows": resource.rows,
        "schema": {
            "fields": [_field(column) for column in view.columns],
            "primaryKey": list(view.key),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _field(column: Column) -> dict:
    dtype = column.dtype.duckdb
    field = {
        "name": column.name,
        "type": "array" if dtype.endswith("[]") else _TYPES[dtype],
        "description": column_comment(column),
    }
    return field if column.nullable else field | {"constraints": {"required": True}}


def _foreign_key(column: Column, view: Table, exported: dict[str, Table]) -> dict | None:
    """What `column` points to, where that is exported too and is not the column itself."""
    if column.references is None:
        return None
    table, _, key = column.references.rpartition(".")
    target = _VIEW_OF.get(table, table)
    if target not in exported or exported[target].key != (key,) or (target == view.name and column.name == key):
        return None
    return {"fields": column.name, "reference": {"resource": target, "fields": key}}
