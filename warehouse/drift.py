"""What was read on a day, of each newspaper, beside its own history: aggregates for the checks Q040 to Q044.

A day, not a run, is compared: a run of a quarter of an hour has a page or two. Counts are brought to a scale on which
chance has the same spread whatever the size: twice the square root of a rate (Poisson), twice the arc sine of the root
of a share (binomial; its differences are Cohen's h). There the day's distance from the median of the days before is
divided by what chance gives a day of its size, as the days before were spread, and by how far they lie apart: so a page
alone never shouts, nor does a newspaper that is different each day. Medians, since one odd day must not make the usual.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import polars as pl

from warehouse.rows import registered
from warehouse.schema.audit import VOLUME
from warehouse.schema.overall import DRIFT

#: Days that make the history of a measure; weeks that make that of a weekday.
HISTORY_DAYS, HISTORY_WEEKS = 90, 8
_DAILY = """
CREATE OR REPLACE TEMP TABLE daily AS
WITH volume AS (
    SELECT (r.started_at AT TIME ZONE $zone)::DATE AS day, v.* EXCLUDE (run_id)
    FROM audit.volume AS v JOIN audit.run AS r USING (run_id)
    WHERE v.run_id <> $run_id AND r.started_at >= $since AND r.started_at < $now
    UNION ALL BY NAME SELECT ($now::TIMESTAMPTZ AT TIME ZONE $zone)::DATE AS day, * FROM volume_now
)
SELECT day, publication, sum(documents) AS documents, sum(characters) AS characters, sum(numerals) AS numerals,
    sum(refused) AS refused, sum(without_unit) AS without_unit, sum(observations) AS observations,
    sum(without_indicator) AS without_indicator
FROM volume GROUP BY day, publication
"""
#: Rates and shares: `value`, its place `t` on the scale of equal spread, and its `weight`: one over its variance there.
_SHARES = """
WITH measured AS (
    SELECT day, publication, 'observations' AS measure, observations / (characters / 1000) AS value,
        2 * sqrt((observations + 0.375) / (characters / 1000)) AS t, characters / 1000 AS weight
    FROM daily WHERE characters > 0
    UNION ALL
    SELECT day, publication, measure, part / whole AS value,
        2 * asin(sqrt((part + 0.375) / (whole + 0.75))) AS t, whole AS weight
    FROM (
        SELECT day, publication, 'without_indicator' AS measure, without_indicator AS part, observations AS whole
        FROM daily
        UNION ALL SELECT day, publication, 'without_unit', without_unit, numerals FROM daily
        UNION ALL SELECT day, publication, 'refused', refused, numerals FROM daily
    ) WHERE whole > 0
), earlier AS (
    SELECT * FROM measured WHERE day < $today
), centre AS (
    SELECT measure, publication, median(t) AS usual_t, median(value) AS usual, mad(t) * 1.4826 AS spread,
        count(*) AS days
    FROM earlier GROUP BY measure, publication
), history AS (
    SELECT measure, publication, any_value(usual_t) AS usual_t, any_value(usual) AS usual,
        any_value(spread) AS spread, any_value(days) AS days,
        greatest(1, (1.4826 * median(abs(t - usual_t) * sqrt(weight))) ** 2) AS dispersion
    FROM earlier JOIN centre USING (measure, publication) GROUP BY measure, publication
)
SELECT measure, publication, day, value, usual, days,
    abs(t - usual_t) / sqrt(dispersion / weight + spread ** 2) AS score,
    abs(t - usual_t) * if(measure = 'observations', 2 / usual_t, 1) AS effect
FROM measured JOIN history USING (measure, publication) WHERE day = $today
"""
#: Files of the last whole day and of today, which may only be too many yet, beside the same weekday before: a day
#: without files counts, once the newspaper is known.
_FILES = """
WITH known AS (
    SELECT publication, min(day) AS first_day FROM daily GROUP BY publication
), asked AS (
    SELECT publication, first_day, unnest([$today::DATE, $today::DATE - 1]) AS day FROM known
), compared AS (
    SELECT a.publication, a.day, 2 * sqrt(coalesce(d.documents, 0) + 0.375) AS t, coalesce(d.documents, 0) AS value
    FROM asked AS a LEFT JOIN daily AS d ON d.publication = a.publication AND d.day = a.day
), before AS (
    SELECT a.publication, a.day, coalesce(d.documents, 0) AS value, 2 * sqrt(coalesce(d.documents, 0) + 0.375) AS t
    FROM asked AS a CROSS JOIN range(1, $weeks + 1) AS weeks(n)
    LEFT JOIN daily AS d ON d.publication = a.publication AND d.day = a.day - (7 * n)::INTEGER
    WHERE a.day - (7 * n)::INTEGER >= a.first_day
), history AS (
    SELECT publication, day, median(t) AS usual_t, median(value) AS usual, mad(t) * 1.4826 AS spread, count(*) AS days
    FROM before GROUP BY publication, day
)
SELECT 'documents' AS measure, publication, day, value, usual, days, abs(t - usual_t) / sqrt(1 + spread ** 2) AS score,
    abs(t - usual_t) * 2 / usual_t AS effect
FROM compared JOIN history USING (publication, day) WHERE day < $today::DATE OR t > usual_t
"""


def volumes(readings: pl.DataFrame) -> pl.DataFrame:
    """Rows of `audit.volume` without `run_id`: counts of `stage.reading` by newspaper, in their order of name."""
    counted = [column.name for column in VOLUME.columns[3:]]
    return (
        readings.with_columns(pl.col("publication").fill_null(""))
        .group_by("publication")
        .agg(pl.len().cast(pl.Int64).alias("documents"), pl.col(counted).sum().cast(pl.Int64))
        .select(VOLUME.column_names[1:])
        .sort("publication")
    )


def measure_drift(
    connection: duckdb.DuckDBPyConnection, run_id: str, now: datetime, zone: str, volume: pl.DataFrame
) -> pl.DataFrame:
    """Measures of the day of `now` in `zone`, so far, beside their history: rows of `schema.overall.DRIFT`.

    `volume` holds what this run has read (`volumes`); what is recorded of it already does not count a second time.
    """
    since, today = now - timedelta(days=HISTORY_DAYS), now.astimezone(ZoneInfo(zone)).date()
    with registered(connection, volume_now=volume):
        connection.execute(_DAILY, {"zone": zone, "run_id": run_id, "since": since, "now": now})
    shares = connection.execute(_SHARES, {"today": today}).pl()
    files = connection.execute(_FILES, {"today": today, "weeks": HISTORY_WEEKS}).pl()
    connection.execute("DROP TABLE daily")
    return pl.concat([DRIFT.conform(shares), DRIFT.conform(files)]).sort(DRIFT.key)
