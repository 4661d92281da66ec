-- Averages against the total and the number that they are of · 人均、户均、亩均与总量、数量
-- 带动120户村民增收360万元，户均增收3万元: what is averaged (增收) stands before the total too.
WITH near AS (
    SELECT c, lag(c) OVER sentence AS b, lag(c, 2) OVER sentence AS a
    FROM quantity AS c
    WINDOW sentence AS (PARTITION BY c.sentence_key ORDER BY c.ordinal)
), averages AS (
    SELECT
        *, regexp_extract(c.before, '(人|户|亩|家|企|村|个)均([^，,；;]*?)(?:达到|达|为|约|近|超过|超|了)*$', ['per', 'what']) AS of
    FROM near
    WHERE c.is_found AND contains(c.before, '均') AND a.measure IN ('level', 'change') AND b.measure IN ('level', 'change')
), linked AS (
    SELECT c, of, a AS number, b AS total FROM averages
    UNION ALL
    SELECT c, of, b AS number, a AS total FROM averages
)
SELECT
    'per_unit' AS kind, 'sentence' AS scope, c.load_key, c.observation_key, total.observation_key AS other_observation_key,
    [total.observation_key, number.observation_key] AS inputs, 0 AS claim_key,
    total.amount / number.amount * share AS expected, total.low / number.high * share AS low,
    total.high / number.low * share AS high, c.step / 2 AS tolerance, c.amount AS printed, c.low AS printed_low,
    c.high AS printed_high, c.is_hedged OR total.is_hedged OR number.is_hedged AS is_hedged
FROM linked, (SELECT CASE WHEN of.per = '亩' THEN 2000 / 3 ELSE 1 END AS share)
WHERE number.low > 0 AND total.base_unit = c.base_unit AND total.kind = c.kind AND length(of.what) > 1
    AND contains(total.before, of.what)
    AND CASE of.per WHEN '人' THEN number.unit IN ('人', '名', '位') WHEN '亩' THEN number.unit = '亩'
                    WHEN '户' THEN number.unit = '户' WHEN '村' THEN number.unit = '个' AND contains(number.indicator, '村')
                    WHEN '个' THEN number.unit = '个' ELSE number.unit = '家' END
