"""Diagnosis: the misconceptions behind wrong answers, and the probes that tell them apart."""

from jagbench.analysis.diagnosis.separate import leading_pairs, separating, where_separated
from jagbench.analysis.diagnosis.table import BETWEEN, UNEXPLAINED, Statement, credited, diagnose, statements

__all__ = [
    "BETWEEN",
    "UNEXPLAINED",
    "Statement",
    "credited",
    "diagnose",
    "leading_pairs",
    "separating",
    "statements",
    "where_separated",
]
