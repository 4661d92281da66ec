-- Sentences, breaks of the layout repaired (current versions) · 句子
SELECT * EXCLUDE (valid_from, valid_to)
FROM mart.sentences_history
WHERE valid_to IS NULL
