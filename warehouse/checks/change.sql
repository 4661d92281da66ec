-- Changes against the two levels that they lie between · 从……到……的增减
-- 从16.5亿元增加到20.5亿元，增长24.2%: in per cent; 从16.5亿元增加到20.5亿元，增加4亿元, 从81.2%提高到85.4%，提高4.2个百分点: in units.
-- 年均 is no change from end to end; a rank that rises gets smaller.
WITH near AS (
    SELECT c, lag(c) OVER sentence AS b, lag(c, 2) OVER sentence AS a
    FROM quantity AS c
    WINDOW sentence AS (PARTITION BY c.sentence_key ORDER BY c.ordinal)
), spans AS (
    SELECT
        *,
        CASE
            WHEN c.base_unit = '%' AND b.base_unit <> '%' THEN 'ratio'
            WHEN c.base_unit = b.base_unit OR (b.base_unit = '%' AND c.unit = '个百分点') THEN 'span'
        END AS way,
        c.direction = 'down' OR regexp_matches(c.before, '下降|减少|降低|降幅|压减|回落|下跌') AS is_fall
    FROM near
    WHERE a.base_unit = b.base_unit AND a.kind = b.kind AND c.is_found AND a.low > 0
        AND regexp_matches(a.before, '[从由][^，,；;从由]{0,12}$')
        AND regexp_matches(b.before, '^[^，,；;]{0,8}[增升高长大加多降落少低减至到跌缩][至到为](?:了|约|近|超过)?$')
        AND regexp_matches(c.before, '^[，,、（(]?[^，,；;]{0,8}(?:增长|增加|增幅|提高|提升|上升|下降|减少|降低|降幅|压减|回落|下跌)(?:了|达到|达|为|约|近|超过)*$')
        AND NOT regexp_matches(c.before, '均|同比|环比|累计')
), computed AS (
    SELECT
        *, CASE WHEN is_fall AND c.amount > 0 THEN -1 ELSE 1 END * c.amount AS printed,
        CASE WHEN is_fall AND c.amount > 0 THEN -c.high ELSE c.low END AS printed_low,
        CASE WHEN is_fall AND c.amount > 0 THEN -c.low ELSE c.high END AS printed_high
    FROM spans
    WHERE way IS NOT NULL
)
SELECT
    'change' AS kind, 'sentence' AS scope, c.load_key, c.observation_key, b.observation_key AS other_observation_key,
    [a.observation_key, b.observation_key] AS inputs, 0 AS claim_key,
    CASE WHEN way = 'ratio' THEN 100 * (b.amount / a.amount - 1)
         WHEN b.kind = 'rank' THEN a.amount - b.amount ELSE b.amount - a.amount END AS expected,
    CASE WHEN way = 'ratio' THEN 100 * (b.low / a.high - 1)
         WHEN b.kind = 'rank' THEN a.low - b.high ELSE b.low - a.high END AS low,
    CASE WHEN way = 'ratio' THEN 100 * (b.high / a.low - 1)
         WHEN b.kind = 'rank' THEN a.high - b.low ELSE b.high - a.low END AS high,
    c.step / 2 AS tolerance, printed, printed_low, printed_high,
    a.is_hedged OR b.is_hedged OR c.is_hedged AS is_hedged
FROM computed
