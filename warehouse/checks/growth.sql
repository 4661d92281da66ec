-- Growth on the year against the levels of both years, the earlier one from any article · 同比增减与两年水平值
-- 工业总产值20.5亿元，同比增长6.1%; last year's 19.3亿元 stood in another article. Of several earlier levels the nearest counts:
-- a figure that was revised since is no conflict.
WITH grown AS (
    SELECT f.*, d.path
    FROM core.fct_claim AS f
    JOIN core.dim_document AS d USING (document_key)
    WHERE d.is_current AND f.earlier_key <> 0 AND f.claim_key IN (SELECT claim_key FROM touched)
), levels AS (
    SELECT f.*
    FROM core.fct_claim AS f
    JOIN core.dim_document AS d USING (document_key)
    WHERE d.is_current AND f.claim_key IN (SELECT earlier_key FROM grown UNION ALL SELECT level_key FROM grown)
), paired AS (
    SELECT
        g, now, earlier,
        CASE WHEN g.base_unit = '%' THEN 100 * (now.value / earlier.value - 1) ELSE now.value - earlier.value END AS expected,
        CASE WHEN g.base_unit = '%' THEN 100 * (now.low / earlier.high - 1) ELSE now.low - earlier.high END AS low,
        CASE WHEN g.base_unit = '%' THEN 100 * (now.high / earlier.low - 1) ELSE now.high - earlier.low END AS high
    FROM grown AS g
    JOIN levels AS now ON now.claim_key = g.level_key AND now.article_key = g.article_key
    JOIN levels AS earlier ON earlier.claim_key = g.earlier_key AND earlier.base_unit = now.base_unit
    WHERE (g.base_unit = '%' AND now.base_unit <> '%' OR g.base_unit = now.base_unit) AND earlier.low > 0
)
SELECT
    'growth' AS kind, CASE WHEN earlier.article_key = g.article_key THEN 'article' ELSE 'articles' END AS scope,
    g.load_key, g.observation_key, earlier.observation_key AS other_observation_key,
    [earlier.observation_key, now.observation_key] AS inputs, g.claim_key, expected, low, high,
    (g.high - g.low) / 3 AS tolerance, g.value AS printed, g.low AS printed_low, g.high AS printed_high,
    g.is_hedged OR now.is_hedged OR earlier.is_hedged AS is_hedged
FROM paired
QUALIFY row_number() OVER (
    PARTITION BY g.observation_key
    ORDER BY earlier.article_key <> g.article_key, abs(expected - printed), earlier.observation_key, now.observation_key
) = 1
