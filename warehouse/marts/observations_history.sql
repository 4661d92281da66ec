-- Quantities with what they measure, of whom, where, when, all versions · 数量事实（全部版本）
SELECT
    d.document, o.article_key, o.sentence_key, o.observation_key, s.text AS sentence, o.mention, o.char_start,
    o.char_end, o.pieces, o.kind, o.value, o.value_high, u.unit, o.base_value, u.base_unit, o.bound, o.indicator,
    i.indicator AS standard_indicator, i.topic,
    o.measure, o.direction, o.comparison, o.subject, o.subject_type, o.place, o.place_code,
    first_day.date AS period_start, last_day.date AS period_end, o.period_basis, o.status, o.salience, o.rule,
    o.confidence, d.document_key, v.valid_from, v.valid_to
FROM core.fct_observation AS o
JOIN core.dim_document AS d USING (document_key)
JOIN core.fct_validity AS v USING (document_key)
JOIN core.dim_sentence AS s USING (sentence_key)
JOIN core.dim_unit AS u USING (unit_key)
JOIN core.dim_indicator AS i USING (indicator_key)
JOIN core.dim_date AS first_day ON first_day.date_key = o.period_start_key
JOIN core.dim_date AS last_day ON last_day.date_key = o.period_end_key
