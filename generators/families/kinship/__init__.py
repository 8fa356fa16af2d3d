"""The family `kinship`: brothers and sisters, ages, and who is the tallest."""

from jagbench.generators.families.kinship import chains, siblings

__all__ = ["chains", "siblings"]
