"""Oracles of the family `arithmetic`: they read the last line of a prompt and calculate with `decimal`."""
