"""Fields decrypt only where they were written; indexes and chain links agree with the published test vectors."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from cryptography.hazmat.primitives import hashes

from workflows.crypto import (
    Keyring,
    Place,
    Suite,
    Undecipherable,
    blind_index,
    canonical_json,
    decrypt_field,
    digest,
    encrypt_field,
    key_id_of,
    keyring,
)

ID_NUMBER = "150199198203120018"  # fictional region
HERE = Place("person", "id_enc", "r-17")
SUITES = list(Suite)
SM3_OF_ABC = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


@pytest.fixture(params=SUITES)
def keys(request: pytest.FixtureRequest) -> Keyring:
    return keyring(b"k" * 32, request.param)


def test_a_field_comes_back_where_it_was_written(keys: Keyring) -> None:
    stored = encrypt_field(keys, ID_NUMBER, HERE)
    assert decrypt_field(keys, stored, HERE) == ID_NUMBER
    assert ID_NUMBER.encode() not in stored
    assert encrypt_field(keys, ID_NUMBER, HERE) != stored
    assert decrypt_field(keys, encrypt_field(keys, "", HERE), HERE) == ""


@pytest.mark.parametrize(
    "elsewhere",
    [Place("person", "id_enc", "r-18"), Place("person", "phone_enc", "r-17"), Place("expert", "id_enc", "r-17")],
)
def test_a_field_moved_elsewhere_does_not_decrypt(keys: Keyring, elsewhere: Place) -> None:
    with pytest.raises(Undecipherable, match=elsewhere.column):
        decrypt_field(keys, encrypt_field(keys, ID_NUMBER, HERE), elsewhere)


def test_no_altered_byte_and_no_cut_goes_unnoticed(keys: Keyring) -> None:
    stored = encrypt_field(keys, ID_NUMBER, HERE)
    altered = [stored[:n] + bytes([stored[n] ^ 1]) + stored[n + 1 :] for n in range(len(stored))]
    for wrong in [*altered, *(stored[:n] for n in range(len(stored)))]:
        with pytest.raises(Undecipherable):
            decrypt_field(keys, wrong, HERE)


def test_old_keys_and_the_other_suite_still_read_after_rotation() -> None:
    old = Keyring({"2022": b"a" * 32}, "2022", b"i" * 32)
    new = Keyring({"2022": b"a" * 32, "2023": b"b" * 32}, "2023", b"i" * 32, Suite.NATIONAL)
    stored = encrypt_field(old, ID_NUMBER, HERE)
    assert key_id_of(stored) == "2022"
    assert decrypt_field(new, stored, HERE) == ID_NUMBER
    assert key_id_of(encrypt_field(new, ID_NUMBER, HERE)) == "2023"
    with pytest.raises(Undecipherable):
        decrypt_field(old, encrypt_field(new, ID_NUMBER, HERE), HERE)


def test_weak_or_misnamed_keys_are_refused_and_never_shown() -> None:
    for secrets_, current in (({"1": b"short"}, "1"), ({"a|b": b"k" * 32}, "a|b"), ({"1": b"k" * 32}, "2")):
        with pytest.raises(ValueError, match=r"key|secret"):
            Keyring(secrets_, current, b"i" * 32)
    assert "kkkk" not in repr(Keyring({"1": b"k" * 32}, "1", b"k" * 32))
    with pytest.raises(ValueError, match="32 bytes"):
        keyring(b"short")


def test_equal_texts_share_an_index_that_needs_the_key(keys: Keyring) -> None:
    assert blind_index(keys, ID_NUMBER) == blind_index(keys, ID_NUMBER)
    assert blind_index(keys, ID_NUMBER) != blind_index(keys, ID_NUMBER[:-1] + "9")
    assert blind_index(keys, ID_NUMBER) != blind_index(keyring(b"z" * 32, keys.suite), ID_NUMBER)
    assert len(blind_index(keys, ID_NUMBER)) == 64


def test_the_index_is_plain_hmac_sha256() -> None:
    keys = Keyring({"1": b"k" * 32}, "1", b"i" * 32)
    assert blind_index(keys, "abc") == hmac.new(b"i" * 32, b"abc", hashlib.sha256).hexdigest()


def test_links_are_framed_and_sm3_is_the_standards_own() -> None:
    assert digest(b"", b"abc") == hashlib.sha256(b"\0\0\0\0abc").digest()
    assert digest(b"ab", b"c") != digest(b"a", b"bc")
    # GB/T 32905-2016, appendix A.1
    assert sm3(b"abc") == SM3_OF_ABC
    assert digest(b"", b"abc", Suite.NATIONAL).hex() == sm3(b"\0\0\0\0abc")


def sm3(content: bytes) -> str:
    hasher = hashes.Hash(hashes.SM3())
    hasher.update(content)
    return hasher.finalize().hex()


def test_a_json_value_has_one_writing() -> None:
    assert canonical_json({"b": 1, "a": ["审", None, True]}) == '{"a":["审",null,true],"b":1}'.encode()
    assert canonical_json({"a": (1,)}) == canonical_json({"a": [1]})
    for ambiguous in (1.5, {"a": float("nan")}, {1: "a"}, [b"x"], {"a": {1}}):
        with pytest.raises(TypeError):
            canonical_json(ambiguous)
