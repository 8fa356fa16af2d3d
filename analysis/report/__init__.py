"""The report of runs: one HTML file that works offline."""
