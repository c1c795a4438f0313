"""The published guide of a course: a Jupyter Book with a page for each assignment."""
