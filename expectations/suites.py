"""Expectation suites from the declarations: one expectation a code and table to be shown, one a table to be computed.

Great Expectations takes seven milliseconds for an expectation, whatever the rows, and there are 193 checks: so a batch
is asked once a table, and the query answers with a row for each check that is broken (0.9 s of the processor for 500
articles, 2.0 s with an expectation a code). Great Expectations takes seconds to import: inside functions only.
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


def suite_at_once(table: str, declared: Sequence[tuple[str, Check]]) -> Any:
    """The same checks as one expectation, whose rows say the `code` that each breaks: for batches, which are many."""
    query = " UNION ALL ".join(_counted(column, check) for column, check in declared)
    one = _expectation_type()(unexpected_rows_query=_as_gx(query), description=table, meta={"table": table})
    return _suite(table, [one] if declared else [])


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
    return (
        f"SELECT '{check.code}' AS code, '{column}' AS column_name, count(*) AS failed_rows, "
        f"list_slice(list(DISTINCT {texts} ORDER BY {texts}), 1, {EXAMPLES}) AS examples "
        f"{found(column, check)} HAVING count(*) > 0"
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
