-- Articles that hold all words asked for, the best first (BM25), each with its best sentence · 全文检索：含全部检索词的文章，按 BM25 排序，附最佳句
CREATE OR REPLACE MACRO mart.search(
    asked, in_place := NULL, in_publication := NULL, since := NULL, until := NULL, candidates := 1000
) AS TABLE
SELECT
    document, article_key, title, publication, published, place, article_score AS score,
    count(*) OVER (PARTITION BY article_key) AS sentences, sentence_key, sentence, char_start, char_end
FROM mart.search_sentences(
    asked, in_place := in_place, in_publication := in_publication, since := since, until := until,
    candidates := candidates
)
QUALIFY row_number() OVER (PARTITION BY article_key ORDER BY len(words) DESC, score DESC, char_start) = 1
ORDER BY score DESC, published DESC NULLS LAST, article_key
