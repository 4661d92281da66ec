"""Where figures were taken: the machine, and the versions of what the work is done with."""

import os
import platform
from collections.abc import Iterator
from importlib import metadata

import psutil

LIBRARIES = ("jieba", "rjieba", "polars", "duckdb", "pyarrow", "prefect", "great-expectations")


def described() -> Iterator[tuple[str, str]]:
    """Names and values: processor, cores, memory, how busy it is, versions."""
    yield "machine", f"{platform.machine()}, {_processor()}, {os.cpu_count()} cores, {_gigabytes()} GB memory"
    yield "system", f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    yield "busy before", ", ".join(f"{load:.2f}" for load in os.getloadavg()) + " (load of 1, 5, 15 minutes)"
    yield "versions", ", ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES)


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as told:  # noqa: PTH123 (Linux's own)
            return next((line.partition(":")[2].strip() for line in told if line.startswith("model name")), "unknown")
    except OSError:  # other systems tell it here
        return platform.processor() or "unknown"


def _gigabytes() -> str:
    return f"{psutil.virtual_memory().total / 1e9:.0f}"
