"""The answer to a question of kinship, from the prompt's text: families are laid out child by child."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jagbench.errors import JagbenchError

# --- families ---------------------------------------------------------------------------------------

BROTHERS = re.compile(
    r"(\d+) (?:brothers?|Brüder|Bruder|frères?|hermanos?)\b"
    r"|남자 형제 (\d+)명|男のきょうだいが(\d+)人|(\d+)个兄弟"
)
SISTERS = re.compile(
    r"(\d+) (?:sisters?|Schwestern?|sœurs?|hermanas?)\b"
    r"|여자 형제 (\d+)명|女のきょうだいが(\d+)人|(\d+)个姐妹"
)
SONS = re.compile(r"(\d+) (?:sons|Söhne|fils|hijos varones)\b|아들이 (\d+)명|息子が(\d+)人|(\d+)个儿子")
DAUGHTERS = re.compile(r"(\d+) (?:daughters|Töchter|filles|hijas)\b|딸이 (\d+)명|娘が(\d+)人|(\d+)个女儿")
GIRL = re.compile(
    r"is a girl\.|여자아이입니다|ist ein Mädchen\.|est une fille\.|es una niña\.|女の子です|是女孩"
)
BOY = re.compile(r"is a boy\.|남자아이입니다|ist ein Junge\.|est un garçon\.|es un niño\.|男の子です|是男孩")
EACH_BROTHER = re.compile(
    r"each of \w+'s brothers|jeder Bruder von \w+|chaque frère de \w+|cada hermano de \w+"
    r"|의 남자 형제(?=에게는 각각| 한 명)|さんの男のきょうだい(?=には、それぞれ|の一人)|的每个兄弟",
    re.IGNORECASE,
)
EACH_SISTER = re.compile(
    r"each of \w+'s sisters|jede Schwester von \w+|chaque sœur de \w+|cada hermana de \w+"
    r"|의 여자 형제(?=에게는 각각| 한 명)|さんの女のきょうだい(?=には、それぞれ|の一人)|的每个姐妹",
    re.IGNORECASE,
)
SEXES = {
    "m": ("brothers", "남자 형제", "Brüder", "frères", "hermanos", "男のきょうだい", "兄弟"),
    "f": ("sisters", "여자 형제", "Schwestern", "sœurs", "hermanas", "女のきょうだい", "姐妹"),
}


def _body(prompt: str) -> str:
    """What stands behind the first line."""
    return prompt.partition("\n")[2]


def _parted(body: str) -> tuple[str, str]:
    """The story, and the last sentence."""
    end = body.rstrip(" .。\n")
    cut = max(end.rfind("."), end.rfind("。")) + 1
    return body[:cut], body[cut:]


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    """The number that a pattern finds; none where it finds none.

    Raises:
        JagbenchError: if it finds several.
    """
    found = pattern.findall(text)
    if len(found) > 1:
        raise JagbenchError(f"The prompt counts the same relatives twice: {text!r}")
    return int("".join(found[0])) if found else None


def _child(text: str) -> str:
    """The sex of the child of a story, "m" or "f".

    Raises:
        JagbenchError: if the story does not say it.
    """
    girl, boy = GIRL.search(text), BOY.search(text)
    if (girl is None) == (boy is None):
        raise JagbenchError(f"The prompt does not say whether the child is a girl or a boy: {text!r}")
    return "m" if girl is None else "f"


def _others(text: str) -> list[str]:
    """The sexes of the brothers and sisters that a story counts.

    Raises:
        JagbenchError: if it does not count both.
    """
    brothers, sisters = _number(BROTHERS, text), _number(SISTERS, text)
    if brothers is None or sisters is None:
        raise JagbenchError(f"The prompt does not count brothers and sisters: {text!r}")
    return ["m"] * brothers + ["f"] * sisters


def siblings(prompt: str, language: str) -> str:
    """Lay the family out, take one sibling away, and count who is left of the sex that is asked for.

    Raises:
        JagbenchError: if the family or the question is not there.
    """
    story, question = _parted(_body(prompt))
    family = [_child(story), *_others(story)]
    sibling = "m" if EACH_BROTHER.search(question) else "f" if EACH_SISTER.search(question) else ""
    rest = EACH_SISTER.sub(" ", EACH_BROTHER.sub(" ", question))
    asked = [sex for sex, words in SEXES.items() if any(word in rest for word in words)]
    if sibling not in family[1:] or len(asked) != 1:
        raise JagbenchError(f"The prompt does not ask about a brother or sister of the child: {prompt!r}")
    family.remove(sibling)
    return str(family.count(asked[0]))


def children(prompt: str, language: str) -> str:
    """Lay the family out, and count it.

    Raises:
        JagbenchError: if the family is not there.
    """
    story = _body(prompt)
    child = _child(story)
    sons, daughters = _number(SONS, story), _number(DAUGHTERS, story)
    if sons is not None:
        family = ["m"] * sons + ["f"] * (_number(SISTERS, story) or 0)
    elif daughters is not None:
        family = ["f"] * daughters + ["m"] * (_number(BROTHERS, story) or 0)
    else:
        counted = "m" if EACH_BROTHER.search(story) else "f" if EACH_SISTER.search(story) else child
        family = [counted, *_others(story)]
    if child not in family:
        raise JagbenchError(f"The child is not in its own family: {prompt!r}")
    return str(len(family))


# --- chains -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """How a language says what a chain is made of; the groups are named."""

    age: re.Pattern[str]
    years: re.Pattern[str]
    asked: re.Pattern[str]
    pair: re.Pattern[str]


def _sentences(age: str, years: str, asked: str, pair: str, name: str = r"\w+") -> Sentences:
    def compiled(pattern: str) -> re.Pattern[str]:
        for slot in ("A", "B"):
            pattern = pattern.replace(f"<{slot}>", f"(?P<{slot.lower()}>{name})")
        return re.compile(pattern.replace("<N>", r"(?P<n>\d+)").replace("<R>", "(?P<r>").replace("</R>", ")"))

    return Sentences(age=compiled(age), years=compiled(years), asked=compiled(asked), pair=compiled(pair))


KANJI = r"[\u4e00-\u9fff]{2}"
TOLD: Mapping[str, Sentences] = {
    "de": _sentences(
        "<A> ist <N> Jahre alt",
        "<A> ist <N> Jahre <R>älter|jünger</R> als <B>",
        "Wie alt ist <A>",
        "<A> ist <R>größer|kleiner|älter|jünger</R> als <B>",
    ),
    "en": _sentences(
        r"<A> is <N> years old\.",
        "<A> is <N> years <R>older|younger</R> than <B>",
        "(?:How old is|The age of) <A>",
        "<A> is <R>taller|shorter|older|younger</R> than <B>",
    ),
    "es": _sentences(
        r"<A> tiene <N> años\.",
        "<A> tiene <N> años <R>más|menos</R> que <B>",
        "Cuántos años tiene <A>",
        "<A> (?:mide|es) <R>más|menos|mayor|menor</R> que <B>",
    ),
    "fr": _sentences(
        r"<A> a <N> ans\.",
        "<A> a <N> ans de <R>plus|moins</R> que <B>",
        "Quel âge a <A>",
        "<A> est plus <R>grand|petit|âgé|jeune</R>e? que <B>",
    ),
    "ja": _sentences(
        "<A>さんは<N>歳です",
        "<A>さんは<B>さんより<N>歳年<R>上|下</R>です",
        "<A>さんは何歳",
        "<A>さんは<B>さんより(?:背が)?<R>高い|低い|年上|年下</R>です",
        KANJI,
    ),
    "ko": _sentences(
        "<A>는 <N>살입니다",
        "<A>는 <B>보다 나이가 <N>살 <R>많|적</R>습니다",
        "<A>(?:는 몇 살|의 나이는 ___살)",
        "<A>는 <B>보다 (?:키가|나이가) <R>큽|작습|많습|적습</R>니다",
        r"\w{2}",
    ),
    "zh": _sentences(
        "<A>今年<N>岁。",
        "<A>比<B><R>大|小</R><N>岁",
        "<A>今年(?:几岁|多少岁)",
        "<A>比<B>(?:年龄)?<R>高|矮|大|小</R>。",
        r"小[\u4e00-\u9fff]",
    ),
}
MORE = {
    *("älter", "größer", "older", "taller", "más", "mayor", "plus", "grand", "âgé"),
    *("上", "高い", "年上", "많", "큽", "많습", "大", "高"),
}
"""What makes the first of two people the older or the taller one."""
MOST = re.compile(
    r"tallest|oldest|am größten|am ältesten|la plus (?:grande|âgée)|más alta|de más edad"
    r"|背が高い人|いちばん年上"
    r"|가장 (?:큰|많은)|最[高大]"
)
LEAST = re.compile(
    r"shortest|youngest|am kleinsten|am jüngsten|la plus (?:petite|jeune)|más baja|de menos edad"
    r"|背が低い人|いちばん年下"
    r"|가장 (?:작은|적은)|最[矮小]"
)


def ages(prompt: str, language: str) -> str:
    """Go through the sentences again and again, and note each age that one of them gives away.

    Raises:
        JagbenchError: if the sentences do not give the age that is asked for.
    """
    body, told = _body(prompt), TOLD[language]
    found = {match["a"]: int(match["n"]) for match in told.age.finditer(body)}
    differences = [
        (match["a"], match["b"], int(match["n"]) * (1 if match["r"] in MORE else -1))
        for match in told.years.finditer(body)
    ]
    asked = told.asked.search(body)
    while asked is not None and asked["a"] not in found:
        known = len(found)
        for first, second, difference in differences:
            if second in found:
                found.setdefault(first, found[second] + difference)
            elif first in found:
                found[second] = found[first] - difference
        if len(found) == known:
            break
    if asked is None or asked["a"] not in found:
        raise JagbenchError(f"The sentences do not give the age that is asked for: {prompt!r}")
    return str(found[asked["a"]])


def order(prompt: str, language: str) -> str:
    """Climb from anybody to whoever is taller, until nobody is.

    Raises:
        JagbenchError: if the prompt does not name one direction, or the people do not form one chain.
    """
    question, _, body = prompt.partition("\n")
    most, least = MOST.search(question), LEAST.search(question)
    if (most is None) == (least is None):
        raise JagbenchError(f"The prompt does not say one direction: {prompt!r}")
    higher: dict[str, str] = {}
    for match in TOLD[language].pair.finditer(body):
        climbs = (match["r"] in MORE) == (most is None)
        lower, upper = (match["a"], match["b"]) if climbs else (match["b"], match["a"])
        higher[lower] = upper
    people = {*higher, *higher.values()}
    ends = people - higher.keys()
    if len(ends) != 1 or len(people) != len(higher) + 1:
        raise JagbenchError(f"The people do not form one chain: {prompt!r}")
    here, steps = next(iter(higher)), 0
    while here in higher and steps < len(people):
        here, steps = higher[here], steps + 1
    return here
