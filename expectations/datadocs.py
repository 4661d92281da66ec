"""Data Docs: Great Expectations' site of what was validated, for a browser without a network.

The verdicts are what was recorded when the rows were validated; nothing is validated here. GX's own pages fetch
styles, scripts and fonts from eight hosts, and show an empty table where these cannot be reached: the templates in
`site/` stand in the place of those that do. What comes from a text is escaped, which GX does not do everywhere.

Great Expectations takes seconds to import: import this module inside functions only.
"""

import html
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import great_expectations as gx
import polars as pl
from great_expectations.core import ExpectationSuiteValidationResult, ExpectationValidationResult, RunIdentifier
from great_expectations.data_context.types.resource_identifiers import (
    ExpectationSuiteIdentifier,
    ValidationResultIdentifier,
)
from great_expectations.expectations.expectation import BatchExpectation
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
from great_expectations.render import LegacyDiagnosticRendererType, RenderedTableContent
from great_expectations.render.renderer.renderer import renderer
from great_expectations.render.view.view import DefaultJinjaIndexPageView, DefaultJinjaPageView
from jinja2 import ChoiceLoader, FileSystemLoader

from expectations.suites import suite
from warehouse.schema.checks import checks_of
from warehouse.schema.overall import OVERALL
from warehouse.schema.stage import STAGE_TABLES

TEMPLATES = Path(__file__).with_name("site")


@dataclass(frozen=True, slots=True)
class Validated:
    """What was validated at a moment, under a name: `checks` has the columns of a verdict; `what` is a word for
    the rows, which stands in addresses."""

    name: str
    at: datetime
    what: str
    checks: pl.DataFrame


class RecordedCheck(BatchExpectation):
    """The checks of one code on one table, as a verdict recorded them. Methods have the names of those they replace."""

    def _validate(self, *_: Any, **__: Any) -> dict:
        raise TypeError("a recorded check is shown, not computed")

    @classmethod
    @renderer(renderer_type=LegacyDiagnosticRendererType.OBSERVED_VALUE)
    def _diagnostic_observed_value_renderer(cls, result: Any = None, **_: Any) -> str:
        return f"{result.result['observed_value']:,} rows"

    @classmethod
    @renderer(renderer_type=LegacyDiagnosticRendererType.UNEXPECTED_TABLE)
    def _diagnostic_unexpected_table_renderer(cls, result: Any = None, **_: Any) -> list[RenderedTableContent] | None:
        found = result.result["details"]["unexpected_rows"]
        cells = [
            [html.escape(str(cell)) for cell in (row["column_name"], row["failed_rows"], "; ".join(row["examples"]))]
            for row in found
        ]
        return [RenderedTableContent(header_row=["column", "rows", "examples"], table=cells)] if cells else None


class Page(DefaultJinjaPageView):
    """A page that needs nothing from elsewhere."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.env.loader = ChoiceLoader([FileSystemLoader(TEMPLATES), self.env.loader])


class IndexPage(Page, DefaultJinjaIndexPageView):
    """The first page."""

    _template = "page.j2"


def build_site(folder: Path, validated: Sequence[Validated]) -> Path:
    """Write the site of the suites and of what was `validated` into an empty `folder`; gives its first page."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    context.variables.data_docs_sites = {"baoku": _site(folder)}
    for table in STAGE_TABLES:
        context.suites.add(suite(table.name, list(checks_of(table))))
    for name, declared in OVERALL.items():
        context.suites.add(suite(name, declared))
    for one in validated:
        for (table,), checks in one.checks.group_by("table_name", maintain_order=True):
            _record(context, one, table, checks)
    context.build_data_docs()
    shutil.rmtree(folder / "static")  # 4 MB of GX's fonts and pictures, which these pages do not show
    return folder / "index.html"


def _site(folder: Path) -> dict[str, Any]:
    def shown_by(view: type) -> dict[str, str]:
        return {"module_name": view.__module__, "class_name": view.__name__}

    return {
        "class_name": "SiteBuilder",
        "show_how_to_buttons": False,
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder.resolve())},
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder", "view": shown_by(IndexPage)},
        "site_section_builders": {
            "expectations": {"view": shown_by(Page)},
            "validations": {"view": shown_by(Page)},
            "profiling": "None",
        },
    }


def _record(context: Any, one: Validated, table: str, checks: pl.DataFrame) -> None:
    run = RunIdentifier(run_name=one.name, run_time=one.at)
    results = list(_results(checks))
    held = sum(result.success for result in results)
    statistics = {
        "evaluated_expectations": len(results),
        "successful_expectations": held,
        "unsuccessful_expectations": len(results) - held,
        "success_percent": 100 * held / len(results),
    }
    rows = {"data_asset_name": table}
    meta = {"run_id": run, "great_expectations_version": gx.__version__, "active_batch_definition": rows}
    verdict = ExpectationSuiteValidationResult(held == len(results), results, table, None, statistics, meta)
    key = ValidationResultIdentifier(ExpectationSuiteIdentifier(table), run, one.what)
    context.validation_results_store.set(key, verdict)


def _results(checks: pl.DataFrame) -> Iterator[ExpectationValidationResult]:
    for (code,), rows in checks.group_by("code", maintain_order=True):
        broken = rows.filter(~pl.col("passed"))
        first = (rows if broken.is_empty() else broken).row(0, named=True)
        told = f"{code} ({first['severity']}, {first['owner']}): {first['meaning']}"
        mend = f" What to do: {first['mend']}" if broken.height else ""
        found = broken.select("column_name", "failed_rows", "examples").to_dicts()
        yield ExpectationValidationResult(
            success=broken.is_empty(),
            expectation_config=ExpectationConfiguration(
                type="recorded_check", kwargs={}, meta={"code": code}, description=html.escape(told + mend, quote=False)
            ),
            result={"observed_value": int(broken["failed_rows"].sum()), "details": {"unexpected_rows": found}},
            exception_info={"raised_exception": False, "exception_message": None, "exception_traceback": None},
        )
