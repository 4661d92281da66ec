-- What was compared, and how it came out · 核对结果
-- agree: equal at the printed digits; by rounding or hedge: what the numbers can mean overlaps; else a conflict.
INSERT INTO core.fct_check BY NAME
SELECT
    (md5_number_lower(concat_ws('/', c.kind, c.observation_key, c.other_observation_key)) >> 1)::BIGINT AS check_key,
    c.kind,
    CASE
        WHEN abs(c.printed - c.expected) <= c.tolerance + 1e-9 * greatest(abs(c.printed), abs(c.expected)) THEN 'agree'
        WHEN c.low - slack > c.printed_high OR c.printed_low - slack > c.high THEN 'conflict'
        WHEN c.is_hedged THEN 'differ_by_hedge'
        ELSE 'differ_by_rounding'
    END AS outcome,
    c.scope, c.observation_key, c.other_observation_key, c.inputs, o.sentence_key, o.article_key, o.document_key,
    c.claim_key, c.expected, c.printed, c.printed - c.expected AS difference, o.load_key, o.run_id, c.kind AS rule,
    o.rules_version
FROM (SELECT *, 1e-9 * greatest(abs(printed), abs(expected)) AS slack FROM candidate) AS c
JOIN core.fct_observation AS o USING (load_key, observation_key)  -- by load keys: not through all history
WHERE isfinite(c.expected) AND isfinite(c.printed)
ORDER BY o.load_key, o.char_start, c.kind, c.other_observation_key
