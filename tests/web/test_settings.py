"""Settings: what is unknown or unsafe refuses to start; the generated key is private and stays."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from webapp.settings import Settings, UnsafeSettings, read_settings, secret_key


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"JIJIAO_DATABSE_URL": "sqlite:///x"}, "JIJIAO_DATABSE_URL"),
        ({"JIJIAO_PORT": "0"}, "JIJIAO_PORT"),
        ({"JIJIAO_SECRET_KEY": "short"}, "at least 32 bytes"),
        ({"JIJIAO_TRUSTED_HOSTS": "*"}, "JIJIAO_TRUSTED_HOSTS"),
        ({"JIJIAO_TRUSTED_HOSTS": ""}, "JIJIAO_TRUSTED_HOSTS"),
        ({"JIJIAO_TRUSTED_HOSTS": "jijiao.example.cn"}, "JIJIAO_HTTPS"),
    ],
)
def test_refuses_to_start(environ: dict[str, str], said: str) -> None:
    with pytest.raises(UnsafeSettings, match=said.replace("*", r"\*")):
        read_settings(environ)


def test_a_refusal_never_repeats_a_secret() -> None:
    with pytest.raises(UnsafeSettings) as refusal:
        read_settings({"JIJIAO_SECRET_KEY": "hunter2"})
    assert "hunter2" not in str(refusal.value)


def test_other_programs_variables_are_none_of_our_business() -> None:
    settings = read_settings({"PATH": "/bin", "JIJIAO_DEMO": "true", "JIJIAO_TRUSTED_HOSTS": "a.cn, b.cn"})
    assert (settings.demo, settings.trusted_hosts) == (True, ("a.cn", "b.cn"))


def test_without_anything_everything_lies_in_the_data_folder(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    assert settings.database == f"sqlite:///{tmp_path}/jijiao.sqlite3"
    assert settings.files == f"file://{tmp_path}/files"


def test_the_generated_key_is_private_and_stays(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "new")
    key = secret_key(settings)
    assert len(bytes.fromhex(key)) == 32
    assert stat.S_IMODE((tmp_path / "new" / "secret_key").stat().st_mode) == 0o600
    assert secret_key(settings) == key
