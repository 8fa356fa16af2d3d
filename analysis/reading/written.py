"""Texts of one's own: what a reply hands in as the text that was to be written.

All of the visible reply is the text, but for what stands around it: a thought, tags, a code fence, JSON, a
line that announces the text, a count behind it, quotes or emphasis around all of it. Nothing is guessed
beyond that: an explanation that follows counts as text.
"""

import json
import re
from collections.abc import Mapping
from typing import Final, cast

from jagbench.analysis.reading.doubts import refusal
from jagbench.analysis.reading.lexicon import Lexicon
from jagbench.analysis.reading.result import Outcome, Reading
from jagbench.analysis.reading.thinking import visible_spans

_LONGEST_LEAD: Final = 200
"""Characters of a line that announces the text."""
_REFUSED_WITHIN: Final = 300
"""Characters of a reply that may be nothing but a refusal."""
_LONGEST_JSON: Final = 200_000
_ENDS: Final = 400
"""Characters at the end of a reply in which it may tell what it counted."""

_TAGGED = re.compile(
    r"<(answer|text|output)>((?:(?!</?\1>).){1,100000})(?:</\1>|\Z)", re.IGNORECASE | re.DOTALL
)
_FENCE = re.compile(r"```[ \t]*\w{0,20}[ \t]*\n((?:(?!```).)*?)\n?[ \t]*```", re.DOTALL)
_STOPS = re.compile(r"<\|(?:im_end|im_start|endoftext|eot_id|end|user)\|>|</s>|<end_of_turn>")
_OPENS = (
    r"(?:here(?:'s|’s| is| are)|sure|certainly|of course|okay|ok|absolutely|hier (?:ist|sind|kommt)|gerne?|"
    r"klar|natürlich|voici|voilà|bien sûr|d'accord|¡?claro|aquí (?:está|están|tienes|va)|por supuesto)\b"
    r"|다음은|물론|네[,! ]|알겠습니다|はい|もちろん|以下|承知|好的|当然|这是|下面"
)
_LABELS = (
    r"(?:final |my )?(?:answer|text|sentence|sentences|response|output|result|list|poem|story|lines|words)|"
    r"(?:die )?antwort|satz|sätze|liste|gedicht|réponse|texte|phrase|liste|respuesta|texto|frase|lista|"
    r"답|답변|정답|글|문장|목록|答え|回答|文|文章|リスト|答案|句子|列表"
)
_MARKS = r"[#*_\s]{0,16}"
"""What may stand before a line that announces the text."""
_ANNOUNCED = re.compile(rf"{_MARKS}(?:{_OPENS})[^\n:：]{{0,{_LONGEST_LEAD}}}[:：][*_]*", re.IGNORECASE)
_LABELLED = re.compile(rf"{_MARKS}(?:{_LABELS})\s?[*_]*[:：][*_]*", re.IGNORECASE)
_COURTESY = re.compile(rf"{_MARKS}(?:{_OPENS})[^\S\n]?[!.,。！*_]*[^\S\n]*\n", re.IGNORECASE)
_HEADING = re.compile(rf"[^\n]{{1,{_LONGEST_LEAD}}}[:：][*_]*[^\S\n]*\n")
_RULE = re.compile(r"[-*_=]{3,}[^\S\n]*\n")
_NOTE = re.compile(
    r"\n[^\S\n]*(?:[*_]*[(\[（][^\n()\[\]]{0,120}[0-9][^\n()\[\]]{0,120}[)\]）][*_.]*"
    r"|[*_]*[^\W\d_]+(?:[^\S\n][^\W\d_]+){0,3}[^\S\n]?[:：][*_]*[^\S\n]?[0-9]{1,5}(?:[^\S\n][^\W\d_]{1,20})?[*_.]*"
    r"|[-*_=]{3,})\s*\Z"
)
_AROUND: Final[Mapping[str, str]] = {
    '"': '"',
    "“": "”",
    "„": "“",
    "«": "»",
    "「": "」",
    "『": "』",
    "'": "'",
    "‘": "’",
    "`": "`",
    "**": "**",
    "*": "*",
    "__": "__",
}
"""What may stand around all of a text, by what opens it."""


def written_text(reply: str, lexicon: Lexicon, *, finish_reason: str | None) -> Reading:
    """What a reply hands in as its text.

    Args:
        reply: The raw text.
        lexicon: The words by which replies decline.
        finish_reason: How it ended; a text that was cut is not finished.
    """
    spans, is_open = visible_spans(reply)
    if is_open:
        return _none("truncated", "open_thought")
    start, end = spans[-1] if spans else (0, 0)
    stop = _STOPS.search(reply, start, end)
    start, end = _trimmed(reply, start, end if stop is None else stop.start())
    if finish_reason == "length":
        return _none("truncated", "cut")
    if start == end:
        return _none("no_answer", "empty")
    if end - start <= _REFUSED_WITHIN and refusal(lexicon).search(reply[start:end].lower()):
        return _none("refused", "refusal")
    return _in_json(reply, start, end) or _unwrapped(reply, start, end)


def _none(outcome: Outcome, rule: str) -> Reading:
    return Reading(outcome=outcome, value=None, rule=rule, span=None, strict=False)


def _trimmed(reply: str, start: int, end: int) -> tuple[int, int]:
    while start < end and reply[start].isspace():
        start += 1
    while end > start and reply[end - 1].isspace():
        end -= 1
    return start, end


def _read(reply: str, start: int, end: int, rule: str, *, value: str | None = None) -> Reading:
    text = reply[start:end] if value is None else value
    if not text.strip():
        return _none("no_answer", "empty")
    whole = reply.strip() == reply[start:end]
    return Reading(
        outcome="answered", value=text, rule=rule, span=(start, end), strict=whole and value is None
    )


def _in_json(reply: str, start: int, end: int) -> Reading | None:
    """The text of a JSON object with the key `answer`, bare or in a fence; entries of a list by line."""
    fence = _FENCE.search(reply, start, end) if reply.startswith("```", start) else None
    first, last = (start, end) if fence is None else _trimmed(reply, *fence.span(1))
    if not reply.startswith("{", first) or last - first > _LONGEST_JSON:
        return None
    try:
        content: object = json.loads(reply[first:last])
    except (ValueError, RecursionError):
        return None
    answer = cast("dict[str, object]", content).get("answer") if isinstance(content, dict) else None
    if isinstance(answer, list):
        answer = "\n".join(str(entry) for entry in cast("list[object]", answer))
    return _read(reply, first, last, "json", value=answer) if isinstance(answer, str) else None


def _unwrapped(reply: str, start: int, end: int) -> Reading:
    """The text without what announces it, wraps it, or tells its count behind it."""
    rule = "bare"
    tagged = [*_TAGGED.finditer(reply, start, end)][-1:]
    if tagged:
        start, end = _trimmed(reply, *tagged[0].span(2))
        rule = "tagged"
    behind = _behind_lead(reply, start, end)
    if behind != start:
        start, rule = behind, "announced_text"
    fence = _FENCE.match(reply, start, end)
    if fence is not None and _is_note(reply, fence.end(), end):
        start, end = _trimmed(reply, *fence.span(1))
        rule = "fenced"
    while (note := _NOTE.search(reply, max(start, end - _ENDS), end)) is not None and note.start() > start:
        start, end = _trimmed(reply, start, note.start())
        rule = "counted_text" if rule == "bare" else rule
    inner = _within(reply, start, end)
    if inner != (start, end):
        (start, end), rule = inner, "wrapped" if rule == "bare" else rule
    return _read(reply, start, end, rule)


def _is_note(reply: str, start: int, end: int) -> bool:
    return not reply[start:end].strip() or _NOTE.fullmatch(f"\n{reply[start:end].strip()}") is not None


def _behind_lead(reply: str, start: int, end: int) -> int:
    """Where the text begins behind a courtesy, words that announce it, or a line that ends with a colon."""
    for lead in (_COURTESY, _ANNOUNCED, _LABELLED, _HEADING, _RULE):
        found = lead.match(reply, start, end)
        if found is not None and reply[found.end() : end].strip():
            start = _trimmed(reply, found.end(), end)[0]
    return start


def _within(reply: str, start: int, end: int) -> tuple[int, int]:
    """A text without the quotes or the emphasis around all of it."""
    for _ in range(2):
        for opening, closing in _AROUND.items():
            inner = reply[start + len(opening) : end - len(closing)]
            if (
                end - start > len(opening) + len(closing)
                and reply.startswith(opening, start)
                and reply.endswith(closing, start, end)
                and opening not in inner
                and closing not in inner
            ):
                start, end = _trimmed(reply, start + len(opening), end - len(closing))
                break
    return start, end
