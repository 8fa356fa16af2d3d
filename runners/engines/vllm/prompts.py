"""Conversations as token ids, many at a time."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jagbench.errors import InvalidArgument
from jagbench.runners.engine import Request
from jagbench.runners.thinking import MARKS, thinking_switch

STANDARD_MODES = ("auto", "hf", "slow")
"""vLLM's tokenizer modes in which a Jinja template renders a conversation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A conversation, rendered."""

    text: str
    """What the template made of it; empty where a tokenizer gives ids alone."""
    ids: list[int]
    """Its tokens."""


class Prompts:
    """Renders conversations by a chat template and turns them into tokens.

    Args:
        tokenizer: vLLM's tokenizer of the model.
        mode: vLLM's tokenizer mode.
        template: Text of a chat template in place of the model's own.

    Raises:
        InvalidArgument: if there is no template, or the tokenizer takes none.
    """

    def __init__(self, tokenizer: Any, *, mode: str, template: str | None) -> None:
        self._tokenizer = tokenizer
        self._template: str | None = None
        if mode in STANDARD_MODES and hasattr(tokenizer, "get_chat_template"):
            self._template = template or _own_template(tokenizer)
        elif template is not None:
            raise InvalidArgument(
                "This model's tokenizer puts conversations into words by itself and takes no template: leave "
                "out --chat-template."
            )
        self.switch = thinking_switch(self._template)

    @property
    def template_sha256(self) -> str | None:
        """SHA-256 of the template's text, in hexadecimal; None where the tokenizer has its own way."""
        return None if self._template is None else hashlib.sha256(self._template.encode()).hexdigest()

    @property
    def marks_are_special(self) -> bool:
        """Whether the marks around a thought would be lost with the special tokens."""
        special = set(self._tokenizer.all_special_tokens)
        return any(mark in special for marks in MARKS for mark in marks)

    def encode(self, requests: Sequence[Request]) -> list[Prompt | Exception]:
        """Render and tokenise conversations.

        Args:
            requests: What is asked.

        Returns:
            For each request its prompt, or why the template or the tokenizer cannot put it into words.
        """
        try:
            return [*self._encode_all(requests)]
        # Templates raise whatever they like; which of the requests it was shows when each is tried alone.
        except Exception as error:
            if len(requests) == 1:
                return [error]
            return [result for request in requests for result in self.encode([request])]

    def tokens_of(self, text: str) -> list[int]:
        """The tokens of a text that the model is to write."""
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False)
        return ids

    def _encode_all(self, requests: Sequence[Request]) -> list[Prompt]:
        if self._template is None:
            return [self._encode_its_way(request) for request in requests]
        texts = [self._render(request) for request in requests]
        ids = self._tokenizer(texts, add_special_tokens=False)["input_ids"]
        return [Prompt(text=text, ids=its) for text, its in zip(texts, ids, strict=True)]

    def _render(self, request: Request) -> str:
        switch = {} if self.switch is None or request.thinking is None else {self.switch: request.thinking}
        text: str = self._tokenizer.apply_chat_template(
            _conversation(request),
            chat_template=self._template,
            tokenize=False,
            add_generation_prompt=True,
            **switch,
        )
        return text

    def _encode_its_way(self, request: Request) -> Prompt:
        made = self._tokenizer.apply_chat_template(
            _conversation(request), add_generation_prompt=True, tokenize=True
        )
        if isinstance(made, str):
            return Prompt(text=made, ids=self.tokens_of(made))
        return Prompt(text="", ids=list(made))


def _conversation(request: Request) -> list[dict[str, str]]:
    return [{"role": message.role, "content": message.content} for message in request.messages]


def _own_template(tokenizer: Any) -> str:
    try:
        template: str = tokenizer.get_chat_template()
    except ValueError as error:
        raise InvalidArgument(
            "The model has no chat template, so it is not known how a question is put to it: give one with "
            "--chat-template FILE."
        ) from error
    return template
