"""The family `calendar`: days between dates, weekdays, leap years, months and clock times."""

from jagbench.generators.families.calendar import clock, intervals, weekdays, years

__all__ = ["clock", "intervals", "weekdays", "years"]
