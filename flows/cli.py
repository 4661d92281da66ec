"""The command line: a verb a file under `flows/commands`, and one exit status for each kind of failure."""

import sys

import typer

from flows.commands import quarantine
from flows.commands.backfill import backfill
from flows.commands.doctor import doctor
from flows.commands.explain import explain
from flows.commands.explore import explore
from flows.commands.export import export
from flows.commands.mentions import mentions
from flows.commands.plan import plan
from flows.commands.quality import quality
from flows.commands.query import query
from flows.commands.rollback import rollback
from flows.commands.run import run
from flows.commands.search import search
from flows.commands.serve import serve
from flows.commands.status import status
from flows.errors import OutsideFailed, UsageInvalid
from flows.stopping import STATUS, Stopped, by_sigterm
from transforms.lexicon import LexiconInvalid
from warehouse.errors import WarehouseBusy, WarehouseError, WarehouseUnreadable

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="报库 baoku: Chinese local newspapers in, a DuckDB warehouse of facts out.",
)
for command in (
    run,
    serve,
    status,
    quality,
    query,
    search,
    export,
    explain,
    explore,
    mentions,
    rollback,
    doctor,
    plan,
    backfill,
):
    app.command()(command)
app.add_typer(quarantine.app, name="quarantine")

#: Exit statuses: the data failed, wrong use or configuration, something outside failed. 0 is done.
REFUSED, MISUSED, OUTSIDE = 1, 2, 3


def main() -> None:
    """Run the command that `sys.argv` names, and leave with its exit status."""
    try:
        with by_sigterm():
            app()
    except Stopped as stopped:
        sys.exit(_say(stopped, STATUS))
    except (OutsideFailed, WarehouseBusy, WarehouseUnreadable, OSError) as error:
        sys.exit(_say(error, OUTSIDE))
    except (UsageInvalid, LexiconInvalid, WarehouseError) as error:
        sys.exit(_say(error, MISUSED))


def _say(error: BaseException, status: int) -> int:
    print(f"baoku: {error}", file=sys.stderr)
    return status
