"""The answer to a question to copy something, from the prompt's text: what stands behind the label."""

import re

from jagbench.errors import JagbenchError

SHOWN = re.compile(r"\n(?:[^\n:：]+(?:: |：))?([^\s:：]+)$")


def copy(prompt: str, language: str) -> str:
    """The one thing that stands in the last line, behind a label or alone.

    Raises:
        JagbenchError: if there is none, or there are several.
    """
    found = SHOWN.search(prompt)
    if found is None:
        raise JagbenchError(f"The prompt does not hold one thing in its last line: {prompt!r}")
    return found[1]
