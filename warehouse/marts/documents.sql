-- Documents with their decoded text (current versions) · 文件及其原文
SELECT
    d.document, d.document_key, d.path, d.encoding, d.byte_count, d.char_count, d.publication, d.page, d.url, r.text,
    d.valid_from
FROM core.dim_document AS d
JOIN raw.document AS r USING (document_key)
WHERE d.is_current
