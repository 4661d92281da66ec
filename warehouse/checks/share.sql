-- Shares and rates against the part and the whole beside them · 占比、比率与旁边的部分和整体
-- 收集问题11194个，已解决11125个，解决率达到99.38%: the rate's verb (解决) stands before the part, the whole before that.
-- 共有企业120家，其中规上企业30家，占25% · 完成127亿元，占年度计划132.5亿元的95.8%: 占 joins them.
-- Where none fits, it is a conflict only if there is one that could be the whole and the text calls it that (计划, 应, 共, 收集):
-- of 新开工项目20个，竣工项目10个，竣工率62% the whole may stand elsewhere.
WITH near AS (
    SELECT
        c, lag(c) OVER sentence AS b, lag(c, 2) OVER sentence AS a,
        array_agg(c) OVER (PARTITION BY c.sentence_key ORDER BY c.ordinal ROWS BETWEEN 8 PRECEDING AND 2 PRECEDING) AS earlier
    FROM (
        FROM quantity
        WHERE sentence_key IN (SELECT sentence_key FROM quantity WHERE base_unit = '%' AND measure IN ('share', 'rate'))
    ) AS c
    WINDOW sentence AS (PARTITION BY c.sentence_key ORDER BY c.ordinal)
), rates AS (
    SELECT *, regexp_extract(c.indicator, '(..)率$', 1) AS verb
    FROM near
    WHERE c.base_unit = '%' AND c.measure IN ('share', 'rate') AND b.kind <> 'percent' AND c.is_found
), linked AS (
    SELECT
        c, b AS part, w AS whole, contains(b.before, '其中') OR w.measure = 'target' OR regexp_matches(
            w.before, '共|总|应|需|全部|计划|任务|目标|收集|征集|受理|排查|摸排|交办|收到|接到|发现|梳理|申请|报名|走访'
        ) AS is_whole
    FROM rates, unnest(earlier) AS _(w)
    WHERE w.base_unit = b.base_unit AND w.measure IN ('level', 'target') AND b.measure = 'level'
        AND ((verb <> '' AND contains(b.before, verb) AND regexp_matches(c.before, '^[，,、（(]?[^，,；;]*率[^，,；;]*$'))
            OR (contains(b.before, '其中')
                AND regexp_matches(c.before, '^[，,（(]?(?:约|仅|已)?占(?:比|总数|总量|总额|全部)?的?(?:为|达到|达|约|近|超过|超)*$'))
            OR regexp_matches(c.before, '^[，,]?占(.+)的$')
                AND length(w.indicator) > 1 AND contains(regexp_extract(c.before, '占(.+)的$', 1), w.indicator))
        AND (w.amount >= b.amount OR w.measure = 'target' OR regexp_matches(w.before, '计划|目标|任务'))
    UNION ALL
    SELECT c, a AS part, b AS whole, true AS is_whole
    FROM rates
    WHERE a.base_unit = b.base_unit AND a.measure = 'level' AND regexp_matches(c.before, '^的(?:约|近|超过|超)?$')
        AND regexp_matches(b.before, '^[，,]?[^，,；;]*占[^，,；;]*$')
), computed AS (
    SELECT *, 100 * part.amount / whole.amount AS expected, count(*) OVER (PARTITION BY c.observation_key) AS wholes
    FROM linked
    WHERE whole.low > 0 AND part.low >= 0
)
SELECT
    'share' AS kind, 'sentence' AS scope, c.load_key, c.observation_key, part.observation_key AS other_observation_key,
    [part.observation_key, whole.observation_key] AS inputs, 0 AS claim_key, expected,
    100 * part.low / whole.high AS low, 100 * part.high / whole.low AS high, c.step / 2 AS tolerance,
    c.amount AS printed, c.low AS printed_low, c.high AS printed_high,
    c.is_hedged OR part.is_hedged OR whole.is_hedged AS is_hedged
FROM computed
WHERE (wholes = 1 AND is_whole) OR (low <= printed_high AND printed_low <= high)
QUALIFY row_number() OVER (PARTITION BY c.observation_key ORDER BY abs(expected - printed), whole.ordinal DESC) = 1
