-- Places, organisations, persons, programs (current versions) · 实体
SELECT * EXCLUDE (valid_from, valid_to)
FROM mart.entities_history
WHERE valid_to IS NULL
