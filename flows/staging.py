"""The staging place: where the parent and its workers hand frames to each other, a folder or an fsspec URL."""

import contextlib
import hashlib
import io
import os
import platform
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from flows.errors import OutsideFailed
from flows.lock import staging_folder
from flows.settings import Settings

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

#: A folder of the staging place: a path, or a URL.
Place = str | Path


@contextlib.contextmanager
def staging_place(settings: Settings, run_id: str) -> Iterator[str]:
    """An empty place for what one run hands on, gone at its end. The caller holds the lock.

    It is a folder beside the warehouse, or one of this warehouse's own in `settings.staging`; what runs that were
    killed have left there goes too.

    Raises:
        OutsideFailed: it cannot be reached.
    """
    if not settings.staging:
        with staging_folder(settings.warehouse, run_id) as folder:
            yield str(folder)
        return
    # a lake has loaders on several machines, each of which removes what its own runs have left
    whose = f"{platform.node()} {os.fspath(settings.warehouse.resolve())}"
    whose = hashlib.sha256(whose.encode()).hexdigest()[:12]
    own = f"{settings.staging.rstrip('/')}/baoku-{settings.warehouse.stem}-{whose}"
    try:
        remove(own)
    except (OSError, ValueError, ImportError) as error:  # no such protocol, or its package is missing
        raise OutsideFailed(f"the staging place {settings.staging} cannot be used: {error}") from error
    try:
        yield f"{own}/{run_id}"
    finally:
        with contextlib.suppress(OSError):  # what ended the run is what is to be told
            remove(own)


def write(frame: pl.DataFrame, place: Place, name: str) -> None:
    """Write a frame as Parquet under `name` into `place`; what stood there is replaced."""
    if not is_url(place):
        folder = Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        frame.write_parquet(folder / f"{name}.parquet", compression="lz4")
        return
    content = io.BytesIO()
    frame.write_parquet(content, compression="lz4")
    store, path = _store(place)
    store.makedirs(path, exist_ok=True)
    store.pipe_file(f"{path}/{name}.parquet", content.getvalue())


def read(place: Place, name: str) -> pl.DataFrame:
    """The frame that `write` has left under `name` in `place`.

    Raises:
        FileNotFoundError: there is none.
    """
    if not is_url(place):
        return pl.read_parquet(Path(place) / f"{name}.parquet")
    store, path = _store(place)
    return pl.read_parquet(io.BytesIO(store.cat_file(f"{path}/{name}.parquet")))


def remove(place: Place) -> None:
    """Remove what stands in `place`, where there is anything."""
    if not is_url(place):
        shutil.rmtree(place, ignore_errors=True)
        return
    store, path = _store(place)
    store.invalidate_cache()  # what workers have written there since
    if store.exists(path):
        store.rm(path, recursive=True)


def is_url(place: Place) -> bool:
    """Whether it is an address for fsspec, not a folder."""
    return "://" in str(place)


def _store(place: Place) -> "tuple[AbstractFileSystem, str]":
    import fsspec  # 0.2 s that only those pay who stage elsewhere

    return fsspec.core.url_to_fs(str(place))
