import pytest

from jagbench.errors import InvalidArgument
from jagbench.runners.engine import Choice, Regex
from jagbench.runners.grammar import to_gbnf


@pytest.mark.parametrize(
    ("pattern", "grammar"),
    [
        ("ab", 'root ::= "a" "b"'),
        ("-?[0-9]{1,24}", 'root ::= "-" ? [0-9] {1,24}'),
        (r"\.\d\w\s", r'root ::= "." [0-9] [A-Za-z0-9_] [ \t\n]'),
        (r"(?:a|b)+", 'root ::= ( "a" | "b" ) +'),
        (r'"\n\\', r'root ::= "\"" "\n" "\\"'),
        (r"[^\n\]]*", r"root ::= [^\n\]] *"),
        (r"[(?:]", r"root ::= [(?:]"),
        (".", r"root ::= [^\n]"),
        ("가", 'root ::= "가"'),
    ],
)
def test_an_expression_as_a_grammar(pattern: str, grammar: str) -> None:
    assert to_gbnf(Regex(pattern=pattern)) == grammar


def test_options_as_a_grammar() -> None:
    assert to_gbnf(Choice(options=("9.9", 'a "b"\\'))) == r'root ::= "9.9" | "a \"b\"\\"'


@pytest.mark.parametrize(("pattern", "held"), [("^a", "^"), ("a$", "$"), ("(?=a)", "("), ("a[", "[")])
def test_what_a_grammar_cannot_say_is_one_sentence(pattern: str, held: str) -> None:
    with pytest.raises(InvalidArgument, match="does not understand: use literals, classes") as refusal:
        to_gbnf(Regex(pattern=pattern))
    assert repr(held) in str(refusal.value)
