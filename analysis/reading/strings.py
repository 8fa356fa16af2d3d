"""A string in plain form, and when two are the same."""

import re

from jagbench.analysis.reading.page import fold

DECORATION = " \t\n\u00a0*`\"'()[]{}\\$.,;:!<>#~=?。|、"
"""What may stand around a string and is no part of it."""
_LATEX = re.compile(
    r"\\(?:text|mathrm|textbf|mathbf|operatorname)\{([^{}]{0,400})\}|\\[dtc]?frac\{([^{}]{1,400})\}\{([^{}]{1,400})\}"
)
_UNDERLINED = re.compile(r"^(__?)([^_]{1,400})\1$")
_REDUCED = re.compile(r"\s*([+\-*/=])\s*")
_SPELLED = re.compile(r"[^\W\d_](?:-[^\W\d_]){2,400}|[^\W\d_](?: [^\W\d_]){2,400}")
"""Single letters with hyphens or spaces between them."""
_FRACTION = re.compile(r"\\[dtc]?frac\{([^{}]{1,400})\}\{([^{}]{1,400})\}")


def plain(text: str) -> str:
    """A string without decoration and LaTeX wrapping."""
    fraction = _FRACTION.search(text)
    if fraction is not None and len(fraction[0]) > len(text) - 6:
        return f"{fraction[1].strip()}/{fraction[2].strip()}"
    unwrapped = _LATEX.sub(lambda match: match[1] if match[1] is not None else f"{match[2]}/{match[3]}", text)
    return _UNDERLINED.sub(r"\2", unwrapped.strip(DECORATION))


def same_text(value: str, other: str) -> bool:
    """Whether two strings are the same, letter case and spaces around operators aside.

    A word spelled out letter by letter ("s-t-r-a-w", "s t r a w") is that word.
    """
    if value.isalpha() and other.isalpha():
        return fold(value) == fold(other)
    return key_of(value) == key_of(other)


def key_of(value: str) -> str:
    """A string as it is compared."""
    key = _REDUCED.sub(r"\1", " ".join(fold(plain(value)).split()))
    return key[::2] if _SPELLED.fullmatch(key) else key
