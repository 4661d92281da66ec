"""Back from the simplified characters that rules read to the characters that were printed."""

from dataclasses import replace

from transforms.model import Article, Sentence


def in_original(article: Article, text: str, plain: str) -> Article:
    """`article`, which was read from `plain`, in the characters of `text`; both are equally long."""

    def words(read: str | None) -> str | None:
        # a title of two lines is joined by a space that the page does not have there
        return read and " ".join(_printed(part, text, plain) for part in read.split(" "))

    def each(read: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(words(one) for one in read)

    return replace(
        article,
        title=words(article.title),
        kicker=words(article.kicker),
        subtitle=words(article.subtitle),
        authors=each(article.authors),
        photo_credits=each(article.photo_credits),
        headings=each(article.headings),
        captions=each(article.captions),
        sentences=tuple(_sentence(sentence, text) for sentence in article.sentences),
    )


def _printed(part: str, text: str, plain: str) -> str:
    start = plain.find(part)
    return text[start : start + len(part)] if start >= 0 else part


def _sentence(sentence: Sentence, text: str) -> Sentence:
    printed = "".join(text[start:end] for start, end in sentence.pieces)
    kept = (" " if read == " " else there for read, there in zip(sentence.text, printed, strict=True))
    return replace(sentence, text="".join(kept))
