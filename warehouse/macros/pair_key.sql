-- Key of two neighbouring characters by their code points; of one alone with -1 · 两个相邻字符（按码位）的键，单字以 -1 补
CREATE OR REPLACE MACRO mart.pair_key(first, second) AS (first::BIGINT << 21) + second
