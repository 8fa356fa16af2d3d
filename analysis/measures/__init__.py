"""What one run shows: its profile, consistency, calibration and factors, with their tables."""
