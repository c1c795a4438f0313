"""What goes to students, what must not, and how the release is told: planning only."""
