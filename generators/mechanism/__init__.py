"""What is done with skills: registry, probes by address, drawing and freezing suites, verification, pages."""
