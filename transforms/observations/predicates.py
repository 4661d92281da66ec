"""What stands between an indicator and its number: links (达, 累计, 约), change (同比增长), share (占…的), sign."""

import functools
import re
from typing import NamedTuple

from transforms.observations.line import NAME, QUANTITY, TEXT, TIME, Line, Word
from transforms.observations.nominal import is_figure
from transforms.observations.slots import Slot
from transforms.observations.words import (
    ChangeWord,
    change_words,
    clause_words,
    governing_verbs,
    indicator_words,
    linking_words,
)
from transforms.tokens import is_known

#: After a verb of change these make the number what is reached: 提高到, 降至, 缩短为.
_REACH = frozenset("到至为成达") | {"达到", "成为"}
_SHARE = re.compile(r"占到|占了|占据|占有|占比|比重|占")
#: Words that hold the character 占 and say nothing of a share.
_NO_SHARE = re.compile(
    r"占地(?!区|方)|占用|占道|占线|占领|占压|占补|占便|侵占|强占|挤占|抢占|霸占|攻占|占婆|占座|占卜|占先|占有率|占股|占款"
)
_SIGNS = {"+": "up", "＋": "up", "↑": "up", "-": "down", "－": "down", "−": "down", "↓": "down", "–": "down"}
#: What figures are compared with.
_BASE = re.compile(r"\s*(?:上|去|前|同期|年初|月初|全[国省市县区]|(?:19|20)\d\d|[一二三四]季度|疫情|\d+年前)")
_BEYOND = re.compile(r"(?<!不)(高于|低于|快于|慢于|高出|少于)[^，,\d]{2,16}$")
_COMPARED_WITH = re.compile(r"[比较](?:全[国省市县区]|同行|行业|周边|传统|普通|一般|常规)[^，,]{0,10}$")
#: 比老院区|多出, 较前日|升高, where segmentation made another word of 比老 and 较前.
_HIDDEN_BASE = re.compile(
    r"(?:(?<![对占同环相可性之类好无])比(?![例重率值赛价分照特亚利])|(?<![比相])较(?=[前上去同入投建开改启创实推搬签]))[^，,。；\d占]{1,10}$"
)
#: Verbs before 在 and 到 that tell of a level.
_KEEPS = {"在": ("控制", "稳定", "维持", "保持", "锁定"), "到": ("发展",), "至": ("发展",)}
#: 净赚3万元，比种玉米强十倍: what is better than another so many times.
_THAN = re.compile(r"(?<![同环相对])比[^，,。；\d]{1,10}(强|好|贵|重|大|长|宽)(?:出)?(?:了)?(?:近|约|超|将近|整整)?$")
#: 花菇一公斤能卖|120元, 柚子一只|6元: the price of a piece.
_PIECE = re.compile(
    "(?:每一?|一)(?:公斤|斤|吨|只|个|盒|箱|袋|瓶|把|株|头|件|套|台|碗|份|桶|筐|担|尾|条|枝|支|颗|块|张|公担|棒|兜|提)"
    "(?:就|才|也|还)?(?:能|可|可以|要)?(?:卖到?|卖出)?(?:近|约|超|上)?$"
)
_LONGEST_BASE, _LONGEST_UNIT = 12, 3
#: 每户每个采暖季最高1200元: what the number is for each of.
_EACH = re.compile(r"每[个座台条套间班][\u4e00-\u9fff]{1,3}$")
_LONGEST_EACH = 5
#: 每亩比去年多收30公斤, 一斤少花两毛钱: by how much more or less is done.
_MORE = re.compile(r"(?<![至最不很许减大])[多少][领收卖赚挣打产拿得花跑交缴付走用](?:了|出)?$")
_MORE_ENDS = tuple("领收卖赚挣打产拿得花跑交缴付走用了出")
_PEELED_TAGS = ("d", "ul", "uz", "ug", "ud", "y")
_MARKS = frozenset({"：", ":", " ", "了", "的确", "|", "｜", "\t", "\u3000"})
_HEDGES = "近约超逾达为是有至到共计仅均都也"


class Predicate(NamedTuple):
    """What was read from the number leftwards; the indicator's phrase ends at `phrase_end`.

    `change` is the word of change, `reaches` tells that the number is the level reached by it; `share` where 占
    stands, -1 without one; `sign` the direction of a plus or minus before the number.
    """

    phrase_end: int
    links: tuple[str, ...] = ()
    change: ChangeWord | None = None
    reaches: bool = False
    share: int = -1
    sign: str | None = None


def read_predicate(slot: Slot) -> Predicate:
    """The predicate on the left of a quantity."""
    end = slot.quantity.start
    if slot.left >= end:
        return Predicate(end)
    links: list[str] = []
    sign, reaches = None, False
    if slot.quantity.value_high is not None and slot.line.text[max(slot.left, end - 1) : end] in ("从", "由", "自"):
        end -= 1  # 价格从99元到399元不等
    change, end = _compared(slot, end)
    while end > slot.left:
        word = clipped(slot.line, slot.left, end)
        found = change_words().get(word.text) if change is None else None
        more = None
        if change is None and not links and word.text.endswith(_MORE_ENDS):
            more = _MORE.search(slot.line.text, max(slot.left, word.end - 3), word.end)
        if more:
            change = ChangeWord(more.group().rstrip("了"), "up" if more.group()[0] == "多" else "down", "self")
            end = before_base(slot, more.start())
        elif found and _denied(slot, word.start):
            end = word.start - 1
        elif word.text == "高" and slot.quantity.kind == "length" and before_base(slot, word.start) == word.start:
            break  # 首层高7.2米
        elif found and found.role != "gain":
            change, reaches = found, _reaches(found, links)
            end = before_base(slot, word.start)
        elif word.text in _SIGNS and slot.bracketed:
            sign, end = _SIGNS[word.text], word.start
        else:
            length = _peeled(slot.line, word, links[-1] if links else "", change is not None and change.role != "self")
            if not length:
                break
            links.append(word.text)
            end -= length
    share = _share_at(slot) if slot.quantity.kind in ("percent", "ratio") else -1
    if share >= 0:
        end = peel(slot.line, slot.left, share)
        end -= end > slot.left and slot.line.text[end - 1] == "的"  # 高中以上文化程度的|占到64%
    return Predicate(end, tuple(links), change, reaches, share, sign)


def _compared(slot: Slot, end: int) -> tuple[ChangeWord | None, int]:
    """The comparison that ends at `end` and where it begins: 高于全省平均水平|8.3个百分点, 比种玉米强|十倍."""
    priced = slot.quantity.kind == "money" and ("一" in slot.before or "每" in slot.before)
    piece = _PIECE.search(slot.line.text, slot.left, end) if priced else None
    if piece and piece.start() > slot.left and clipped(slot.line, slot.left, piece.start()).role != TIME:
        return None, piece.start()
    high = "于" in slot.before or "高出" in slot.before
    if high and (beyond := _BEYOND.search(slot.line.text, slot.left, end)):
        return change_words()[beyond[1]], beyond.start()
    than = _THAN.search(slot.line.text, slot.left, end) if slot.quantity.kind == "multiple" else None
    return (ChangeWord(than[1], "up", "verb"), than.start()) if than else (None, end)


def _denied(slot: Slot, start: int) -> bool:
    """Whether a word that begins at `start` is denied: 年均增速不|低于12%."""
    return start > slot.left and slot.line.text[start - 1] == "不"


def before_base(slot: Slot, end: int) -> int:
    """Where a base of comparison that ends at `end` begins: 综合能耗|比全国平均水平|低8%."""
    words = slot.line.between(max(slot.left, end - _LONGEST_BASE), end)
    base = _COMPARED_WITH.search(slot.line.text, slot.left, end)
    if base and any(w.start == base.start() for w in words):
        return base.start()
    at = next((word.start for word in reversed(words) if word.text in ("比", "较") and word.role == TEXT), end)
    hidden = _HIDDEN_BASE.search(slot.line.text, max(slot.left, end - _LONGEST_BASE), end) if at == end else None
    return hidden.start() if hidden else at


def peel(line: Line, start: int, end: int) -> int:
    """Where the links that end at `end` begin, not before `start`."""
    after = ""
    while end > start:
        word = clipped(line, start, end)
        length = _peeled(line, word, after)
        if not length:
            break
        after = word.text
        end -= length
    return end


def clipped(line: Line, start: int, end: int) -> Word:
    """The last word of `text[start:end]`, cut to it; a bracket that ends there counts as one word."""
    opening = line.bracket_starts.get(end, -1) if line.brackets else -1
    if opening >= start:
        return Word(opening, end, line.text[opening:end], "bracket")
    word = line.words[max(0, line.before(end))]
    if word.end == end and word.start >= start:
        return word
    low = max(word.start, start)
    return Word(low, end, line.text[low:end], "n")


def _share_at(slot: Slot) -> int:
    """Where 占 (or 占比, 比重 right before the number) stands on the left, -1 if nowhere."""
    barred = [match.start() for match in _NO_SHARE.finditer(slot.before)]
    found = [m for m in _SHARE.finditer(slot.before) if not any(b <= m.start() <= b + 1 for b in barred)]
    return slot.left + found[0].start() if found else -1


def _reaches(change: ChangeWord, links: list[str]) -> bool:
    if change.role == "noun":
        return False
    return change.word[-1] in "到至为" or any(link in _REACH for link in links[-2:])


def _peeled(line: Line, word: Word, after: str, changed: bool = False) -> int:
    """How many characters of `word` belong to the predicate, counted from its end; 0 when it ends there.

    `after` is the link that follows it.
    """
    whole = word.end - word.start
    if word.role == TIME or word.tag == "bracket":
        return whole
    if word.role == QUANTITY:  # 连续三年保持在5%以上
        return whole if line.text.startswith("连续", word.start - 2) else 0
    if word.role == NAME or not (_may_belong(word.text, word.tag) or after in _KEEPS or "每" in line.text):
        return 0
    threshold = word.text == "以上" and line.text.endswith(("规模", "限额"), 0, word.start)  # 其中|规模以上|168家
    if word.text in indicator_words("rate") or threshold:
        return 0
    if word.text[-1] in "比较与和同" and word.text != "同比" and word.text != "环比":
        compared = _BASE.match(line.text, word.end) is not None
        return whole if compared and whole == 1 else 1 if compared and not word.text.startswith("相") else 0
    if word.text.endswith(_KEEPS.get(after, ())):  # 保持|在, 比例控制|在10%以内, 发展|到
        return 2
    if length := _of_each(line, word):
        return length
    if word.text[0] == "每" and 1 < whole <= _LONGEST_UNIT + 1:
        return whole
    if word.text in clause_words("each"):  # 提高到|每人|每月385元
        return whole
    if word.text[-1] in _HEDGES and whole > 1 and not is_known(word.text) and word.text not in _known_words():
        return 1
    if word.text == "、":  # in 2018年、2019年排名第一
        return whole if line.words[max(0, line.before(word.start))].role == TIME else 0
    if whole == 2 and word.text[0] in "比率量额数值度" and word.text[1] in "为达超":  # 收入比为1.71
        return 1
    guessed = len(word.text) > 1 and word.tag == "d" and not is_known(word.text)  # 一体机, which segmentation made up
    if word.text in linking_words() or (word.tag in _PEELED_TAGS and not guessed) or word.text in _MARKS:
        return whole
    if changed and word.text in clause_words("manner"):
        return whole
    return 0


@functools.lru_cache(maxsize=1 << 13)
def _may_belong(text: str, tag: str) -> bool:
    """Whether a word may belong to a predicate, as far as it alone tells."""
    if text[-1] in "比较与和同" or text[-1] in _HEDGES or text[0] == "每" or text == "、" or tag in _PEELED_TAGS:
        return True
    if (len(text) == 2 and text[0] in "比率量额数值度" and text[1] in "为达超") or text in _MARKS:
        return True
    return text in linking_words() or text in clause_words("each") or text in clause_words("manner")


def _of_each(line: Line, word: Word) -> int:
    """How many characters up to the end of `word` tell what the number is for each of: 每户|每个采暖季, 售价|每公斤."""
    single = word.end - word.start
    each = _EACH.search(line.text, max(0, word.end - _LONGEST_EACH), word.end)
    if each is None or is_figure(word.text) or line.text[word.end - 2 : word.end] in indicator_words("amount"):
        return (single + 1) if word.start and single <= _LONGEST_UNIT and line.text[word.start - 1] == "每" else 0
    whole = line.words[max(0, line.before(each.start() + 1))].start == each.start()
    return word.end - each.start() if whole else 0


@functools.cache
def _known_words() -> frozenset[str]:
    return linking_words() | governing_verbs().keys()
