"""What a server's answer to a question says, and how the reply ended.

Only what the model itself ended, or what was cut, is a reply. Everything else, a call of a function, a
filter, a failure in the middle, an end that nobody names, is no answer of the model: it is kept with the
server's own word for it and never judged.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from jagbench.runners.engine import Request
from jagbench.runners.engines.openai.faults import Fault, mapping, words_of
from jagbench.runners.reply import ENDINGS, FinishReason

FILTERED = frozenset(
    {"content_filter", "content_filtered", "safety", "recitation", "blocklist", "prohibited_content", "spii"}
)
"""The words of servers for replies that were withheld."""

CALLED = frozenset({"tool_calls", "tool_call", "tool_use", "function_call"})
"""Their words for replies that call a function."""

_BYTES_OF_A_TOKEN = 512
"""Bytes that a token of the reply may take in an answer: its text escaped, and what is told beside it."""
_BYTES_AROUND = 64 * 2**10
"""Bytes that may stand around a reply."""
_LONGEST_FINGERPRINT = 100
"""Characters that are kept of what a server says that it computed with."""
_MOST_COUNTED = 2**53
"""Counts from here on are no counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What a server's answer says."""

    text: str
    """The reply; what it declines with where it declines."""
    thinking: str | None
    """The thinking that the server tells apart itself."""
    finish_reason: FinishReason
    """How it ended; `"error"` for what is no answer of the model."""
    native_finish_reason: str | None
    """The server's word for it, where that is another one."""
    error: str
    """Why it is no answer of the model."""
    prompt_tokens: int | None
    reply_tokens: int | None
    system_fingerprint: str | None
    """What the server says that it computed with."""


def most_bytes(request: Request) -> int:
    """Bytes of the longest answer that a question can have."""
    asked = sum(len(message.content.encode("utf-8", "surrogatepass")) for message in request.messages)
    return _BYTES_AROUND + 8 * asked + _BYTES_OF_A_TOKEN * request.sampling.max_tokens


def most_bytes_told(tokens: int) -> int:
    """Bytes of the longest answer that tells something of each of so many tokens."""
    return _BYTES_AROUND + _BYTES_OF_A_TOKEN * tokens


def read_completion(content: object, *, max_tokens: int) -> Completion:
    """Read a server's answer.

    Args:
        content: It, as JSON.
        max_tokens: The length at which the reply was to be cut, in tokens.

    Raises:
        Fault: if it holds no reply at all.
    """
    choices = mapping(content).get("choices")
    choice = mapping(cast("list[object]", choices)[0]) if isinstance(choices, list) and choices else {}
    if not choice:
        raise Fault("The server's answer holds no reply")
    # Servers of plain completions have the text where those of chats have a message.
    message = mapping(choice.get("message")) or {"content": choice.get("text")}
    said = _said(message)
    word = _word(choice)
    usage = mapping(mapping(content).get("usage"))
    reply_tokens = _count(usage.get("completion_tokens"))
    reason, error = _end(choice, message, said, word, reply_tokens, max_tokens)
    return Completion(
        text=said.refusal or said.text or "" if reason == "refusal" else said.text or "",
        thinking=said.thinking,
        finish_reason=reason,
        native_finish_reason=None if word == reason else word,
        error=error,
        prompt_tokens=_count(usage.get("prompt_tokens")),
        reply_tokens=reply_tokens,
        system_fingerprint=system_fingerprint(content),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What stands in a message: None for what does not."""

    text: str | None
    thinking: str | None
    refusal: str | None
    other: str | None
    """The kind of the first part that is no text."""


def _end(
    choice: Mapping[str, Any],
    message: Mapping[str, Any],
    said: _Said,
    word: str | None,
    reply_tokens: int | None,
    max_tokens: int,
) -> tuple[FinishReason, str]:
    """How a reply ended, and why it is none."""
    known = (word or "").lower()
    if choice.get("error"):
        return "error", f"The server failed while it answered: {words_of(choice['error']) or word}"
    if known in FILTERED:
        return "error", f"The server's content filter withheld the reply ({word})"
    told = ENDINGS.get(known)
    if said.refusal is not None or told == "refusal":
        return "refusal", ""
    if told == "length":
        return "length", ""
    if told is None and known not in CALLED and word is not None:
        return "error", f"The server ended the reply with {word!r}"
    if not said.text and (message.get("tool_calls") or message.get("function_call") or known in CALLED):
        return "error", f"The model calls a function instead of answering ({word or 'tool_calls'})"
    if said.text is None and said.thinking is None:
        held = f"only a part of the kind {said.other!r}" if said.other else "content is null or missing"
        return "error", f"The server's answer has no text ({held})"
    if not said.text and said.thinking is None and reply_tokens == 0:
        return "error", "The server's answer is empty: not one token was generated"
    if word is None:
        return _end_untold(said, reply_tokens, max_tokens)
    return "stop", ""


def _end_untold(said: _Said, reply_tokens: int | None, max_tokens: int) -> tuple[FinishReason, str]:
    """How a reply ended of which the server does not say it: by its length, where that leaves no doubt."""
    if not said.text:
        return "error", "The server's answer is empty and does not say how it ended (no finish_reason)"
    if reply_tokens is not None:
        return ("length" if reply_tokens >= max_tokens else "stop"), ""
    # A token is at least one byte.
    if len(said.text.encode("utf-8", "surrogatepass")) + len(said.thinking or "") < max_tokens:
        return "stop", ""
    return "error", "The server does not say how the reply ended, and it may have been cut (no finish_reason)"


def _word(choice: Mapping[str, Any]) -> str | None:
    """The server's word for the end of a reply, None where it says none."""
    word = choice.get("finish_reason")
    if isinstance(word, str) and word:
        return word[:100]
    return None if word is None or word == "" else repr(word)[:100]


def _said(message: Mapping[str, Any]) -> _Said:
    content = message.get("content")
    text = thinking = refusal = other = None
    if isinstance(content, str):
        text = content
    elif isinstance(content, list):
        for part in cast("list[object]", content):
            kind = mapping(part).get("type")
            if isinstance(part, str) or kind in ("text", "output_text"):
                text = (text or "") + _text_of(part)
            elif kind in ("thinking", "reasoning"):
                thinking = (thinking or "") + _text_of(part)
            elif kind == "refusal":
                refusal = (refusal or "") + _text_of(part)
            else:
                other = other or str(kind)[:40]
    elif content is not None:
        other = type(content).__name__
    # Servers name the thinking that they tell apart in two ways.
    for name in ("reasoning_content", "reasoning"):
        thinking = thinking or _text_of(message.get(name))
    declined = message.get("refusal")
    refusal = refusal or (declined if isinstance(declined, str) else None)
    return _Said(
        text=text,
        thinking=thinking or None,
        refusal=refusal if refusal and refusal.strip() else None,
        other=other,
    )


def _text_of(part: object) -> str:
    """The text in a part of a message: itself, or in a field that holds text or again parts."""
    if isinstance(part, str):
        return part
    if isinstance(part, list):
        return "".join(map(_text_of, cast("list[object]", part)))
    if not (fields := mapping(part)):
        return ""
    names = ("text", "thinking", "summary", "reasoning", "content", "refusal")
    return next((found for name in names if (found := _text_of(fields.get(name)))), "")


def _count(found: object) -> int | None:
    """A number of tokens, or None for what is none."""
    if isinstance(found, float) and found.is_integer():
        found = int(found)
    if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found < _MOST_COUNTED:
        return None
    return found


def system_fingerprint(content: object) -> str | None:
    """What a server says in an answer that it computed with; None where it says nothing."""
    found: object = mapping(content).get("system_fingerprint")
    # It is shown in notices: what could steer a terminal is no name of a configuration.
    return found[:_LONGEST_FINGERPRINT] if isinstance(found, str) and found and found.isprintable() else None
