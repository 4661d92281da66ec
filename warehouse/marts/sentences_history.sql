-- Sentences, breaks of the layout repaired, all versions · 句子（全部版本）
SELECT
    d.document, s.article_key, s.sentence_key, s.ordinal, s.paragraph, s.role, s.text, s.char_start, s.char_end,
    s.pieces, d.document_key, v.valid_from, v.valid_to
FROM core.dim_sentence AS s
JOIN core.dim_document AS d USING (document_key)
JOIN core.fct_validity AS v USING (document_key)
