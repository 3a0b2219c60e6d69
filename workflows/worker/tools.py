"""What the door lends to the worker: a context for the database, the file store, a way to send a line."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from workflows.filestore import FileStore


@dataclass(frozen=True)
class Tools:
    """`context` opens a fresh database session; `send` takes address, subject and text."""

    context: Callable[[], AbstractContextManager[object]]
    store: FileStore
    send: Callable[[str, str, str], None]
    demo: bool = False


_lent: list[Tools] = []


def equip(tools: Tools) -> None:
    """Lend the tools to the work of this process; the last ones count."""
    _lent[:] = [tools]


def lent() -> Tools:
    """The tools in force; LookupError when the door has lent none."""
    if not _lent:
        raise LookupError("the worker has no tools: call equip() first")
    return _lent[0]
