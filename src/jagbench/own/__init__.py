"""Somebody's own questions: what makes them hard to judge, found before a model is asked."""
