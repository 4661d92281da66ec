-- Terms of a folded text, in which postings are found: Latin words, numbers, signs, pairs of Han characters and those that stand alone · 检索项：字母串、数字串、符号、二字组与单独的汉字
CREATE OR REPLACE MACRO mart.search_terms(folded_text) AS list_concat(
    mart.other_terms(folded_text),
    flatten(list_transform(
        regexp_extract_all(folded_text, '\p{Han}+'),
        lambda run: list_concat(
            CASE WHEN length(run) = 1 THEN [run] ELSE [] END,
            regexp_extract_all(run, '..'),
            regexp_extract_all(run[2:], '..')
        )
    ))
)
