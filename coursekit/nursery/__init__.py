"""Starts course Python: jobs run by the environment of a course, not by coursekit's own."""
