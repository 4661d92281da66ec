"""What can be wrong with a warehouse file, by who must act. Each message says what happened and what to do."""

from pathlib import Path


class WarehouseError(Exception):
    """Something is wrong with the warehouse file `path`, or with what was asked of it."""

    def __init__(self, path: str | Path, message: str):
        super().__init__(message)
        self.path = Path(path)


class WarehouseMissing(WarehouseError):
    """There is no warehouse yet."""


class WarehouseBusy(WarehouseError):
    """Another process is writing the build file: try again when it is done."""


class WarehouseUnreadable(WarehouseError):
    """The file is truncated, damaged or no DuckDB file."""


class WarehouseForeign(WarehouseError):
    """A DuckDB file that baoku did not make."""


class WarehouseTooNew(WarehouseError):
    """A newer baoku made the file."""


class WarehouseTooOld(WarehouseError):
    """An older baoku made the file, and no migration leads from there."""


class WriteRefused(WarehouseError):
    """A statement wanted to write to the published warehouse or to reach outside it."""


class ExportRefused(WarehouseError):
    """A folder that an export would replace holds what no export wrote."""


class LakeNotInstalled(WarehouseError):
    """A lake was asked for, and the packages that it needs are not there for this DuckDB."""


class GenerationMissing(WarehouseError):
    """No such generation is kept."""
