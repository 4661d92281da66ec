-- Articles that print the same text, each appearance a row (current versions) · 通稿及其各次刊登
WITH RECURSIVE current_articles AS (
    SELECT a.article_key, d.document, a.title, a.publication, published.date AS published
    FROM core.dim_article AS a
    JOIN core.dim_document AS d USING (document_key)
    JOIN core.dim_date AS published ON published.date_key = a.published_key
    WHERE d.is_current AND a.article_key IN (
        SELECT article_key FROM core.bridge_reprint UNION SELECT other_article_key FROM core.bridge_reprint
    )
), neighbours AS (
    SELECT b.article_key AS one, b.other_article_key AS other FROM core.bridge_reprint AS b
    SEMI JOIN current_articles AS c ON c.article_key = b.article_key
    SEMI JOIN current_articles AS c ON c.article_key = b.other_article_key
), edges AS (
    SELECT one, other FROM neighbours UNION ALL SELECT other, one FROM neighbours
), reached AS (
    SELECT one AS article_key, one AS member FROM edges
    UNION
    SELECT r.article_key, e.other FROM reached AS r JOIN edges AS e ON e.one = r.member
), clusters AS (
    SELECT article_key, min(member) AS cluster_key FROM reached GROUP BY article_key
), ranked AS (
    SELECT
        c.cluster_key, a.*,
        count(*) OVER (PARTITION BY c.cluster_key) AS appearances,
        row_number() OVER (
            PARTITION BY c.cluster_key ORDER BY a.published NULLS LAST, a.document, a.article_key
        ) AS appearance
    FROM clusters AS c JOIN current_articles AS a USING (article_key)
)
SELECT
    cluster_key, article_key, appearance::INTEGER AS appearance, appearances::INTEGER AS appearances,
    appearance > 1 AS is_reprint, document, title, publication, published
FROM ranked
