"""Other forms of an option: "Mon" for Monday, "vraie" for "vrai"."""

from collections.abc import Mapping, Sequence
from itertools import product

from jagbench.analysis.reading.lexicon import Lexicon, by_lexicon
from jagbench.analysis.reading.notation import locales_of
from jagbench.analysis.reading.page import fold


def other_forms(names: Sequence[str], folded: Sequence[str], lexicon: Lexicon) -> Mapping[str, int]:
    """The index of the option that each form stands for.

    Args:
        names: The options as shown; a name with a capital letter is no quality.
        folded: The same in lower case.
        lexicon: The words in use.
    """
    known = _weekdays(lexicon)
    forms = {form: index for index, name in enumerate(folded) for form in known.get(name, ())}
    for index, name in enumerate(folded):
        if name.isalpha() and name == names[index]:
            forms |= {form: index for form in _inflected(name, lexicon) if form not in folded}
    return forms


def _short_forms(name: str, short: str) -> list[str]:
    """How a day of the week is called in short: by two letters only with its full stop.

    Japanese leaves the last character of the whole name out, and Chinese has three words for the week and two
    for Sunday.
    """
    form = short.removesuffix(".") if len(short) > 3 else short
    if name.endswith("曜日"):
        return [name.removesuffix("日")]
    if form.startswith("周"):
        days = ("日", "天") if form.endswith("日") else (form[1:],)
        weeks = product(("星期", "周", "礼拜"), days)
        return [each for each in map("".join, weeks) if each != name]
    return [] if len(form) < 2 else [form]


def _inflected(name: str, lexicon: Lexicon) -> list[str]:
    """What a quality is called of other things than it is asked of: "vraie" for "vrai"."""
    endings = lexicon.every(lambda table: table.inflections)
    first = next((pair for pair in endings if name.endswith(pair[0])), None)
    return [] if first is None else [name.removesuffix(first[0]) + first[1]]


def _weekdays_of(lexicon: Lexicon) -> dict[str, list[str]]:
    """The days of the week in lower case, with their short forms."""
    return {
        fold(name): _short_forms(fold(name), fold(short))
        for known in locales_of(table.code for table in lexicon.tables)
        for name, short in zip(known.weekdays, known.short_weekdays, strict=True)
    }


_weekdays = by_lexicon(_weekdays_of)
