-- Quantities with what they measure, of whom, where, when (current versions) · 数量事实
SELECT * EXCLUDE (valid_from, valid_to)
FROM mart.observations_history
WHERE valid_to IS NULL
