-- Numbers that follow from others, recomputed or told by several articles: agree, differ or conflict · 数字核对
SELECT
    c.check_key, c.kind, c.outcome, c.scope, d.document, i.indicator, i.topic, o.subject, p.place,
    first_day.date AS period_start, last_day.date AS period_end, o.mention, x.mention AS other_mention, c.printed,
    c.expected, c.difference, s.text AS sentence, xs.text AS other_sentence, xd.document AS other_document,
    published.date AS published, other_published.date AS other_published, c.observation_key, c.other_observation_key,
    c.inputs, c.article_key, x.article_key AS other_article_key, c.sentence_key, x.sentence_key AS other_sentence_key,
    d.document_key
FROM core.fct_check AS c
JOIN core.dim_document AS d ON d.document_key = c.document_key AND d.is_current
JOIN core.fct_observation AS o ON o.observation_key = c.observation_key
JOIN core.fct_observation AS x ON x.observation_key = c.other_observation_key
JOIN core.dim_document AS xd ON xd.document_key = x.document_key AND xd.is_current
JOIN core.dim_sentence AS s ON s.sentence_key = o.sentence_key
JOIN core.dim_sentence AS xs ON xs.sentence_key = x.sentence_key
JOIN core.dim_article AS a ON a.article_key = o.article_key
JOIN core.dim_article AS xa ON xa.article_key = x.article_key
JOIN core.dim_indicator AS i ON i.indicator_key = o.indicator_key
JOIN core.dim_place AS p ON p.place_key = o.place_key
JOIN core.dim_date AS first_day ON first_day.date_key = o.period_start_key
JOIN core.dim_date AS last_day ON last_day.date_key = o.period_end_key
JOIN core.dim_date AS published ON published.date_key = a.published_key
JOIN core.dim_date AS other_published ON other_published.date_key = xa.published_key
WHERE c.scope = 'articles' OR c.article_key NOT IN (SELECT article_key FROM mart.reprints WHERE is_reprint)
