"""鍵: the random files that keep answers closed, outside the database and its backups.

Each questionnaire has a folder in KEYS_DIR: `hmac` (what codes, receipts and drafts are hashed
with), and its private key, wrapped once for everyone who may open it: a keeper by passphrase, the
printed recovery key, or the server itself for an open link. After the last opening all of it is
destroyed, and nothing opens what a backup may still hold.
"""

import hmac
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote

import nacl.exceptions
import nacl.pwhash
import nacl.secret
import nacl.utils
from nacl.public import PrivateKey, PublicKey, SealedBox

from surveys.errors import N_, SurveyError

HMAC, SERVER, WRAPPED, FRESH = "hmac", "server.key", "private.", "new."
DAILY = "of-day."
RECOVERY = "recovery"
SHORTEST_PASSPHRASE = 16
SALT = nacl.pwhash.argon2id.SALTBYTES


@dataclass(frozen=True, slots=True)
class Cost:
    """What a guess at a passphrase costs: argon2id's passes and bytes."""

    passes: int = 4
    memory: int = 64 * 1024 * 1024


COST = Cost()


class PassphraseTooShort(SurveyError):
    message = N_("開封の合い言葉は%(shortest)d文字以上で決めてください。長い文が向いています")


class WrongPassphrase(SurveyError):
    message = N_(
        "開封の合い言葉が違います。大文字・小文字と空白を確かめて、もう一度入力してください"
    )


class KeysGone(SurveyError):
    message = N_("この調査票の鍵はもうありません。最後の開封のときに廃棄されています")


@dataclass(frozen=True, slots=True)
class Keys:
    """The folder of one questionnaire's keys. Nothing of it is ever logged or sent.

    An instance lives as long as one request or job; what it read and derived goes with it.
    """

    folder: Path
    _known: dict[tuple[str, ...], bytes] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def begin(self) -> None:
        """Make the folder and the HMAC key."""
        self.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.mkdir(mode=0o700)
        _settle(self.folder.parent)
        _write(self.folder / HMAC, secrets.token_bytes(32))

    def hash(self, purpose: str, said: str) -> bytes:
        """HMAC-SHA-256 of something said, apart for each purpose.

        Raises:
            KeysGone
        """
        return hmac.digest(self._hmac(), f"{purpose}\0{said}".encode(), "sha256")

    def derive(self, purpose: str, *said: str) -> bytes:
        """A 32-byte key from what was said and the questionnaire's key (HKDF-SHA-256, RFC 5869).

        Raises:
            KeysGone
        """
        asked = (purpose, *said)
        if asked not in self._known:  # a page opens its cookie and its draft, and closes them again
            secret = "\0".join(said).encode()
            self._known[asked] = hkdf(secret, salt=self._hmac(), info=purpose.encode())
        return self._known[asked]

    def wrap(self, holder: str, private: bytes, passphrase: str, cost: Cost = COST) -> None:
        """Keep the private key for one holder; a new passphrase takes the place of the old one.

        Raises:
            PassphraseTooShort
        """
        if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
            raise PassphraseTooShort(shortest=SHORTEST_PASSPHRASE)
        salt = nacl.utils.random(SALT)
        head = cost.passes.to_bytes(4) + cost.memory.to_bytes(8) + salt
        box = nacl.secret.SecretBox(_stretched(passphrase, salt, cost))
        _write(self._wrapped(holder), head + box.encrypt(private))

    def unwrap(self, passphrase: str) -> bytes:
        """The private key, for whoever knows one of its passphrases.

        Raises:
            WrongPassphrase, KeysGone
        """
        return self.opened(passphrase)[1]

    def opened(self, passphrase: str) -> tuple[str, bytes]:
        """Whose passphrase it is, and the private key.

        Raises:
            WrongPassphrase, KeysGone
        """
        files = sorted(self.folder.glob(f"{WRAPPED}*"))
        if not files:
            raise KeysGone
        for file in files:
            held = file.read_bytes()
            cost = Cost(int.from_bytes(held[:4]), int.from_bytes(held[4:12]))
            salt, sealed = held[12 : 12 + SALT], held[12 + SALT :]
            try:
                private = nacl.secret.SecretBox(_stretched(passphrase, salt, cost)).decrypt(sealed)
            except nacl.exceptions.CryptoError:
                continue  # it is another holder's
            return unquote(file.name.removeprefix(WRAPPED)), private
        raise WrongPassphrase

    def give_to_server(self, private: bytes) -> None:
        """Keep the private key for the server itself, which opens an open link at its deadline."""
        box = nacl.secret.SecretBox(_server_key(self.folder.parent))
        _write(self.folder / SERVER, box.encrypt(private))

    def from_server(self) -> bytes:
        """The private key that the server keeps.

        Raises:
            KeysGone
        """
        try:
            sealed = (self.folder / SERVER).read_bytes()
        except FileNotFoundError:
            raise KeysGone from None
        return nacl.secret.SecretBox(_server_key(self.folder.parent)).decrypt(sealed)

    def holders(self) -> list[str]:
        """Who holds the private key: the names given to `wrap`."""
        files = self.folder.glob(f"{WRAPPED}*")
        return sorted(unquote(file.name.removeprefix(WRAPPED)) for file in files)

    def drop(self, holder: str) -> None:
        """Take the private key away from one holder."""
        _shred(self._wrapped(holder))

    def exist(self) -> bool:
        return (self.folder / HMAC).exists()

    def destroy(self) -> None:
        """End all of it; done again after a crash, it does no harm."""
        self._known.clear()
        with suppress(FileNotFoundError):
            for file in sorted(self.folder.iterdir()):
                _shred(file)
            self.folder.rmdir()
            _settle(self.folder.parent)

    def _wrapped(self, holder: str) -> Path:
        """A holder's file; their name may hold any letters, and never leads out of the folder."""
        return self.folder / f"{WRAPPED}{quote(holder, safe='')}"

    def _hmac(self) -> bytes:
        if () not in self._known:  # a page needs it for its cookie, its draft and each hash
            try:
                self._known[()] = (self.folder / HMAC).read_bytes()
            except FileNotFoundError:
                raise KeysGone from None
        return self._known[()]


def new_name() -> str:
    """A name for a folder of keys that no other questionnaire has or will have."""
    return secrets.token_hex(16)


def pair() -> tuple[bytes, bytes]:
    """A new (private, public) pair of Curve25519 keys."""
    private = PrivateKey.generate()
    return bytes(private), bytes(private.public_key)


def public_of(private: bytes) -> bytes:
    return bytes(PrivateKey(private).public_key)


def seal(public: bytes, content: bytes) -> bytes:
    """Close something so that only the private key of `public` opens it."""
    return SealedBox(PublicKey(public)).encrypt(content)


def unseal(private: bytes, sealed: bytes) -> bytes:
    """Open what was sealed to the public key of `private`."""
    return SealedBox(PrivateKey(private)).decrypt(sealed)


def hkdf(secret: bytes, *, salt: bytes, info: bytes) -> bytes:
    """32 bytes of HKDF-SHA-256 (RFC 5869): extract, then one block of expand."""
    extracted = hmac.digest(salt, secret, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    said = passphrase.strip().encode()
    return nacl.pwhash.argon2id.kdf(32, said, salt, opslimit=cost.passes, memlimit=cost.memory)


def key_of_day(keys_dir: Path, day: str) -> bytes:
    """A key that all workers share for one day, made when it is first needed; older ones go."""
    keys_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = keys_dir / f"{DAILY}{day}"
    if not file.exists():
        end_days(keys_dir, day)
    return _kept(file)


def end_days(keys_dir: Path, today: str) -> None:
    """Destroy the keys of other days than today."""
    for file in keys_dir.glob(f"{DAILY}*"):
        if file.name != f"{DAILY}{today}":
            _shred(file)


def _server_key(keys_dir: Path) -> bytes:
    """The server's own key, made when it is first needed."""
    return _kept(keys_dir / SERVER)


def _kept(file: Path) -> bytes:
    """The random key of a file, which is made where there is none yet."""
    if not file.exists():
        fresh = _new(file, secrets.token_bytes(32))
        with suppress(FileExistsError):  # another host was first
            file.hardlink_to(fresh)
        fresh.unlink()
        _settle(file.parent)
    return file.read_bytes()


def _write(file: Path, content: bytes) -> None:
    """Write a file that only the server may read, whole or not at all, and see it onto the disk."""
    fresh = _new(file, content)
    fresh.replace(file)
    _settle(file.parent)


def _new(file: Path, content: bytes) -> Path:
    """A file of its own that is to take a name, on the disk before it does."""
    fresh = file.with_name(f"{FRESH}{secrets.token_hex(8)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as new:
        new.write(content)
        new.flush()
        os.fsync(new.fileno())
    return fresh


def _shred(file: Path) -> None:
    """Overwrite and remove; a disk may still keep a copy, which is why backups must expire."""
    with suppress(FileNotFoundError):  # another process may be ending it, too
        with file.open("r+b") as old:
            old.write(secrets.token_bytes(file.stat().st_size))
            old.flush()
            os.fsync(old.fileno())
        file.unlink()
        _settle(file.parent)


def _settle(folder: Path) -> None:
    if hasattr(os, "O_DIRECTORY"):  # Windows has no way to sync a folder
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
