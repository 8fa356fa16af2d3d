"""Thoughts within a reply: they are never read for an answer."""

import re
from functools import lru_cache

from jagbench.probes.thoughts import THOUGHT_NAMES, split_thinking

_NAMES = f"{THOUGHT_NAMES}|reflection|scratchpad|internal|analysis"
_TAG = re.compile(rf"[<\[◁](/?|\|begin_of_|\|end_of_)({_NAMES})\|?[>\]▷]", re.IGNORECASE)
_ANGLE_TAG = re.compile(_TAG.pattern.replace(r"[<\[◁]", "<", 1), re.IGNORECASE)
_RARE = ("THINK]", "think]", "◁")
"""What shows that a reply has tags in other brackets than angles; these are looked for only then."""
_FOREIGN = (
    "<|channel",
    "<channel|>",
    "<unused95>",
    "<|END_THINKING|>",
    "<|inner_suffix|>",
    "<|/",
    "&lt;",
    "assistantfinal",
)
"""What shows that a reply has thoughts in another dress than tags, which is looked at only then."""
_HEAD = 1_000
"""Characters at the start of a long reply in which such a thought may be opened."""
_LONGEST_ANSWER = 4300
_BRACKETS = 10_000
"""Opening brackets in a reply of text; with more of them only its ends are searched for tags."""
_ENDS = 64_000
"""Characters searched at each end of such a reply."""
_QUOTES = tuple("\"'`()“”‘’")
_ARTICLE = re.compile(r"\b(?:the|an?|this|that|my|your|no) $", re.IGNORECASE)
_CLOSING = ("/", "|end_of_")
_ANSWERED = re.compile(r"<(answer|final_answer|output)>[^<]{1,4000}</\1>\s{0,200}$", re.IGNORECASE)


def visible_spans(reply: str) -> tuple[list[tuple[int, int]], bool]:
    """The stretches of a reply outside its thoughts, and whether it ends inside one.

    A closing tag without an opening one closes a thought that began with the reply (the chat template
    often writes the opening tag). A thought that is never closed reaches to the end, unless the reply
    ends in a complete answer tag, which only stands outside thoughts. An opening tag in
    quotes or after an article that is never closed is only being mentioned.

    Args:
        reply: The raw text.

    Returns:
        `[start, end)` pairs in order, and the flag.
    """
    dressed = _behind_foreign(reply)
    if dressed is not None:
        return dressed
    spans: list[tuple[int, int]] = []
    visible_from = opened_at = position = 0
    opened = ""
    rare = any(sign in reply for sign in _RARE)
    tags = _TAG if rare else _ANGLE_TAG
    for begin, end in _searched(reply, "<[◁" if rare else "<"):
        if begin and not opened:
            spans.append((visible_from, position))
            visible_from = begin
        position = _closed_at(reply, opened, begin, end) if opened else begin
        while (tag := tags.search(reply, position, end)) is not None:
            position = tag.end()
            name, closes = tag[2].lower(), tag[1] in _CLOSING
            if closes and (not opened or name == opened):
                if not opened:
                    spans.clear()
                opened, visible_from = "", tag.end()
            elif not closes and not opened:
                if not reply[visible_from : tag.start()].isspace():
                    spans.append((visible_from, tag.start()))
                opened, opened_at = name, tag.start()
                position = _closed_at(reply, opened, position, end)
    if not opened:
        spans.append((visible_from, len(reply)))
    else:
        rest, is_open = _ending(reply, opened_at, opened)
        spans += [] if rest is None else [rest]
        return _filled(spans), is_open
    return _filled(spans), False


def _behind_foreign(reply: str) -> tuple[list[tuple[int, int]], bool] | None:
    """The same for thoughts in another dress than tags; `None` where the reply has none."""
    if not any(sign in reply for sign in _FOREIGN):
        return None
    text = reply if len(reply) <= _ENDS else f"{reply[:_HEAD]}\n{reply[-_ENDS:]}"
    apart = split_thinking(text)
    if apart.thinking is None and apart.text in ("", text):
        return None
    end = len(reply.rstrip())
    start = end - len(apart.text)
    if not reply.startswith(apart.text, max(start, 0)):
        start = reply.rfind(apart.text, max(end - 2 * _ENDS, 0))
        end = start + len(apart.text)
    if not apart.text or start < 0:
        return [], True
    return [(start, end)], False


def _searched(reply: str, brackets: str) -> list[tuple[int, int]]:
    """The stretches of a reply in which tags are looked for: all of it, or both ends of a hostile one."""
    length = len(reply)
    if length <= 2 * _ENDS or sum(map(reply.count, brackets)) <= _BRACKETS:
        return [(0, length)]
    return [(0, _ENDS), (length - _ENDS, length)]


def _closed_at(reply: str, name: str, start: int, end: int) -> int:
    """Where a thought is closed; the end of the stretch where it is not."""
    close = _closing(name).search(reply, start, end)
    return end if close is None else close.start()


def _filled(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [span for span in spans if span[0] < span[1]]


@lru_cache(maxsize=32)
def _closing(name: str) -> re.Pattern[str]:
    """What closes a thought of a name; text in between is not looked at."""
    return re.compile(rf"[<\[◁](?:/|\|end_of_){name}\|?[>\]▷]", re.IGNORECASE)


def _is_mentioned(reply: str, start: int, end: int) -> bool:
    """Whether a tag is only being talked about: in quotes or brackets, or after an article."""
    if _ARTICLE.search(reply, max(start - 8, 0), start):
        return True
    return reply[max(start - 1, 0) : start] in _QUOTES and reply[end : end + 1] in _QUOTES


def _ending(reply: str, opened_at: int, opened: str) -> tuple[tuple[int, int] | None, bool]:
    """What is still visible of a reply that opens a thought and never closes it, and whether it is open."""
    if _is_mentioned(reply, opened_at, opened_at + len(opened) + 2):
        return (opened_at, len(reply)), False
    answer = _ANSWERED.search(reply, max(opened_at, len(reply) - _LONGEST_ANSWER))
    return (None, True) if answer is None else ((answer.start(), len(reply)), False)
