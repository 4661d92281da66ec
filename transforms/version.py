"""The version of rules and lexicons that made a row."""

import functools
import hashlib
from importlib import metadata, resources

#: Libraries that decide what a document's text is and where its words end: another version may read otherwise.
LIBRARIES = ("lxml", "opencc", "pypdf", "python-docx", "rjieba", "trafilatura")


@functools.cache
def rules_version() -> str:
    """Twelve hexadecimal digits that change whenever a rule, a lexicon or a library of this room changes."""
    digest = hashlib.sha256()
    for library in LIBRARIES:
        digest.update(f"{library} {metadata.version(library)}\n".encode())
    for name, content in sorted(_sources(resources.files("transforms"))):
        digest.update(name.encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def _sources(folder, prefix: str = ""):
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _sources(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".py", ".csv", ".gz", ".parquet")):
            yield prefix + entry.name, entry.read_bytes()
