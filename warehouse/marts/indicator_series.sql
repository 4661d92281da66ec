-- Known indicators by place and period, each value once however often it was printed · 指标序列（按地区与时期）
-- Of several values the one printed last stands; `lowest` and `highest` show where articles differ.
WITH said AS (
    SELECT
        o.indicator_key, o.place_key,
        CASE WHEN o.subject_type = 'place' THEN '' ELSE coalesce(o.subject, '') END AS subject,
        CASE WHEN o.measure = 'target' THEN 'level' ELSE o.measure END AS measure, o.comparison, o.status,
        o.period_start_key, o.period_end_key, coalesce(u.base_unit, u.unit) AS unit,
        CASE WHEN o.measure = 'change' AND o.direction = 'down' THEN -1 ELSE 1 END
            * coalesce(o.base_value, o.value) AS value,
        o.observation_key, o.article_key, a.published_key
    FROM core.fct_observation AS o
    JOIN core.dim_document AS d ON d.document_key = o.document_key AND d.is_current
    JOIN core.dim_indicator AS i ON i.indicator_key = o.indicator_key AND i.is_standard
    JOIN core.dim_article AS a ON a.article_key = o.article_key
    JOIN core.dim_unit AS u ON u.unit_key = o.unit_key
    WHERE o.period_start_key <> 0 AND o.salience = 'core'
        AND o.article_key NOT IN (SELECT article_key FROM mart.reprints WHERE is_reprint)
), told AS (
    SELECT
        indicator_key, place_key, subject, measure, comparison, status, period_start_key, period_end_key, unit,
        arg_max(said, (published_key, observation_key)) AS latest, count(DISTINCT article_key)::INTEGER AS articles,
        min(value) AS lowest, max(value) AS highest
    FROM said
    GROUP BY ALL
)
SELECT
    i.topic, i.indicator, p.place, p.place_code, p.level AS place_level, nullif(t.subject, '') AS subject, t.measure,
    t.comparison, t.status, first_day.date AS period_start, last_day.date AS period_end,
    CASE WHEN first_day.date = last_day.date THEN 'day'
         WHEN day(first_day.date) > 1 OR last_day.date <> last_day(last_day.date) THEN 'range'
         ELSE CASE date_diff('month', first_day.date, last_day.date)
             WHEN 11 THEN 'year' WHEN 5 THEN 'half_year' WHEN 2 THEN 'quarter' WHEN 0 THEN 'month' ELSE 'range' END
    END AS period_type,
    t.latest.value AS value, t.unit, t.articles, t.lowest, t.highest, published.date AS published,
    t.latest.observation_key AS observation_key, t.latest.article_key AS article_key
FROM told AS t
JOIN core.dim_indicator AS i ON i.indicator_key = t.indicator_key
JOIN core.dim_place AS p ON p.place_key = t.place_key
JOIN core.dim_date AS first_day ON first_day.date_key = t.period_start_key
JOIN core.dim_date AS last_day ON last_day.date_key = t.period_end_key
JOIN core.dim_date AS published ON published.date_key = t.latest.published_key
