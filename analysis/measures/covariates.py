"""What a probe is like, beside what is right: its declared factors, and what a model's tokenizer makes of it.

How numbers are cut into tokens is thought to decide where models fail them: digits grouped from the left
spoil the alignment of columns (Singh and Strouse 2024, arXiv:2402.14903), and 9.11 and 9.9 may be read as 9,
a point, and 11 or 9. Here it becomes columns to hold failures against.
"""

import re
from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from jagbench.probes import Probe
from jagbench.probes.locale import locale, locale_languages

Span = tuple[int, int]
"""Where a token begins and ends in a text, in characters, the end exclusive."""

Tokenizer = Callable[[str], Sequence[Span]]
"""The tokens of a text in order, without special ones. Tokens that hold parts of one character overlap."""

TOKEN_FACTORS = ("prompt_tokens", "tokens_per_operand", "digit_grouping", "decimal_point")
"""The columns of `token_covariates` that can stand in a model."""


def declared_factors(probes: Iterable[Probe]) -> pd.DataFrame:
    """The declared factors of each probe: the entries of its `params` but the operands.

    Returns:
        One row per probe: `probe`, its id, then every factor that a probe declares, missing where another one
        does not, then `direction`, `notation` and `format`.
    """
    asked = {"direction", "notation", "format"}
    table = pd.DataFrame(
        [
            {
                "probe": probe.id,
                **{name: value for name, value in probe.params.items() if name not in {"operands", *asked}},
                **{"direction": probe.direction, "notation": probe.notation, "format": probe.format},
            }
            for probe in probes
        ]
    )
    return table[[*(name for name in table.columns if name not in asked), "direction", "notation", "format"]]


def token_covariates(probes: Iterable[Probe], tokenizer: Tokenizer) -> pd.DataFrame:
    """What a tokenizer makes of each probe, as it stands in the prompt.

    Args:
        probes: The probes.
        tokenizer: Of the model; the prompt is given to it without a chat template.

    Returns:
        One row per probe: `probe`, its id; `prompt_tokens`; `tokens_per_operand`, the mean, where a token
        that reaches into an operand counts; `digit_groups`, the digits in each token of the longest number,
        such as `"3-1"`, and `digit_grouping`, what kind that is (`grouping`); and `decimal_point`, where the
        decimal points of the operands are: `"apart"`, a token of its own, `"with the whole part"`, `"with the
        fraction"`, `"inside a token"`, or `"mixed"`. Text is empty, and a mean missing, where there is
        nothing.
    """
    return pd.DataFrame([_tokens_of(probe, tokenizer(probe.prompt)) for probe in probes])


def _tokens_of(probe: Probe, tokens: Sequence[Span]) -> dict[str, object]:
    operands = operand_spans(probe)
    counts = [len(_reaching(tokens, span)) for span in operands]
    numbers = [
        (start + match.start(), start + match.end())
        for start, end in operands
        for match in re.finditer(r"\d+", probe.prompt[start:end])
    ]
    longest = max(numbers, key=lambda span: span[1] - span[0], default=None)
    groups = () if longest is None else digit_groups(tokens, longest)
    return {
        "probe": probe.id,
        "prompt_tokens": len(tokens),
        "tokens_per_operand": sum(counts) / len(counts) if counts else None,
        "digit_groups": "-".join(map(str, groups)),
        "digit_grouping": grouping(groups),
        "decimal_point": _decimal_point(probe, operands, tokens),
    }


def operand_spans(probe: Probe) -> list[Span]:
    """Where each operand stands in the prompt: its first place that no operand before it has taken.

    A place where it is part of a longer number or word is taken only where there is no other. An operand that
    does not stand in the prompt as it is written has none.
    """
    taken: list[Span] = []
    for operand in probe.operands:
        text = re.escape(operand)
        places = [
            *re.finditer(rf"(?<![\w.,]){text}(?!\w|[.,]\d)", probe.prompt),
            *re.finditer(text, probe.prompt),
        ]
        spans = [match.span() for match in places if match.group()]
        free = next((span for span in spans if not _reaching(taken, span)), None)
        if free is not None:
            taken.append(free)
    return taken


def _reaching(spans: Sequence[Span], into: Span) -> list[Span]:
    return [span for span in spans if span[0] < into[1] and into[0] < span[1]]


def digit_groups(tokens: Sequence[Span], number: Span) -> tuple[int, ...]:
    """How many digits of a number each token holds.

    Args:
        tokens: The tokens of the text.
        number: Where its digits stand.
    """
    return tuple(min(end, number[1]) - max(start, number[0]) for start, end in _reaching(tokens, number))


def grouping(groups: Sequence[int]) -> str:
    """The kind of some digit groups.

    Returns:
        `"single digits"`; `"one token"`; `"even groups"`, 3-3; `"from the left"`, 3-3-1; `"from the right"`,
        1-3-3; `"irregular"`; or `""` where there is no digit.
    """
    if not groups:
        return ""
    first, *rest = groups
    if set(groups) == {1}:
        return "single digits"
    if not rest:
        return "one token"
    if len(set(groups)) == 1:
        return "even groups"
    if len({first, *rest[:-1]}) == 1 and rest[-1] < first:
        return "from the left"
    return "from the right" if len(set(rest)) == 1 and first < rest[0] else "irregular"


def _decimal_point(probe: Probe, operands: Sequence[Span], tokens: Sequence[Span]) -> str:
    known = probe.language in locale_languages()
    point = re.escape(locale(probe.language).decimal if known else ".")
    found = {
        _joined(_reaching(tokens, (start + match.start(), start + match.end())), start + match.start())
        for start, end in operands
        for match in re.finditer(rf"(?<=\d){point}(?=\d)", probe.prompt[start:end])
    }
    return "mixed" if len(found) > 1 else next(iter(found), "")


def _joined(tokens: Sequence[Span], point: int) -> str:
    before = any(start < point for start, _ in tokens)
    after = any(end > point + 1 for _, end in tokens)
    if before and after:
        return "inside a token"
    return "with the whole part" if before else "with the fraction" if after else "apart"
