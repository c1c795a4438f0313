"""The nursery's side in a course's environment: standard library only, coursekit isn't there."""
