"""``course.yml`` and ``fleet.yml``: parsed once into frozen models, wrong input stops here."""

from coursekit.spec.course import Assignment, Course, Environment
from coursekit.spec.fleet import College, CourseSource, Fleet, Hub, Limits
from coursekit.spec.login import Login
from coursekit.spec.project import CourseFolder, Project, load
from coursekit.spec.release import Allowed, Release

__all__ = [
    "Allowed",
    "Assignment",
    "College",
    "Course",
    "CourseFolder",
    "CourseSource",
    "Environment",
    "Fleet",
    "Hub",
    "Limits",
    "Login",
    "Project",
    "Release",
    "load",
]
