"""Conversations as token ids, many at a time."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jagbench.errors import InvalidArgument
from jagbench.probes.thoughts import shows_thinking
from jagbench.runners.continuation import behind
from jagbench.runners.engine import Ask, Feature, Prompting, Rendered
from jagbench.runners.prompting import no_chat_template
from jagbench.runners.templates import may_think, template_features, template_variables, thinking_switch

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
        prompting: How questions are put to the model; by default by the template where there is one.
        model: Its name, for errors.

    Raises:
        InvalidArgument: if there is to be a template and there is none, or the tokenizer takes none.
    """

    def __init__(
        self,
        tokenizer: Any,
        *,
        mode: str,
        template: str | None,
        prompting: Prompting | None = None,
        model: str = "The model",
    ) -> None:
        self._tokenizer = tokenizer
        self._template: str | None = None
        self.prompting: Prompting = prompting or "chat"
        if prompting == "completion":
            pass
        elif mode in STANDARD_MODES and hasattr(tokenizer, "get_chat_template"):
            self._template = template or _own_template(tokenizer)
            if self._template is None and prompting == "chat":
                raise no_chat_template(model)
            self.prompting = "completion" if self._template is None else "chat"
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
        return any(map(shows_thinking, self._tokenizer.all_special_tokens))

    @property
    def features(self) -> set[Feature]:
        """What the template is told about thinking."""
        return template_features(self._template)

    @property
    def may_think(self) -> bool:
        """Whether the model may think before it answers."""
        return self.prompting == "chat" and (may_think(self._template) or self.marks_are_special)

    def render(self, ask: Ask) -> Rendered | str:
        """What the model would be given for a question, or why it cannot be put into words."""
        (prompt,) = self.encode([ask])
        if isinstance(prompt, Exception):
            return str(prompt) or type(prompt).__name__
        begin = self._tokenizer.bos_token_id
        return Rendered(
            text=self._tokenizer.decode(prompt.ids, skip_special_tokens=False),
            tokens=len(prompt.ids),
            begin=self._tokenizer.decode([begin]) if begin is not None and begin in prompt.ids[:1] else None,
        )

    def encode(self, requests: Sequence[Ask]) -> list[Prompt | Exception]:
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

    def behind(self, prompt: Prompt, text: str) -> list[int]:
        """The tokens of a text that the model is to write behind a prompt."""
        before = prompt.text or self._tokenizer.decode(prompt.ids, skip_special_tokens=False)
        special = self.prompting == "completion"
        both = self._tokenizer.encode(before + text, add_special_tokens=special)
        return behind(prompt.ids, both, self._tokens_of(text))

    def _tokens_of(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False)
        return ids

    def _encode_all(self, requests: Sequence[Ask]) -> list[Prompt]:
        if self._template is None and self.prompting == "chat":
            return [self._encode_its_way(request) for request in requests]
        texts = [request.completion or self._render(request) for request in requests]
        # A template writes the special tokens itself; a text that is continued gets those of the tokenizer.
        ids = self._tokenizer(texts, add_special_tokens=self.prompting == "completion")["input_ids"]
        return [Prompt(text=text, ids=its) for text, its in zip(texts, ids, strict=True)]

    def _render(self, request: Ask) -> str:
        text: str = self._tokenizer.apply_chat_template(
            _conversation(request),
            chat_template=self._template,
            tokenize=False,
            add_generation_prompt=True,
            **template_variables(request, self.switch),
        )
        return text

    def _encode_its_way(self, request: Ask) -> Prompt:
        made = self._tokenizer.apply_chat_template(
            _conversation(request), add_generation_prompt=True, tokenize=True
        )
        if isinstance(made, str):
            return Prompt(text=made, ids=self._tokens_of(made))
        return Prompt(text="", ids=list(made))


def _conversation(request: Ask) -> list[dict[str, str]]:
    return [{"role": message.role, "content": message.content} for message in request.messages]


def _own_template(tokenizer: Any) -> str | None:
    try:
        template: str = tokenizer.get_chat_template()
    except ValueError:
        return None
    return template
