"""Other tools' logs read like runs, and probes and runs written for other tools."""
