"""A character in a word, string or sentence of Chinese or Japanese."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from jagbench.generators.families.counting.counts import count, slots
from jagbench.generators.families.counting.misconceptions import characters as wrong
from jagbench.generators.families.counting.misconceptions import letters as wrong_letters
from jagbench.generators.families.counting.oracle import characters as oracle
from jagbench.generators.families.counting.strata import FEWEST, when_asked
from jagbench.generators.language.homes import at_home
from jagbench.generators.language.words import lexicon
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Level, Skill, Stratum
from jagbench.generators.skill.draws import choices, places, sample
from jagbench.generators.skill.source import Source

SCRIPTS = {"zh": "han", "ja": "kana"}
VOICED = (
    *(
        "かが",
        "きぎ",
        "くぐ",
        "けげ",
        "こご",
        "さざ",
        "しじ",
        "すず",
        "せぜ",
        "そぞ",
        "ただ",
        "ちぢ",
        "つづ",
        "てで",
        "とど",
    ),
    *("はばぱ", "ひびぴ", "ふぶぷ", "へべぺ", "ほぼぽ"),
)
"""Kana without and with the marks that voice them."""
DECOYS: Mapping[tuple[str, str], Sequence[str]] = {
    ("zh", "lookalike"): [group for group in wrong.ALIKE if group[0] >= "一"],
    ("ja", "lookalike"): [group for group in wrong.ALIKE if group[0] < "一"],
    ("ja", "voicing"): VOICED,
}
"""Characters that are easily taken for one another, by language and reason."""
CLAUSES: Mapping[str, tuple[str, str, str]] = {
    "zh": (
        "老师 妈妈 爸爸 哥哥 姐姐 弟弟 妹妹 爷爷 奶奶 小猫 小狗 小鸟 小羊 学生 同学 朋友 医生 农民",
        "喜欢 看见 画 找到 想念 望见 想起 寻找 记得",
        "小猫 小狗 小鸟 小羊 老师 妈妈 爷爷 奶奶 同学 朋友 花 大树 月亮 太阳 星星 大山 小河 白云",
    ),
    "ja": (
        "ねこが いぬが うさぎが きつねが たぬきが かえるが くまが さるが ことりが こどもが ともだちが",
        "さかなを りんごを はなを ほしを かがみを かばんを つくえを てがみを ぼうしを はこを かぎを かきを",
        "みる さがす えらぶ わすれる みつける かく おぼえる ながめる",
    ),
}
"""What sentences are made of, in order; in kana, as for a first-year pupil."""
COMMAS = {"zh": "，", "ja": "、"}


@cache
def _parts(language: str) -> Sequence[Sequence[str]]:
    return [part.split() for part in CLAUSES[language]]


@cache
def _kin(character: str) -> str:
    """A character with all that is easily taken for it."""
    voiced = next((group for group in VOICED if character in group), "")
    return character + wrong.LOOKALIKES.get(character, "") + voiced


@cache
def _cells(language: str, shortest: int, longest: int) -> Mapping[int, Sequence[tuple[str, str]]]:
    """(word, character) by how often the character stands there."""
    cells: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for word in lexicon.real(language, "any", shortest, longest):
        for character in sorted(set(word)):
            cells[word.count(character)].append((word, character))
    return dict(cells)


def _sentence(source: Source, language: str, clauses: int) -> str:
    columns = [choices(source, part, clauses) for part in _parts(language)]
    return COMMAS[language].join("".join(words) for words in zip(*columns, strict=True)) + "。"


def draw_characters(source: Source, stratum: Stratum) -> Sequence[str]:
    """A text and a character that stands in it as often as the stratum says."""
    language, shortest, longest = str(stratum["language"]), int(stratum["shortest"]), int(stratum["longest"])
    if stratum["text"] == "word":
        return source.choice(_cells(language, shortest, longest)[int(stratum["count"])])
    if stratum["text"] == "sentence":
        text = _sentence(source, language, source.integer(shortest, longest))
        # Every number of times is as likely as any other, else most characters would stand there once.
        times = Counter(each for each in text if each not in "，、。")
        wanted = source.choice(sorted(set(times.values())))
        return text, source.choice([each for each in times if times[each] == wanted])
    return _string(source, stratum, language, source.integer(shortest, longest))


def _string(source: Source, stratum: Stratum, language: str, length: int) -> Sequence[str]:
    times, decoy = int(stratum["count"]), str(stratum["decoy"])
    signs = lexicon.SIGNS[SCRIPTS[language]]
    group = source.choice(DECOYS[language, decoy]) if decoy != "none" else source.choice(signs)
    character = source.choice(group)
    alike = group.replace(character, "")
    kin = _kin(character)
    others = [sign for sign in signs if sign not in kin]

    def draw() -> str:
        row = choices(source, others, length)
        standing = places(source, length, times, doubled=bool(stratum["doubled"])) if times else []
        for place in standing:
            row[place] = character
        if alike:
            free = [place for place in range(length) if place not in standing]
            for place in sample(source, free, source.integer(1, max(1, len(free) // 2))):
                row[place] = source.choice(alike)
        return "".join(row)

    return lexicon.drawn_clean(draw), character


@when_asked
def _strata(
    words: tuple[int, int], strings: tuple[int, int], clauses: tuple[int, int], counts: Sequence[int]
) -> list[Stratum]:
    found: list[Stratum] = []
    for language in SCRIPTS:
        for times in counts:
            if len(_cells(language, *words).get(times, ())) >= FEWEST:
                found.append(_stratum(language, "word", words, count=times))
        for times in counts:
            for decoy in ("none", "lookalike", "voicing"):
                if decoy == "none" or (language, decoy) in DECOYS:
                    doubled = times == max(counts) and times > 1
                    found.append(
                        _stratum(language, "string", strings, count=times, decoy=decoy, doubled=doubled)
                    )
        if clauses[1]:
            found.append(_stratum(language, "sentence", clauses))
    return found


def _stratum(
    language: str,
    text: str,
    lengths: tuple[int, int],
    *,
    count: int | str = "any",
    decoy: str = "any",
    doubled: bool | str = "any",
) -> Stratum:
    """A stratum; the lengths of a sentence are in clauses."""
    return {
        "language": language,
        "text": text,
        "count": count,
        "decoy": decoy,
        "doubled": doubled,
        "shortest": lengths[0],
        "longest": lengths[1],
    }


cjk_characters = register(
    Skill(
        name="counting.cjk_characters",
        summary="How often a character stands in a word, string or sentence of Chinese or Japanese.",
        levels=[
            Level(grade=1, strata=_strata((2, 4), (3, 4), (0, 0), [0, 1, 2])),
            Level(grade=1, strata=_strata((3, 6), (5, 7), (1, 1), [0, 1, 2, 3])),
            Level(grade=2, strata=_strata((5, 9), (8, 12), (2, 3), [0, 1, 2, 3, 4])),
            Level(grade=3, strata=_strata((7, 12), (13, 20), (4, 6), [0, 2, 3, 4, 5])),
            Level(grade=4, strata=_strata((9, 12), (21, 40), (7, 12), [0, 2, 4, 6, 8, 10])),
        ],
        draw=draw_characters,
        solve=lambda question: count(wrong_letters.occurrences(question)),
        slots=slots("text", "character"),
        oracle=oracle.characters,
        misconceptions=wrong.CHARACTERS,
        asks_in=at_home,
    )
)
