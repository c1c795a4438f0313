"""What runs in a course's environment, where coursekit is not installed: standard library only."""
