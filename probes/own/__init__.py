"""Anyone's own questions as probes: plain lines, tables and data sets, whatever their columns are called."""

from jagbench.probes.own.columns import columns
from jagbench.probes.own.files import ENDINGS, Record, is_own_questions, records
from jagbench.probes.own.questions import (
    PROBE,
    SHOWN,
    OwnQuestions,
    Problem,
    ask_records,
    own_questions,
    own_questions_of,
)

__all__ = [
    "ENDINGS",
    "PROBE",
    "SHOWN",
    "OwnQuestions",
    "Problem",
    "Record",
    "ask_records",
    "columns",
    "is_own_questions",
    "own_questions",
    "own_questions_of",
    "records",
]
