-- Projects and investments: amounts, counts and sizes told of them, with the stage that the sentence tells · 项目与投资
WITH stages AS (
    SELECT sentence_key, arg_min(type, event_key) AS stage, arg_min(what, event_key) AS what
    FROM core.fct_event
    WHERE type IN ('signing', 'construction_start', 'completion', 'opening', 'production', 'launch')
    GROUP BY sentence_key
)
SELECT
    d.document, published.date AS published, p.place, p.place_code, o.subject, o.indicator, o.mention,
    coalesce(o.base_value, o.value) AS amount, coalesce(u.base_unit, u.unit) AS unit, o.kind, o.measure, o.status,
    e.stage, e.what, first_day.date AS period_start, last_day.date AS period_end, s.text AS sentence,
    o.observation_key, o.article_key
FROM core.fct_observation AS o
JOIN core.dim_document AS d ON d.document_key = o.document_key AND d.is_current
JOIN core.dim_indicator AS i ON i.indicator_key = o.indicator_key
JOIN core.dim_unit AS u ON u.unit_key = o.unit_key
JOIN core.dim_place AS p ON p.place_key = o.place_key
JOIN core.dim_sentence AS s ON s.sentence_key = o.sentence_key
JOIN core.dim_article AS a ON a.article_key = o.article_key
JOIN core.dim_date AS published ON published.date_key = a.published_key
JOIN core.dim_date AS first_day ON first_day.date_key = o.period_start_key
JOIN core.dim_date AS last_day ON last_day.date_key = o.period_end_key
LEFT JOIN stages AS e ON e.sentence_key = o.sentence_key
WHERE o.salience = 'core' AND o.kind IN ('money', 'count', 'area') AND o.measure IN ('level', 'target', 'change')
    AND (i.topic = 'investment' OR contains(i.indicator, '投资') OR contains(i.indicator, '项目'))
    AND o.article_key NOT IN (SELECT article_key FROM mart.reprints WHERE is_reprint)
