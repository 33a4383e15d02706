"""What a phone remembers of an answer under way: one encrypted cookie, and nothing on the server.

Its key comes from the questionnaire's own key, so it ends with it.
"""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass, replace

import nacl.exceptions
import nacl.secret

from surveys import access, resuming
from surveys.envelopes import Sender
from surveys.keys import Keys

COOKIE = "ronten_answer"
SIX_WEEKS = 42 * 24 * 3600


@dataclass(frozen=True, slots=True)
class State:
    """A respondent, as their phone knows them.

    Attributes:
        token: must stand in every form, so that no other site can send one.
        code: the access code, where the questionnaire asks for one.
        department: the choice that the department's link answers.
        receipt, word, once: see `surveys.envelopes`; empty until the first page is opened.
        changes: whether an earlier answer is being replaced.
        saved, told: whether a draft is kept on the server · whether its word was shown.
        sent: whether the answer is in.
        way: how the code came in, one of `access.WAYS`.
        after, after_way: the code or the department of who came in while this respondent was half
            way, until the phone is handed over.
    """

    token: str
    code: str = ""
    department: str = ""
    receipt: str = ""
    word: str = ""
    once: str = ""
    changes: bool = False
    saved: bool = False
    told: bool = False
    sent: bool = False
    way: str = access.TYPED
    after: str = ""
    after_way: str = access.TYPED

    @property
    def begun(self) -> bool:
        return bool(self.once)

    @property
    def answering(self) -> bool:
        return self.begun and not self.sent

    @property
    def name(self) -> str:
        """What the draft is found by."""
        return self.code or self.receipt

    @property
    def holder(self) -> tuple[str, str]:
        """What the draft is closed with."""
        return self.name, resuming.read(self.word)

    @property
    def sender(self) -> Sender:
        return Sender(self.receipt, self.once, self.code, self.changes, self.way)

    def is_from(self, token: str) -> bool:
        """Whether a form was made for this respondent."""
        return secrets.compare_digest(self.token.encode(), token.encode())


def new(*, code: str = "", department: str = "", way: str = access.TYPED) -> State:
    """Somebody who has not begun."""
    return State(secrets.token_urlsafe(16), code, department, way=way)


def begun(state: State) -> State:
    """Somebody who begins a new sheet."""
    return replace(
        new(code=state.code, department=state.department, way=state.way),
        receipt=access.new_code(),
        word=resuming.new_word(),
        once=secrets.token_urlsafe(16),
    )


def changing(state: State, receipt: str) -> State:
    """Somebody who begins again in order to replace the sheet of a receipt."""
    return replace(begun(state), receipt=receipt, changes=True)


def write(state: State, keys: Keys) -> str:
    """A state as the value of a cookie.

    Raises:
        KeysGone
    """
    told = {name: getattr(state, name) for name, usual in _USUAL if getattr(state, name) != usual}
    plain = json.dumps(told, separators=(",", ":")).encode()
    return urlsafe_b64encode(_box(keys).encrypt(plain)).decode()


def read(cookie: str, keys: Keys) -> State | None:
    """The state in a cookie; none where it is not one of ours.

    Raises:
        KeysGone
    """
    try:
        return State(**json.loads(_box(keys).decrypt(urlsafe_b64decode(cookie))))
    except (nacl.exceptions.CryptoError, nacl.exceptions.ValueError, ValueError, TypeError):
        return None


_USUAL = tuple(asdict(State("")).items())


def _box(keys: Keys) -> nacl.secret.SecretBox:
    return nacl.secret.SecretBox(keys.derive("cookie"))
