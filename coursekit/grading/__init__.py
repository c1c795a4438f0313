"""From submissions to a gradebook that keeps who is who."""
