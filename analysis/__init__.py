"""What replies mean: reading, verdicts, the frame of a run, accuracies, charts and the report."""
