"""What tests depend on beside values: random numbers, and how values are printed.

Text for kernels, as ``wire`` is.
"""

from __future__ import annotations

import array
import random
import sys
import warnings
from typing import Any

_PRINTED = (
    "edgeitems",
    "threshold",
    "floatmode",
    "precision",
    "suppress",
    "linewidth",
    "nanstr",
    "infstr",
    "sign",
    "legacy",
)


def numbers() -> list[Any]:
    """Return the states of the two generators that everybody uses; NumPy's if it is there."""
    version, words, after = random.getstate()
    states: list[Any] = [(version, array.array("L", words).tobytes(), after)]
    numpy = sys.modules.get("numpy")
    if numpy is not None and hasattr(numpy, "random"):
        name, key, *rest = numpy.random.get_state()
        if name == "MT19937":
            states.append((name, key.tobytes(), *rest))
    return states


def draw_from(states: Any) -> None:
    """Let the generators go on from these states; raises an error that says what is no state."""
    version, words, after = states[0]
    random.setstate((version, tuple(array.array("L", words)), after))
    if len(states) > 1:
        import numpy as np

        name, key, *rest = states[1]
        np.random.set_state((name, np.frombuffer(key, np.uint32), *rest))


def printing() -> dict[str, Any]:
    """Return how NumPy and pandas print, and what NumPy does about odd results."""
    said: dict[str, Any] = {}
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        options = numpy.get_printoptions()
        said["numpy"] = {name: options[name] for name in _PRINTED if name in options}
        said["errors"] = dict(numpy.geterr())
    pandas = sys.modules.get("pandas")
    if pandas is not None:
        said["pandas"] = dict(_leaves(pandas._config.config._global_config["display"]))
    return said


def print_as(said: Any) -> None:
    """Print as was said, as far as that makes sense."""
    import numpy as np

    options = {name: value for name, value in said.get("numpy", {}).items() if name in _PRINTED}
    np.set_printoptions(**options)
    np.seterr(**said.get("errors", {}))
    if "pandas" in said:
        import pandas as pd

        now = dict(_leaves(pd._config.config._global_config["display"]))
        for name, value in said["pandas"].items():
            if (
                name in now
                and now[name] != value
                and type(value) in (int, float, bool, str, type(None))
            ):
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    pd.set_option(f"display.{name}", value)


def _leaves(options: dict[str, Any], before: str = "") -> Any:
    for name, value in options.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{before}{name}.")
        elif type(value) in (int, float, bool, str, type(None)):
            yield before + name, value
