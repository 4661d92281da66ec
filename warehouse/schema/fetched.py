"""Files that were fetched from sources besides the inbox, byte for byte."""

from .declare import BIGINT, BLOB, TEXT, TIMESTAMP, Column, Table
from .lineage import DOCUMENT_KEY, RUN_ID

RAW_FETCH = Table(
    "raw.fetch",
    "One version of one file that was fetched from a source",
    "Files from S3, SFTP, feeds and web listings as they came, byte for byte",
    "从外部来源（S3、SFTP、订阅源、网页目录）抓取的文件原始字节",
    ("document_key",),
    (
        DOCUMENT_KEY,
        Column("address", TEXT, "Where it was fetched from", "抓取地址", nullable=False),
        Column("fetched_at", TIMESTAMP, "When it was fetched", "抓取时间", nullable=False),
        Column("etag", TEXT, "Its ETag, where the host gave one", "ETag（如有）"),
        Column("last_modified", TEXT, "Its Last-Modified, where the host gave one", "Last-Modified（如有）"),
        Column("byte_count", BIGINT, "How many bytes", "字节数", nullable=False, unit="byte"),
        Column("content", BLOB, "The bytes", "原始字节", nullable=False),
        RUN_ID,
    ),
)
