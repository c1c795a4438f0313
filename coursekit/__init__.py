"""coursekit: from a folder of notebooks to a graded, published course at many colleges."""

__version__ = "0.1.0"
