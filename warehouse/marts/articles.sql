-- Articles with titles, bylines and dates (current versions) · 文章
SELECT * EXCLUDE (valid_from, valid_to)
FROM mart.articles_history
WHERE valid_to IS NULL
