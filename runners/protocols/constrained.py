"""The `constrained` protocol: the reply is held to the form of an answer while it is generated."""

import json
from collections.abc import Mapping

from jagbench.probes import Answer, AnswerKind, Probe
from jagbench.runners.engine import Ask, Choice, Constraint, JsonSchema, Message, Regex
from jagbench.runners.protocols import Conversation, Setup

# Bounded, or a model that never ends a number would fill every reply to its limit.
_LINE = Regex(pattern=r"[^\n]{1,200}")
_FORMS: Mapping[AnswerKind, Constraint] = {
    "integer": Regex(pattern="-?[0-9]{1,24}"),
    "decimal": Regex(pattern=r"-?[0-9]{1,24}(\.[0-9]{1,24})?"),
    "text": _LINE,
    "time": _LINE,
    "list": JsonSchema(schema=json.dumps({"type": "array", "items": {"type": "string"}, "maxItems": 64})),
}


def constrained(probe: Probe, setup: Setup) -> Conversation:
    """Ask the prompt, and let the model write nothing but an answer.

    A choice is one of its options, a number is plain digits, a list is a JSON array of texts, a text and a
    time are one line. The form depends on the kind of the answer only, so it gives nothing away.

    Args:
        probe: What is asked.
        setup: How tokens are drawn.
    """
    yield Ask(
        messages=(Message(role="user", content=probe.prompt),),
        sampling=setup.sampling,
        constraint=form_of(probe.answer),
    )


def form_of(answer: Answer) -> Constraint:
    """What a reply is held to where this answer is right.

    Args:
        answer: Only its kind and its options count.
    """
    return Choice(options=answer.options) if answer.kind == "choice" else _FORMS[answer.kind]
