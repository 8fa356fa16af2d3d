"""Wrong ways to count a character in Chinese and Japanese."""

import unicodedata
from collections.abc import Mapping
from functools import cache

from jagbench.generators.families.counting.misconceptions.letters import (
    distinct_letters,
    occurrences,
    presence,
    runs,
    word_length,
)
from jagbench.generators.families.counting.misconceptions.wrong import counted, off_by_one
from jagbench.generators.skill.definition import Misconception, Question

ALIKE = (
    *(
        "人入八",
        "土士",
        "未末",
        "日目白",
        "大太犬",
        "千干",
        "木本",
        "王玉主",
        "己已",
        "天夫",
        "刀力",
        "鸟乌",
        "晴睛",
        "午牛",
    ),
    *("ぬめ", "ねれわ", "るろ", "はほ", "きさ", "シツ", "ソン", "クタ", "ウワ"),
)
"""Characters that are easily taken for one another."""
LOOKALIKES: Mapping[str, str] = {each: group for group in ALIKE for each in group}


@cache
def unmarked(character: str) -> str:
    """A kana without the marks that voice it; other characters as they are."""
    return unicodedata.normalize("NFD", character)[0]


def ignores_voicing(question: Question) -> int:
    """Take か and が for the same character."""
    text, character = question.item.operands
    bare = unmarked(character)
    return list(map(unmarked, text)).count(bare)


def takes_lookalikes(question: Question) -> int:
    """Take characters that look alike for the same: 未 and 末, シ and ツ."""
    text, character = question.item.operands
    group = LOOKALIKES.get(character, character)
    return sum(map(text.count, set(group)))


CHARACTERS: Mapping[str, Misconception] = {
    "ignores_voicing": counted(ignores_voicing),
    "takes_lookalikes": counted(takes_lookalikes),
    "runs": counted(runs),
    "presence": counted(presence),
    "distinct_letters": counted(distinct_letters),
    "word_length": counted(word_length),
    **off_by_one(occurrences),
}
