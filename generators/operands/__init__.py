"""What operands say: expressions, dates, times and stories, for skills and misconceptions alike."""
