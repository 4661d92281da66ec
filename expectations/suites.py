"""Expectation suites from the declarations: each check of a table becomes one expectation of Great Expectations.

Great Expectations takes seconds to import, so it is imported inside functions only.
"""

from collections.abc import Mapping
from typing import Any

from warehouse.schema.checks import checks_of
from warehouse.schema.declare import Check, Table


def expectation(table: Table, column: str, check: Check) -> Any:
    """The expectation for one check; its `meta` carries what the verdict needs, since results come in any order."""
    import great_expectations.expectations as gxe

    meta = {"code": check.code, "table": table.name, "column": column}
    shared = {"severity": check.severity, "meta": meta}
    options = check.options
    match check.kind:
        case "not_null":
            return gxe.ExpectColumnValuesToNotBeNull(column=column, **shared)
        case "unique" if len(options["columns"]) == 1:
            return gxe.ExpectColumnValuesToBeUnique(column=options["columns"][0], **shared)
        case "unique":
            return gxe.ExpectCompoundColumnsToBeUnique(column_list=list(options["columns"]), **shared)
        case "in_set":
            return gxe.ExpectColumnValuesToBeInSet(column=column, value_set=list(options["values"]), **shared)
        case "between":
            return gxe.ExpectColumnValuesToBeBetween(
                column=column, min_value=options["low"], max_value=options["high"], **shared
            )
        case _:
            return gxe.UnexpectedRowsExpectation(unexpected_rows_query=_query(column, check), **shared)


def _query(column: str, check: Check) -> str:
    """The query for the offending rows; GX puts the batch in the place of `{batch}`, other braces are doubled."""
    sql = _offending_rows(column, check.kind, check.options)
    return sql.replace("{", "{{").replace("}", "}}").replace("{{table}}", "{batch}")


def _offending_rows(column: str, kind: str, options: Mapping[str, Any]) -> str:
    name = f'"{column}"'
    match kind:
        case "rows":
            return options["sql"]
        case "matches":
            # Values come from declarations; ExpectColumnValuesToMatchRegex fails on DuckDB (GX 1.24).
            return f"SELECT {name} FROM {{table}} WHERE NOT regexp_matches({name}, '{options['pattern']}')"  # noqa: S608
        case "references":
            target, key = options["table"], options["key"]
            return (
                f"SELECT t.{name} FROM {{table}} AS t ANTI JOIN {target} AS r ON t.{name} = r.{key} "  # noqa: S608
                f"WHERE t.{name} IS NOT NULL"
            )
    raise ValueError(f"no expectation for a check of kind {kind!r}")


def suite(table: Table) -> Any:
    """The suite of a stage table: every check that its declaration and the truths about it ask for."""
    import great_expectations as gx

    expectations = [expectation(table, column, check) for column, check in checks_of(table)]
    return gx.ExpectationSuite(name=table.name, expectations=expectations)
