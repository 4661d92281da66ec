-- What was read of each paper about each place in each month · 各报各地逐月覆盖情况
WITH counted AS (
    SELECT article_key, count(*) AS observations FROM core.fct_observation GROUP BY article_key
)
SELECT
    a.publication, p.place, p.place_code, date_trunc('month', y.date)::DATE AS month,
    count(DISTINCT a.document_key)::INTEGER AS documents, count(*)::INTEGER AS articles,
    count(r.article_key)::INTEGER AS reprints, sum(a.char_count)::BIGINT AS characters,
    coalesce(sum(o.observations), 0)::INTEGER AS observations, min(y.date) AS first_published,
    max(y.date) AS last_published, max(d.valid_from) AS last_loaded
FROM core.dim_article AS a
JOIN core.dim_document AS d ON d.document_key = a.document_key AND d.is_current
JOIN core.dim_place AS p ON p.place_key = a.place_key
JOIN core.dim_date AS y ON y.date_key = a.published_key
LEFT JOIN counted AS o ON o.article_key = a.article_key
LEFT JOIN (SELECT article_key FROM mart.reprints WHERE is_reprint) AS r ON r.article_key = a.article_key
GROUP BY a.publication, p.place, p.place_code, date_trunc('month', y.date)
