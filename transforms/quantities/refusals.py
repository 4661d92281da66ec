"""What looks like a quantity and is none, as records: the first that applies refuses a candidate."""

import functools
import re
import string
from collections.abc import Callable
from dataclasses import dataclass

from transforms.quantities.candidate import Candidate
from transforms.quantities.context import Context
from transforms.quantities.durations import is_frequency, is_told_duration, tells_when
from transforms.quantities.hedging import hedge_before
from transforms.quantities.quoted import SLOGAN_KINDS, in_phrase, in_slogan, in_title
from transforms.quantities.ranks import tells_rank
from transforms.tokens import is_known

_POINTING = re.compile("(?:第|这|那|哪|某|每|另|头|首|另外|上|下|前|(?<!先)后|最后|同|任|各|逐|一|届)$")
#: 15分钟生活圈, 三年行动计划, 百日攻坚行动, 一小时交通圈, 5公里健身圈
_NAMED_AFTER = re.compile(
    "[^，。；、\\d]{0,8}?(?:圈|行动|计划|规划|工程|攻坚|方略|大计)|[决预]赛|短跑|跨栏|接力|组(?![织成建合])"
    "|(?:服务|咨询|投诉|监督|值守|报警|客服)?(?:热线|电话)|自助|便利店|书房|书吧"
)
_COUNT, _RANK, _DURATION = frozenset({"count"}), frozenset({"rank"}), frozenset({"duration"})
_NAMED_KINDS = frozenset({"duration", "length"})
#: A股12家 counts, F12个 does not; 图1所示, 附件3.
_CODE_BEFORE = re.compile("[A-Za-z_#＃№.@]$|(?:图|(?<![代报])表|附件|公式|条款)$")
_CODE_ENDS = frozenset("_#＃№.@图表件式款" + string.ascii_letters)
#: 4×100米接力, 7×24小时
_PRODUCT_BEFORE = re.compile("[0-9][×xX*]$")
_TIMES = frozenset("×xX*")
#: 3栋2单元, 5幢302室
#: 龙井庙村3组
_ADDRESS_BEFORE = re.compile("(?<![全每各该几])[村屯寨庄居]$")
_ADDRESS_AFTER = re.compile("[0-9A-Za-z]{1,4}(?:单元|室|号|楼|弄)")
#: 四个100%, 6个100%: the name of a programme.
_TIMES_OVER = re.compile("[0-9一二两三四五六七八九十]个$")
_COUNTED_BEFORE = re.compile("[0-9][万亿]?[元人件个项家]$")
_ORDERED = re.compile("[十百千万亿拾佰仟萬億廿卅点多余半成数几]|一半")
#: 村民肖四元一边说: a family name and the rest of a name.
_CALLED = re.compile(
    "(?:村民|居民|老人|职工|农民|市民|书记|主任|教师|工人|队长|老师|同志|队员|选手|记者|司机|医生|学生|群众|老汉|果农|菜农"
    "|户主|社员|党员|经理|厂长|校长|所长|局长)[\u4e00-\u9fff]$"
)
_MEETING = re.compile("(?:全体)?(?:会议|代表大会|全会)")
_GRADES = frozenset({"级", "线", "类", "档"})
#: 5万吨级泊位, 3000吨级以上船舶, 千万吨级煤矿: which ones, not how much.
_OF_GRADE = re.compile("级(?=(?:以上|以下)?的?[\u4e00-\u9fff]{2})")
#: 靠泊能力20万吨级, 达到5万吨级: how much all the same.
_CAPACITY = re.compile("(?:能力|吨位|规模|运力|达到?|提升[为至到])$")
_TURNED = re.compile("翻[^，。；]{0,3}$")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a candidate is no quantity.

    It is asked of candidates of one of `kinds` or in one of `units`, where these are named, of those that are not in
    digits, if `han`, and in sentences that quote something or hold a fixed expression, if `quoted`.
    """

    name: str
    reason: str
    applies: Callable[[Context, Candidate], bool]
    kinds: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    han: bool = False
    quoted: bool = False


def refusal(context: Context, candidate: Candidate) -> Refusal | None:
    """The first refusal that applies to `candidate`, or None: it is a quantity."""
    for refusal in _refusals_for(candidate.kind, candidate.meaning.unit, candidate.arabic, context.quoted):
        if refusal.applies(context, candidate):
            return refusal
    return None


def refusals_of(context: Context, candidate: Candidate) -> list[Refusal]:
    """All refusals that apply to `candidate`, the weightiest first."""
    asked = _refusals_for(candidate.kind, candidate.meaning.unit, candidate.arabic, context.quoted)
    return [refusal for refusal in asked if refusal.applies(context, candidate)]


@functools.lru_cache(maxsize=1 << 13)
def _refusals_for(kind: str, unit: str, arabic: bool, quoted: bool) -> tuple[Refusal, ...]:
    """The refusals that may apply to candidates of a kind in a unit, in digits or not, in a sentence that may quote."""
    fitting = [one for one in REFUSALS if not (one.han and arabic) and quoted >= one.quoted]
    return tuple(
        one for one in fitting if (not one.kinds or kind in one.kinds) and (not one.units or unit in one.units)
    )


def _of_code(context: Context, candidate: Candidate) -> bool:
    before = context.before(candidate.start, 2)
    last = before[-1:]
    if candidate.kind == "percent":
        return last == "个" and _TIMES_OVER.search(before) is not None
    if not candidate.arabic or (last in _TIMES and _PRODUCT_BEFORE.search(before)):
        return candidate.arabic
    if candidate.kind != "count":
        return False
    if candidate.meaning.unit == "组" and _ADDRESS_BEFORE.search(before):
        return True
    if last in _CODE_ENDS and _CODE_BEFORE.search(before):
        return True
    following = context.plain[candidate.end : candidate.end + 1]
    return following.isascii() and _ADDRESS_AFTER.match(context.plain, candidate.end) is not None


def _cut_word(context: Context, candidate: Candidate) -> bool:
    """A unit that is the beginning of another word: 8成立, 20条件; a numeral inside a word: 统一, 万一."""
    if candidate.meaning.strict and not context.word_starts_at(candidate.end):
        start, word = context.word_around(candidate.end)
        thing = word[candidate.end - start :]
        counted = candidate.arabic and (word in _COUNTED_WORDS or (len(thing) > 1 and is_known(thing)))  # 72|道工序
        if is_known(word) and not counted and start >= candidate.start + len(candidate.numeral):
            return True
    if candidate.arabic or candidate.form in ("fraction", "ordinal", "first"):
        return False
    start, word = context.word_around(candidate.start)
    turned = word.startswith("翻")  # 翻了一番 is one word
    if start < candidate.start and is_known(word) and not turned and hedge_before(context, candidate.start) is None:
        return True
    start, word = context.word_around(candidate.end - 1)
    return start + len(word) > candidate.end and is_known(word) and word[:2] not in _PERSON_WORDS


#: A measure word and what it counts, which the dictionary takes for one word: 16台机.
_COUNTED_WORDS = frozenset({"台机", "层楼", "台车", "辆车", "张床", "条船", "只船", "间房", "块田", "株树"})
_PERSON_WORDS = ("名师", "个人", "个体")


def _orders_alone(context: Context, candidate: Candidate) -> bool:
    if not candidate.round_only or candidate.form == "fraction":
        return False
    return hedge_before(context, candidate.start) is None and candidate.inner == "exact"


def _split_thing(context: Context, candidate: Candidate) -> bool:
    """2.2本项目…, 3.1节: section numbers before words; 1.2万家 is whole, 每千人口医师3.82人 a mean."""
    whole = "." not in candidate.numeral or candidate.value.is_integer()
    if whole or candidate.form != "measured":
        return False
    before = context.before(candidate.start, 3)
    return not before or not (before[-1].isalnum() or before[-1] in "”）)") or bool(_COUNTED_BEFORE.search(before))


def _unranked(context: Context, candidate: Candidate) -> bool:
    return candidate.form in ("ordinal", "first") and not tells_rank(context, candidate)


def _untold_duration(context: Context, candidate: Candidate) -> bool:
    return not is_told_duration(context, candidate) or is_frequency(context, candidate)


def _in_name(context: Context, candidate: Candidate) -> bool:
    return _NAMED_AFTER.match(context.text, candidate.end) is not None and not is_told_duration(context, candidate)


def _turn(context: Context, candidate: Candidate) -> bool:
    """一番景象; 翻了一番 is a multiple."""
    return not _TURNED.search(context.before(candidate.start, 4))


def _article(context: Context, candidate: Candidate) -> bool:
    """一家小店, 一条路, 一吨: an indefinite article more than a number; 近一吨, 一吨半, 一倍, 一成 are told."""
    if candidate.numeral != "一" or candidate.form != "measured" or candidate.kind in ("percent", "multiple", "money"):
        return False
    told = hedge_before(context, candidate.start) is not None or candidate.value != 1 or candidate.inner != "exact"
    return candidate.kind == "count" or not told


def _digit_string(context: Context, candidate: Candidate) -> bool:
    """二七街道, 八一村: digits without an order make names; 七八个 is a span, 二十七 a number."""
    digits = candidate.numeral
    if candidate.form == "first":
        return False
    return len(digits) > 1 and candidate.high is None and not _ORDERED.search(digits)


def _grade(context: Context, candidate: Candidate) -> bool:
    """三四级手术, 二三线城市, 5万吨级泊位: kinds of a thing; 7级大风 is a figure."""
    if candidate.kind in ("mass", "power") and _OF_GRADE.match(context.text, candidate.end):
        return _CAPACITY.search(context.before(candidate.start, 4)) is None
    return candidate.meaning.unit in _GRADES and not candidate.arabic and candidate.value < 10


def _sitting(context: Context, candidate: Candidate) -> bool:
    """Which meeting of a body it was: 县人大三次会议, 第十七届人民代表大会第四次会议."""
    named = _MEETING.match(context.text, candidate.end)
    return bool(named and context.before(candidate.start, 1) in tuple("大会届协委第"))


def _small_han(context: Context, candidate: Candidate) -> bool:
    """Small Chinese numerals count with some measure words only, and not after 第 这 每 几."""
    if not candidate.small_han or candidate.form != "measured" or candidate.kind == "duration":
        return False
    if candidate.numeral in ("零", "〇"):  # 跑零次, 零距离
        return True
    if candidate.meaning.unit == "折" and context.before(candidate.start, 1) == "打":  # 再打八折
        return False
    if candidate.kind == "money" and _CALLED.search(context.before(candidate.start, 5)):
        return True
    if candidate.kind != "count":
        return candidate.value <= 10 and not candidate.meaning.small_han
    return not candidate.meaning.small_han or _POINTING.search(context.before(candidate.start, 2)) is not None


#: The order is that of the reasons' weight: `baoku explain` shows the first.
REFUSALS = (
    Refusal("set phrase", "stands in a fixed expression", in_phrase, quoted=True),
    Refusal("title", "stands in a title of a work", in_title, quoted=True),
    Refusal("slogan", "stands in a short quotation: a slogan or a name", in_slogan, SLOGAN_KINDS, quoted=True),
    Refusal("code", "part of a code, a product or an address", _of_code),
    Refusal("cut word", "its numeral or unit is part of another word", _cut_word),
    Refusal("orders alone", "百 千 万 亿 without a digit or a hedge", _orders_alone, han=True),
    Refusal("split thing", "a fraction of what does not divide", _split_thing, _COUNT),
    Refusal("unranked", "an ordinal that ranks nothing", _unranked, _RANK),
    Refusal("when", "tells when, not how long", tells_when, _DURATION),
    Refusal(
        "untold duration",
        "a small Chinese numeral of time without a word for lasting",
        _untold_duration,
        _DURATION,
        han=True,
    ),
    Refusal("name", "part of the name of a plan or an area", _in_name, _NAMED_KINDS),
    Refusal("digit string", "Chinese digits without an order: a name", _digit_string, han=True),
    Refusal("grade", "which grade something is of, not how many", _grade),
    Refusal("sitting", "which meeting of a body it was", _sitting, units=frozenset({"次"})),
    Refusal("turn", "番 without 翻", _turn, units=frozenset({"番"})),
    Refusal("article", "一 as an indefinite article", _article, han=True),
    Refusal("small numeral", "a small Chinese numeral that counts nothing here", _small_han, han=True),
)
