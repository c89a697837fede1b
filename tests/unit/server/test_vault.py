"""The vault, key files, tokens, codes and passwords."""

from __future__ import annotations

import asyncio
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.core.errors import StorageError
from hallcall.server.security.codes import ALPHABET, LENGTH, new_code, plain_code
from hallcall.server.security.keyfile import read_secret, write_secret
from hallcall.server.security.passwords import Passwords
from hallcall.server.security.tokens import hash_token, new_ticket_token, new_token
from hallcall.server.security.vault import Vault

VAULT = Vault(b"k" * 32)
OTHER = Vault(b"o" * 32)


@given(st.text(max_size=120))
def test_what_is_sealed_comes_back_from_its_own_place(fact: str) -> None:
    assert VAULT.unseal(VAULT.seal(fact, "person", "name", "P1"), "person", "name", "P1") == fact


@given(st.text(min_size=4, max_size=60))
def test_nothing_of_a_fact_is_seen_in_its_ciphertext(fact: str) -> None:
    sealed = VAULT.seal(fact, "person", "name", "P1")
    assert fact.encode() not in sealed
    assert sealed != VAULT.seal(fact, "person", "name", "P1")


@pytest.mark.parametrize("place", [("person", "name", "P2"), ("person", "phone", "P1"), ("outbox", "name", "P1")])
def test_a_ciphertext_that_was_moved_does_not_open(place: tuple[str, str, str]) -> None:
    sealed = VAULT.seal("王小明", "person", "name", "P1")
    with pytest.raises(StorageError, match=r"storage\.corrupt"):
        VAULT.unseal(sealed, *place)


@given(st.integers(min_value=0, max_value=37))
def test_a_changed_byte_is_noticed(index: int) -> None:
    sealed = bytearray(VAULT.seal("王小明", "person", "name", "P1"))
    sealed[index] ^= 1
    with pytest.raises(StorageError, match=r"storage\.corrupt"):
        VAULT.unseal(bytes(sealed), "person", "name", "P1")


def test_another_key_opens_nothing_and_finds_nothing() -> None:
    with pytest.raises(StorageError):
        OTHER.unseal(VAULT.seal("x", "t", "f", "r"), "t", "f", "r")
    assert VAULT.blind_index("11010519491231002X") == VAULT.blind_index("11010519491231002X")
    assert VAULT.blind_index("11010519491231002X") != OTHER.blind_index("11010519491231002X")
    assert VAULT.fingerprint != OTHER.fingerprint


def test_index_and_digest_of_the_same_text_say_nothing_of_each_other() -> None:
    assert VAULT.blind_index("x") != VAULT.digest("", b"x")
    assert VAULT.digest("a", b"bc") != VAULT.digest("ab", b"c")


def test_the_key_file_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "vault.key"
    first = Vault.open(path, may_create=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert Vault.open(path, may_create=True).fingerprint == first.fingerprint


def test_a_missing_key_is_never_replaced_when_there_is_data(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"storage\.key_missing"):
        Vault.open(tmp_path / "vault.key", may_create=False)


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o620, 0o601])
def test_a_key_that_others_can_reach_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "vault.key"
    write_secret(path, b"k" * 32)
    path.chmod(mode)
    with pytest.raises(StorageError, match=r"storage\.key_mode"):
        Vault.open(path, may_create=False)


def test_a_key_of_the_wrong_length_is_no_key(tmp_path: Path) -> None:
    write_secret(tmp_path / "short", b"k" * 31)
    with pytest.raises(StorageError, match=r"storage\.key_missing"):
        Vault.open(tmp_path / "short", may_create=False)


def test_a_secret_is_never_written_over(tmp_path: Path) -> None:
    write_secret(tmp_path / "s", b"first")
    with pytest.raises(FileExistsError):
        write_secret(tmp_path / "s", b"second")
    assert read_secret(tmp_path / "s") == b"first"


def test_the_mask_of_the_caller_does_not_widen_a_secret(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_secret(tmp_path / "s", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "s").stat().st_mode) == 0o400


def test_tokens_are_long_random_and_stored_only_as_hash() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) >= 43 for token in tokens)
    assert len(hash_token(tokens.pop())) == 32


def test_a_visitors_page_has_a_short_token_that_nobody_guesses() -> None:
    tokens = {new_ticket_token() for _ in range(100)}
    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {16}


def test_codes_have_no_look_alikes_and_are_forgiven_their_writing() -> None:
    code = new_code()
    assert set("01OIL").isdisjoint(ALPHABET)
    assert len(plain_code(code)) == LENGTH
    assert plain_code(code.lower().replace("-", " ")) == plain_code(code)


def test_a_password_is_checked_and_an_unknown_clerk_never_gets_in() -> None:
    async def check() -> list[bool]:
        passwords = Passwords()
        try:
            stored = await passwords.hash("Fenster-27!")
            assert "Fenster" not in stored
            return [
                await passwords.verify(stored, "Fenster-27!"),
                await passwords.verify(stored, "fenster-27!"),
                await passwords.verify(None, ""),
                await passwords.verify("no hash", "Fenster-27!"),
            ]
        finally:
            passwords.close()

    assert asyncio.run(check()) == [True, False, False, False]
