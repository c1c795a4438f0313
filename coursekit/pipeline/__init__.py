"""Joins rooms and engines: gathers facts, makes the plan, and carries out its actions."""

from coursekit.pipeline.workshop import Workshop

__all__ = ["Workshop"]
