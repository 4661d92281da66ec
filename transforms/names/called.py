"""What persons are called before their names but for a post: by an age, a generation, a nickname, where they live."""

import re

from transforms.names.tables import roles
from transforms.names.vocabulary import NICKNAMES
from transforms.page.people import surnames
from transforms.tokens import is_known

_HAN = re.compile(r"[\u4e00-\u9fd5]")
#: What an age or a generation leads to (its signs are in vocabulary): 61岁的|罗某某, “90后”|陈某某, “背篓书记”|石某某.
CALLED = re.compile(
    r"\d{1,3}岁的|(?:家住|来自|住在)[^，。、“”]{2,16}?的(?=[\u4e00-\u9fd5]{2,3}(?:[，是在租开带说就也把靠从投花卖种养做]|今年|告诉|看中|一家))|"
    r"[村镇乡]的?(?=[\u4e00-\u9fd5]{3}(?:今年|，今年|，\d\d岁|，是[村镇乡全当远一]))|“?(?:[5-9]0|00|[6-9]5|05)后”?|"
    r"(?<=[\u4e00-\u9fd5]{2}[市县区镇乡村])人(?=[\u4e00-\u9fd5]{2,3}[，、])|"
    rf"“[^“”]{{1,6}}(?:{NICKNAMES})”"
)
#: What goes on after a name of three characters to tell of the person.
_TELLS = re.compile(r"[，。、一是在有正把每从也还就一家打做种养开靠带当说拿刚又已笑站坐蹲走扛捧]|今年|去年|指着|告诉")


def is_name_of_three(name: str) -> bool:
    """Whether `name` is a surname and two characters that together are no word."""
    return len(name) == 3 and name[0] in surnames() and all(map(_HAN.match, name)) and not is_known(name)


def three_characters(text: str, start: int, not_given: frozenset[str]) -> int:
    """The end of a name of three characters that ends before what is told of the person, whatever words they make.

    None of `not_given` is the second of them.
    """
    name = text[start : start + 3]
    told = is_name_of_three(name) and text[start + 1] not in not_given and _TELLS.match(text, start + 3)
    return start + 3 if told and not name.endswith(tuple(roles())) else 0
