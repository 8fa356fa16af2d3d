"""The family `sets`: people in a room, who does one thing or another, and what two lists share."""

from jagbench.generators.families.sets import groups, lists, rooms

__all__ = ["groups", "lists", "rooms"]
