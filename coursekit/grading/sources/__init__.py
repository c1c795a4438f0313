"""Where submissions come from: an export is told by its content, and read by its system's rules."""
