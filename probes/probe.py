"""A probe: an item in words, and what counts as right. One JSON line holds one probe."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, cast

from jagbench.errors import InvalidArgument
from jagbench.probes.answer import Answer
from jagbench.probes.digest import digest
from jagbench.probes.item import Param


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One question as a model is asked it.

    Probes with the same `item` are variants of one another and form one statistical cluster.
    """

    id: str
    """16 hexadecimal digits: a hash of what is asked and what is right."""
    item: str
    """Id of the item that is asked."""
    skill: str
    """Name of the skill."""
    version: int
    """Version of the skill."""
    level: int
    """Designed difficulty; 1 is the easiest."""
    grade: int
    """School grade by which a child has mastered this level."""
    params: Mapping[str, Param | Sequence[str]] = field(default_factory=dict[str, Param | Sequence[str]])
    """`operands`, `direction` where there is one, and the declared factors of the item."""
    language: str
    """Language of the prompt, as an ISO 639-1 code."""
    frame: str
    """What the operands stand for: `plain` numbers, `money`, `length`, `version`."""
    template: str
    """Name of the wording within skill, frame and language."""
    order: str
    """`"ab"`: operands in the item's order; `"ba"`: swapped."""
    prompt: str
    """The full text of the question."""
    answer: Answer
    """What counts as right."""
    lures: Mapping[str, str] = field(default_factory=dict[str, str])
    """The wrong answer that each named misconception predicts; none equals the answer."""

    @property
    def operands(self) -> Sequence[str]:
        """The exact strings the prompt is about."""
        operands = self.params.get("operands", ())
        return (operands,) if isinstance(operands, str | int) else operands

    @property
    def family(self) -> str:
        """The part of the skill's name before the dot."""
        return self.skill.partition(".")[0]


def probe_id(prompt: str, answer: Answer) -> str:
    """The id of a probe: 16 hexadecimal digits over the prompt and the answer.

    Args:
        prompt: The full text of the question.
        answer: What counts as right.
    """
    return digest([prompt, answer.kind, answer.value, list(answer.options)])


def to_json(probe: Probe) -> str:
    """One probe as one line of JSON, keys in the order of the fields, without a line end."""
    return json.dumps(asdict(probe), ensure_ascii=False)


def from_json(line: str) -> Probe:
    """A probe from its JSON line.

    Raises:
        InvalidArgument: if the line is not JSON, a key is missing or unknown, or a value has the wrong type.
    """
    try:
        raw: object = json.loads(line)
    except json.JSONDecodeError as error:
        raise InvalidArgument(f"Not a probe: the line is not JSON ({error}).") from error
    if not isinstance(raw, dict):
        raise InvalidArgument(f"Not a probe: expected a JSON object, got {type(raw).__name__}.")
    fields = cast("dict[str, Any]", raw)
    try:
        answer = Answer(**fields["answer"])
        probe = Probe(**{**fields, "answer": answer})
    except KeyError as error:
        raise InvalidArgument(f"Not a probe: the key {error} is missing.") from error
    except TypeError as error:
        raise InvalidArgument(f"Not a probe: {str(error).replace('Probe.__init__() ', '')}.") from error
    for name in ("id", "item", "skill", "language", "frame", "template", "order", "prompt"):
        if not isinstance(getattr(probe, name), str):
            raise InvalidArgument(f"Not a probe: {name!r} must be a string, got {getattr(probe, name)!r}.")
    if not isinstance(answer.value, str):
        raise InvalidArgument(f"Not a probe: the answer's value must be a string, got {answer.value!r}.")
    return probe
