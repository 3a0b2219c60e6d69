"""A worker process as a test sees it: what it wrote down, how it ended."""

from __future__ import annotations

import multiprocessing.process
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Worker:
    """A process of crashing.py and the file in which it says what it did."""

    process: multiprocessing.process.BaseProcess
    diary: Path

    def said(self) -> list[list[str]]:
        """Its whole lines so far, in words."""
        text = self.diary.read_text() if self.diary.exists() else ""
        return [line.split() for line in text.splitlines(keepends=True) if line.endswith("\n")]

    def finish(self, within: float = 200) -> int:
        """Its exit code: 0, or -9 when it was killed; anything else is a failure of ours."""
        self.process.join(within)
        code = self.process.exitcode
        assert code in (0, -signal.SIGKILL), self.diary.with_suffix(".err").read_text()[-3000:]
        return code

    def kill(self) -> None:
        self.process.kill()
        self.process.join()


Start = Callable[..., Worker]
