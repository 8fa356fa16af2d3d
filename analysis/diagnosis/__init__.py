"""Diagnosis: the misconceptions behind wrong answers, and the probes that tell them apart."""

from jagbench.analysis.diagnosis.separate import separating, where_separated
from jagbench.analysis.diagnosis.table import COLUMNS, UNEXPLAINED, Row, Statement, diagnose, statements

__all__ = ["COLUMNS", "UNEXPLAINED", "Row", "Statement", "diagnose", "separating", "statements", "where_separated"]
