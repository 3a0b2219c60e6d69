"""A PostgreSQL server of the bench's own, thrown away afterwards; None where none is installed."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1:]


@contextmanager
def server() -> Iterator[str | None]:
    """`host:port` of a fresh server with synchronous commits, or None."""
    if not BINARIES:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="jijiao-bench-pg-"))
    owner = pwd.getpwnam("postgres") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    port = _free_port()
    try:
        _call(owner, folder, "initdb", "-U", "postgres", "-A", "trust", "--no-sync")
        _call(owner, folder, "pg_ctl", "-w", "start", "-o", f"-p {port} -h 127.0.0.1 -k {folder}")
        yield f"127.0.0.1:{port}"
        _call(owner, folder, "pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def create(address: str, name: str, template: str = "template1") -> str:
    """A database, empty or a copy of one that nobody is connected to. Returns its SQLAlchemy URL."""
    with psycopg.connect(f"postgresql://postgres@{address}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
    return f"postgresql+psycopg://postgres@{address}/{name}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _call(owner: pwd.struct_passwd, folder: Path, program: str, *arguments: str) -> None:
    """PostgreSQL refuses to run as root, so its owner runs it."""
    as_owner: dict[str, Any] = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    subprocess.run(
        [str(BINARIES[0] / program), "-D", str(folder / "db"), *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        **(as_owner if os.getuid() == 0 else {}),
    )
