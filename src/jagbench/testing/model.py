"""A model that answers one prompt after another."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from jagbench.errors import JagbenchError
from jagbench.probes import Probe
from jagbench.runners.drive import ask_alone, request_of
from jagbench.runners.engine import Ask, Message, Sampling
from jagbench.runners.engines import Opening, open_engine
from jagbench.runners.prompting import END, LABELS, lay_out

if TYPE_CHECKING:
    from jagbench.runners.engine import Engine

LONGEST_PROMPT = 4000
"""Bytes of the longest prompt that the model is opened for."""


class Model:
    """A function from a prompt, or a probe, to the text of a reply; asked directly, at temperature 0.

    Args:
        engine: What answers.
        sampling: How tokens are drawn.
    """

    def __init__(self, engine: "Engine", sampling: Sampling) -> None:
        self._engine, self._sampling = engine, sampling

    def __call__(self, prompt: str | Probe) -> str:
        """The reply to a prompt.

        Raises:
            JagbenchError: if the engine gives none.
        """
        text, language = (prompt.prompt, prompt.language) if isinstance(prompt, Probe) else (prompt, "en")
        messages = (Message(role="user", content=text),)
        ask = Ask(messages=messages, sampling=self._sampling)
        description = self._engine.description
        if description.prompting == "completion":
            laid_out = lay_out(messages, LABELS.get(language, LABELS["en"]))
            ask = replace(ask, completion=laid_out, sampling=replace(self._sampling, stop=(END,)))
        name = prompt.id if isinstance(prompt, Probe) else text
        reply = ask_alone(self._engine, request_of(ask, fingerprint=description.fingerprint, probe=name))
        if reply.finish_reason == "error":
            raise JagbenchError(f"The model gave no reply: {reply.error}")
        return reply.text


@contextmanager
def open_model(model: str, sampling: Sampling | None = None) -> Generator[Model]:
    """A model, open while the block lasts.

    Args:
        model: `engine:name`.
        sampling: How tokens are drawn; at temperature 0, up to 64 tokens, when left out.

    Raises:
        InvalidArgument: if there is no such engine or model.
        JagbenchError: if it is not installed, or the model cannot be loaded.
    """
    drawn = sampling or Sampling()
    engine = open_engine(model, Opening(max_tokens=drawn.max_tokens, max_prompt_bytes=LONGEST_PROMPT))
    try:
        yield Model(engine, drawn)
    finally:
        engine.close()
