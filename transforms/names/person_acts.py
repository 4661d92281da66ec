"""What goes on right after a person's name: what persons say and do, and what is told of them."""

import functools
import re

from transforms.names.tables import any_of, word_set

#: What persons do right after their names, besides speaking.
_ACTS = (
    "作(?=报告|政府|工作|安排|部署|讲话|主题|主旨|专题|交流|动员)|主持|出席|带队|率队|率领|陪同|宣读|致辞|讲话|指着|"
    "指导|参加|带领|授课|讲课|讲解|察看|查看|宣布|颁奖|揭牌|点评|坐诊|记得|打趣|竖起|感叹道|摆摆手|掰着|乐呵呵|笑呵呵|哈着|拉着"
)
#: What tells of a person whose name may be read as other words: 付艳萍|正盯着, 许光明|这样总结, 郝玉珍|的家.
_TELLS = re.compile(
    r"正(?=[盯看忙在和与给把埋低弯蹲站坐拿端向指带用为对])|这样|这么|告诉|提起|谈起|说起|聊起|谈及|回忆|翻开|打开|拿出|扳着|抽空|一边|"
    r"每[天年月周次]|天天|今年|去年|用了|戴着|穿着|端着|捧着|拿着|握着|望着|看着|蹲在|站在|坐在|守在|住在|忙着|笑着|忙得|笑得|乐得|"
    r"激动|高兴地|感慨|直言|逢人|连声|连连|算了|算起|自豪|喜滋滋|喜上眉梢|合不拢|深有|第[一二三四五六七八九十两]次|"
    r"家(?=[的里，离门中院住])|的(?=家|笔记本|办公室|朋友圈|账本|手机|儿子|女儿|妻子|丈夫|父亲|母亲|老伴|孩子|脸上|心里|眼里|讲述)"
)


@functools.cache
def acts() -> re.Pattern[str]:
    """What persons say and do."""
    return re.compile(rf"{any_of(word_set('speech_verbs.csv'))}|{_ACTS}")


def tells(text: str, position: int) -> bool:
    """Whether `text` goes on at `position` as after a person's name."""
    return acts().match(text, position) is not None or _TELLS.match(text, position) is not None
