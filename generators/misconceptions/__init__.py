"""Misconceptions: wrong procedures as functions of a question, one module a family.

Each makes lures, can be run as a solver, and is what diagnosis fits to replies.
"""
