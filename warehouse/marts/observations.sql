-- Quantities with what they measure, of whom, where, when (current versions) · 数量事实
SELECT h.* EXCLUDE (valid_from, valid_to), coalesce(r.is_reprint, false) AS is_reprint
FROM mart.observations_history AS h LEFT JOIN mart.reprints AS r USING (article_key)
WHERE h.valid_to IS NULL
