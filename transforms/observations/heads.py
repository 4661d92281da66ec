"""What numbers of people, households and years of age are of: 9栋楼、412户; 72岁的退休教师某某."""

import re

from transforms.observations.found import NOTHING, Answer, Readings, View, said
from transforms.observations.line import NAME, TEXT
from transforms.observations.nominal import is_nominal
from transforms.observations.words import change_words
from transforms.page.people import surnames

#: How far after 岁的 a name is looked for.
_FARTHEST = 16
_TITLE = re.compile(
    "(?<=..)(?:老人家?|大爷|大妈|大娘|大叔|大伯|大姐|大哥|奶奶|爷爷|阿姨|婆婆|先生|女士|同志|老师|师傅)$"
)
_HEADS = {"户": "户", "人": "人口"}
#: What people make up: 9支小队、238人 are theirs.
_TEAMS = frozenset({"支", "班", "队", "组", "个班", "个组"})
_LISTED = re.compile("[、，和][约近共超]?$")


def age(readings: Readings, index: int) -> Answer:
    """80多岁的老人: whose age it is, when no 平均年龄 stands before the number; 年龄 of a person by name."""
    view = readings.views[index]
    if view.kind != "age":
        return None
    if view.slot.after.startswith("的") and _of_person(view):
        return "年龄", NOTHING, -1
    if view.right and not view.left.text.endswith(("年龄", "寿命")):
        return said(view.right)
    if (title := _TITLE.search(view.left.text)) and view.left.text[0] in surnames():
        return view.left.text[: title.start()], view.left, -1  # 蒋月英|老人今年82岁
    return said(view.left if view.left.nominal else NOTHING) or said(view.right)


def _of_person(view: View) -> bool:
    """Whether the words after 岁的 lead to a person's name or to him or her: 72岁的退休教师某某, 66岁的他."""
    line = view.slot.line
    for word in line.between(view.slot.quantity.end + 1, min(view.slot.right, view.slot.quantity.end + _FARTHEST)):
        if word.role == NAME and line.entities[line.names[word.ref].entity].type == "person":
            return True
        if word.text in ("他", "她"):
            return True
        if word.role == TEXT and not is_nominal(word):
            return False
    return False


def only_act(view: View) -> bool:
    """Whether a number of households or people is followed by no more than how they do: 带动520户增收."""
    if view.slot.quantity.unit not in _HEADS:
        return False
    word = change_words().get(view.right.text)
    return word is not None and word.role == "self"


def people(view: View) -> str | None:
    """What a number of households or people counts when no word says it: 全村312户."""
    return None if view.right and view.right.nominal else _HEADS.get(view.slot.quantity.unit)


def households(readings: Readings, index: int) -> Answer:
    """9栋楼、412户; 辖11个行政村、1.32万人: households or people after what else there is."""
    view = readings.views[index]
    unit = view.slot.quantity.unit
    if unit not in _HEADS or not index:
        return None
    beside = readings.views[index - 1].slot.quantity.end == view.slot.quantity.start  # 312户1186人
    if not (beside or _LISTED.search(view.slot.before)):
        return None
    if view.left and view.left.end > readings.views[index - 1].right.end:
        return None
    before = readings.views[index - 1].slot.quantity.unit
    told = readings.text_of(index - 1)
    if before in _TEAMS and told:  # 9支小队、238人
        return told, readings.found[index - 1].phrase, index - 1
    named = before in ("户", "人", "名") and told not in ("户", "住户", None)  # 贫困户2.41万户、7.06万人
    return None if named or readings.views[index - 1].kind != "count" else (_HEADS[unit], NOTHING, -1)
