"""`baoku status`: last runs, freshness, open alerts, quarantine."""

from flows.commands.options import Warehouse


def status(warehouse: Warehouse = None) -> None:
    """Show the last runs, how fresh the warehouse is, failed checks and what is in quarantine."""
    from flows.settings import load_settings
    from flows.state import show_state

    show_state(load_settings(warehouse=warehouse).warehouse)
