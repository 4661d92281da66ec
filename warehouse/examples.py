"""Example queries: what people ask of the warehouse. They stand in DICTIONARY.md, and a test runs each of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """A question in English and Chinese, the view it is asked of, and the query that answers it."""

    view: str
    question: str
    question_zh: str
    sql: str


EXAMPLES = (
    Example(
        "mart.articles",
        "What was printed, and when?",
        "有哪些文章，何时刊出？",
        "SELECT published, document, title, authors\nFROM mart.articles\n"
        "ORDER BY published DESC, document, ordinal\nLIMIT 100",
    ),
    Example(
        "mart.sentences",
        "Which sentences speak of investment?",
        "哪些句子谈到投资？",
        "SELECT document, text\nFROM mart.sentences\nWHERE role = 'body' AND contains(text, '投资')\nLIMIT 100",
    ),
    Example(
        "mart.articles",
        "Which articles hold words, the best first (BM25)? `in_place`, `in_publication`, `since`, `until` narrow it.",
        "哪些文章含有检索词（按 BM25 排序）？",
        "SELECT f.document, f.title, a.authors, f.published, f.score, f.sentence\n"
        "FROM mart.search('工业 增长', since := '2020-01-01') AS f JOIN mart.articles AS a USING (article_key)\n"
        "ORDER BY f.score DESC\nLIMIT 20",
    ),
    Example(
        "mart.sentences",
        "Which sentences answer words best?",
        "哪些句子最切合检索词？",
        "SELECT f.document, f.sentence, f.words, s.pieces\n"
        "FROM mart.search_sentences('投资 项目') AS f JOIN mart.sentences AS s USING (sentence_key)\n"
        "WHERE s.role = 'body'\nORDER BY len(f.words) DESC, f.score DESC\nLIMIT 20",
    ),
    Example(
        "mart.observations",
        "How did output values of places grow, year on year?",
        "各地产值同比增长多少？",
        "SELECT place, indicator, period_start, period_end, value, unit, sentence\n"
        "FROM mart.observations\n"
        "WHERE measure = 'change' AND comparison = 'yoy' AND unit = '%' AND contains(indicator, '产值')\n"
        "ORDER BY value DESC",
    ),
    Example(
        "mart.observations",
        "Which areas are named, in one unit, whatever they were written in?",
        "文中提到的面积（统一单位）有多大？",
        "SELECT subject, indicator, mention, base_value, base_unit\n"
        "FROM mart.observations\nWHERE kind = 'area'\nORDER BY base_value DESC\nLIMIT 100",
    ),
    Example(
        "mart.observations",
        "What is planned, and by when?",
        "有哪些计划目标，何时完成？",
        "SELECT place, subject, indicator, mention, period_end\n"
        "FROM mart.observations\nWHERE status = 'planned' AND salience = 'core'\nORDER BY period_end DESC\nLIMIT 100",
    ),
    Example(
        "mart.observations_history",
        "What did the warehouse say on a day in the past?",
        "过去某一天，库中的数据是什么？",
        "SELECT document, mention, value, unit\nFROM mart.observations_history\n"
        "WHERE indicator = '工业总产值' AND valid_from <= TIMESTAMPTZ '2026-06-30 00:00:00+00'\n"
        "  AND coalesce(valid_to, TIMESTAMPTZ '9999-12-31 00:00:00+00') > TIMESTAMPTZ '2026-06-30 00:00:00+00'",
    ),
    Example(
        "mart.times",
        "Which months do the articles speak of most?",
        "文章最常提到哪些月份？",
        "SELECT date_trunc('month', start_date) AS month, count(*) AS mentions\n"
        "FROM mart.times\nWHERE granularity IN ('day', 'month')\nGROUP BY month\nORDER BY mentions DESC",
    ),
    Example(
        "mart.entities",
        "Who holds which post where?",
        "谁在哪里担任什么职务？",
        "SELECT name, role, org, document\nFROM mart.entities\n"
        "WHERE type = 'person' AND role IS NOT NULL\nORDER BY org, name",
    ),
    Example(
        "mart.events",
        "What happened, in order of time?",
        "按时间顺序发生了哪些事件？",
        "SELECT start_date, type, what, place, participants\nFROM mart.events\nORDER BY start_date DESC\nLIMIT 100",
    ),
    Example(
        "mart.reprints",
        "Which texts were printed several times, and where?",
        "哪些稿件被多次刊登，刊于何处？",
        "SELECT cluster_key, appearance, document, publication, published, title\n"
        "FROM mart.reprints\n"
        "ORDER BY cluster_key, appearance",
    ),
    Example(
        "mart.documents",
        "What stands in the file just before and after a quantity?",
        "原文中某个数字前后写了什么？",
        "SELECT o.document, o.mention, d.text[o.char_start - 9 : o.char_end + 10] AS around\n"
        "FROM mart.observations AS o JOIN mart.documents AS d USING (document_key)\n"
        "WHERE o.salience = 'core'\nLIMIT 50",
    ),
    Example(
        "mart.names",
        "Which names stand together in a sentence most often?",
        "哪些名称最常同句出现？",
        "SELECT a.name, b.name AS other, count(DISTINCT a.sentence_key) AS sentences\n"
        "FROM mart.names AS a JOIN mart.names AS b USING (sentence_key)\n"
        "WHERE a.name < b.name\nGROUP BY ALL\nORDER BY sentences DESC, a.name, other",
    ),
    Example(
        "mart.terms",
        "Which words are typical of the articles of a day?",
        "某日各篇文章的特征词有哪些？",
        "SELECT document, article_key, term, tf_idf\nFROM mart.terms\n"
        "WHERE article_key IN (SELECT article_key FROM mart.articles WHERE published = DATE '2021-07-31')\n"
        "QUALIFY row_number() OVER (PARTITION BY article_key ORDER BY tf_idf DESC, term) <= 5",
    ),
    Example(
        "mart.observations",
        "What did the warehouse know at the end of a day? Each view with a history has such a macro.",
        "截至某日，库中所知为何？",
        "SELECT document, mention, value, unit, sentence\nFROM mart.observations_as_of(DATE '2026-06-30')\n"
        "WHERE indicator = '工业总产值'",
    ),
    Example(
        "mart.checks",
        "Which numbers conflict with others, in the same article or elsewhere?",
        "哪些数字互相矛盾？",
        "SELECT kind, scope, indicator, printed, expected, sentence, other_document, other_sentence\n"
        "FROM mart.checks\nWHERE outcome = 'conflict'\nORDER BY published DESC, document\nLIMIT 100",
    ),
    Example(
        "mart.changes",
        "What did corrections change, and when?",
        "更正改动了什么，何时改动？",
        "SELECT changed_at, document, change, fields, indicator, old_mention, new_mention\n"
        "FROM mart.changes\nORDER BY changed_at DESC, document",
    ),
    Example(
        "mart.indicator_series",
        "How did an indicator develop in each place?",
        "某项指标在各地如何变化？",
        "SELECT place, period_type, period_start, period_end, value, unit, articles\nFROM mart.indicator_series\n"
        "WHERE indicator = '工业总产值' AND measure = 'level' AND status = 'actual'\n"
        "ORDER BY place, period_type, period_start",
    ),
    Example(
        "mart.plans",
        "Which plans were met, missed, or are still open?",
        "哪些计划完成了、没完成或尚无报道？",
        "SELECT outcome, place, indicator, period_end, planned, reported, unit, plan_sentence, report_sentence\n"
        "FROM mart.plans\nORDER BY outcome, period_end DESC\nLIMIT 100",
    ),
    Example(
        "mart.projects",
        "Which are the largest amounts invested or planned, and at which stage?",
        "投资额最大的项目有哪些，处于什么阶段？",
        "SELECT place, subject, indicator, amount, unit, status, stage, sentence\nFROM mart.projects\n"
        "WHERE kind = 'money'\nORDER BY amount DESC\nLIMIT 50",
    ),
    Example(
        "mart.companies",
        "What is said of each company?",
        "各企业有哪些报道？",
        "SELECT company, place, published, said, about, what\nFROM mart.companies\n"
        "WHERE kind = 'company'\nORDER BY company, published\nLIMIT 100",
    ),
    Example(
        "mart.timeline",
        "What was signed, begun or opened in a year?",
        "某年有哪些签约、开工、开业？",
        "SELECT start_date, type, place, what, participants\nFROM mart.timeline\n"
        "WHERE type IN ('signing', 'construction_start', 'opening') AND month BETWEEN '2023-01-01' AND '2023-12-31'\n"
        "ORDER BY start_date",
    ),
    Example(
        "mart.programs",
        "Which programs are run in several places?",
        "哪些行动、工程在多地推行？",
        "SELECT program, list(DISTINCT place ORDER BY place) AS places, sum(documents) AS documents\n"
        "FROM mart.programs\nGROUP BY program\nHAVING count(DISTINCT place) > 1\nORDER BY documents DESC",
    ),
    Example(
        "mart.posts",
        "Who held a post, and from when to when is that printed?",
        "某职务由谁担任，何时见报？",
        "SELECT organization, role, person, first_published, last_published\nFROM mart.posts\n"
        "WHERE role IS NOT NULL\nORDER BY organization, role, first_published\nLIMIT 100",
    ),
    Example(
        "mart.growth_leaders",
        "Which places grew fastest, indicator by indicator?",
        "各项指标增速最快的是哪里？",
        "SELECT indicator, place_level, period_start, period_end, rank, places, place, growth\n"
        "FROM mart.growth_leaders\nWHERE rank <= 3 AND places > 1\nORDER BY indicator, period_end DESC, rank",
    ),
    Example(
        "mart.term_trends",
        "How did a term come up?",
        "某个词何时开始出现？",
        "SELECT month, articles, share\nFROM mart.term_trends\nWHERE term = '开工'\nORDER BY month",
    ),
    Example(
        "mart.coverage",
        "How much was read of which paper about which place, month by month?",
        "各报各地逐月收录了多少？",
        "SELECT publication, place, month, articles, reprints, observations, last_published\n"
        "FROM mart.coverage\nORDER BY month DESC, publication, place\nLIMIT 100",
    ),
    Example(
        "core.fct_observation",
        "How much was observed in each half year, by the star's own tables?",
        "按半年统计观测数（直接查询星型模型）",
        "SELECT d.year, d.half_year, i.indicator, count(*) AS observations\n"
        "FROM core.fct_observation AS o\n"
        "JOIN core.dim_document AS v ON v.document_key = o.document_key AND v.is_current\n"
        "JOIN core.dim_date AS d ON d.date_key = o.period_end_key\n"
        "JOIN core.dim_indicator AS i USING (indicator_key)\n"
        "GROUP BY ALL\nORDER BY observations DESC",
    ),
    Example(
        "audit.quarantine",
        "What was refused, and how is it mended?",
        "哪些文件被拒，如何处理？",
        "SELECT path, code, message, mend, opened_at\nFROM audit.quarantine\nWHERE closed_at IS NULL",
    ),
    Example(
        "audit.check",
        "Which checks failed lately?",
        "最近哪些检查未通过？",
        "SELECT r.started_at, c.code, c.severity, c.table_name, c.failed_rows, c.meaning\nFROM audit.check AS c\n"
        "JOIN audit.run AS r USING (run_id)\nWHERE NOT c.passed\nORDER BY r.started_at DESC",
    ),
)
