"""How a conversation becomes text: laid out for base models, and looked at before anything is asked.

A model with a chat template is asked in it. A base model has none: it is given a text of questions and
answers, the last answer left out, and what it writes up to the line end is its reply. This is the layout of
Brown et al., "Language Models are Few-Shot Learners" (2020), 2.1 and G.
"""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace

from jagbench.errors import InvalidArgument
from jagbench.probes import Probe
from jagbench.runners.engine import Ask, Choice, Constraint, Message, Regex, Rendered
from jagbench.runners.reply import Reply

LABELS: Mapping[str, tuple[str, str]] = {
    "de": ("Frage", "Antwort"),
    "en": ("Question", "Answer"),
    "es": ("Pregunta", "Respuesta"),
    "fr": ("Question", "Réponse"),
    "ja": ("質問", "答え"),
    "ko": ("질문", "답"),
    "zh": ("问题", "答案"),
}
"""What stands before a question and before its answer, by language; English for those that are not there."""

LEAD = " "
"""What stands between the label of an answer and the answer."""

END = "\n"
"""What ends an answer of one line."""


def completed(probe: Probe, conversation: Generator[Ask, Reply, None]) -> Generator[Ask, Reply, None]:
    """A conversation whose questions are laid out as texts to be continued.

    A reply ends at the line end; where a text that ends it is given already, as by `cot`, it may have several
    lines and ends before the next question.

    Args:
        probe: What it is about; the labels are in its language.
        conversation: The conversation by messages.
    """
    labels = LABELS.get(probe.language, LABELS["en"])
    try:
        ask = next(conversation)
        while True:
            ask = conversation.send((yield _as_completion(ask, labels)))
    except StopIteration:
        return
    finally:
        conversation.close()


def _as_completion(ask: Ask, labels: tuple[str, str]) -> Ask:
    stop = ask.sampling.stop
    ends = (*stop, f"{END}{labels[0]}:") if stop else (END,)
    return replace(
        ask,
        completion=lay_out(ask.messages, labels),
        sampling=replace(ask.sampling, stop=ends),
        constraint=_on_its_line(ask.constraint),
    )


def lay_out(messages: Sequence[Message], labels: tuple[str, str]) -> str:
    """Messages as a text of questions and answers, the last answer left out.

    Args:
        messages: The conversation, a question last.
        labels: What stands before a question and before an answer.
    """
    question, answer = labels
    parts: list[str] = []
    for message in messages:
        if message.role == "system":
            parts.append(f"{message.content}\n\n")
        elif message.role == "user":
            parts.append(f"{question}: {message.content}\n{answer}:")
        else:
            parts.append(f"{LEAD}{message.content}\n\n")
    return "".join(parts)


def whole_reply(ask: Ask, candidate: str) -> str:
    """What a model is to write for a candidate to be its whole reply, up to what ends a message.

    Args:
        ask: The question.
        candidate: What it might answer.
    """
    return candidate if ask.completion is None else f"{LEAD}{candidate}{END}"


def _on_its_line(constraint: Constraint | None) -> Constraint | None:
    """A constraint on the text after the label: a space, what it allows, and the line end."""
    if isinstance(constraint, Choice):
        return Choice(options=tuple(f"{LEAD}{option}{END}" for option in constraint.options))
    if isinstance(constraint, Regex):
        return Regex(pattern=rf"{LEAD}(?:{constraint.pattern})\n")
    return constraint


def no_chat_template(model: str) -> InvalidArgument:
    """The error for a model that is to be asked by its chat template and has none.

    Args:
        model: Its name.
    """
    return InvalidArgument(
        f"{model} has no chat template, so it is not known how to put a question to it: give one with "
        "--chat-template FILE, or ask it as a base model with --prompting completion."
    )


def cannot_render(model: str, words: str) -> InvalidArgument:
    """The error for a chat template that cannot put a question into words.

    Args:
        model: Name of the model.
        words: Why, as whatever rendered it says.
    """
    said = " ".join(words.split()).rstrip(".")
    return InvalidArgument(
        f"The chat template of {model} cannot put this into words ({said}): give another with "
        "--chat-template FILE."
    )


BYTE_ORDER_MARK = "\ufeff"

_WHO = {"system": "the system message", "assistant": "the model's earlier turns", "user": "the question"}


def refuse_misrendered(ask: Ask, rendered: Rendered, *, model: str) -> None:
    """Check that what the model is given is what is to be asked.

    Args:
        ask: The question.
        rendered: What the model would be given for it.
        model: Its name, for errors.

    Raises:
        InvalidArgument: if a message is missing, the token of the beginning (BOS) stands twice, or a byte
            order mark slipped in.
    """
    text = _spaced(rendered.text)
    if ask.completion is None:
        source, remedy = f"The chat template of {model}", "give another with --chat-template FILE"
    else:
        source, remedy = f"The text that {model} is to complete", "look at it with --show-prompts 1"
    for message in reversed(ask.messages):
        if _spaced(message.content) not in text:
            what = _WHO[message.role]
            if message.role == "system":
                remedy = f"leave out --system, or {remedy}"
            raise InvalidArgument(
                f"{source} leaves out {what} ({_shortened(message.content)!r}), so the model would never see "
                f"it: {remedy}."
            )
    if rendered.begin and rendered.text.startswith(2 * rendered.begin):
        raise InvalidArgument(
            f"{source} puts the token of the beginning twice ({2 * rendered.begin}), which models are not "
            f"used to: leave it out of the template, or {remedy}."
        )
    if BYTE_ORDER_MARK in rendered.text and not any(BYTE_ORDER_MARK in each.content for each in ask.messages):
        raise InvalidArgument(
            f"{source} puts a byte order mark (U+FEFF) into every prompt: save the template as UTF-8 without "
            f"one, or {remedy}."
        )


def _spaced(text: str) -> str:
    """A text with all white space alike: templates trim messages, and may indent them."""
    return " ".join(text.split())


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
