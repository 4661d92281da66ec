"""What each block of a page is by itself: prose, byline, furniture, a caption with its credit, or something short."""

import functools
import re
from dataclasses import dataclass
from enum import Enum

from transforms.lexicon import read_table
from transforms.page.blocks import Block
from transforms.page.credits import Credits, parse_credits
from transforms.page.lines import BOLD
from transforms.page.strand import Strand

_CREDIT_END = re.compile(r"(?:摄|摄影|供图|提供|图|图片|新华社发)[）)】\]]?[。]?\Z")
_CREDIT_START = re.compile(r"[（(【]|\s+|[。！？]")
_CAPTION_START = re.compile(
    r"(?:[▲△▼▽◀▶↑↓←→]|[①-⑨]|(?:[上下左右大小中]|题)图|图[为是①-⑨一二三四\d]|图：|附?表\s?[\d一二三四五六七八九十]|俯瞰|鸟瞰|航拍|远眺)"
)
_CAPTION_END = re.compile(
    r"(?:全景|全貌|一角|外景|夜景|实景|远景|效果图|示意图|航拍图|资料图|鸟瞰图|俯瞰图|规划图|合影|现场|场景|图片|风貌|掠影)\Z"
)
_PAGE_MARK = re.compile(
    r"(?:第?\s*[A-Z]?\d{1,3}\s*版?|[A-Z]\d{1,2}(?:[：:\s]\s?\S{1,6}|\S{0,2}版)|P\d{1,3}|\d{1,3}\s*[/／]\s*\d{1,3}|第[一二三四五六七八九十]{1,3}版)\Z"
)
_DATELINE = re.compile(r"(?:(?:19|20)\d\d\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}")
_DATELINE_REST = re.compile(
    r"[\s|｜·,，:：\-/（）()]|星期[一二三四五六日天]|农历\S{2,8}|第?\s*[A-Z]?\d{1,5}\s*[版期号]|[总]第\d+期|今日\S{1,3}版|[A-Z]\d{1,2}|\S{2,6}(?:日报|晚报|早报|时报|周刊|商报|都市报|快报|晨报)"
)
#: Who made the page, and how to reach them: 责编 冉启明 校对 田华, 编辑：贺琳 组版：文安 热线：0379-66778866
_STAFF = re.compile(
    r"(?:本版|值班|执行|责任|首席|视觉|图片|版面|见习)?(?:责编|编辑|美编|校对|组版|版式|视觉|总编|副总编|总值班|值班|编审|审读|监制|制图|统筹|编务|美术|设计)"
    r"[：:／/\s]{0,2}[\u4e00-\u9fff]{1,2}\s?[\u4e00-\u9fff]{1,2}(?=[\s、，,;；|｜/]|\Z)"
    r"|(?:新闻)?(?:热线|电话|邮箱|投稿|网址|传真|微信|QQ|E-?mail)(?:电话|号)?[：:\s]{0,2}[\w.@:/+()（）-]{5,40}"
)
#: What each of them holds.
_STAFF_WORD = re.compile(
    "责编|编[辑审务]|美编|校对|组版|版式|视觉|总[编值]|值班|审读|监制|制图|统筹|美术|设计"
    "|热线|电话|邮箱|投稿|网址|传真|微信|QQ|E-?mail"
)
#: A section's name beside the page's number, or of two parts: 民生·服务 A05, 3版 综合新闻, 要闻·经济
_SECTION = re.compile(
    r"(?:[\u4e00-\u9fff]{2,6}(?:\s?[·•]\s?[\u4e00-\u9fff]{2,6})?\s?(?:[A-Z]\d{1,2}|第?\s?[A-Z]?\d{1,2}\s?版)"
    r"|(?:[A-Z]\d{1,2}\s+|第?\s?[A-Z]?\d{1,2}\s?版\s?)[\u4e00-\u9fff]{2,6}(?:\s?[·•]\s?[\u4e00-\u9fff]{2,6})?)\Z"
)
_NEWSPAPER = re.compile(r"\w{1,6}(?:日报|晚报|早报|时报|商报|都市报|快报|晨报|新报|周报)\Z")
_ROW = re.compile(r"\S+(?:\s+[（(]?[-+－]?\d[\d.,，%％]*[）)]?){2,}\Z")
_IS_PICTURE = re.compile(r"[▲△▼▽]|(?:[上下左右]|题)?图(?:为|[①-⑨]|[一二三四]：)")
_CONTINUED = re.compile(r"[（(【]?(?:上接|下转|紧接|转)\S{1,10}版\S{0,8}[）)】]?\Z")
_EXCLAIMING = re.compile(r"[^？！?!“”]{2,12}[？！?!][^？！?!]{5,}[^？！?!”]\Z")
_HAS_LETTER = re.compile(r"\w")
_LONGEST_IMPRINT, _LONGEST_SECTION = 100, 8
_HTTP = re.compile(r"(?:https?://|www\.)\S+\Z|\S+@\S+\.\S+\Z")
_FURNITURE = (_PAGE_MARK, _SECTION, _HTTP, _NEWSPAPER, _CONTINUED)
#: What each of them holds.
_MARKS_FURNITURE = re.compile(r"[\d版报刊@]|http|www")


class Kind(Enum):
    """What a block is by itself."""

    BODY = "body"
    SHORT = "short"
    BYLINE = "byline"
    CAPTION = "caption"
    FURNITURE = "furniture"


@dataclass(slots=True)
class Part:
    """A block with its kind; `credits` where it names people, `caption` where a caption stands before them."""

    block: Block
    kind: Kind
    credits: Credits | None = None
    caption: Strand | None = None
    credit: Strand | None = None

    @property
    def text(self) -> str:
        """The text as shown, spaces kept."""
        return self.block.titled.text

    def above(self, cut: int) -> "Part":
        """The caption before `cut` of a line that a caption shares with text."""
        block = self.block.part(0, cut)
        return Part(block, Kind.CAPTION, caption=block.titled)

    def below(self, cut: int) -> "Part":
        """The text from `cut` on of such a line."""
        return Part(self.block.part(cut, len(self.block.text)), Kind.BODY)


@dataclass(frozen=True)
class FurnitureWord:
    """A name of a section or of furniture that stands alone on a line of the page."""

    word: str


@functools.cache
def _furniture() -> frozenset[str]:
    return frozenset(row.word for row in read_table("furniture_words.csv", FurnitureWord))


def classify(block: Block) -> Part:
    """What a block is by itself."""
    if len(block.text) > 120:
        return Part(block, Kind.BODY)
    if not _HAS_LETTER.search(block.text):
        return Part(block, Kind.BODY if block.is_finished and block.soft else Kind.FURNITURE)
    shown = block.titled.text
    if _is_furniture(shown):
        return Part(block, Kind.FURNITURE)
    if _is_dateline(shown):
        return Part(block, Kind.BYLINE, Credits())
    if _is_imprint(shown):
        return Part(block, Kind.BYLINE if _DATELINE.search(shown) else Kind.FURNITURE, Credits())
    credits = parse_credits(shown)
    if credits and (block.level >= BOLD or not credits.is_bare):
        return Part(block, Kind.BYLINE, credits)
    if _CREDIT_END.search(shown):
        captioned = _with_credit(block)
        if captioned:
            return captioned
    if _IS_PICTURE.match(shown):
        return Part(block, Kind.CAPTION, caption=block.titled)
    if " " in shown and _ROW.match(shown):
        block.is_row, block.strand = True, block.titled
        return Part(block, Kind.BODY)
    if _is_finished_caption(block):
        return Part(block, Kind.CAPTION, caption=block.titled)
    return Part(block, Kind.BODY if block.is_prose and not _asks(block) else Kind.SHORT)


def _asks(block: Block) -> bool:
    """A title may ask or exclaim, at its end or in its midst: 老旧小区怎么改？ 120米！全省最高风机并网发电"""
    text = block.text
    if len(text) > 26 or block.soft or re.search(r"[，。；：,;]", text):
        return False
    return bool(_EXCLAIMING.match(text)) or (text[-1] in "？！?!" and not re.search(r"“|[？！?!].", text))


def _is_furniture(text: str) -> bool:
    if "".join(text.split()) in _furniture():
        return True
    return any(mark.match(text) for mark in _FURNITURE) if _MARKS_FURNITURE.search(text) else False


def _is_imprint(text: str) -> bool:
    """Whether a line names who made the page and nothing else, beside its date, number and section."""
    if len(text) > _LONGEST_IMPRINT or not (_STAFF_WORD.search(text) and _STAFF.search(text)):
        return False
    rest = _DATELINE_REST.sub("", _DATELINE.sub("", _STAFF.sub("", text)))
    return len(re.sub(r"[\W_]", "", rest)) <= _LONGEST_SECTION


def _is_dateline(text: str) -> bool:
    if "日" not in text and "19" not in text and "20" not in text:
        return False
    return bool(_DATELINE.search(text)) and not _DATELINE_REST.sub("", _DATELINE.sub("", text)).strip()


def _with_credit(block: Block) -> Part | None:
    """A caption that ends with its credit (外滩夜景 张三 摄), or a paragraph that does."""
    shown = block.titled
    for match in _CREDIT_START.finditer(shown.text):
        at = match.start() if match[0] in "（(【" else match.end()
        credits = parse_credits(shown.text[at:]) if at and len(shown.text) - at <= 60 else None
        if credits and not credits.is_bare:
            caption = shown.cut(0, at)
            is_body = block.is_prose and (len(caption.text) > 60 or "。" in caption.text[:-1])
            if is_body or not caption.text:
                return None
            return Part(block, Kind.CAPTION, credits, caption, shown.cut(at, len(shown.text)))
    return None


def _is_finished_caption(block: Block) -> bool:
    """One short clause with a full stop where a picture was: 未来社区焕新启动。"""
    text = block.text
    return block.figure and len(text) <= 30 and text.endswith("。") and not re.search(r"[，；。！？：]", text[:-1])


def sounds_like_caption(text: str) -> bool:
    """Whether a short line names what a picture shows: 俯瞰…, …全景."""
    return bool(_CAPTION_START.match(text) or _CAPTION_END.search(text))
