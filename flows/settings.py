"""Settings: the environment (`BAOKU_*`), a `.env` file beside it, or options of the command line; options win."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError
from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from flows.alerts import channels as alerts
from flows.errors import SettingsInvalid
from flows.sources.address import ALLOWED, Address, parse
from warehouse.lake.address import LEAST_DAYS, Lake, warehouse_at

PREFIX = "BAOKU_"
ENV_FILE = ".env"


class Settings(BaseSettings):
    """What an operator may set. Each field's description is what a refusal quotes as allowed."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,  # pydantic's own error is the cause of ours, and stands in a traceback
    )

    inbox: Path = Field(Path("seeds"), description="a folder with page files")
    lake_data: str = Field("", description="a folder or an s3:// address, for the files of a lake that is new")
    warehouse: Path | Lake = Field(
        Path("warehouse/baoku.duckdb"),
        description="a path of a DuckDB file, ducklake:sqlite:PATH, or ducklake:postgres:dbname=NAME host=… (the "
        "password stands in PGPASSWORD or ~/.pgpass)",
    )
    runner: Literal["process", "thread", "dask", "ray"] = Field(
        "process", description="'process', 'thread', 'dask' or 'ray'"
    )
    cluster: str = Field(
        "",
        description="the address of a running cluster: tcp://host:8786 with BAOKU_RUNNER=dask, ray://host:10001 with "
        "BAOKU_RUNNER=ray",
    )
    staging: str = Field("", description="a folder, or an address for fsspec such as s3://bucket/folder")
    workers: int = Field(os.cpu_count() or 1, ge=1, le=256, description="how many batches are read at once, 1 to 256")
    cron: str = Field("*/15 * * * *", description="a cron expression of five fields, such as '*/15 * * * *'")
    timezone: str = Field("Asia/Shanghai", description="a time zone's name for the cron expression, such as 'UTC'")
    batch_documents: int = Field(1_000, ge=1, le=10_000, description="documents a batch at most, 1 to 10000")
    batch_mb: float = Field(2, gt=0, le=1000, description="megabytes a batch at most, more than 0 and up to 1000")
    max_file_mb: float = Field(
        20,
        gt=0,
        le=1000,
        description="megabytes a file at most, more than 0 and up to 1000; each takes 40 MB of memory",
    )
    sources: Annotated[tuple[Address, ...], NoDecode] = Field((), description=f"addresses, blanks between: {ALLOWED}")
    fetch_seconds: float = Field(60, ge=0, le=86_400, description="seconds before a source is asked again, 0 to 86400")
    fetch_delay: float = Field(1, ge=0, le=60, description="seconds between two calls to one host, 0 to 60")
    keep_days: int = Field(400, ge=1, le=100_000, description="days that details of runs are kept, 1 to 100000")
    stuck_minutes: float = Field(
        120, ge=0, le=100_000, description="minutes without a step forward after which a run is ended; 0 for never"
    )
    alerts: Annotated[tuple[SecretStr, ...], NoDecode] = Field((), description=alerts.ALLOWED)
    alert_repeat_hours: float = Field(
        24, ge=0, le=100_000, description="hours before the same alert is told again, 0 to 100000; 0 for never"
    )
    quarantine_days: float = Field(
        14, ge=0, le=100_000, description="days in quarantine that are told, 0 to 100000; 0 for never"
    )
    fresh_days: float = Field(
        3, ge=0, le=100_000, description="days without a new file that are told, 0 to 100000; 0 for never"
    )
    fresh_intervals: int = Field(
        8,
        ge=0,
        le=10_000,
        description="intervals of the schedule without a good run that are told, 0 to 10000; 0 for never",
    )
    keep_generations: int = Field(3, ge=1, le=1000, description="published generations to keep, 1 to 1000")
    snapshot_days: int = Field(
        LEAST_DAYS, ge=LEAST_DAYS, le=100_000, description="days that a lake's snapshots are kept, 7 to 100000"
    )

    @field_validator("warehouse", mode="before")
    @classmethod
    def _file_or_lake(cls, address: object, given: ValidationInfo) -> object:
        if not isinstance(address, str | Path):
            return address
        try:
            return warehouse_at(address, given.data.get("lake_data", ""))
        except ValueError as error:
            raise SettingsInvalid(f"{PREFIX}WAREHOUSE: {error}") from error

    @field_validator("cluster")
    @classmethod
    def _of_a_cluster(cls, address: str, given: ValidationInfo) -> str:
        if address and given.data.get("runner") not in ("dask", "ray"):
            raise ValueError("processes and threads have no address")
        return address

    @field_validator("cron")
    @classmethod
    def _five_fields(cls, cron: str) -> str:
        try:
            CronSim(cron, datetime(2000, 1, 1))
        except CronSimError as error:
            raise ValueError(str(error)) from error
        return cron

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(str(error)) from error
        return name

    @field_validator("sources", mode="before")
    @classmethod
    def _addresses(cls, value: object) -> object:
        return tuple(parse(url) for url in value.split()) if isinstance(value, str) else value

    @field_validator("alerts", mode="before")
    @classmethod
    def _channels(cls, value: object) -> object:
        return alerts.parse(value)

    @property
    def stuck_after(self) -> timedelta | None:
        """`stuck_minutes` as a duration; None for never."""
        return timedelta(minutes=self.stuck_minutes) if self.stuck_minutes else None

    @property
    def max_file_bytes(self) -> int:
        """`max_file_mb` in bytes."""
        return int(self.max_file_mb * 1_000_000)

    @property
    def batch_bytes(self) -> int:
        """`batch_mb` in bytes."""
        return int(self.batch_mb * 1_000_000)


def load_settings(**options: object) -> Settings:
    """Settings from options (None means not given), environment, `.env` and defaults, in this order.

    Raises:
        SettingsInvalid: a `BAOKU_*` variable is unknown, or a value is not allowed.
    """
    given = {name: value for name, value in options.items() if value is not None}
    _refuse_unknown()
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingsInvalid("\n".join(_sentence(fault, given) for fault in error.errors())) from error


def _refuse_unknown() -> None:
    known = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    for source, names in (("the environment", os.environ), (ENV_FILE, dotenv_values(ENV_FILE))):
        for name in names:
            if name.upper().startswith(PREFIX) and name.upper() not in known:
                raise SettingsInvalid(f"{name} in {source} is no setting; settings are: {', '.join(known)}")


def _sentence(fault: dict, given: dict[str, object]) -> str:
    if isinstance(fault.get("ctx", {}).get("error"), SettingsInvalid):
        return str(fault["ctx"]["error"])  # which knows what of the value may be shown
    field = str(fault["loc"][0])
    name = f"--{field.replace('_', '-')}" if field in given else f"{PREFIX}{field.upper()}"
    return f"{name} is {str(fault['input'])!r}; allowed: {Settings.model_fields[field].description}"
