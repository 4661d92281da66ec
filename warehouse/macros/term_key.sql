-- Key of a term of search, the same in every file and version · 检索项的键
CREATE OR REPLACE MACRO mart.term_key(term) AS (md5_number_lower(term) >> 1)::BIGINT
