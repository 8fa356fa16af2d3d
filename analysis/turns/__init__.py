"""What runs of several turns show: whether answers are held under pressure, and the like."""
