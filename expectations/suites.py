"""Expectation suites from the declarations: one expectation a code and table to be shown, one a table to be computed.

Great Expectations takes seven milliseconds for an expectation, whatever the rows, and there are some 230 checks: so a
batch is asked once a table, and the query answers with a row for each check that is broken; what breaks it is asked
only then. Great Expectations takes seconds to import: inside functions only.
"""

import functools
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, ClassVar

from warehouse.schema.declare import Check

#: Rows that a failed check shows.
EXAMPLES = 5


def suite(table: str, declared: Iterable[tuple[str, Check]]) -> Any:
    """The suite of a table: its checks, each beside the column that it is of, by code."""
    by_code = groupby(sorted(declared, key=_code), key=_code)
    return _suite(table, [_expectation(table, code, list(checks)) for code, checks in by_code])


def counting_suite(table: str, declared: Sequence[tuple[str, Check]]) -> Any:
    """The same checks as one expectation, for batches, which are many: its rows say which checks are broken, and by how
    many rows (`code`, `column_name`, `failed_rows`). What one row shows by itself is asked of all rows in one go."""
    of_rows = [one for one in declared if _condition(*one)]
    others = [_failed_rows(*one) for one in declared if not _condition(*one)]
    return _one_suite(table, [_failed_rows_at_once(of_rows), *others] if of_rows else others)


def showing_suite(table: str, declared: Sequence[tuple[str, Check]]) -> Any:
    """Checks as one expectation, whose rows show what breaks them: `code`, `column_name`, `failed_rows`, `examples`."""
    return _one_suite(table, [_counted(*one) for one in declared])


def _one_suite(table: str, queries: Sequence[str]) -> Any:
    query = _as_gx(" UNION ALL ".join(queries))
    one = _expectation_type()(unexpected_rows_query=query, description=table, meta={"table": table})
    return _suite(table, [one])


def _suite(table: str, expectations: list[Any]) -> Any:
    import great_expectations as gx

    return gx.ExpectationSuite(name=table, expectations=expectations)


def _code(declared: tuple[str, Check]) -> str:
    return declared[1].code


def _expectation(table: str, code: str, declared: Sequence[tuple[str, Check]]) -> Any:
    """The expectation that no row breaks the checks of one code.

    Its `unexpected_rows` are one a column that breaks it: `column_name`, `failed_rows`, and `examples` (texts).
    """
    check = declared[0][1]
    return _expectation_type()(
        unexpected_rows_query=_as_gx(" UNION ALL ".join(_counted(column, one) for column, one in declared)),
        description=f"{code}: {check.meaning}",
        severity=check.severity,
        meta={"code": code, "table": table, "columns": [column for column, _ in declared]},
    )


@functools.cache
def _expectation_type() -> Any:
    """GX's own expectation puts every query twice, for the rows and for their number: this one counts the rows."""
    from great_expectations.expectations import UnexpectedRowsExpectation

    class NoRowsExpectation(UnexpectedRowsExpectation):
        metric_dependencies: ClassVar[tuple[str, ...]] = ("unexpected_rows_query.table",)

        def _validate(self, metrics: Mapping[str, Any], *_: Any, **__: Any) -> dict:
            rows = metrics["unexpected_rows_query.table"]
            return {"success": not rows, "result": {"observed_value": len(rows), "details": {"unexpected_rows": rows}}}

    return NoRowsExpectation


def _counted(column: str, check: Check) -> str:
    """The query that counts the rows which break a check, and shows some: no row when there are none.

    GX hands it to SQLAlchemy, which would read `[:5]` as a parameter.
    """
    key = ", ".join(f't."{part}"' for part in check.options.get("columns", [column]))
    texts = f"left(concat_ws(' | ', {check.options.get('shown', key)}), 200)"
    examples = f"list_slice(list(DISTINCT {texts} ORDER BY {texts}), 1, {EXAMPLES})"
    return _failed_rows(column, check, f", {examples} AS examples")


def _failed_rows(column: str, check: Check, beside: str = "") -> str:
    """The same without examples, or with other columns `beside` the number."""
    told = f"'{check.code}' AS code, '{column}' AS column_name"
    return f"SELECT {told}, count(*) AS failed_rows{beside} {found(column, check)} HAVING count(*) > 0"


def _failed_rows_at_once(declared: Iterable[tuple[str, Check]]) -> str:
    """The query that counts the rows of several conditions: each had a scan, a plan and a place in a UNION before."""
    counts = ", ".join(
        f"{{'code': '{check.code}', 'column_name': '{column}', "
        f"'failed_rows': count(*) FILTER (WHERE {_condition(column, check)})}}"
        for column, check in declared
    )
    return (
        "SELECT told.code, told.column_name, told.failed_rows "  # noqa: S608 (declared names)
        f"FROM (SELECT unnest([{counts}]) AS told FROM {{table}} AS t) WHERE told.failed_rows > 0"
    )


def _as_gx(sql: str) -> str:
    """A query in which GX can put the batch in the place of `{table}`: other braces are doubled.

    In a query without JOIN it gives the batch an alias of its own, so that the batch stands in brackets here.
    """
    return sql.replace("{", "{{").replace("}", "}}").replace("{{table}}", "(SELECT * FROM {batch})")


def found(column: str, check: Check) -> str:
    """FROM and WHERE of the query for the rows that break a check: `t` has the rows of the checked `{table}`.

    Values come from declarations, none from data.
    """
    if condition := _condition(column, check):
        return f"FROM {{table}} AS t WHERE {condition}"
    name, options = f't."{column}"', check.options
    match check.kind:
        case "rows":
            return options["found"]
        case "unique":
            key = ", ".join(f'"{part}"' for part in options["columns"])
            return (
                f"FROM {{table}} AS t WHERE ({key}) IN (SELECT ({key}) FROM {{table}} GROUP BY ALL HAVING count(*) > 1)"  # noqa: S608
            )
        case "references":
            target, key = options["table"], options["key"]
            return f"FROM {{table}} AS t ANTI JOIN {target} AS r ON {name} = r.{key} WHERE {name} IS NOT NULL"
    raise ValueError(f"no query for a check of kind {check.kind!r}")


def _condition(column: str, check: Check) -> str:
    """What holds for a row that breaks a check, where the row alone shows it; empty for other checks."""
    name, options = f't."{column}"', check.options
    match check.kind:
        case "not_null":
            return f"{name} IS NULL"
        case "in_set":
            words = ", ".join(f"'{word}'" for word in options["values"])
            return f"{name} NOT IN ({words})"
        case "between":
            ends = (f"{name} {sign} {options[end]}" for end, sign in _ENDS.items() if options[end] is not None)
            return " OR ".join(ends)
        case "matches":  # ExpectColumnValuesToMatchRegex fails on DuckDB (GX 1.24)
            return f"NOT regexp_matches({name}, '{options['pattern']}')"
    return ""


_ENDS = {"low": "<", "high": ">"}
