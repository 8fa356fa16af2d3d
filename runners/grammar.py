"""Constraints as grammars of llama.cpp (GBNF), for the engines that take those."""

import json
import re

from jagbench.errors import InvalidArgument
from jagbench.runners.engine import Choice, Regex

_TOKEN = re.compile(
    r"""\\(?P<escape>.)
    | (?P<group>\(\?:)
    | (?P<any>\.)
    | (?P<kept>\[\^?(?:\\.|[^\]\\])+\] | [)|?*+] | \((?!\?) | \{[0-9]+(?:,[0-9]*)?\})
    | (?P<literal>[^\\\[\](){}|?*+^$.])""",
    re.VERBOSE | re.DOTALL,
)
_CLASSES = {"d": "[0-9]", "w": "[A-Za-z0-9_]", "s": r"[ \t\n]"}
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r"}


def to_gbnf(constraint: Choice | Regex) -> str:
    """The grammar whose texts are those that a constraint allows.

    Args:
        constraint: Options, or an expression of the subset that `Regex` names.

    Raises:
        InvalidArgument: if the expression is not of that subset.
    """
    if isinstance(constraint, Choice):
        return "root ::= " + " | ".join(map(_quoted, constraint.options))
    return "root ::= " + " ".join(_translated(constraint.pattern))


def _translated(pattern: str) -> list[str]:
    parts: list[str] = []
    position = 0
    while position < len(pattern):
        token = _TOKEN.match(pattern, position)
        if token is None:
            raise InvalidArgument(
                f"The regular expression {pattern!r} holds {pattern[position]!r} in a place that this engine "
                "does not understand: use literals, classes, groups, |, ?, *, + and {m,n}."
            )
        position = token.end()
        escape, literal = token["escape"], token["literal"]
        if token["kept"]:
            parts.append(token["kept"])
        elif token["group"]:
            parts.append("(")
        elif token["any"]:
            parts.append(r"[^\n]")
        elif escape in _CLASSES:
            parts.append(_CLASSES[escape])
        else:
            parts.append(_quoted(literal or _CONTROLS.get(escape, escape)))
    return parts


def _quoted(text: str) -> str:
    # JSON's escapes are those of a grammar, save that characters stand as they are.
    return json.dumps(text, ensure_ascii=False)
