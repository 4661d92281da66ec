"""Great Expectations over Polars frames: the frames as tables of a DuckDB in memory, seen through SQLAlchemy."""

import contextlib
import functools
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import polars as pl

URL = "duckdb:///:memory:"


@contextlib.contextmanager
def batches(frames: Mapping[str, pl.DataFrame]) -> Iterator[Mapping[str, Any]]:
    """GX batches over `frames` (by `schema.table`) inside a `with` block, by table name.

    In the SQL of an expectation the other frames can be named as they are named here.
    """
    import great_expectations as gx

    with _engine(frames) as engine:
        context = gx.get_context(mode="ephemeral")
        # A progress bar a suite would hide the flow's own.
        context.variables.progress_bars = {"globally": False}
        source = _datasource(engine)
        defined = {name: _defined(source, name) for name in frames}
        source._data_context = context  # known earlier, it would be written out as YAML at each definition
        context._update_fluent_datasource(datasource=source)
        yield {name: definition.get_batch() for name, definition in defined.items()}


def _defined(source: Any, name: str) -> Any:
    schema, table = name.split(".")
    asset = source.add_query_asset(name=name, query=f'SELECT * FROM {schema}."{table}"')  # noqa: S608 (declared names)
    return asset.add_batch_definition_whole_table(name)


@contextlib.contextmanager
def _engine(frames: Mapping[str, pl.DataFrame]) -> Iterator[Any]:
    import sqlalchemy

    engine = sqlalchemy.create_engine(URL, poolclass=sqlalchemy.pool.StaticPool)
    try:
        raw = engine.raw_connection()
        connection = raw.driver_connection
        connection.execute("SET python_enable_replacements = false")
        for name, frame in frames.items():
            schema, table = name.split(".")
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
            connection.register(f"{schema}_{table}", frame.to_arrow())
            connection.execute(f'CREATE VIEW {schema}."{table}" AS SELECT * FROM {schema}_{table}')  # noqa: S608 (declared names)
        yield engine
    finally:
        engine.dispose()


@functools.cache
def _datasource_type() -> Any:
    """A datasource over an engine that is already there, whose execution engine keeps one connection.

    GX closes the connection before it has read its cursor, which DuckDB answers with `list index out of range`; a type
    of datasource can be registered only once.
    """
    from great_expectations.datasource.fluent import SQLDatasource
    from great_expectations.execution_engine import SqlAlchemyExecutionEngine

    class OneConnectionEngine(SqlAlchemyExecutionEngine):
        @contextlib.contextmanager
        def get_connection(self):
            if self._connection is None:
                self._connection = self.engine.connect()
            yield self._connection

    class FramesDatasource(SQLDatasource):
        type: Literal["frames"] = "frames"

        def get_engine(self):
            return self._engine

        def get_execution_engine(self):
            if self._execution_engine is None:
                self._execution_engine = OneConnectionEngine(engine=self._engine, create_temp_table=False)
            return self._execution_engine

    return FramesDatasource


def _datasource(engine: Any) -> Any:
    source = _datasource_type()(name="frames", connection_string=URL, create_temp_table=False)
    source._engine = engine
    return source
