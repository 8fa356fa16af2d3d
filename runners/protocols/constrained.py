"""The `constrained` protocol: the reply is held to the form of an answer while it is generated."""

import json
from collections.abc import Mapping, Sequence

from jagbench.probes import AnswerKind, Probe
from jagbench.probes.digest import Json
from jagbench.runners.engine import Ask, Choice, Constraint, JsonSchema, Message, Regex
from jagbench.runners.protocols import Conversation, Setup

# Bounded, or a model that never ends a number would fill every reply to its limit.
_LINE = Regex(pattern=r"[^\n]{1,200}")
_BARE: Mapping[AnswerKind, Constraint] = {
    "integer": Regex(pattern="-?[0-9]{1,24}"),
    "decimal": Regex(pattern="-?[0-9]{1,24}([.,/][0-9]{1,24})?"),
    "text": _LINE,
    "time": _LINE,
    "date": _LINE,
    "list": Regex(pattern=r"[^,\n]{1,60}(, [^,\n]{1,60})*"),
}
_VALUES: Mapping[AnswerKind, Json] = {
    "integer": {"type": "integer"},
    "decimal": {"type": ["number", "string"]},
    "list": {"type": "array", "items": {"type": ["number", "string"]}, "maxItems": 128},
}
_TEXT: Json = {"type": "string"}


def constrained(probe: Probe, setup: Setup) -> Conversation:
    """Ask the prompt, and let the model write nothing but an answer in the format asked for.

    A bare choice is one of its options or letters, a number is plain digits, a list is separated by commas, a
    text, a time, a date and a sentence are one line; a JSON answer is an object with the key `answer`. The
    form depends on the question only, so it gives nothing away.

    Args:
        probe: What is asked.
        setup: How tokens are drawn.
    """
    yield Ask(
        messages=(Message(role="user", content=probe.prompt),),
        sampling=setup.sampling,
        constraint=form_of(probe),
    )


def form_of(probe: Probe) -> Constraint:
    """What a reply to a probe is held to.

    Args:
        probe: Its format, and the kind and the options of its answer, are all that counts.
    """
    kind, options = probe.answer.kind, probe.answer.options
    if probe.format == "json":
        return _object({"type": "string", "enum": list(options)} if options else _VALUES.get(kind, _TEXT))
    if probe.format == "sentence":
        return _LINE
    if kind == "choice":
        return Choice(options=_letters(options) if probe.format == "letter" else options)
    return _BARE[kind]


def _letters(options: Sequence[str]) -> tuple[str, ...]:
    return tuple(chr(ord("A") + place) for place in range(len(options)))


def _object(value: Json) -> JsonSchema:
    schema: Json = {
        "type": "object",
        "properties": {"answer": value},
        "required": ["answer"],
        "additionalProperties": False,
    }
    return JsonSchema(schema=json.dumps(schema, ensure_ascii=False))
