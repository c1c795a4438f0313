"""What a course adapted from somebody else's can take from there, and what it keeps."""
