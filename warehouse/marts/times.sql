-- Time expressions and the days they mean (current versions) · 时间表达式
SELECT * EXCLUDE (valid_from, valid_to)
FROM mart.times_history
WHERE valid_to IS NULL
