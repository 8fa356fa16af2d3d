"""The family `units`: lengths, masses, volumes, areas and durations in another unit."""

from jagbench.generators.families.units import durations, metric

__all__ = ["durations", "metric"]
