-- Companies and what is said of them: quantities, and events that they took part in · 企业及相关报道
WITH named AS (
    SELECT g.organization_key, g.organization AS company, g.kind, g.place_key, e.entity_key, e.document_key, e.name
    FROM core.dim_organization AS g
    JOIN core.fct_entity AS e ON e.organization_key = g.organization_key AND e.type = 'org'
    WHERE g.kind IN ('company', 'bank')
), said AS (
    SELECT
        n.organization_key, n.company, n.kind, n.place_key, 'quantity' AS said, o.indicator AS about,
        o.mention AS what, coalesce(o.base_value, o.value) AS value, coalesce(u.base_unit, u.unit) AS unit, o.status,
        o.period_start_key AS start_key, o.period_end_key AS end_key, o.observation_key AS fact_key, o.sentence_key,
        o.article_key, o.document_key
    FROM core.fct_observation AS o
    JOIN named AS n ON n.document_key = o.document_key AND n.name = o.subject
    JOIN core.dim_unit AS u ON u.unit_key = o.unit_key
    UNION ALL
    SELECT
        n.organization_key, n.company, n.kind, n.place_key, 'event', v.type, v.what, NULL, NULL, NULL,
        v.start_date_key, v.end_date_key, v.event_key, v.sentence_key, v.article_key, v.document_key
    FROM core.bridge_event_participant AS b
    JOIN core.fct_event AS v ON v.event_key = b.event_key
    JOIN named AS n ON n.entity_key = b.entity_key
)
SELECT
    f.company, f.kind, p.place, p.place_code, d.document, published.date AS published, f.said, f.about, f.what,
    f.value, f.unit, f.status, first_day.date AS start_date, last_day.date AS end_date, s.text AS sentence,
    f.fact_key, f.article_key, f.organization_key
FROM said AS f
JOIN core.dim_document AS d ON d.document_key = f.document_key AND d.is_current
JOIN core.dim_article AS a ON a.article_key = f.article_key
JOIN core.dim_sentence AS s ON s.sentence_key = f.sentence_key
JOIN core.dim_place AS p ON p.place_key = f.place_key
JOIN core.dim_date AS published ON published.date_key = a.published_key
JOIN core.dim_date AS first_day ON first_day.date_key = f.start_key
JOIN core.dim_date AS last_day ON last_day.date_key = f.end_key
WHERE f.article_key NOT IN (SELECT article_key FROM mart.reprints WHERE is_reprint)
