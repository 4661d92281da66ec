-- Term statistics from segmentation, all versions; weighed against the current articles · 分词统计（全部版本）
WITH current_terms AS (
    SELECT term, count(*) AS articles
    FROM core.fct_term AS t JOIN core.dim_document AS d USING (document_key)
    WHERE d.is_current
    GROUP BY term
), current_articles AS (
    SELECT count(*) AS articles
    FROM core.dim_article AS a JOIN core.dim_document AS d USING (document_key)
    WHERE d.is_current
), article_terms AS (
    SELECT article_key, sum(count) AS terms FROM core.fct_term GROUP BY article_key
)
SELECT
    t.term, t.part_of_speech, d.document, t.article_key, t.count,
    t.count / lengths.terms * (ln((1 + a.articles) / (1 + coalesce(c.articles, 0))) + 1) AS tf_idf,
    d.document_key, v.valid_from, v.valid_to
FROM core.fct_term AS t
JOIN core.dim_document AS d USING (document_key)
JOIN core.fct_validity AS v USING (document_key)
JOIN article_terms AS lengths USING (article_key)
LEFT JOIN current_terms AS c USING (term)
CROSS JOIN current_articles AS a
