"""The family `number_theory`: Roman numerals, number bases, primes, common divisors and multiples."""

from jagbench.generators.families.number_theory import bases, divisors, primes, roman

__all__ = ["bases", "divisors", "primes", "roman"]
