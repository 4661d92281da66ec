"""Expectation suites from the declarations: each check of a table becomes one expectation of Great Expectations.

Great Expectations takes seconds to import, so it is imported inside functions only.
"""

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
    """The query for the offending rows; GX puts the batch in the place of `{batch}`, other braces are doubled.

    In a query without JOIN it gives the batch an alias of its own, so that the batch stands in brackets here.
    """
    shown = check.options.get("shown", f't."{column}"')
    sql = f"SELECT {shown} {found(column, check)}"
    return sql.replace("{", "{{").replace("}", "}}").replace("{{table}}", "(SELECT * FROM {batch})")


def found(column: str, check: Check) -> str:
    """FROM and WHERE of the query for the rows that break a check: `t` has the rows of the checked `{table}`.

    Values come from declarations, none from data.
    """
    name, options = f't."{column}"', check.options
    match check.kind:
        case "rows":
            return options["found"]
        case "not_null":
            return f"FROM {{table}} AS t WHERE {name} IS NULL"
        case "unique":
            key = ", ".join(f'"{part}"' for part in options["columns"])
            return (
                f"FROM {{table}} AS t WHERE ({key}) IN (SELECT ({key}) FROM {{table}} GROUP BY ALL HAVING count(*) > 1)"  # noqa: S608
            )
        case "in_set":
            words = ", ".join(f"'{word}'" for word in options["values"])
            return f"FROM {{table}} AS t WHERE {name} NOT IN ({words})"
        case "between":
            ends = (f"{name} {sign} {options[end]}" for end, sign in _ENDS.items() if options[end] is not None)
            return f"FROM {{table}} AS t WHERE {' OR '.join(ends)}"
        case "matches":  # ExpectColumnValuesToMatchRegex fails on DuckDB (GX 1.24)
            return f"FROM {{table}} AS t WHERE NOT regexp_matches({name}, '{options['pattern']}')"
        case "references":
            target, key = options["table"], options["key"]
            return f"FROM {{table}} AS t ANTI JOIN {target} AS r ON {name} = r.{key} WHERE {name} IS NOT NULL"
    raise ValueError(f"no query for a check of kind {check.kind!r}")


_ENDS = {"low": "<", "high": ">"}


def suite(table: Table) -> Any:
    """The suite of a stage table: every check that its declaration and the truths about it ask for."""
    import great_expectations as gx

    expectations = [expectation(table, column, check) for column, check in checks_of(table)]
    return gx.ExpectationSuite(name=table.name, expectations=expectations)
