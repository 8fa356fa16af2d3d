"""The tokens of a text that a model is to write behind a prompt.

A text can be put into tokens in many ways, and each has a probability of its own: "ninety" as "n" and
"inety", as its tokenizer does it, is another thing than as "nine" and "ty". So that probabilities of whole
replies are the same thing with every engine, each scores the tokens that the tokenizer makes of prompt and
text together.
"""

from collections.abc import Sequence


def behind(prompt: Sequence[int], both: Sequence[int], alone: Sequence[int]) -> list[int]:
    """The tokens of a text behind those of a prompt.

    Args:
        prompt: The tokens of the prompt, as the model is given it.
        both: Those that the tokenizer makes of the prompt and the text in one.
        alone: Those that it makes of the text by itself; they are taken where it joins the end of the prompt
            and the beginning of the text, or reads a prompt back otherwise than it was written.
    """
    start = len(prompt)
    if len(both) > start and list(both[:start]) == list(prompt):
        return list(both[start:])
    return list(alone)
