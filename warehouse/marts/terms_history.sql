-- Term statistics from segmentation, all versions; weighed against the current articles · 分词统计（全部版本）
SELECT
    t.term, t.part_of_speech, d.document, t.article_key, t.count,
    t.count / t.article_terms * (ln((1 + a.articles) / (1 + coalesce(f.articles, 0))) + 1) AS tf_idf,
    d.document_key, v.valid_from, v.valid_to
FROM core.fct_term AS t
JOIN core.dim_document AS d USING (document_key)
JOIN core.fct_validity AS v USING (document_key)
LEFT JOIN core.term_frequency AS f USING (term)
CROSS JOIN (
    SELECT count(*) AS articles
    FROM core.dim_article
    WHERE document_key IN (SELECT document_key FROM core.dim_document WHERE is_current)
) AS a
