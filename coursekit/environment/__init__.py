"""The exact packages of a course: a lock, realised as a venv."""
