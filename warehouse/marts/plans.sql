-- What was planned and what was later reported for the same indicator, place and period · 计划与完成情况
-- The plan and the report are those printed last. A plan that nothing reports on is open; 不超过 plans a ceiling.
WITH planned AS (
    SELECT
        f.result_key, f.base_unit, count(DISTINCT f.article_key)::INTEGER AS plans,
        arg_max({'key': f.observation_key, 'value': f.value, 'published': a.published_key},
                (a.published_key, f.observation_key)) AS it
    FROM core.fct_claim AS f
    JOIN core.dim_document AS d ON d.document_key = f.document_key AND d.is_current
    JOIN core.dim_article AS a ON a.article_key = f.article_key
    WHERE f.result_key <> 0
    GROUP BY f.result_key, f.base_unit
), reported AS (
    SELECT
        f.claim_key, f.base_unit, count(DISTINCT f.article_key)::INTEGER AS reports,
        arg_max({'key': f.observation_key, 'value': f.value, 'low': f.low, 'high': f.high, 'published': a.published_key},
                (a.published_key, f.observation_key)) AS it
    FROM core.fct_claim AS f
    JOIN core.dim_document AS d ON d.document_key = f.document_key AND d.is_current
    JOIN core.dim_article AS a ON a.article_key = f.article_key
    WHERE f.claim_key IN (SELECT result_key FROM planned)
    GROUP BY f.claim_key, f.base_unit
)
SELECT
    i.topic, i.indicator, o.subject, p.place, p.place_code, first_day.date AS period_start,
    last_day.date AS period_end, CASE WHEN o.measure = 'target' THEN 'level' ELSE o.measure END AS measure,
    CASE
        WHEN r.it IS NULL THEN 'open'
        WHEN (o.bound = 'less' OR n.it.value < 0) AND r.it.low <= n.it.value THEN 'achieved'
        WHEN o.bound <> 'less' AND n.it.value >= 0 AND r.it.high >= n.it.value THEN 'achieved'
        ELSE 'missed'
    END AS outcome,
    n.it.value AS planned, r.it.value AS reported, n.base_unit AS unit, r.it.value / nullif(n.it.value, 0) AS ratio,
    n.plans, coalesce(r.reports, 0) AS reports, plan_day.date AS planned_on, report_day.date AS reported_on,
    s.text AS plan_sentence, rs.text AS report_sentence, o.observation_key AS plan_observation_key,
    ro.observation_key AS report_observation_key
FROM planned AS n
LEFT JOIN reported AS r ON r.claim_key = n.result_key AND r.base_unit = n.base_unit
JOIN core.fct_observation AS o ON o.observation_key = n.it.key
LEFT JOIN core.fct_observation AS ro ON ro.observation_key = r.it.key
JOIN core.dim_sentence AS s ON s.sentence_key = o.sentence_key
LEFT JOIN core.dim_sentence AS rs ON rs.sentence_key = ro.sentence_key
JOIN core.dim_indicator AS i ON i.indicator_key = o.indicator_key
JOIN core.dim_place AS p ON p.place_key = o.place_key
JOIN core.dim_date AS first_day ON first_day.date_key = o.period_start_key
JOIN core.dim_date AS last_day ON last_day.date_key = o.period_end_key
JOIN core.dim_date AS plan_day ON plan_day.date_key = n.it.published
LEFT JOIN core.dim_date AS report_day ON report_day.date_key = r.it.published
