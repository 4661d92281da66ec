-- Articles with titles, bylines and dates, all versions · 文章（全部版本）
SELECT
    d.document, a.article_key, a.ordinal, a.title, a.kicker, a.subtitle, a.authors, a.photo_credits, a.headings,
    a.captions, a.publication, published.date AS published, earliest.date AS published_earliest,
    latest.date AS published_latest, a.published_basis, a.published_evidence, a.char_start, a.char_end, a.char_count,
    d.document_key, v.valid_from, v.valid_to
FROM core.dim_article AS a
JOIN core.dim_document AS d USING (document_key)
JOIN core.fct_validity AS v USING (document_key)
JOIN core.dim_date AS published ON published.date_key = a.published_key
JOIN core.dim_date AS earliest ON earliest.date_key = a.published_earliest_key
JOIN core.dim_date AS latest ON latest.date_key = a.published_latest_key
