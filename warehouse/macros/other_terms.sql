-- Terms of a folded text that hold no Han character: Latin words, numbers, signs · 不含汉字的检索项：字母串、数字串、符号
CREATE OR REPLACE MACRO mart.other_terms(folded_text) AS
    regexp_extract_all(folded_text, '[a-z]+|[0-9]+|[^\sa-z0-9\p{Han}]')
