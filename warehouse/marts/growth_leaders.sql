-- Growth on the year by indicator and period, places of one level ranked · 同比增速排名
WITH said AS (
    SELECT
        o.indicator_key, o.place_key, o.period_start_key, o.period_end_key, p.level,
        arg_max({'growth': CASE WHEN o.direction = 'down' THEN -o.value ELSE o.value END, 'key': o.observation_key},
                (a.published_key, o.observation_key)) AS latest
    FROM core.fct_observation AS o
    JOIN core.dim_document AS d ON d.document_key = o.document_key AND d.is_current
    JOIN core.dim_indicator AS i ON i.indicator_key = o.indicator_key AND i.is_standard
    JOIN core.dim_article AS a ON a.article_key = o.article_key
    JOIN core.dim_unit AS u ON u.unit_key = o.unit_key AND u.unit = '%'
    JOIN core.dim_place AS p ON p.place_key = o.place_key
    WHERE o.measure = 'change' AND o.comparison = 'yoy' AND o.status = 'actual' AND o.place_key <> 0
        AND o.period_start_key <> 0 AND coalesce(o.subject_type, 'place') = 'place'
    GROUP BY ALL
), ranked AS (
    SELECT
        *, rank() OVER (
            PARTITION BY indicator_key, period_start_key, period_end_key, level ORDER BY latest.growth DESC
        ) AS rank,
        count(*) OVER (PARTITION BY indicator_key, period_start_key, period_end_key, level) AS places
    FROM said
)
SELECT
    i.topic, i.indicator, p.level AS place_level, first_day.date AS period_start, last_day.date AS period_end,
    r.rank::INTEGER AS rank, r.places::INTEGER AS places, p.place, p.place_code, r.latest.growth AS growth,
    d.document, s.text AS sentence, o.observation_key
FROM ranked AS r
JOIN core.fct_observation AS o ON o.observation_key = r.latest.key
JOIN core.dim_document AS d ON d.document_key = o.document_key
JOIN core.dim_sentence AS s ON s.sentence_key = o.sentence_key
JOIN core.dim_indicator AS i ON i.indicator_key = r.indicator_key
JOIN core.dim_place AS p ON p.place_key = r.place_key
JOIN core.dim_date AS first_day ON first_day.date_key = r.period_start_key
JOIN core.dim_date AS last_day ON last_day.date_key = r.period_end_key
