"""The audit record: what ran, what came in, what was refused and why, what was checked."""

from .declare import BIGINT, BOOL, INT, KEY, REAL, TEXT, TEXTS, TIMESTAMP, Column, Table
from .lineage import RUN_ID

PATH = Column("path", TEXT, "Path below the inbox", "收件夹内的路径", nullable=False)
SHA256 = Column("sha256", TEXT, "SHA-256 of the bytes, where they could be read", "文件字节的 SHA-256（可读时）")

SCHEMA_VERSION_TABLE = Table(
    "audit.schema_version",
    "The version of this file's tables (one row)",
    "Version of the tables, so that a newer or older program knows what it meets",
    "表结构版本",
    ("version",),
    (
        Column("version", INT, "Version of the tables", "表结构版本", nullable=False),
        Column(
            "views", TEXT, "Digest of the views' definitions, so that changed ones are made again", "视图定义的摘要"
        ),
    ),
)

RUN = Table(
    "audit.run",
    "One run of the pipeline",
    "Runs",
    "运行记录",
    ("run_id",),
    (
        Column("run_id", TEXT, "Identifies the run", "运行标识", nullable=False),
        Column("started_at", TIMESTAMP, "When it began", "开始时间", nullable=False),
        Column("finished_at", TIMESTAMP, "When it ended; null while it works", "结束时间；运行中为空"),
        Column(
            "status",
            TEXT,
            "running, succeeded, blocked by a critical check, or failed",
            "状态：运行中、成功、被关键检查阻断、失败",
            nullable=False,
        ),
        Column("rules_version", TEXT, "Version of the rules and lexicons", "规则与词表的版本", nullable=False),
        Column("message", TEXT, "What stopped it, where something did", "中止原因"),
    ),
)

STAGE = Table(
    "audit.stage",
    "One stage of one run",
    "How long each stage of a run took and how many rows it made; load and publish, which end after this is written, "
    "stand in the run's summary only",
    "各阶段耗时与行数；装载与发布在写入本表之后才结束，其耗时只见于运行摘要",
    ("run_id", "stage"),
    (
        RUN_ID,
        Column("ordinal", INT, "Place in the run, from 1", "阶段顺序，从 1 起", nullable=False),
        Column("stage", TEXT, "Name of the stage", "阶段名称", nullable=False),
        Column("seconds", REAL, "How long it took", "耗时", nullable=False, unit="second"),
        Column("row_count", BIGINT, "Rows or files it made", "产出行数", nullable=False, unit="row"),
    ),
)

FILE = Table(
    "audit.file",
    "One file of the inbox, as last seen",
    "Ledger of the inbox: what is loaded, refused or an alias",
    "收件夹台账：已装载、被拒或重复的文件",
    ("path",),
    (
        PATH,
        SHA256,
        Column("byte_count", BIGINT, "Size of the file", "文件大小", unit="byte"),
        Column(
            "status",
            TEXT,
            "loaded, refused, or alias: the same bytes stand at another path",
            "状态：已装载、被拒、与另一路径内容相同",
            nullable=False,
        ),
        Column("document_key", KEY, "Version of the document that holds its bytes", "所属文件版本", nullable=False,
               references="core.dim_document.document_key"),
        Column("manifest", TEXT, "What manifest.csv said of it, as JSON; null where nothing",
               "manifest.csv 中关于该文件的内容（JSON）；无则为空"),
        RUN_ID,
    ),
)  # fmt: skip

FUNNEL = Table(
    "audit.funnel",
    "One step of one run",
    "How many went in and came out of each step: files, documents, articles, sentences, candidates, observations",
    "漏斗：各步数量",
    ("run_id", "step"),
    (
        RUN_ID,
        Column("ordinal", INT, "Place in the funnel, from 1", "步骤顺序，从 1 起", nullable=False),
        Column("step", TEXT, "Name of the step", "步骤名称", nullable=False),
        Column("row_count", BIGINT, "How many came out of it", "产出数量", nullable=False, unit="row"),
    ),
)

CHECK_COLUMNS = (
    Column("code", TEXT, "Stable code of the check", "检查代码", nullable=False),
    Column("table_name", TEXT, "Table that was checked", "被检查的表", nullable=False),
    Column("column_name", TEXT, "Column that was checked; empty for the table", "被检查的列；整表为空", nullable=False),
    Column(
        "severity",
        TEXT,
        "critical blocks publishing, a warning is alerted, info is recorded",
        "级别：critical 阻断发布，warning 告警，info 仅记录",
        nullable=False,
    ),
    Column(
        "owner",
        TEXT,
        "Who mends what breaks it: a room of the code or a role (page, quantities, names, …)",
        "负责方：处理该问题的模块或角色",
        nullable=False,
    ),
    Column("passed", BOOL, "Whether it held", "是否通过", nullable=False),
    Column("failed_rows", BIGINT, "Rows that broke it", "不合格行数", nullable=False, unit="row"),
    Column("examples", TEXTS, "Some of the rows that broke it", "不合格示例", nullable=False),
    Column("meaning", TEXT, "What it means when it fails", "失败的含义", nullable=False),
    Column("mend", TEXT, "What to do when it fails", "处理办法", nullable=False),
)

CHECK = Table(
    "audit.check",
    "One check of one table or column in one run",
    "Outcome of the expectations",
    "数据检查结果",
    ("run_id", "code", "table_name", "column_name"),
    (RUN_ID, *CHECK_COLUMNS),
)


def _counted(name: str, english: str, chinese: str, unit: str = "row") -> Column:
    return Column(name, BIGINT, english, chinese, nullable=False, unit=unit)


VOLUME = Table(
    "audit.volume",
    "One newspaper in one run of ingest",
    "How much each run read of each newspaper: the history by which drift is known",
    "各次运行按报纸的读取量，用于识别漂移",
    ("run_id", "publication"),
    (
        RUN_ID,
        Column("publication", TEXT, "Newspaper; empty where it is not known", "报纸名称；不详为空", nullable=False),
        _counted("documents", "Documents", "文件数"),
        _counted("characters", "Characters of their sentences", "句子字符数", "character"),
        _counted("numerals", "Numerals in sentences that can hold facts", "候选数字数"),
        _counted("refused", "Numerals that are no quantity", "不构成数量的数字数"),
        _counted("without_unit", "Numerals with no unit that is known", "单位不明的数字数"),
        _counted("observations", "Observations", "数量数"),
        _counted("without_indicator", "Observations without an indicator", "无指标的数量数"),
    ),
)

REFUSAL_COLUMNS = (
    Column("code", TEXT, "Stable code of the reason", "原因代码", nullable=False),
    PATH,
    SHA256,
    Column("char_start", INT, "Where the offending text begins", "问题文本起点"),
    Column("char_end", INT, "Where the offending text ends", "问题文本终点"),
    Column("text", TEXT, "The offending text", "问题文本"),
    Column("message", TEXT, "What is wrong, in a sentence", "问题说明", nullable=False),
    Column("mend", TEXT, "What to do", "处理办法", nullable=False),
)

QUARANTINE = Table(
    "audit.quarantine",
    "One thing that was refused for one reason",
    "Quarantine: refused files, documents and rows",
    "隔离区：被拒的文件、文档与行",
    ("quarantine_key",),
    (
        Column(
            "quarantine_key", KEY, "Hash of code, path, bytes and span", "代码、路径、内容与位置的散列", nullable=False
        ),
        *REFUSAL_COLUMNS,
        RUN_ID,
        Column("rules_version", TEXT, "Version of the rules that refused it", "拒绝时的规则版本", nullable=False),
        Column("opened_at", TIMESTAMP, "When it was first refused", "首次被拒时间", nullable=False),
        Column("closed_at", TIMESTAMP, "When it was mended or released; null while open", "解除时间；未解除为空"),
        Column("why", TEXT, "Why a steward released it: it is right as it is; null otherwise", "放行理由；未放行为空"),
    ),
)

AUDIT_TABLES = (SCHEMA_VERSION_TABLE, RUN, STAGE, FILE, FUNNEL, CHECK, VOLUME, QUARANTINE)
