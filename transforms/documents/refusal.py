"""A document that cannot be read, said by a stable code."""

from warehouse.schema.codes import named


class DocumentUnreadable(ValueError):
    """A file's bytes give no text. `code` is stable (see `warehouse.schema.codes`), `mend` says what to do."""

    def __init__(self, code: str, message: str, mend: str):
        super().__init__(message)
        self.code, self.message, self.mend = code, message, mend


def refuse(reason: str, name: str, detail: str = "") -> DocumentUnreadable:
    """The error for the reason called `reason`, to be raised; `name` is the file's, `detail` what was seen in it."""
    code = named(reason)
    message = " ".join(filter(None, (f"{name}:" if name else "", code.meaning, f"({detail})" if detail else "")))
    return DocumentUnreadable(code.code, message, code.mend)
