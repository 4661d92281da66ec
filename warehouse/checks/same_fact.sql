-- The same fact in several articles, each against the first that printed it · 多篇文章的同一事实，与最早刊出者相比
-- An article that gives two values gives none; of articles that print one text (通稿) the first speaks for all.
WITH said AS (
    SELECT
        f.claim_key, f.base_unit, f.article_key, f.load_key, f.observation_key, f.value, f.low, f.high, f.is_hedged,
        {'published': a.published_key, 'document': d.path, 'article': f.article_key} AS rank
    FROM core.fct_claim AS f
    JOIN core.dim_document AS d USING (document_key)
    JOIN core.dim_article AS a USING (article_key)
    WHERE d.is_current AND f.claim_key IN (SELECT claim_key FROM touched)
), once AS (
    SELECT claim_key, base_unit, rank, arg_min(said, observation_key) AS it
    FROM said
    GROUP BY claim_key, base_unit, rank
    HAVING min(value) = max(value)
), alike AS (
    SELECT article_key AS one, other_article_key AS other FROM core.bridge_reprint
    UNION ALL
    SELECT other_article_key, article_key FROM core.bridge_reprint
), distinct_texts AS (
    SELECT * FROM once
    ANTI JOIN (
        SELECT o.claim_key, o.base_unit, o.rank
        FROM once AS o
        JOIN alike ON alike.one = o.rank.article
        JOIN once AS e ON e.rank.article = alike.other AND e.claim_key = o.claim_key AND e.rank < o.rank
    ) AS reprinted USING (claim_key, base_unit, rank)
), compared AS (
    SELECT
        it, first_value(it) OVER (PARTITION BY claim_key, base_unit ORDER BY rank) AS other
    FROM distinct_texts
)
SELECT
    'same_fact' AS kind, 'articles' AS scope, it.load_key, it.observation_key, other.observation_key AS other_observation_key,
    [other.observation_key] AS inputs, it.claim_key, other.value AS expected, other.low, other.high, 0.0 AS tolerance,
    it.value AS printed, it.low AS printed_low, it.high AS printed_high, it.is_hedged OR other.is_hedged AS is_hedged
FROM compared
WHERE it.observation_key <> other.observation_key
