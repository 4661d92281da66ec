-- Places, organisations, persons, programs, all versions · 实体（全部版本）
SELECT
    d.document, e.entity_key, e.name, e.aliases, e.type, e.role, e.org, e.parent, e.place_code, e.mentions,
    d.document_key, v.valid_from, v.valid_to
FROM core.fct_entity AS e
JOIN core.dim_document AS d USING (document_key)
JOIN core.fct_validity AS v USING (document_key)
