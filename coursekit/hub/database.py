"""The hub's database, opened so that it waits for the disk less often."""

from __future__ import annotations

import sqlite3
from typing import Any


class Connection(sqlite3.Connection):
    """A connection of which what is committed is not lost when the hub is killed.

    By default SQLite waits for the disk two or three times a commit, and the hub commits several
    times for each server; it does nothing else meanwhile. With a log that is written ahead it waits
    now and then (https://sqlite.org/wal.html). What a power cut may take is the last moments before
    it, whose servers it took as well; what is there stays consistent.
    """

    def __init__(self, *words: Any, **more: Any) -> None:
        super().__init__(*words, **more)
        self.execute("PRAGMA journal_mode = WAL")
        self.execute("PRAGMA synchronous = NORMAL")
