"""``python -m coursekit`` is the same as ``coursekit``."""

from coursekit.cli.main import main

if __name__ == "__main__":
    main()
