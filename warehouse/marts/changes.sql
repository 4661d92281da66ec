-- What each new version of a document changed: observations that came, went, or say something else · 版本间的变化
-- An observation of one version is matched with the other's at the same place of the same sentence, its numbers apart; what
-- is left, with the next one of the same indicator and subject. A row stands only where something they say differs.
WITH corrected AS (
    SELECT DISTINCT d.path
    FROM core.fct_validity AS v JOIN core.dim_document AS d USING (document_key)
    WHERE v.valid_to IS NOT NULL
), periods AS (
    SELECT
        d.path, d.document, v.document_key, v.valid_from, v.valid_to, lag(v.document_key) OVER versions AS before_key,
        lag(v.valid_to) OVER versions AS before_to, lead(v.valid_from) OVER versions AS after_from
    FROM core.fct_validity AS v
    JOIN core.dim_document AS d USING (document_key)
    WHERE d.path IN (SELECT path FROM corrected)
    WINDOW versions AS (PARTITION BY d.path ORDER BY v.valid_from)
), turns AS (
    SELECT
        path, document, valid_from AS changed_at, CASE WHEN before_to = valid_from THEN before_key END AS old_key,
        document_key AS new_key
    FROM periods
    WHERE before_key IS NOT NULL
    UNION ALL
    SELECT path, document, valid_to, document_key, NULL
    FROM periods
    WHERE valid_to IS NOT NULL AND after_from IS DISTINCT FROM valid_to
), told AS (
    SELECT
        o.*, s.text AS sentence, u.unit,
        regexp_replace(s.text, '[0-9.,%一二三四五六七八九十百千万亿两零〇]+', '#', 'g') AS frame,
        row_number() OVER (PARTITION BY o.sentence_key ORDER BY o.char_start) AS ordinal
    FROM core.fct_observation AS o
    JOIN core.dim_sentence AS s USING (sentence_key)
    JOIN core.dim_unit AS u USING (unit_key)
    WHERE o.document_key IN (SELECT old_key FROM turns UNION ALL SELECT new_key FROM turns)
), sides AS (
    SELECT t.path, t.document, t.changed_at, true AS is_old, o FROM turns AS t JOIN told AS o ON o.document_key = t.old_key
    UNION ALL
    SELECT t.path, t.document, t.changed_at, false, o FROM turns AS t JOIN told AS o ON o.document_key = t.new_key
), in_frame AS (
    SELECT
        *, row_number() OVER (PARTITION BY path, changed_at, is_old, o.frame, o.ordinal ORDER BY o.char_start) AS turn
    FROM sides
), first_match AS (
    SELECT
        path, document, changed_at, any_value(o) FILTER (is_old) AS was, any_value(o) FILTER (NOT is_old) AS now
    FROM in_frame
    GROUP BY path, document, changed_at, o.frame, o.ordinal, turn
), unmatched AS (
    SELECT path, document, changed_at, was IS NOT NULL AS is_old, coalesce(was, now) AS o
    FROM first_match
    WHERE was IS NULL OR now IS NULL
), left_over AS (
    SELECT
        *, row_number() OVER (
            PARTITION BY path, changed_at, is_old, o.indicator_key, o.measure, o.comparison, o.subject, o.kind
            ORDER BY o.char_start
        ) AS turn
    FROM unmatched
), matched AS (
    SELECT path, document, changed_at, was, now FROM first_match WHERE was IS NOT NULL AND now IS NOT NULL
    UNION ALL
    SELECT path, document, changed_at, any_value(o) FILTER (is_old), any_value(o) FILTER (NOT is_old)
    FROM left_over
    GROUP BY path, document, changed_at, o.indicator_key, o.measure, o.comparison, o.subject, o.kind, turn
), compared AS (
    SELECT
        *, list_filter([
            CASE WHEN was.value <> now.value OR was.value_high IS DISTINCT FROM now.value_high THEN 'value' END,
            CASE WHEN was.unit_key <> now.unit_key THEN 'unit' END,
            CASE WHEN was.bound <> now.bound THEN 'bound' END,
            CASE WHEN was.indicator IS DISTINCT FROM now.indicator THEN 'indicator' END,
            CASE WHEN was.measure <> now.measure OR was.direction IS DISTINCT FROM now.direction
                OR was.comparison IS DISTINCT FROM now.comparison THEN 'measure' END,
            CASE WHEN was.subject IS DISTINCT FROM now.subject THEN 'subject' END,
            CASE WHEN was.place_key <> now.place_key THEN 'place' END,
            CASE WHEN was.period_start_key <> now.period_start_key OR was.period_end_key <> now.period_end_key
                THEN 'period' END,
            CASE WHEN was.status <> now.status THEN 'status' END
        ], lambda name: name IS NOT NULL) AS fields
    FROM matched
)
SELECT
    CASE WHEN was IS NULL THEN 'came' WHEN now IS NULL THEN 'went' ELSE 'changed' END AS change, changed_at, document,
    path, CASE WHEN was IS NULL OR now IS NULL THEN [] ELSE fields END AS fields,
    coalesce(now.indicator, was.indicator) AS indicator, coalesce(now.subject, was.subject) AS subject,
    was.mention AS old_mention, now.mention AS new_mention, was.value AS old_value, now.value AS new_value,
    was.unit AS old_unit, now.unit AS new_unit, old_start.date AS old_period_start, old_end.date AS old_period_end,
    new_start.date AS new_period_start, new_end.date AS new_period_end, was.status AS old_status,
    now.status AS new_status, was.sentence AS old_sentence, now.sentence AS new_sentence,
    was.observation_key AS old_observation_key, now.observation_key AS new_observation_key,
    was.document_key AS old_document_key, now.document_key AS new_document_key
FROM compared
LEFT JOIN core.dim_date AS old_start ON old_start.date_key = was.period_start_key
LEFT JOIN core.dim_date AS old_end ON old_end.date_key = was.period_end_key
LEFT JOIN core.dim_date AS new_start ON new_start.date_key = now.period_start_key
LEFT JOIN core.dim_date AS new_end ON new_end.date_key = now.period_end_key
WHERE was IS NULL OR now IS NULL OR len(fields) > 0
