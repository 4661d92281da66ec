-- The quantities of the versions just loaded: where they stand in their sentence, and what they can mean · 新装载的数量
-- `start` and `stop` are places in the sentence's text, `before` is the text since the quantity before. `step` is worth
-- one of the last printed digit (20.5亿元: 0.1亿), `coarse` one of the last that is not zero (1300余亩: 100). `low` and
-- `high` allow for rounding or cutting at the last digit, and for hedges; whole counts are not rounded.
CREATE OR REPLACE TEMP TABLE quantity AS
WITH placed AS (
    SELECT
        o.*, s.text, u.unit, coalesce(u.base_unit, u.unit) AS base_unit,
        coalesce(o.base_value, o.value) AS amount, coalesce(o.base_value / nullif(o.value, 0), 1) AS factor,
        list_sum([greatest(0, least(o.char_start, p.end) - p.start) FOR p IN s.pieces])::BIGINT AS start,
        list_sum([greatest(0, least(o.char_end, p.end) - p.start) FOR p IN s.pieces])::BIGINT AS stop,
        replace(regexp_extract(o.mention, '[0-9][0-9,]*(?:\.[0-9]+)?'), ',', '') AS numeral
    FROM core.fct_observation AS o
    JOIN core.dim_sentence AS s USING (sentence_key)
    JOIN core.dim_unit AS u USING (unit_key)
    WHERE o.load_key > $before AND s.load_key > $before
), digits AS (
    SELECT
        *, length(split_part(numeral, '.', 2)) AS decimals,
        CASE WHEN numeral = '' THEN printf('%.0f', abs(amount)) ELSE replace(numeral, '.', '') END AS written,
        text[start + 1:stop] = mention AS is_found,
        -- 约有3000户: a hedge with a verb behind it hedges too
        CASE WHEN bound = 'exact' AND regexp_matches(text[start - 2:start], '[约近超][有达为]?$') THEN 'about' ELSE bound END AS hedge
    FROM placed
), sized AS (
    SELECT
        *,
        CASE
            WHEN numeral = '' THEN pow(10, length(written) - length(rtrim(written, '0')))
            WHEN numeral::DOUBLE = 0 THEN factor * pow(10, -decimals)
            ELSE abs(amount) / numeral::DOUBLE * pow(10, -decimals)
        END AS step,
        CASE WHEN numeral = '' OR decimals > 0 THEN step
             ELSE step * pow(10, length(written) - length(rtrim(written, '0'))) END AS coarse,
        kind IN ('count', 'rank', 'age', 'frequency') AND decimals = 0 AND numeral <> '' AND step <= factor AS is_counted,
        hedge <> 'exact' OR value_high IS NOT NULL AS is_hedged
    FROM digits
), bounded AS (
    SELECT
        *,
        CASE
            WHEN is_counted AND NOT is_hedged THEN amount
            WHEN hedge = 'about' THEN amount - greatest(abs(amount) / 20, coarse / 2)
            WHEN hedge = 'less' THEN amount - coarse
            WHEN hedge = 'more' THEN amount
            ELSE amount - step / 2
        END AS least_amount,
        CASE
            WHEN value_high IS NOT NULL THEN value_high * factor
            WHEN is_counted AND NOT is_hedged THEN amount
            WHEN hedge = 'about' THEN amount + greatest(abs(amount) / 20, coarse / 2)
            WHEN hedge = 'more' THEN amount + coarse
            WHEN hedge = 'less' THEN amount
            ELSE amount + step
        END AS most_amount,
        measure = 'change' AND direction = 'down' AS is_fall
    FROM sized
)
SELECT
    observation_key, sentence_key, article_key, document_key, load_key, run_id, rules_version, indicator_key, place_key,
    period_start_key, period_end_key, kind, measure, direction, comparison, subject, subject_type, status, salience,
    period_basis, mention, text, unit, base_unit, indicator, place, start, stop, is_found, is_hedged, step, char_start,
    CASE WHEN is_fall THEN -amount ELSE amount END AS amount,
    CASE WHEN is_fall THEN -most_amount ELSE least_amount END AS low,
    CASE WHEN is_fall THEN -least_amount ELSE most_amount END AS high,
    text[coalesce(lag(stop) OVER sentence, 0) + 1:start] AS before,
    row_number() OVER sentence AS ordinal
FROM bounded
WINDOW sentence AS (PARTITION BY sentence_key ORDER BY start, observation_key)
