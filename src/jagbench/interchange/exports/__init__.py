"""Suites as tasks of other tools, and runs as their logs and records."""
