-- Which of the new quantities other articles could state too, and under which key · 可比观测
-- Known indicators of a place or an organisation in a period that was over on the day of publication (or planned): of
-- 今年, told in July and again in October, the numbers differ rightly. Other scopes (口径, 不含) are other facts.
INSERT INTO core.fct_claim BY NAME
WITH said AS (
    SELECT
        q.*, i.indicator AS standard, p.current_place_key, first_day.date AS first_day, last_day.date AS last_day,
        CASE WHEN q.measure = 'target' THEN 'level' ELSE q.measure END AS aspect,
        -- 增长6%左右 as a plan for the year compares with the year before
        CASE WHEN q.status = 'planned' AND q.measure = 'change' THEN coalesce(q.comparison, 'yoy') ELSE q.comparison END
            AS against,
        CASE
            WHEN q.subject_type = 'org' THEN q.subject
            WHEN q.subject_type = 'place' OR q.subject IS NULL THEN
                CASE WHEN q.subject IS NULL OR suffix(q.place, q.subject) OR suffix(q.subject, p.place) THEN ''
                     -- 全市 is the city that the fact belongs to, not a town's
                     WHEN regexp_matches(q.subject, '^[全本我].$')
                         THEN CASE WHEN right(q.place, 1) = right(q.subject, 1) THEN '' END
                     ELSE q.subject END
        END AS of_whom,
        CASE WHEN q.measure IN ('rank', 'share') THEN regexp_extract(q.before, '全[国省市区县镇]|全球|世界|同类') END AS among
    FROM quantity AS q
    JOIN core.dim_article AS a ON a.article_key = q.article_key
    JOIN core.dim_indicator AS i ON i.indicator_key = q.indicator_key AND i.is_standard
    JOIN core.dim_place AS p ON p.place_key = q.place_key
    JOIN core.dim_date AS first_day ON first_day.date_key = q.period_start_key
    JOIN core.dim_date AS last_day ON last_day.date_key = q.period_end_key
    WHERE q.is_found AND q.salience = 'core' AND q.period_start_key <> 0
        AND (q.status = 'planned' OR q.period_end_key <= a.published_key)
        AND NOT regexp_matches(q.text, '口径|可比|剔除|扣除|不含')
), about AS (
    SELECT
        *, first_day - INTERVAL 1 YEAR AS first_before,
        CASE WHEN last_day = last_day(last_day) THEN last_day(last_day - INTERVAL 1 YEAR)
             ELSE last_day - INTERVAL 1 YEAR END AS last_before,
        concat_ws('|', standard, CASE WHEN subject_type = 'org' THEN 0 ELSE current_place_key END, of_whom, among) AS fact
    FROM said
    WHERE of_whom IS NOT NULL AND (of_whom <> '' OR current_place_key <> 0)
        AND (aspect <> 'change' OR against IS NOT NULL)
), worded AS (
    SELECT
        *, concat_ws('|', status, aspect, against, fact, first_day::DATE, last_day::DATE) AS claim,
        CASE WHEN aspect = 'change' THEN concat_ws('|', status, 'level', fact, first_day::DATE, last_day::DATE) END AS level,
        -- growth of these is told at constant prices: their levels say something else
        CASE WHEN aspect = 'change' AND against = 'yoy' AND NOT regexp_matches(standard, '生产总值|增加值|可支配收入')
            THEN concat_ws('|', 'actual', 'level', fact, first_before::DATE, last_before::DATE) END AS earlier,
        CASE WHEN status = 'planned'
            THEN concat_ws('|', 'actual', aspect, against, fact, first_day::DATE, last_day::DATE) END AS result
    FROM about
)
SELECT
    observation_key, article_key, document_key, (md5_number_lower(claim) >> 1)::BIGINT AS claim_key,
    coalesce((md5_number_lower(level) >> 1)::BIGINT, 0) AS level_key,
    coalesce((md5_number_lower(earlier) >> 1)::BIGINT, 0) AS earlier_key,
    coalesce((md5_number_lower(result) >> 1)::BIGINT, 0) AS result_key,
    base_unit, amount AS value, low, high, is_hedged, load_key, run_id, 'claim' AS rule, rules_version
FROM worded
ORDER BY load_key, char_start
