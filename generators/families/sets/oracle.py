"""The answer to a question about people, groups and lists, from the prompt's text, by naming everyone."""

import re

from jagbench.errors import JagbenchError

NUMBER = re.compile(r"\d+")
COMES_AND_GOES = {
    "de": ("herein", "hinaus"),
    "en": ("enter", "leave"),
    "es": ("entra", "sale"),
    "fr": ("entre", "sort"),
    "ja": ("入ります", "出ます"),
    "ko": ("들어옵니다", "나갑니다"),
    "zh": ("进来", "出去"),
}
SENTENCE = re.compile(r"[^.。\d]*(\d+)[^.。]*[.。]")
SOMEWHERE = {
    "either": re.compile(
        r"at least one|적어도 한 가지|mindestens eine|au moins un|al menos uno|少なくとも一方|至少参加一项"
    ),
    "neither": re.compile(r"neither of|어느 것도|keine der|aucun des|ninguno de|どちらもしない|一项也不参加"),
    "exactly one": re.compile(
        r"exactly one|꼭 한 가지만|genau eine|exactement un|exactamente uno|一方だけ|恰好参加一项"
    ),
}
FIRST_ONLY = re.compile(
    r"but not in the second|둘째 목록에는 없는|aber nicht in der zweiten|mais pas dans la seconde"
    r"|pero no en la segunda|二つ目の一覧にはない|但不在第二个"
)
BOTH_LISTS = re.compile(
    r"(?:in|common to) both lists|두 목록에 모두 있는|in beiden Listen|dans les deux listes|en las dos listas"
    r"|両方の一覧にある|同时在两个"
)
ENTRIES = re.compile(r", |、")


def _story(prompt: str) -> str:
    """What stands behind the first line break."""
    return prompt.partition("\n")[2]


def in_room(prompt: str, language: str) -> str:
    """Let everybody walk into a list of people, and out of it again, one after the other.

    Raises:
        JagbenchError: if a number neither enters nor leaves, or more people leave than are there.
    """
    come, go = COMES_AND_GOES[language]
    inside: list[int] | None = None
    for sentence in SENTENCE.finditer(_story(prompt)):
        text, people = sentence[0], range(int(sentence[1]))
        comes, goes = come in text, go in text
        if inside is None and not comes and not goes:
            inside = [*people]
        elif inside is None or comes == goes:
            raise JagbenchError(f"The prompt does not say who comes and who goes: {text!r}")
        elif comes:
            inside.extend(people)
        elif len(people) > len(inside):
            raise JagbenchError(f"More people leave than are there: {text!r}")
        else:
            del inside[: len(people)]
    if inside is None:
        raise JagbenchError(f"The prompt does not say how many people are there at first: {prompt!r}")
    return str(len(inside))


def either_or_both(prompt: str, language: str) -> str:
    """Lay the children out on a line: those of the first sport begin it, those of the second overlap them.

    Raises:
        JagbenchError: if there are not four numbers that fit, or the prompt does not ask one thing.
    """
    question, _, story = prompt.partition("\n")
    asked = [name for name, pattern in SOMEWHERE.items() if pattern.search(question)]
    numbers = [int(number) for number in NUMBER.findall(story)]
    if len(asked) != 1 or len(numbers) != 4:
        raise JagbenchError(f"The prompt does not ask about two groups: {prompt!r}")
    everybody, first, second, both = numbers
    begin, end = first - both, first - both + second
    if min(begin, both) < 0 or end > everybody:
        raise JagbenchError(f"The numbers of the groups do not fit: {prompt!r}")
    inside_one, inside_both, outside = begin + (end - first), first - begin, everybody - end
    return str({"either": inside_one + inside_both, "neither": outside, "exactly one": inside_one}[asked[0]])


def common(prompt: str, language: str) -> str:
    """Look every entry of the first list up in the second.

    Raises:
        JagbenchError: if there are not two lists, or the prompt does not ask one thing.
    """
    *head, first_line, second_line = prompt.split("\n")
    question = "\n".join(head)
    only, both = FIRST_ONLY.search(question), BOTH_LISTS.search(question)
    lists = [ENTRIES.split(re.split(r": |：", line)[-1]) for line in (first_line, second_line)]
    if (only is None) == (both is None) or min(map(len, lists)) < 2:
        raise JagbenchError(f"The prompt does not ask what two lists share: {prompt!r}")
    first, second = lists
    return str(sum((entry in second) == (both is not None) for entry in first))
