-- Programs by place: where each is spoken of, since when, how often · 各地的行动、工程、机制、平台
WITH pages AS (
    SELECT a.document_key, min(y.date) AS published
    FROM core.dim_article AS a
    JOIN core.dim_document AS d ON d.document_key = a.document_key AND d.is_current
    JOIN core.dim_date AS y ON y.date_key = a.published_key
    WHERE a.article_key NOT IN (SELECT article_key FROM mart.reprints WHERE is_reprint)
    GROUP BY a.document_key
)
SELECT
    g.program, g.kind, p.place, p.place_code, p.county, p.city, p.province, min(a.published) AS first_published,
    max(a.published) AS last_published, count(*)::INTEGER AS documents, sum(e.mentions)::INTEGER AS mentions,
    g.program_key
FROM core.fct_entity AS e
JOIN pages AS a ON a.document_key = e.document_key
JOIN core.dim_program AS g ON g.program_key = e.program_key
JOIN core.dim_place AS p ON p.place_key = g.place_key
WHERE e.program_key <> 0
GROUP BY ALL
