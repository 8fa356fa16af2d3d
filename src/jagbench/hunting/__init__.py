"""The hunt for the simplest questions that a model reliably fails."""
