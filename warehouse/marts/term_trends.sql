-- How often a term was printed in each month: ask for a term, not for all · 词语逐月走势（请按词语筛选）
WITH printed AS (
    SELECT a.article_key, date_trunc('month', y.date)::DATE AS month
    FROM core.dim_article AS a
    JOIN core.dim_document AS d ON d.document_key = a.document_key AND d.is_current
    JOIN core.dim_date AS y ON y.date_key = a.published_key
    WHERE a.published_key <> 0 AND a.article_key NOT IN (SELECT article_key FROM mart.reprints WHERE is_reprint)
), months AS (
    SELECT month, count(*) AS articles FROM printed GROUP BY month
), used AS (
    SELECT t.term, p.month, count(*) AS articles, sum(t.count) AS count
    FROM core.fct_term AS t JOIN printed AS p ON p.article_key = t.article_key
    GROUP BY t.term, p.month
)
SELECT
    u.term, u.month, u.articles::INTEGER AS articles, u.count::INTEGER AS count, m.articles::INTEGER AS month_articles,
    u.articles / m.articles AS share
FROM used AS u JOIN months AS m ON m.month = u.month
