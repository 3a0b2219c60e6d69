"""The typed settings of the application, read from `JIJIAO_*`; refuses what is unknown or unsafe (promises 5.3)."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "JIJIAO_"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
WEAKEST_KEY = 32
"""Bytes a secret key must have."""


class UnsafeSettings(ValueError):
    """The settings name something unknown or unsafe; the message says which and what to do."""


class Settings(BaseSettings):
    """Everything an operator may choose; each field is `JIJIAO_` + its name in capitals."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    data_dir: Path = Path("var")
    database_url: str = ""
    files_url: str = ""
    secret_key: SecretStr = SecretStr("")
    demo: bool = False
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    https: bool = False
    proxy_hops: Annotated[int, Field(ge=0, le=3)] = 0
    trusted_hosts: Annotated[tuple[str, ...], NoDecode] = LOOPBACK
    public_url: str = ""
    upload_megabytes: Annotated[int, Field(ge=1, le=500)] = 50
    session_hours: Annotated[int, Field(ge=1, le=12)] = 8
    mail_backend: Literal["console", "file", "smtp"] = "file"
    mail_server: str = "localhost"
    mail_port: Annotated[int, Field(ge=1, le=65535)] = 25
    mail_user: str = ""
    mail_password: SecretStr = SecretStr("")
    mail_tls: bool = False
    mail_sender: str = "jijiao@example.cn"
    rate_limit_storage: str = "memory://"
    rate_limits: bool = True
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    office: str = "呼和浩特市人力资源和社会保障局专业技术人员管理科"
    office_phone: str = "0471-0000001"

    @field_validator("trusted_hosts", mode="before")
    @classmethod
    def split_hosts(cls, value: object) -> object:
        """Hosts are written with commas in the environment."""
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @model_validator(mode="after")
    def refuse_unsafe(self) -> Self:
        """No host list, a short key, a public address without TLS: the application does not start."""
        key = self.secret_key.get_secret_value()
        if key and len(key.encode()) < WEAKEST_KEY:
            raise UnsafeSettings(f"{PREFIX}SECRET_KEY must have at least {WEAKEST_KEY} bytes")
        if not self.trusted_hosts or "*" in self.trusted_hosts:
            raise UnsafeSettings(f"{PREFIX}TRUSTED_HOSTS must name the hosts this service answers for")
        if not set(self.trusted_hosts) <= set(LOOPBACK) and not self.https and not self.demo:
            raise UnsafeSettings(
                f"{PREFIX}HTTPS must be true when the service answers for other hosts than this machine"
            )
        return self

    @property
    def database(self) -> str:
        """SQLAlchemy URL: the given one, or SQLite in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'jijiao.sqlite3'}"

    @property
    def files(self) -> str:
        """URL of the file store: the given one, or a folder in the data folder."""
        return self.files_url or (self.data_dir.resolve() / "files").as_uri()


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process (or of the mapping given).

    Raises UnsafeSettings naming every `JIJIAO_*` variable that no field knows or whose value is refused.
    """
    present = os.environ if environ is None else environ
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(name for name in present if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise UnsafeSettings(f"unknown settings: {', '.join(unknown)}")
    given = {name.removeprefix(PREFIX).lower(): value for name, value in present.items() if name.startswith(PREFIX)}
    try:
        return Settings.model_validate(given)
    except ValidationError as refusal:
        raise UnsafeSettings("; ".join(_complaint(error) for error in refusal.errors())) from None


def _complaint(error: ErrorDetails) -> str:
    """One sentence without the value, which may be a secret."""
    name = PREFIX + str(error["loc"][0]).upper() if error["loc"] else ""
    return f"{name} {error['msg']}".strip()


def secret_key(settings: Settings) -> str:
    """The given key, or one generated once into the data folder (mode 0600) for the embedded edition."""
    given = settings.secret_key.get_secret_value()
    if given:
        return given
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    place = settings.data_dir / "secret_key"
    try:
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return place.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(WEAKEST_KEY))
    return place.read_text(encoding="ascii").strip()
