"""Field encryption, blind indexes and the digests of the audit chain; knows no table, holds no key of its own.

International algorithms by default, the national ones (SM4-GCM, SM3; GB/T 32907, GB/T 32905) by setting.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

WEAKEST_SECRET = 32
NONCE = 12
TAG = 16
LONGEST_KEY_ID = 32


class Suite(StrEnum):
    """Which family of algorithms writes; both can always be read."""

    INTERNATIONAL = "international"  # AES-256-GCM, SHA-256
    NATIONAL = "national"  # SM4-GCM, SM3


class Undecipherable(Exception):
    """The stored bytes do not belong to this place, were altered, or their key is not among ours."""


@dataclass(frozen=True)
class Place:
    """Where a field lives; a value moved to another place no longer decrypts."""

    table: str
    column: str
    row: str


@dataclass(frozen=True)
class Keyring:
    """Secrets by key id (32 bytes or more each); `current` encrypts, the others still decrypt.

    `index` is the secret of the blind indexes; it is not rotated with the others, or searches would find nothing.
    """

    secrets: Mapping[str, bytes] = field(repr=False)
    current: str
    index: bytes = field(repr=False)
    suite: Suite = Suite.INTERNATIONAL

    def __post_init__(self) -> None:
        if self.current not in self.secrets:
            raise ValueError("the current key is not in the ring")
        if any(not key.isascii() or "|" in key or not 0 < len(key) <= LONGEST_KEY_ID for key in self.secrets):
            raise ValueError(f"a key id is 1 to {LONGEST_KEY_ID} ASCII characters without a bar")
        if any(len(secret) < WEAKEST_SECRET for secret in (*self.secrets.values(), self.index)):
            raise ValueError(f"a secret has at least {WEAKEST_SECRET} bytes")


def keyring(secret: bytes, suite: Suite = Suite.INTERNATIONAL, key_id: str = "1") -> Keyring:
    """A ring of one key made from one application secret (32 bytes or more), for the embedded edition."""
    return Keyring({key_id: _derive(secret, "field", 32)}, key_id, _derive(secret, "index", 32), suite)


def encrypt_field(keys: Keyring, text: str, place: Place) -> bytes:
    """Authenticated ciphertext of `text`, bound to `table|column|row|key id` (promises 4.3)."""
    nonce = secrets.token_bytes(NONCE)
    encryptor = Cipher(_algorithm(keys, keys.current, keys.suite), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(_bound_to(place, keys.current))
    body = encryptor.update(text.encode()) + encryptor.finalize()
    return _MARKS[keys.suite] + bytes([len(keys.current)]) + keys.current.encode() + nonce + body + encryptor.tag


def decrypt_field(keys: Keyring, stored: bytes, place: Place) -> str:
    """The text that `encrypt_field` stored at this very place. Raises Undecipherable."""
    try:
        suite, key_id, nonce, body, tag = _taken_apart(stored)
        decryptor = Cipher(_algorithm(keys, key_id, suite), modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(_bound_to(place, key_id))
        return (decryptor.update(body) + decryptor.finalize()).decode()
    except (InvalidTag, KeyError, IndexError, ValueError) as refusal:
        raise Undecipherable(f"{place.table}.{place.column}") from refusal


def key_id_of(stored: bytes) -> str:
    """Under which key a field was written, for rotation."""
    return _taken_apart(stored)[1]


def blind_index(keys: Keyring, text: str) -> str:
    """64 hexadecimal digits by which equal texts are found without being readable (HMAC; a bare hash is guessable).

    The caller normalises first: equality here is equality of code points.
    """
    mac = hmac.HMAC(keys.index, _hash(keys.suite))
    mac.update(text.encode())
    return mac.finalize().hex()


def digest(previous: bytes, canonical: bytes, suite: Suite = Suite.INTERNATIONAL) -> bytes:
    """The next 32-byte link of a chain: hash over the length of the previous link, the link, and the new content."""
    hasher = hashes.Hash(_hash(suite))
    hasher.update(len(previous).to_bytes(4, "big") + previous + canonical)
    return hasher.finalize()


def canonical_json(value: Any) -> bytes:
    """The one way to write a JSON value: sorted keys, no blanks, UTF-8.

    Raises TypeError for what has more than one writing: floats, keys that are not text, foreign types.
    """
    _refuse_ambiguous(value)
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


_MARKS = {Suite.INTERNATIONAL: b"A", Suite.NATIONAL: b"S"}
_SUITES = {mark[0]: suite for suite, mark in _MARKS.items()}


def _taken_apart(stored: bytes) -> tuple[Suite, str, bytes, bytes, bytes]:
    start = 2 + stored[1]
    if len(stored) < start + NONCE + TAG:
        raise ValueError("too short")
    nonce, body, tag = stored[start : start + NONCE], stored[start + NONCE : -TAG], stored[-TAG:]
    return _SUITES[stored[0]], stored[2:start].decode("ascii"), nonce, body, tag


def _algorithm(keys: Keyring, key_id: str, suite: Suite) -> algorithms.AES256 | algorithms.SM4:
    secret = keys.secrets[key_id]
    if suite is Suite.NATIONAL:
        return algorithms.SM4(_derive(secret, "sm4", 16))
    return algorithms.AES256(_derive(secret, "aes256", 32))


def _derive(secret: bytes, purpose: str, length: int) -> bytes:
    """A key for one purpose: no two algorithms share the same bytes."""
    if len(secret) < WEAKEST_SECRET:
        raise ValueError(f"a secret has at least {WEAKEST_SECRET} bytes")
    return HKDF(hashes.SHA256(), length, None, f"jijiao/{purpose}".encode()).derive(secret)


def _bound_to(place: Place, key_id: str) -> bytes:
    return "|".join((place.table, place.column, place.row, key_id)).encode()


def _hash(suite: Suite) -> hashes.HashAlgorithm:
    return hashes.SM3() if suite is Suite.NATIONAL else hashes.SHA256()


def _refuse_ambiguous(value: Any) -> None:
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("a key is text")
        for part in value.values():
            _refuse_ambiguous(part)
    elif isinstance(value, list | tuple):
        for part in value:
            _refuse_ambiguous(part)
    elif not (value is None or isinstance(value, str | int)):
        raise TypeError(f"{type(value).__name__} has no canonical writing")
