"""Persons: which names say who it is."""

from transforms.names.tables import roles
from transforms.page.people import surnames

_ADDRESSES = (
    "某",
    "某某",
    "先生",
    "女士",
    "师傅",
    "老师",
    "医生",
    "大爷",
    "大妈",
    "奶奶",
    "爷爷",
    "阿姨",
    "叔",
    "同学",
)
_FAMILIAR = ("小", "老", "阿", "大")


def is_form_of_address(name: str) -> bool:
    """Whether a name is only a way of speaking of somebody: 王师傅, 老李, 张某, 李女士."""
    if name.endswith(_ADDRESSES) or (len(name) == 2 and name[0] in _FAMILIAR and name[1] in surnames()):
        return True
    return any(name[len(surname) :] in roles() for surname in (name[:1], name[:2]) if surname in surnames())
