"""One file for each program that coursekit drives."""
