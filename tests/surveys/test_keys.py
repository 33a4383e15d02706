"""Keys: what opens answers, and what nobody can open once they are destroyed."""

import stat
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import nacl.exceptions
import pytest

from surveys import keys
from surveys.keys import Keys, KeysGone, PassphraseTooShort, WrongPassphrase
from tests.surveys.sealed import CHEAP, PASSPHRASE

SUCCESSOR = "ひとりの声からはじまる計画づくり"


@pytest.fixture
def held(tmp_path: Path) -> Keys:
    made = Keys(tmp_path / "keys" / keys.new_name())
    made.begin()
    return made


def test_keys_are_derived_as_rfc_5869_says() -> None:
    # Test case 1 of the RFC, of whose 42 bytes one block of expand gives the first 32.
    derived = keys.hkdf(
        bytes.fromhex("0b" * 22),
        salt=bytes.fromhex("000102030405060708090a0b0c"),
        info=bytes.fromhex("f0f1f2f3f4f5f6f7f8f9"),
    )
    assert derived.hex() == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"


def test_one_thing_said_is_hashed_apart_for_each_purpose_and_each_questionnaire(
    held: Keys, tmp_path: Path
) -> None:
    other = Keys(tmp_path / "keys" / keys.new_name())
    other.begin()
    hashes = {each.hash(why, "A") for each in (held, other) for why in ("code", "draft", "link")}
    assert len(hashes) == 6
    assert held.derive("draft", "A", "B") != held.derive("draft", "AB", "")


def test_a_passphrase_opens_what_was_wrapped_with_it_and_no_other_does(held: Keys) -> None:
    private, public = keys.pair()
    held.wrap("sato", private, PASSPHRASE, CHEAP)

    assert held.unwrap(f" {PASSPHRASE} ") == private
    assert keys.public_of(private) == public
    with pytest.raises(WrongPassphrase):
        held.unwrap(SUCCESSOR)


def test_a_short_passphrase_is_refused(held: Keys) -> None:
    with pytest.raises(PassphraseTooShort):
        held.wrap("sato", b"k" * 32, "みじかい", CHEAP)
    assert held.holders() == []


def test_a_successor_opens_and_the_one_before_no_longer_does(held: Keys) -> None:
    private, _ = keys.pair()
    held.wrap("sato", private, PASSPHRASE, CHEAP)
    held.wrap(keys.RECOVERY, private, "4C9R-WV2K-XJ7T-0AAB", CHEAP)

    held.wrap("tanaka", held.unwrap(PASSPHRASE), SUCCESSOR, CHEAP)
    held.drop("sato")

    assert held.holders() == ["recovery", "tanaka"]
    assert held.unwrap(SUCCESSOR) == held.unwrap("4C9R-WV2K-XJ7T-0AAB") == private
    with pytest.raises(WrongPassphrase):
        held.unwrap(PASSPHRASE)


def test_a_new_passphrase_takes_the_place_of_the_old_one(held: Keys) -> None:
    held.wrap("sato", b"k" * 32, PASSPHRASE, CHEAP)
    held.wrap("sato", b"k" * 32, SUCCESSOR, CHEAP)

    assert held.holders() == ["sato"]
    assert held.unwrap(SUCCESSOR) == b"k" * 32
    with pytest.raises(WrongPassphrase):
        held.unwrap(PASSPHRASE)


def test_a_holder_may_have_any_name_and_it_never_leads_out_of_the_folder(held: Keys) -> None:
    held.wrap("../企画課 佐藤", b"k" * 32, PASSPHRASE, CHEAP)

    assert held.holders() == ["../企画課 佐藤"]
    assert [path.parent for path in held.folder.parent.rglob("private.*")] == [held.folder]
    held.drop("../企画課 佐藤")
    assert held.holders() == []


def test_the_server_keeps_the_key_of_an_open_link(held: Keys) -> None:
    private, _ = keys.pair()
    held.give_to_server(private)

    assert held.from_server() == private
    assert private not in b"".join(path.read_bytes() for path in held.folder.iterdir())


def test_hosts_that_start_at_once_agree_on_the_key_of_the_server(tmp_path: Path) -> None:
    made = [Keys(tmp_path / keys.new_name()) for _ in range(8)]
    for each in made:
        each.begin()
    threads = [Thread(target=each.give_to_server, args=(b"k" * 32,)) for each in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [each.from_server() for each in made] == [b"k" * 32] * 8
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["server.key"]


def test_only_the_server_may_read_the_files(held: Keys) -> None:
    held.wrap("sato", b"k" * 32, PASSPHRASE, CHEAP)
    held.give_to_server(b"k" * 32)

    root = held.folder.parent
    assert {stat.S_IMODE(path.stat().st_mode) for path in (root, held.folder)} == {0o700}
    files = [path for path in root.rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_after_the_end_nothing_can_be_hashed_or_opened_and_ending_twice_does_no_harm(
    held: Keys,
) -> None:
    held.wrap("sato", b"k" * 32, PASSPHRASE, CHEAP)

    held.destroy()
    held.destroy()

    assert not held.exist()
    assert not held.folder.exists()
    uses: list[Callable[[], bytes]] = [
        lambda: held.hash("code", "A"),
        lambda: held.derive("draft", "A"),
        lambda: held.unwrap(PASSPHRASE),
        held.from_server,
    ]
    for use in uses:
        with pytest.raises(KeysGone):
            use()


def test_several_processes_may_end_the_same_keys_at_once(held: Keys) -> None:
    for number in range(30):
        held.wrap(f"holder {number}", b"k" * 32, PASSPHRASE, CHEAP)
    failed: list[BaseException] = []

    def end() -> None:
        try:
            held.destroy()
        except OSError as error:
            failed.append(error)

    threads = [Thread(target=end) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert not held.folder.exists()


def test_what_is_sealed_opens_only_with_its_own_key() -> None:
    private, public = keys.pair()
    stranger, _ = keys.pair()

    assert keys.unseal(private, keys.seal(public, b"words")) == b"words"
    with pytest.raises(nacl.exceptions.CryptoError):
        keys.unseal(stranger, keys.seal(public, b"words"))
