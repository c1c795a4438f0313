"""NumPy's, pandas' and datascience's values, carried by value. Text for kernels, as ``wire`` is."""

from __future__ import annotations

import re
from typing import Any

from coursekit_warm.grading.wire import (
    Decoder,
    Encoder,
    Kinds,
    Malformed,
    Node,
    NotPlain,
    integer,
    items,
    text,
)

_DTYPE = re.compile(r"[<>|=]?[?biufcSUmMV]\d*(\[\d*[A-Za-z]+\])?")
_FORMATTERS = (
    "Formatter",
    "FunctionFormatter",
    "NumberFormatter",
    "CurrencyFormatter",
    "DateFormatter",
    "PercentFormatter",
    "DistributionFormatter",
)


def add(kinds: Kinds) -> None:
    """Let ``kinds`` carry these libraries' values, as soon as one is met."""
    kinds.libraries.update(numpy=_numpy, pandas=_pandas, datascience=_datascience)


def _numpy(kinds: Kinds) -> None:
    import numpy as np

    kinds.add_shared(np.ndarray, "numpy.array", _array, _fill_array, unpack=_read_array)
    for kind in {np.dtype(code).type for code in "?bBhHiIlLqQefdgFDGSUMm"}:
        kinds.pack[kind] = _scalar
    kinds.unpack["numpy.scalar"] = lambda d, n: np.frombuffer(d.blob(n[2]), _dtype(n[1]))[0]
    kinds.unpack["numpy.text"] = lambda _d, n: np.str_(text(n[1], 10**7))
    kinds.unpack["numpy.bytes"] = lambda d, n: np.bytes_(d.blob(n[1]))
    for kind in {type(np.dtype(code)) for code in "?bBhHiIlLqQefdgFDGSUMmOV"}:
        kinds.add(kind, "numpy.dtype", lambda _e, v: [_described(v)], lambda _d, n: _dtype(n[1]))


def _described(dtype: Any) -> Any:
    import numpy as np

    if dtype.hasobject and dtype != np.dtype(object):
        raise NotPlain
    return dtype.str if dtype.names is None else np.lib.format.dtype_to_descr(dtype)


def _dtype(said: Any) -> Any:
    import numpy as np

    def tuples(part: Any, depth: int = 0) -> Any:
        """Return a description with tuples where JSON has lists, all of its types checked."""
        if depth > 20:
            raise Malformed("too deep")
        if type(part) is str:
            if _DTYPE.fullmatch(part) is None and part != "|O":
                raise Malformed("no type of an array")
            return part
        fields = []
        for field in items(part):
            name, kind, *shape = items(field)
            sizes = [tuple(integer(size) for size in items(one)) for one in shape[:1]]
            label = tuple(map(text, name)) if type(name) is list else text(name)
            fields.append((label, tuples(kind, depth + 1), *sizes))
        return fields

    return np.lib.format.descr_to_dtype(tuples(said))


def _scalar(_encoder: Encoder, value: Any) -> Node:
    import numpy as np

    if type(value) is np.str_:
        return ["numpy.text", str(value)]
    if type(value) is np.bytes_:
        return ["numpy.bytes", _encoder.blob(bytes(value))]
    return ["numpy.scalar", value.dtype.str, _encoder.blob(value.tobytes())]


def _array(encoder: Encoder, value: Any) -> list[Any]:
    if value.dtype.hasobject:
        if value.dtype.str != "|O":
            raise NotPlain
        return ["|O", list(value.shape), [encoder.node(item) for item in value.ravel().tolist()]]
    if value.dtype.itemsize == 0 or type(value.dtype).__module__ not in ("numpy.dtypes", "numpy"):
        raise NotPlain
    return [_described(value.dtype), list(value.shape), encoder.blob(value.tobytes())]


def _read_array(decoder: Decoder, node: list[Any]) -> Any:
    import numpy as np

    dtype, shape = _dtype(node[1]), tuple(integer(size) for size in items(node[2]))
    if len(shape) > 32 or min(shape, default=0) < 0:
        raise Malformed("no shape of an array")
    if dtype.hasobject:
        content = items(node[3])
        made = np.empty(len(content), object)
        for number, item in enumerate(content):
            made[number] = decoder.value(item)
        return made.reshape(shape)
    return np.frombuffer(decoder.blob(node[3]), dtype).reshape(shape).copy()


def _fill_array(decoder: Decoder, value: Any, node: list[Any]) -> None:
    made = _read_array(decoder, node)
    if made.dtype != value.dtype:
        raise Malformed("an array's type can't change")
    if made.shape != value.shape:
        value.resize(made.shape, refcheck=False)
    value[...] = made


def _pandas(kinds: Kinds) -> None:
    import pandas as pd

    kinds.meet("numpy")
    kinds.add_shared(pd.DataFrame, "pandas.frame", _frame, _fill_pandas, unpack=_read_frame)
    kinds.add_shared(pd.Series, "pandas.series", _series, _fill_pandas, unpack=_read_series)
    for kind in (pd.Index, pd.RangeIndex, pd.MultiIndex, pd.DatetimeIndex, pd.TimedeltaIndex):
        kinds.pack[kind] = _index
    for kind in (pd.CategoricalIndex, pd.PeriodIndex, pd.IntervalIndex):
        kinds.pack[kind] = _index
    kinds.unpack["pandas.index"] = _read_index
    kinds.pack[type(pd.NaT)] = lambda _e, _v: ["pandas.nat"]
    kinds.unpack["pandas.nat"] = lambda _d, _n: pd.NaT
    kinds.pack[type(pd.NA)] = lambda _e, _v: ["pandas.na"]
    kinds.unpack["pandas.na"] = lambda _d, _n: pd.NA
    kinds.pack[pd.Timestamp] = lambda _e, v: [
        "pandas.time",
        int(v.asm8.astype("i8")),
        v.unit,
        _zone(v.tz),
    ]
    kinds.unpack["pandas.time"] = _read_time
    kinds.pack[pd.Timedelta] = lambda _e, v: ["pandas.delta", int(v.asm8.astype("i8")), v.unit]
    kinds.unpack["pandas.delta"] = lambda _d, n: pd.Timedelta(integer(n[1]), _unit(n[2])).as_unit(
        _unit(n[2])
    )
    kinds.pack[pd.Interval] = lambda e, v: [
        "pandas.interval",
        e.node(v.left),
        e.node(v.right),
        v.closed,
    ]
    kinds.unpack["pandas.interval"] = lambda d, n: pd.Interval(
        d.value(n[1]), d.value(n[2]), text(n[3])
    )
    kinds.pack[pd.Period] = lambda _e, v: ["pandas.period", v.ordinal, v.freqstr]
    kinds.unpack["pandas.period"] = lambda _d, n: pd.Period(ordinal=integer(n[1]), freq=text(n[2]))
    kinds.pack[pd.Categorical] = lambda e, v: ["pandas.array", _column(e, v)]
    kinds.unpack["pandas.array"] = lambda d, n: _read_column(d, n[1])


def _unit(said: Any) -> Any:
    if said not in ("s", "ms", "us", "ns"):
        raise Malformed("no unit of time")
    return said


def _zone(zone: Any) -> str | None:
    if zone is None:
        return None
    name = getattr(zone, "key", None) or str(zone)
    if not re.fullmatch(r"[A-Za-z][\w+/-]*", name):
        raise NotPlain
    return str(name)


def _read_time(_decoder: Decoder, node: list[Any]) -> Any:
    import numpy as np
    import pandas as pd

    made = pd.Timestamp(np.datetime64(integer(node[1]), _unit(node[2])))
    return made if node[3] is None else made.tz_localize("UTC").tz_convert(text(node[3]))


def _column(encoder: Encoder, array: Any) -> Node:
    """Return the node of what a Series, an Index or a column holds."""
    import numpy as np
    import pandas as pd

    if type(array) is np.ndarray or isinstance(array, pd.arrays.NumpyExtensionArray):
        return ["array", *_array(encoder, np.asarray(array))]
    dtype = array.dtype
    if isinstance(dtype, pd.StringDtype):
        na = "NA" if dtype.na_value is pd.NA else "nan"
        content = [
            None if missing else item for item, missing in zip(array, array.isna(), strict=True)
        ]
        return ["text", dtype.storage, na, content]
    if isinstance(dtype, pd.CategoricalDtype):
        codes = _array(encoder, np.asarray(array.codes))
        return ["categories", codes, _index(encoder, dtype.categories), bool(dtype.ordered)]
    if isinstance(dtype, pd.DatetimeTZDtype):
        return ["zoned", _array(encoder, array.asi8), dtype.unit, _zone(dtype.tz)]
    if isinstance(dtype, np.dtype) and dtype.kind in "mM":
        return ["array", *_array(encoder, np.asarray(array))]
    if isinstance(array, pd.arrays.IntegerArray | pd.arrays.FloatingArray | pd.arrays.BooleanArray):
        missing = np.asarray(array.isna())
        content = array.to_numpy(dtype.numpy_dtype, na_value=dtype.numpy_dtype.type(0))
        return ["masked", dtype.name, _array(encoder, content), _array(encoder, missing)]
    if isinstance(dtype, pd.PeriodDtype):
        return ["periods", _array(encoder, array.asi8), dtype.freq.freqstr]
    if isinstance(dtype, pd.IntervalDtype):
        return [
            "intervals",
            _index(encoder, array.left),
            _index(encoder, array.right),
            array.closed,
        ]
    raise NotPlain


def _read_column(decoder: Decoder, node: Any) -> Any:
    import numpy as np
    import pandas as pd

    kind, *rest = items(node)

    def array(part: Any) -> Any:
        return _read_array(decoder, ["", *items(part)])

    if kind == "array":
        return array(rest)
    if kind == "text":
        na = pd.NA if rest[1] == "NA" else np.nan
        dtype = pd.StringDtype("python" if rest[0] == "python" else "pyarrow", na_value=na)
        content = [None if one is None else text(one, 10**7) for one in items(rest[2])]
        return pd.array(content, dtype=dtype)
    if kind == "categories":
        dtype = pd.CategoricalDtype(_read_index(decoder, rest[1]), ordered=rest[2] is True)
        return pd.Categorical.from_codes(array(rest[0]), dtype=dtype)
    if kind == "zoned":
        stamps = array(rest[0]).view(f"M8[{_unit(rest[1])}]")
        return pd.DatetimeIndex(stamps).tz_localize("UTC").tz_convert(text(rest[2])).array
    if kind == "masked":
        dtype = pd.api.types.pandas_dtype(text(rest[0]))
        made = pd.array(array(rest[1]), dtype=dtype)
        made[array(rest[2])] = pd.NA
        return made
    if kind == "periods":
        return pd.PeriodIndex.from_ordinals(array(rest[0]), freq=text(rest[1])).array
    if kind == "intervals":
        sides = _read_index(decoder, rest[0]), _read_index(decoder, rest[1])
        return pd.arrays.IntervalArray.from_arrays(*sides, closed=text(rest[2]))
    raise Malformed("no kind of column")


def _index(encoder: Encoder, index: Any) -> Node:
    import pandas as pd

    name = encoder.node(index.name)
    if type(index) is pd.RangeIndex:
        return ["pandas.index", "range", index.start, index.stop, index.step, name]
    if type(index) is pd.MultiIndex:
        levels = [_index(encoder, level) for level in index.levels]
        codes = [_array(encoder, codes) for codes in map(_integers, index.codes)]
        return ["pandas.index", "multi", levels, codes, [encoder.node(one) for one in index.names]]
    freq = getattr(index, "freqstr", None) if type(index).__name__ in _FREQUENT else None
    return ["pandas.index", "one", _column(encoder, index.array), name, freq]


_FREQUENT = ("DatetimeIndex", "TimedeltaIndex")


def _integers(codes: Any) -> Any:
    import numpy as np

    return np.asarray(codes, dtype=np.int64)


def _read_index(decoder: Decoder, node: Any) -> Any:
    import numpy as np
    import pandas as pd

    _, kind, *rest = items(node)
    if kind == "range":
        return pd.RangeIndex(*map(integer, rest[:3]), name=decoder.value(rest[3]))
    if kind == "multi":
        levels = [_read_index(decoder, level) for level in items(rest[0])]
        codes = [_read_array(decoder, ["", *items(part)]) for part in items(rest[1])]
        names = [decoder.value(name) for name in items(rest[2])]
        return pd.MultiIndex(levels=levels, codes=codes, names=names)
    content, name = _read_column(decoder, rest[0]), decoder.value(rest[1])
    if rest[2] is not None and isinstance(content, np.ndarray):
        kinds = {"M": pd.DatetimeIndex, "m": pd.TimedeltaIndex}
        return kinds[content.dtype.kind](content, freq=text(rest[2]), name=name)
    made = pd.Index(content, dtype=content.dtype, name=name)
    if rest[2] is not None:
        made.freq = text(rest[2])
    return made


def _series(encoder: Encoder, value: Any) -> list[Any]:
    if value.attrs:
        raise NotPlain
    return [_column(encoder, value.array), _index(encoder, value.index), encoder.node(value.name)]


def _read_series(decoder: Decoder, node: list[Any]) -> Any:
    import pandas as pd

    content = _read_column(decoder, node[1])
    index, name = _read_index(decoder, node[2]), decoder.value(node[3])
    return pd.Series(content, index=index, dtype=content.dtype, name=name)


def _frame(encoder: Encoder, value: Any) -> list[Any]:
    if value.attrs:
        raise NotPlain
    columns = [_column(encoder, value.iloc[:, number].array) for number in range(value.shape[1])]
    return [columns, _index(encoder, value.columns), _index(encoder, value.index)]


def _read_frame(decoder: Decoder, node: list[Any]) -> Any:
    import pandas as pd

    columns = [_read_column(decoder, column) for column in items(node[1])]
    labels, index = _read_index(decoder, node[2]), _read_index(decoder, node[3])
    if len(labels) != len(columns):
        raise Malformed("labels of other columns")
    together = {
        number: pd.Series(column, index=index, dtype=column.dtype)
        for number, column in enumerate(columns)
    }
    made = pd.DataFrame(together, index=index)
    made.columns = labels
    return made


def _fill_pandas(decoder: Decoder, value: Any, node: list[Any]) -> None:
    read = _read_frame if node[0] == "pandas.frame" else _read_series
    made = read(decoder, node)
    value._update_inplace(made)
    if node[0] == "pandas.series":
        value.name = made.name


def _datascience(kinds: Kinds) -> None:
    import datascience
    from datascience import formats

    kinds.meet("numpy")
    kinds.add_shared(
        datascience.Table, "datascience.table", _table, _fill_table, empty=datascience.Table
    )
    for name in _FORMATTERS:
        kinds.pack[getattr(formats, name)] = _formatter
    kinds.unpack["datascience.formatter"] = _read_formatter


def _table(encoder: Encoder, value: Any) -> list[Any]:
    columns = [[encoder.node(k), encoder.node(v)] for k, v in value._columns.items()]
    shown = [[encoder.node(k), encoder.node(v)] for k, v in value._formats.items()]
    return [columns, shown, encoder.node(value.formatter), value.num_rows]


def _fill_table(decoder: Decoder, value: Any, node: list[Any]) -> None:
    import numpy as np

    columns = [(decoder.value(k), decoder.value(v)) for k, v in items(node[1])]
    shown = [(decoder.value(k), decoder.value(v)) for k, v in items(node[2])]
    rows = integer(node[4])
    if any(type(column) is not np.ndarray or len(column) != rows for _, column in columns):
        raise Malformed("a table's columns are arrays of one length")
    value._columns.clear()
    value._columns.update(columns)
    value._formats.clear()
    value._formats.update(shown)
    value.formatter = decoder.value(node[3])
    value._num_rows = rows


def _formatter(encoder: Encoder, value: Any) -> Node:
    state = [[str(k), encoder.node(v)] for k, v in vars(value).items()]
    return ["datascience.formatter", _FORMATTERS.index(type(value).__name__), state]


def _read_formatter(decoder: Decoder, node: list[Any]) -> Any:
    from datascience import formats

    kind = getattr(formats, _FORMATTERS[integer(node[1])])
    made = kind.__new__(kind)
    for name, value in items(node[2]):
        if not re.fullmatch(r"[A-Za-z_]\w*", text(name)) or name.startswith("__"):
            raise Malformed("no setting")
        object.__setattr__(made, name, decoder.value(value))
    return made
