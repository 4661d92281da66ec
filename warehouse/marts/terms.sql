-- Term statistics from segmentation (current versions) · 分词统计
SELECT * EXCLUDE (valid_from, valid_to)
FROM mart.terms_history
WHERE valid_to IS NULL
