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
        "SELECT published, document, title, authors\nFROM mart.articles\nORDER BY published DESC, document, ordinal",
    ),
    Example(
        "mart.sentences",
        "Which sentences speak of investment?",
        "哪些句子谈到投资？",
        "SELECT document, text\nFROM mart.sentences\nWHERE role = 'body' AND contains(text, '投资')",
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
        "FROM mart.observations\nWHERE kind = 'area'\nORDER BY base_value DESC",
    ),
    Example(
        "mart.observations",
        "What is planned, and by when?",
        "有哪些计划目标，何时完成？",
        "SELECT place, subject, indicator, mention, period_end\n"
        "FROM mart.observations\nWHERE status = 'planned' AND salience = 'core'\nORDER BY period_end",
    ),
    Example(
        "mart.observations_history",
        "What did the warehouse say on a day in the past?",
        "过去某一天，库中的数据是什么？",
        "SELECT document, mention, value, unit\nFROM mart.observations_history\n"
        "WHERE valid_from <= TIMESTAMPTZ '2026-06-30 00:00:00+00'\n"
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
        "SELECT start_date, type, what, place, participants\nFROM mart.events\nORDER BY start_date",
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
        "WHERE o.salience = 'core'",
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
        "Which words are typical of each article?",
        "每篇文章的特征词有哪些？",
        "SELECT document, article_key, term, tf_idf\nFROM mart.terms\n"
        "QUALIFY row_number() OVER (PARTITION BY article_key ORDER BY tf_idf DESC, term) <= 5",
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
