-- Time expressions and the days they mean, all versions · 时间表达式（全部版本）
SELECT
    d.document, m.mention_key, m.article_key, m.sentence_key, m.mention, m.char_start, m.char_end, m.pieces,
    first_day.date AS start_date, last_day.date AS end_date, m.granularity, m.rule, d.document_key, v.valid_from,
    v.valid_to
FROM core.fct_mention AS m
JOIN core.dim_document AS d USING (document_key)
JOIN core.fct_validity AS v USING (document_key)
JOIN core.dim_date AS first_day ON first_day.date_key = m.start_date_key
JOIN core.dim_date AS last_day ON last_day.date_key = m.end_date_key
WHERE m.kind = 'time'
