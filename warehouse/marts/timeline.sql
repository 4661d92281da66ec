-- Dated events, each with its day, month and place · 事件时间线
SELECT
    first_day.date AS start_date, last_day.date AS end_date, date_trunc('month', first_day.date)::DATE AS month,
    e.type, e.what, e.trigger, p.place, p.place_code, e.participants, d.document, a.publication,
    published.date AS published, a.title, s.text AS sentence, e.event_key, e.article_key
FROM core.fct_event AS e
JOIN core.dim_document AS d ON d.document_key = e.document_key AND d.is_current
JOIN core.dim_article AS a ON a.article_key = e.article_key
JOIN core.dim_sentence AS s ON s.sentence_key = e.sentence_key
JOIN core.dim_place AS p ON p.place_key = e.place_key
JOIN core.dim_date AS first_day ON first_day.date_key = e.start_date_key
JOIN core.dim_date AS last_day ON last_day.date_key = e.end_date_key
JOIN core.dim_date AS published ON published.date_key = a.published_key
WHERE e.start_date_key <> 0 AND e.article_key NOT IN (SELECT article_key FROM mart.reprints WHERE is_reprint)
