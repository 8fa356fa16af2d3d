"""Reading one reply: collect what it commits to, and decide which commitment stands."""

import re
from collections.abc import Sequence
from typing import cast

from jagbench.analysis.reading import choices, lists
from jagbench.analysis.reading.alone import alone
from jagbench.analysis.reading.doubts import (
    breaks_off,
    but,
    hedge,
    next_turn,
    placeholder,
    refusal,
    unfinished,
    without_courtesies,
)
from jagbench.analysis.reading.lexicon import including, language_of
from jagbench.analysis.reading.marked import marked
from jagbench.analysis.reading.notation import as_written
from jagbench.analysis.reading.numbers import scan
from jagbench.analysis.reading.options import doubted, options_of
from jagbench.analysis.reading.page import Page, body, prepare, sheet, statements
from jagbench.analysis.reading.question import Question, ask
from jagbench.analysis.reading.result import Found, Outcome, Reading, no_value
from jagbench.analysis.reading.rules import IMPLIES, bare
from jagbench.analysis.reading.stated import stated
from jagbench.analysis.reading.thinking import visible_spans
from jagbench.analysis.reading.written import written_text
from jagbench.errors import InvalidArgument
from jagbench.probes import AnswerKind, Probe

_SEEN = re.compile(r"[^\s\x00-\x1f\x7f\u200b-\u200d\u2060\ufeff]")
"""A character that shows."""
_TOLD_APART = 3
"""Characters by which the beginning of a number is known for one."""
_SHORT = 4
"""Characters that a repeated prompt has more of: "A: 1"."""
_AROUND = 120
"""Characters on each side of a number in which it may be called a placeholder."""


def read(
    reply: str,
    *,
    kind: AnswerKind,
    options: Sequence[str] = (),
    prompt: str | None = None,
    finish_reason: str | None = None,
    language: str | None = None,
) -> Reading:
    """Read what a reply commits to.

    Args:
        reply: The raw text; any text is read, and the time grows with its length only.
        kind: How the answer is to be read.
        options: The candidates of a choice as shown in the prompt.
        prompt: The question as asked; it tells an echo from an answer, and which end is asked for.
        finish_reason: How the reply ended; `"length"` means that it was cut at the token limit, and
            `"refusal"` that the model declined, whatever the text says.
        language: ISO 639-1 code of the prompt's language. It decides how numbers and dates are written
            and, beside English, which words are looked for; without it the prompt's words tell it.

    Raises:
        InvalidArgument: if the reply is no text.
    """
    if not isinstance(cast("object", reply), str):
        raise InvalidArgument(f"A reply is a text, not {reply!r:.80}.")
    if finish_reason == "refusal":
        return Reading(outcome="refused", value=None, rule="refusal", span=None, strict=False)
    question = ask(kind, tuple(options), prompt or "", language or language_of(prompt or ""))
    if kind == "constraint":
        return written_text(reply, including(question.lexicon, reply), finish_reason=finish_reason)
    cut = finish_reason == "length"
    value = alone(reply, question)
    if value is not None:
        return _alone(reply, value, cut=cut)
    page = _after_echo(
        prepare(
            reply,
            including(question.lexicon, reply),
            as_written(question.notation, reply),
            question.counters,
        ),
        question,
    )
    if not page.text.strip():
        return _empty(reply, page, question, cut=cut)
    page = without_courtesies(page, question)
    found = _decide(page, question, cut=cut)
    if finish_reason is None and _stops_inside(page, question, found):
        found = no_value("truncated", "cut")
    return _reading(reply, page, found)


def read_probe(probe: Probe, reply: str, finish_reason: str | None) -> Reading:
    """Read what a reply to a probe commits to.

    Args:
        probe: What was asked.
        reply: The raw text.
        finish_reason: How the reply ended, as in `read`.
    """
    return read(
        reply,
        kind=probe.answer.kind,
        options=probe.answer.options,
        prompt=probe.prompt,
        finish_reason=finish_reason,
        language=probe.language,
    )


def _stops_inside(page: Page, question: Question, found: Found) -> bool:
    """Whether a text ends within a number that it has just given in full: "= 1033.4. The answer is 103"."""
    value = found.value
    if question.kind not in ("integer", "decimal") or value is None:
        return False
    if len(value) < _TOLD_APART or "." in value:
        return False  # decimals that are left out are rounded
    if found.end < len(page.text.rstrip()):
        return False
    before = [number for number in scan(page, 0, found.start) if number.value not in question.shown]
    rest = before[-1].value.removeprefix(value) if before and before[-1].value.startswith(value) else ""
    return rest[:1].isdecimal() and bool(rest.strip("0."))


def _empty(reply: str, page: Page, question: Question, *, cut: bool) -> Reading:
    """The reading of a page without text: empty, all thought, or one endless word."""
    whole = reply.strip()
    if (
        whole
        and not page.open_thought
        and question.kind in ("integer", "decimal")
        and whole.isdecimal()
        and whole.isascii()
    ):
        value = whole.lstrip("0") or "0"
        start = reply.find(whole)
        plain = sheet(reply, question.lexicon, question.notation)
        return _reading(reply, plain, Found(start=start, end=start + len(whole), value=value, rule="bare"))
    if page.open_thought:
        return _without(outcome="truncated", rule="open_thought")
    if cut:
        return _without(outcome="truncated", rule="cut")
    seen = not reply.isspace() and any(_SEEN.search(reply, *span) for span in visible_spans(reply)[0])
    return _without(outcome="no_answer", rule="nothing" if seen else "empty")


def _alone(reply: str, value: str, *, cut: bool) -> Reading:
    """The reading of a reply that consists of a value; one that was cut may have had more to it."""
    if cut:
        return _without(outcome="truncated", rule="cut")
    return Reading(outcome="answered", value=value, rule="bare", span=(0, len(reply)), strict=True)


def _without(*, outcome: Outcome, rule: str) -> Reading:
    return Reading(outcome=outcome, value=None, rule=rule, span=None, strict=False)


def _reading(reply: str, page: Page, found: Found) -> Reading:
    """A commitment as a reading, its span carried back into the reply."""
    if found.outcome != "answered" or found.value is None:
        return _without(outcome=found.outcome, rule=found.rule)
    start, end = page.span(found.start, found.end)
    whole = reply[:start].strip() == "" and reply[end:].strip() in ("", ".")
    strict = whole and found.rule not in IMPLIES
    return Reading(outcome="answered", value=found.value, rule=found.rule, span=(start, end), strict=strict)


def _after_echo(page: Page, question: Question) -> Page:
    """The page after a repeated prompt, as base models write it, or after its options as it lists them."""
    listed = options_of(question).listed if question.kind == "choice" and question.options else ""
    for echo in (question.prompt.strip(), listed):
        lead = len(page.text) - len(page.text.lstrip())
        if len(echo) > _SHORT and page.text[lead + len(echo) :].strip() and page.text.startswith(echo, lead):
            page = page.cut(lead + len(echo), len(page.text))
    return page


def _decide(page: Page, question: Question, *, cut: bool) -> Found:
    """The commitment that stands; a model's own next question and answer are left out where possible."""
    turn = next_turn(page)
    if turn is not None:
        found = _weigh(page.cut(0, turn), question, cut=False)
        if found.outcome == "answered":
            return found
    return _weigh(page, question, cut=cut)


def _weigh(page: Page, question: Question, *, cut: bool) -> Found:
    """Bare replies first, then what is marked, then statements, then why there is no answer."""
    start = body(page, signed=question.kind in ("integer", "decimal"))
    whole = bare(page, start, len(page.text), question)
    if whole is not None:
        unsure = (cut and whole.end >= len(page.text.rstrip())) or (
            question.kind == "list" and lists.unfinished(page.text)
        )
        return no_value("truncated", "cut") if unsure else whole.by(_bare_rule(whole))
    told = statements(page)
    found = marked(page, question, told, cut=cut)
    if found is not None:
        return no_value("no_answer", "hedge") if _stands_in(page, question, found) else found
    found = stated(page, question, told, cut=cut)
    if found is None:
        return _unanswered(page, question, cut=cut)
    if found.outcome != "answered" and refusal(page.lexicon).search(page.folded):
        return no_value("refused", "refusal")
    return no_value("no_answer", "hedge") if _doubted(page, question, found) else found


def _stands_in(page: Page, question: Question, found: Found) -> bool:
    """Whether the words around a number say that it only stands in for the answer."""
    if question.kind not in ("integer", "decimal"):
        return False
    near = (max(found.start - _AROUND, 0), found.end + _AROUND)
    return placeholder(page.lexicon).search(page.folded, *near) is not None


def _doubted(page: Page, question: Question, stated: Found) -> bool:
    """Whether the text says that no answer can be given, and the statement does not follow to conclude."""
    if question.kind == "choice" and choices.denies_all(page, stated.end, question):
        return True
    doubt = doubted(page, question, 0, len(page.text))
    if doubt is None:
        return False
    resolved = (
        stated.rule == "conclusion"
        or stated.rule.startswith("option_")
        or but(page.lexicon).search(page.folded, doubt.end(), stated.start) is not None
    )
    return not (resolved and stated.start > doubt.end())


def _bare_rule(found: Found) -> str:
    return found.rule if found.value is None or found.rule == "option_equal" else "bare"


def _unanswered(page: Page, question: Question, *, cut: bool) -> Found:
    """Why a reply without a commitment has none."""
    if unfinished(page) and breaks_off(page):
        return no_value("truncated", "cut")
    doubt = hedge(page.lexicon).search(page.folded)
    declined = refusal(page.lexicon).search(page.folded)
    unknown = options_of(question).unknown if question.kind == "choice" else None
    if doubt is not None and unknown is not None:
        return options_of(question).found(unknown, doubt.start(), doubt.end(), "option_named")
    if doubt is not None and (declined is None or doubt.start() < declined.start()):
        return no_value("no_answer", "hedge")
    if declined is not None:
        return no_value("refused", "refusal")
    if page.open_thought:
        return no_value("truncated", "open_thought")
    if cut or breaks_off(page):
        return no_value("truncated", "cut")
    return no_value("no_answer", "nothing")
