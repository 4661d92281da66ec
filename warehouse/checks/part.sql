-- A part named by 其中 against the whole before it: it cannot be more · “其中”所列部分不超过整体
-- 村级集体经济总收入达3008万元，其中经营性收入1064万元: the whole is the last number before in the same unit.
WITH parts AS (
    SELECT
        c, array_agg(c) OVER (
            PARTITION BY c.sentence_key, c.base_unit, c.unit ORDER BY c.ordinal ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING
        )[1] AS whole
    FROM (FROM quantity WHERE sentence_key IN (SELECT sentence_key FROM quantity WHERE contains(before, '其中'))) AS c
    WHERE kind IN ('count', 'money', 'area', 'length', 'mass', 'volume', 'energy')
)
SELECT
    'part' AS kind, 'sentence' AS scope, c.load_key, c.observation_key, whole.observation_key AS other_observation_key,
    [whole.observation_key] AS inputs, 0 AS claim_key, whole.amount AS expected, 0.0 AS low, whole.high,
    greatest(0, whole.amount - c.amount) AS tolerance, c.amount AS printed, c.low AS printed_low, c.high AS printed_high,
    c.is_hedged OR whole.is_hedged AS is_hedged
FROM parts
WHERE c.measure = 'level' AND whole.measure = 'level' AND c.status = whole.status AND c.is_found
    AND regexp_matches(c.before, '^[，,、（(；;]?其中[^，,；;]*$')
    AND NOT regexp_matches(c.indicator, '均') AND NOT regexp_matches(whole.indicator, '均')
