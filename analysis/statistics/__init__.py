"""Textbook statistics of replies: accuracies with intervals, clusters, permutations, many tests at once."""
