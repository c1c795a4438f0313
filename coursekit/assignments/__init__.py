"""From the instructor's notebooks to what students get: otter assign, and the release."""
