-- Sentences of the articles that hold all words asked for, the best first (BM25) · 全文检索：含全部检索词的文章中的句子，按 BM25 排序
CREATE OR REPLACE MACRO mart.search_sentences(
    asked, in_place := NULL, in_publication := NULL, since := NULL, until := NULL, candidates := 1000
) AS TABLE
WITH word AS MATERIALIZED (
    -- Words between blanks, folded; the first 32 of them.
    SELECT DISTINCT w AS word
    FROM (SELECT unnest(list_distinct(list_filter(
        string_split_regex(mart.folded(CAST(asked AS VARCHAR)), '\s+'), lambda w: w <> ''
    ))[:32]) AS w)
), term AS MATERIALIZED (
    -- What the index is asked for: an article must hold the parts of each word; the word as a whole adds to its score.
    SELECT word, mart.term_key(part) AS term_key, bool_or(is_part) AS must
    FROM (
        SELECT word, unnest(mart.search_terms(word)[:64]) AS part, true AS is_part FROM word
        UNION ALL
        SELECT word, word, false FROM word WHERE regexp_full_match(word, '\p{Han}{3,16}')
    )
    GROUP BY ALL
), asked_term AS MATERIALIZED (
    SELECT term_key, bool_or(must) AS must FROM term GROUP BY term_key
), article AS MATERIALIZED (
    SELECT
        a.article_key, a.load_key, a.ordinal, a.char_count,
        coalesce(
            (in_place IS NULL OR contains(concat_ws(' ', n.place, n.county, n.city, n.province), in_place))
            AND (in_publication IS NULL OR contains(a.publication, in_publication))
            AND (since IS NULL OR p.date >= CAST(since AS DATE))
            AND (until IS NULL OR p.date <= CAST(until AS DATE)),
            false
        ) AS is_wanted
    FROM core.dim_article AS a
    JOIN core.dim_document AS d ON d.document_key = a.document_key AND d.is_current
    LEFT JOIN core.dim_date AS p ON p.date_key = a.published_key
    LEFT JOIN core.dim_place AS n ON n.place_key = a.place_key AND n.place_key <> 0
), corpus AS MATERIALIZED (
    SELECT count(*) AS articles, greatest(avg(char_count), 1) AS mean_length FROM article
), entry AS MATERIALIZED (
    SELECT p.term_key, t.must, p.count, a.article_key, a.load_key, a.char_count, a.is_wanted
    FROM core.fct_posting AS p
    JOIN asked_term AS t USING (term_key)
    JOIN article AS a ON a.load_key = p.load_key AND a.ordinal = p.ordinal
), weight AS MATERIALIZED (
    -- Robertson and Zaragoza's BM25 with k1 = 1.2 and b = 0.75.
    SELECT term_key, ln(1 + (any_value(c.articles) - count(*) + 0.5) / (count(*) + 0.5)) AS weight
    FROM entry CROSS JOIN corpus AS c
    GROUP BY term_key
), scored AS (
    SELECT
        e.article_key,
        sum(w.weight * e.count * 2.2 / (e.count + 1.2 * (0.25 + 0.75 * e.char_count / c.mean_length))) AS score
    FROM entry AS e JOIN weight AS w USING (term_key) CROSS JOIN corpus AS c
    WHERE e.is_wanted
    GROUP BY e.article_key
    HAVING count(*) FILTER (e.must) = (SELECT count(*) FROM asked_term WHERE must)
), candidate AS MATERIALIZED (
    SELECT s.article_key, s.score, d.document, a.title, a.publication, p.date AS published, n.place
    FROM (
        FROM scored QUALIFY row_number() OVER (ORDER BY score DESC, article_key) <= candidates
    ) AS s
    JOIN core.dim_article AS a USING (article_key)
    JOIN core.dim_document AS d USING (document_key)
    LEFT JOIN core.dim_date AS p ON p.date_key = a.published_key
    LEFT JOIN core.dim_place AS n ON n.place_key = a.place_key AND n.place_key <> 0
), heavy AS MATERIALIZED (
    SELECT word, coalesce(max(g.weight), 0) AS weight
    FROM term LEFT JOIN weight AS g USING (term_key)
    GROUP BY word
), hit AS MATERIALIZED (
    SELECT s.article_key, s.sentence_key, s.text, s.char_start, s.char_end, h.word, h.weight
    FROM core.dim_sentence AS s
    JOIN candidate AS k USING (article_key)
    JOIN heavy AS h ON contains(mart.folded(coalesce(s.simplified, s.text)), h.word)
), whole AS (
    SELECT article_key FROM hit GROUP BY article_key HAVING count(DISTINCT word) = (SELECT count(*) FROM word)
), ranked AS (
    SELECT
        article_key, sentence_key,
        -- A sentence holds a word once or not at all: BM25 with a mean length of forty characters.
        sum(weight) * 2.2 / (1 + 1.2 * (0.25 + 0.75 * length(any_value(text)) / 40)) AS sentence_score,
        any_value(text) AS sentence, any_value(char_start) AS char_start, any_value(char_end) AS char_end,
        list(word ORDER BY word) AS words
    FROM hit SEMI JOIN whole USING (article_key)
    GROUP BY article_key, sentence_key
)
SELECT
    k.document, r.article_key, r.sentence_key, k.title, k.publication, k.published, k.place, r.sentence_score AS score,
    k.score AS article_score, r.sentence, r.char_start, r.char_end, r.words
FROM ranked AS r JOIN candidate AS k USING (article_key)
ORDER BY len(r.words) DESC, r.sentence_score DESC, k.score DESC, k.published DESC NULLS LAST, r.article_key, r.char_start
