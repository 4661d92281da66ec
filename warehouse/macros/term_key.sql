-- Key of a term of search, the same in every file and version · 检索项的键
-- One or two characters are their own key: they are nearly all of an index, and a digest takes longer than the rest.
CREATE OR REPLACE MACRO mart.term_key(term) AS CASE
    WHEN length(term) <= 2 THEN mart.pair_key(unicode(term), unicode(term[2]))
    ELSE (md5_number_lower(term) >> 1)::BIGINT
END
