"""Make the data files of this course.

Run it from anywhere:

    python make_data.py

It needs nothing but Python. All places and people are made up. The numbers come from one seed for
each file, so that every run gives the same files, byte for byte. How a file is made is in the
folder recipes, a module for each week or project: its list MAKE has the functions, and COPIES says
which file goes to which assignment, because an assignment reads its data from its own folder.
"""

import shutil
import sys
from importlib import import_module
from pathlib import Path

DATA = Path(__file__).resolve().parent
COURSE = DATA.parent

if __name__ == "__main__":
    sys.dont_write_bytecode = True
    for path in sorted((DATA / "recipes").glob("[a-z]*[0-9].py")):
        recipe = import_module(f"recipes.{path.stem}")
        for make in recipe.MAKE:
            make()
        for name, folder in recipe.COPIES.items():
            shutil.copyfile(DATA / name, COURSE / folder / name)
    for path in sorted(DATA.glob("*.csv")):
        print(path.name, path.stat().st_size, "bytes")
