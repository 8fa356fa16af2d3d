"""Anyone's own questions as probes: plain lines, tables and data sets, whatever their columns are called."""

from jagbench.probes.own.files import ENDINGS, is_own_questions
from jagbench.probes.own.questions import OwnQuestions, Problem, ask_records, own_questions, own_questions_of

__all__ = [
    "ENDINGS",
    "OwnQuestions",
    "Problem",
    "ask_records",
    "is_own_questions",
    "own_questions",
    "own_questions_of",
]
