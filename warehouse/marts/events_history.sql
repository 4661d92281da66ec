-- Dated or datable happenings, all versions · 事件（全部版本）
SELECT
    d.document, e.article_key, e.sentence_key, e.event_key, e.type, e.trigger, e.what,
    first_day.date AS start_date, last_day.date AS end_date, e.place, e.participants, s.text AS sentence, e.rule,
    d.document_key, v.valid_from, v.valid_to
FROM core.fct_event AS e
JOIN core.dim_document AS d USING (document_key)
JOIN core.fct_validity AS v USING (document_key)
JOIN core.dim_sentence AS s USING (sentence_key)
JOIN core.dim_date AS first_day ON first_day.date_key = e.start_date_key
JOIN core.dim_date AS last_day ON last_day.date_key = e.end_date_key
