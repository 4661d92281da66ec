"""Runners that are extras: told apart, and told when they are missing, before Prefect is touched."""

import importlib.util
import platform
import sys

from flows.errors import SettingsInvalid
from flows.settings import Settings

#: Runners whose workers may be on other machines, and the package of the extra that each needs.
CLUSTERS = {"dask": "prefect_dask", "ray": "prefect_ray"}


def is_cluster(settings: Settings) -> bool:
    """Whether batches are read by workers that may see nothing of this machine but the staging place."""
    return settings.runner in CLUSTERS


def require_runner(settings: Settings) -> None:
    """See that the runner of the settings is installed.

    Raises:
        SettingsInvalid: it is not; the message names the extra, or says that there is none for this Python.
    """
    runner = settings.runner
    if runner not in CLUSTERS or importlib.util.find_spec(CLUSTERS[runner]):
        return
    told = f"BAOKU_RUNNER={runner} needs the extra '{runner}': pip install 'baoku[{runner}]'"
    if runner == "ray":
        told += (
            ". Ray has packages for Python 3.11 to 3.14, not for Macs with Intel processors; this is Python "
            f"{platform.python_version()} on {sys.platform} {platform.machine()}. Where there is none, "
            "BAOKU_RUNNER=dask does the same"
        )
    raise SettingsInvalid(told)
