"""A PostgreSQL server of the tests' own, started once and thrown away, with a fresh database for each test."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1:]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """`host:port` of a server that dies with the session."""
    if not BINARIES:
        pytest.skip("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="jijiao-pg-"))
    owner = pwd.getpwnam("postgres") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    port = _free_port()
    _call(owner, folder, "initdb", "-U", "postgres", "-A", "trust", "--no-sync")
    _call(owner, folder, "pg_ctl", "-w", "start", "-o", f"-p {port} -h 127.0.0.1 -k {folder} -c max_connections=200")
    yield f"127.0.0.1:{port}"
    _call(owner, folder, "pg_ctl", "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """SQLAlchemy URL of an empty database."""
    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(f"postgresql://postgres@{postgres_server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
    return f"postgresql+psycopg://postgres@{postgres_server}/{name}"


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
