-- Parts that are the whole by definition, against it · 按定义构成整体的各部分之和
-- 生产总值 is the three industries', 进出口 is 出口 and 进口: each named once in an article for the same period and place.
WITH partitions(name, whole, parts) AS (
    VALUES
        ('industries', '生产总值$|GDP$', ['第一产业|^一产', '第二产业|^二产', '第三产业|^三产']),
        ('trade', '进出口(?:总额|总值)?$', ['(?:^|[^进])出口(?:总额|总值|额)?$', '^(?:[^出]*[^出口])?进口(?:总额|总值|额)?$']),
        ('settlement', '(?:常住|户籍|总)人口$', ['城镇(?:常住|户籍)?人口$', '(?:乡村|农村)(?:常住|户籍)?人口$']),
        ('sex', '(?:常住|户籍|总)人口$', ['男性(?:人口)?$', '女性(?:人口)?$'])
), words AS (
    SELECT p.name, p.parts, i.indicator,
        CASE WHEN regexp_matches(i.indicator, p.whole) THEN 0
             ELSE list_position([regexp_matches(i.indicator, r) FOR r IN p.parts], true) END AS place
    FROM partitions AS p
    CROSS JOIN (
        SELECT DISTINCT indicator FROM quantity
        WHERE measure = 'level' AND kind IN ('money', 'count') AND NOT regexp_matches(indicator, '均|率|占|增[长幅速]')
            -- what none of the patterns above fits: each of them is compiled anew for each row
            AND regexp_matches(indicator, '生产总值|GDP|[一二三]产|出口|进口|人口|男性|女性')
    ) AS i
), named AS (
    SELECT w.name, w.place, len(w.parts) AS parts, q.*
    FROM quantity AS q JOIN words AS w USING (indicator)
    WHERE w.place IS NOT NULL AND q.measure = 'level' AND q.kind IN ('money', 'count') AND q.is_found
), summed AS (
    SELECT
        any_value(parts) AS parts, count(*) AS numbers, count(DISTINCT place) AS places,
        any_value(named) FILTER (place = 0) AS whole, array_agg(observation_key ORDER BY place) FILTER (place > 0) AS inputs,
        sum(amount) FILTER (place > 0) AS expected, sum(low) FILTER (place > 0) AS low, sum(high) FILTER (place > 0) AS high,
        bool_or(is_hedged) AS is_hedged
    FROM named
    GROUP BY name, article_key, place_key, subject, period_start_key, period_end_key, status, base_unit
)
SELECT
    'sum' AS kind, 'article' AS scope, whole.load_key, whole.observation_key, inputs[1] AS other_observation_key, inputs, 0 AS claim_key,
    expected, low, high, whole.step / 2 AS tolerance, whole.amount AS printed, whole.low AS printed_low,
    whole.high AS printed_high, is_hedged
FROM summed
WHERE numbers = parts + 1 AND places = parts + 1
