"""Codes of what is refused: stable, with their meaning and the way to mend it. They stand in `audit.quarantine`."""

from dataclasses import dataclass

from .words import SEVERITIES


@dataclass(frozen=True, slots=True)
class Code:
    """One reason to refuse something: `code` never changes its meaning, `name` is how the program calls it."""

    code: str
    name: str
    severity: str
    meaning: str
    mend: str

    def __post_init__(self) -> None:
        if self.severity not in SEVERITIES:
            raise ValueError(f"{self.code}: severity {self.severity!r} is none of {', '.join(SEVERITIES)}")


FILE_CODES = (
    Code("F001", "empty", "warning", "The file is empty.", "Put the file in again with its text."),
    Code(
        "F002",
        "blank",
        "warning",
        "The file holds only white space.",
        "Put the file in again with its text; an empty scan must be read by OCR first.",
    ),
    Code(
        "F003",
        "binary",
        "warning",
        "The file is not text: it begins like another format or holds binary content.",
        "Save it as text, or give it the ending of its real format.",
    ),
    Code(
        "F004",
        "encoding",
        "warning",
        "The encoding is not one that is read (UTF-8, UTF-16, GB18030, Big5).",
        "Save the file as UTF-8.",
    ),
    Code(
        "F005",
        "too_large",
        "warning",
        "The file is larger than the limit.",
        "Split it into pages, or raise the limit in the settings.",
    ),
    Code("F006", "vanished", "warning", "The file vanished while it was read.", "Put it in again if it is wanted."),
    Code(
        "F007",
        "control_characters",
        "warning",
        "The text holds too many NUL or control characters to be trusted.",
        "Export the text again from its source; the file is probably damaged.",
    ),
    Code(
        "F008",
        "unreadable",
        "warning",
        "The file or its folder cannot be read: no permission, or no regular file.",
        "Give the account that runs baoku the right to read it, or take it out of the inbox.",
    ),
    Code(
        "F009",
        "changing",
        "warning",
        "The file changes while it is read.",
        "Nothing: the next run reads it when it has settled; move files into the inbox when they are complete.",
    ),
    Code(
        "F010",
        "manifest_row",
        "warning",
        "The file's row in manifest.csv cannot be used.",
        "Mend the row that the message names.",
    ),
    Code(
        "F011",
        "outside",
        "warning",
        "A link leads out of the inbox.",
        "Put the file itself into the inbox.",
    ),
    Code(
        "F012",
        "unsupported_format",
        "warning",
        "The format is not one that is read.",
        "Save it as .txt, .md, .html, .docx or .pdf with a text layer; a picture must be read by OCR first.",
    ),
    Code(
        "F013",
        "damaged",
        "warning",
        "The file is cut short or damaged: its format's own reader cannot take it apart.",
        "Fetch or export it again from its source.",
    ),
    Code(
        "F014",
        "encrypted",
        "warning",
        "The file is locked by a password.",
        "Save it without a password.",
    ),
    Code(
        "F015",
        "pdf_without_text",
        "warning",
        "The PDF has no text layer that can be read: its pages are pictures, or its fonts do not name their letters.",
        "Read it by OCR first (for example with OCRmyPDF) and put the result in.",
    ),
    Code(
        "F016",
        "unpacked_too_large",
        "warning",
        "The file would unpack to more than the limit.",
        "If it is a real document, shrink its pictures or save its text as .txt.",
    ),
    Code(
        "F017",
        "not_word",
        "warning",
        "The archive is not a Word document.",
        "Save it as .docx; take files out of an archive and put them in one by one.",
    ),
    Code(
        "F018",
        "without_main_text",
        "warning",
        "The HTML page has no main text: a list of links, a frame, or a page that scripts fill in the browser.",
        "Save the article itself, as the browser shows it, or its text as .txt.",
    ),
    Code(
        "F019",
        "rules_failed",
        "critical",
        "The rules failed on this document: an error of ours, not of the file.",
        "Report it with the file. Other rules try again by themselves.",
    ),
    Code(
        "F020",
        "fetch_failed",
        "warning",
        "The source, or a file of it, cannot be fetched.",
        "See what the message says of the address, the network or the credentials; every run tries again.",
    ),
    Code(
        "F021",
        "fetch_forbidden",
        "info",
        "The host does not want this page fetched, or it stands in a private network.",
        "Nothing, or ask the host's owner; put the file into the inbox by hand if you may have it.",
    ),
    Code(
        "F022",
        "worker_died",
        "critical",
        "The process that read this document alone died on it, more than once: most likely it ran out of memory.",
        "Split the file or give the workers more memory, then `baoku quarantine replay`; report it if it is not large.",
    ),
    Code(
        "F030",
        "unpublished",
        "critical",
        "A critical check failed for rows of the file's batch: nothing of it was loaded.",
        "See the failed check in `baoku status`; it says what to mend.",
    ),
    Code(
        "F031",
        "withheld",
        "critical",
        "A critical check failed for what the document is made of: it was left out, the rest of its batch was loaded.",
        "See the check's own entries for this file in quarantine: they say which rows, and what to mend.",
    ),
)


def named(name: str) -> Code:
    """The code that the program calls `name`.

    Raises:
        KeyError: there is none.
    """
    return {code.name: code for code in FILE_CODES}[name]
