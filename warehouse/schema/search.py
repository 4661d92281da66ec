"""The index of search: which article holds which term, and how often."""

from .declare import INT, KEY, Column, Table
from .lineage import LOAD_KEY

FCT_POSTING = Table(
    "core.fct_posting",
    "One term in one article of one version of a document",
    "Postings of search: Han characters, pairs of them, words of three and more, Latin words, numbers, signs",
    "全文检索倒排表：汉字、二字组、三字以上词语、字母串、数字串与符号（小写、半角、简体）",
    ("load_key", "ordinal", "term_key"),
    (
        Column(
            "term_key",
            KEY,
            "Key of the term: `mart.term_key(term)`",
            "检索项的键：mart.term_key(检索项)",
            nullable=False,
        ),
        LOAD_KEY,
        Column("ordinal", INT, "Article of the document, from 1", "文章在文件中的序号，从 1 起", nullable=False),
        Column("count", INT, "How often the article holds it", "出现次数", nullable=False),
        Column(
            "segment",
            INT,
            "Rows of one segment stand sorted by term; those of 0 have come since the last were sorted",
            "排序段：同段按检索项排序；0 为尚未归并的新行",
            nullable=False,
        ),
    ),
)
