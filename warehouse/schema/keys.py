"""Surrogate keys: stable hashes of natural keys, positive 63-bit integers.

The same natural key gives the same key in every run, order, batch size and process. Integer parts are mixed with
the finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014); texts enter
as the first eight bytes of their BLAKE2b digest.
"""

import hashlib

import polars as pl

#: The key of every dimension's unknown member: facts never hold a NULL key.
UNKNOWN_KEY = 0

_GOLDEN = 0x9E3779B97F4A7C15


def text_key(text: str) -> int:
    """A positive 63-bit key for a text (a path, a name, an indicator)."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def text_keys(texts: pl.Expr) -> pl.Expr:
    """`text_key` of a String expression, each distinct text hashed once; a null text gives `UNKNOWN_KEY`."""

    def keys(column: pl.Series) -> pl.Series:
        distinct = column.unique().drop_nulls()
        table = {text: text_key(text) for text in distinct}
        return column.replace_strict(table, default=UNKNOWN_KEY, return_dtype=pl.Int64)

    return texts.map_batches(keys, return_dtype=pl.Int64)


def _mix(bits: pl.Expr) -> pl.Expr:
    # Polars has no shift: dividing a UInt64 by a power of two is one; its multiplication wraps at 64 bits.
    bits = bits + pl.lit(_GOLDEN, pl.UInt64)
    bits = (bits ^ (bits // (1 << 30))) * pl.lit(0xBF58476D1CE4E5B9, pl.UInt64)
    bits = (bits ^ (bits // (1 << 27))) * pl.lit(0x94D049BB133111EB, pl.UInt64)
    return bits ^ (bits // (1 << 31))


def row_keys(kind: str, *parts: str) -> pl.Expr:
    """A key for each row from integer columns named in `parts`, different for each `kind` of row.

    Example: `row_keys("observation", "sentence_key", "char_start", "char_end")`.
    """
    bits = pl.lit(text_key(kind), pl.UInt64)
    for part in parts:
        bits = _mix(bits ^ pl.col(part).cast(pl.UInt64))
    return (bits // 2).cast(pl.Int64)


def document_key(path: str, sha256: str) -> int:
    """The key of one version of a document: its path below the inbox and the SHA-256 of its bytes."""
    return text_key(f"{path}\n{sha256}")
