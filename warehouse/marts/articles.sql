-- Articles with titles, bylines and dates (current versions) · 文章
SELECT h.* EXCLUDE (valid_from, valid_to), coalesce(r.is_reprint, false) AS is_reprint
FROM mart.articles_history AS h LEFT JOIN mart.reprints AS r USING (article_key)
WHERE h.valid_to IS NULL
