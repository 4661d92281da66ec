-- Dated or datable happenings (current versions) · 事件
SELECT * EXCLUDE (valid_from, valid_to)
FROM mart.events_history
WHERE valid_to IS NULL
