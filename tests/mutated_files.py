"""Page files that are damaged in every way that disks, editors and converters have: bytes flipped, cut, spliced, …"""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from written_files import pdf, word

SEEDS = Path(__file__).parents[1] / "seeds"
LINES = [f"今年前三季度，青山县石桥镇实现地区生产总值{number}.8亿元，同比增长5.2%。" for number in range(20, 26)]
#: Ranges of Unicode that break careless programs: controls, marks, digits of other scripts, directions, beyond the BMP.
RANGES = (
    (0x00, 0x20), (0x300, 0x370), (0x600, 0x6FF), (0x966, 0x970), (0x200B, 0x2070), (0x2460, 0x24FF), (0x2E80, 0x3040),
    (0x3200, 0x3400), (0x4E00, 0x9FFF), (0xD7A0, 0xD800), (0xE000, 0xF900), (0xFE00, 0xFFFF), (0x1F000, 0x1FAFF),
    (0x20000, 0x2A6DF), (0xE0000, 0xE01EF), (0x10FFF0, 0x10FFFF),
)  # fmt: skip


def _report(document) -> None:
    document.add_heading("石桥镇秋粮满仓", 0)
    for line in LINES:
        document.add_paragraph(line)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "总产值", "12亿元"


def seeds() -> list[tuple[str, bytes]]:
    """Whole files: a suffix and the bytes."""
    body = "".join(f"<p>{line}</p>" for line in LINES)
    html = f"<!DOCTYPE html><html><head><title>秋粮</title></head><body><h1>秋粮满仓</h1>{body}</body></html>"
    markdown = "# 秋粮满仓\n\n" + "\n\n".join(LINES) + "\n\n| 指标 | 总量 |\n|---|---|\n| 总产值 | 12亿元 |\n"
    pages = [(".txt", path.read_text()[:1_500].encode()) for path in sorted(SEEDS.glob("*.txt"))]
    others = [(".txt", "\n".join(LINES).encode("gb18030")), (".md", markdown.encode()), (".html", html.encode())]
    return [*pages, *others, (".docx", word(_report)), (".pdf", pdf([LINES, LINES[:3]]))]


def _flip(chance: random.Random, content: bytes, _: bytes) -> bytes:
    flipped = bytearray(content)
    for _ in range(chance.choice((1, 3, 30))):
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def _cut(chance: random.Random, content: bytes, _: bytes) -> bytes:
    begin, end = sorted(chance.choices(range(len(content) + 1), k=2))
    return chance.choice((content[:end], content[begin:], content[:begin] + content[end:]))


def _splice(chance: random.Random, content: bytes, other: bytes) -> bytes:
    place, begin = chance.randrange(len(content)), chance.randrange(len(other))
    return content[:place] + other[begin : begin + chance.randrange(1, 800)] + content[place:]


def _stutter(chance: random.Random, content: bytes, _: bytes) -> bytes:
    place = chance.randrange(len(content))
    return content[:place] + content[place : place + chance.randrange(1, 40)] * chance.randrange(2, 200)


def _characters(chance: random.Random, content: bytes, _: bytes) -> bytes:
    text = list(content.decode("utf-8", "replace"))
    for _ in range(chance.choice((1, 10, 200))):
        text.insert(chance.randrange(len(text) + 1), chr(chance.randrange(*chance.choice(RANGES))))
    return "".join(text).encode("utf-8", "surrogatepass")


MUTATIONS: tuple[Callable[[random.Random, bytes, bytes], bytes], ...] = (_flip, _cut, _splice, _stutter, _characters)


def mutated(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """`count` names and contents: each seed by each mutation in turn, some of them damaged twice."""
    chance, whole = random.Random(seed), seeds()
    for number in range(count):
        suffix, content = whole[number % len(whole)]
        for _ in range(chance.choice((1, 1, 2))):
            mutate = MUTATIONS[(number // len(whole)) % len(MUTATIONS)]
            content = mutate(chance, content, chance.choice(whole)[1]) or b"\0"
        yield f"{number:04d}{suffix}", content
