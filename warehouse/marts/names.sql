-- Names where they stand, with the entity that each names (current versions) · 名称的每次出现
SELECT
    d.document, m.mention_key, m.article_key, m.sentence_key, m.entity_key, m.mention, m.char_start, m.char_end,
    m.pieces, e.type, e.name, e.role, e.org, m.rule, d.document_key
FROM core.fct_mention AS m
JOIN core.dim_document AS d USING (document_key)
JOIN core.fct_entity AS e USING (entity_key)
WHERE d.is_current AND m.kind <> 'time'
