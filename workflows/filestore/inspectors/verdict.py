"""The frame of an inspector: limits first, then the file, then one word on standard output."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from pathlib import Path

MEMORY = 512 << 20
PROCESSOR_SECONDS = 10
LARGEST_OUTPUT = 256 << 20


class Refused(Exception):
    """The code by which a file is refused."""


def give(inspect: Callable[[Path, Path], None]) -> None:
    """Run `inspect(file, where a cleaned copy may go)` under limits and print `ok` or the code of the refusal.

    Whatever else goes wrong ends the process without a word, which the gate reads as a damaged file.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_OUTPUT, LARGEST_OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    try:
        inspect(Path(sys.argv[1]), Path(sys.argv[2]))
        word = "ok"
    except Refused as refusal:
        word = str(refusal)
    except (MemoryError, RecursionError):
        word = "file_too_costly"
    sys.stdout.write(word + "\n")
