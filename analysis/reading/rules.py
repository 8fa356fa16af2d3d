"""The rules of reading by name, with what each does, from the code."""

from collections.abc import Callable, Mapping

from jagbench.analysis.reading import bare_numbers, choices, dates, lists, quantities, texts, times
from jagbench.analysis.reading.page import Page
from jagbench.analysis.reading.question import Question
from jagbench.analysis.reading.result import Found
from jagbench.probes import AnswerKind

Reader = Callable[[Page, int, int, Question], Found | None]

BARE: Mapping[AnswerKind, Reader] = {
    "integer": bare_numbers.bare,
    "decimal": bare_numbers.bare,
    "choice": choices.bare,
    "text": texts.bare,
    "list": lists.bare,
    "time": times.bare,
    "date": dates.bare,
}
"""By kind: the value of a stretch that is nothing but a value."""


def bare(page: Page, start: int, end: int, question: Question) -> Found | None:
    """The value of a stretch that is nothing but a value; each stretch of a page is looked at once."""
    if (start, end) not in page.bare:
        page.bare[start, end] = BARE[question.kind](page, start, end, question)
    return page.bare[start, end]


COMMIT: Mapping[AnswerKind, Reader] = {
    "integer": quantities.commit,
    "decimal": quantities.commit,
    "choice": choices.commit,
    "text": texts.commit,
    "list": lists.commit,
    "time": times.commit,
    "date": dates.commit,
}
"""By kind: the value a phrase commits to."""

RULES: Mapping[str, str] = {
    "empty": "The reply holds no visible text.",
    "open_thought": "The reply ends inside a thought that was never closed; nothing in it is read.",
    "bare": "The whole reply is one value, decoration and a unit aside.",
    "boxed": "The value stands in the last `\\boxed{}`.",
    "tagged": "The value stands in the last answer tag; a tag with one side damaged or missing still counts.",
    "json": 'The value stands in a JSON object under the key "answer".',
    "announced": 'The value follows a phrase that announces it, such as "the answer is".',
    "heading": 'The value follows a label such as "Answer:", on the same line or below it.',
    "opening_line": "The value is all of the first line, and nothing after it takes it back.",
    "last_line": "The value is all of the last line.",
    "conclusion": 'The value is in the last statement that opens like a conclusion ("therefore", "so").',
    "answer_statement": "The value is in a statement that repeats the question: its operands or its words.",
    "opening_statement": "The value is in the first statement, which answers at once instead of planning.",
    "last_statement": "The value is in the last statement that commits to one.",
    "correction": "A statement after the marked answer takes it back and commits to another value.",
    "option_compared": "A statement puts one option ahead of another, in the direction asked for.",
    "option_equal": "A statement says that the options are equal.",
    "option_affirmed": "A statement answers with a word for yes or no, where these are the options.",
    "option_implied": "A statement says or denies what is asked, without a word for yes or no.",
    "option_named": "A statement names one option and no other.",
    "list": "The value is the last list in the reply.",
    "announced_text": 'The text stands behind words or a line that announce it ("Here is the text:").',
    "fenced": "The text stands in a code fence, and nothing but an announcement or a count around it.",
    "counted_text": "The text is what stands before a count in brackets, or behind a label, at the end.",
    "wrapped": "The text stands in quotes, or in emphasis, around all of it.",
    "no_value": "What is marked as the answer is not a value: a variable, or an expression left open.",
    "alternatives": 'The commitment leaves two values open ("2 or 3", "between 2 and 3").',
    "hedge": "The reply says that no answer can be given, or that its value is only a placeholder.",
    "refusal": "The reply declines to answer.",
    "two_answers": "Two different values are marked as final, and nothing chooses between them.",
    "cut": "The reply was cut, or breaks off, before it commits.",
    "nothing": "The reply commits to nothing.",
}
"""Rule name to what it does, in one sentence."""

IMPLIES = frozenset({"option_equal", "option_implied"})
"""Rules by which a statement comes to an option that it need not name: its span is the statement."""
