"""The questionnaires of the example in the field: sent, answered, and two of them opened."""

import numpy as np

from app.example import asking, mailing
from app.example import citizens as citizen
from app.example import everyone as anyone
from app.example import officials as official
from app.example.asking import Asked, Loader, Sent
from app.example.choosing import CHOOSING
from app.example.investing import INVESTING
from app.example.people import person
from app.example.writing import Pen
from surveys import questionnaires
from surveys.questionnaires import Questionnaire

SEED = 6
CITIZENS = Asked("citizens", "codes", first=-70, after=-40)
OFFICIALS = Asked("officials", "departments", first=-55, after=-40)
EVERYONE = Asked("everyone", "open", first=-7, after=22)
INTERIM = 14  # the day of the period on which the first letters are opened
UNREAD = 12  # texts of staff that wait for a person to read them
ALL = (CITIZENS, OFFICIALS, EVERYONE, INVESTING, CHOOSING)


def citizens(loader: Loader, made: Questionnaire) -> None:
    """A random sample by letter: codes for district and age, half of them never used."""
    passphrase = asking.publish(loader, made)
    document = questionnaires.latest(loader.session, made).parsed
    answered = citizen.everybody(document, SEED)
    codes = asking.issue(loader, made, mailing.sent_out([who for who, _ in answered]))
    days = CITIZENS.after - CITIZENS.first
    arrivals = mailing.arrivals(np.random.default_rng(SEED), len(answered), days)
    ways = np.random.default_rng(SEED + 4)
    sent = [
        Sent(day, form, codes[mailing.stratum(who)].pop(), mailing.way(ways, who))
        for (who, form), day in zip(answered, arrivals, strict=True)
    ]
    asking.answer(loader, made, sent, range(INTERIM + 1))
    asking.open_up(loader, made, passphrase, day=INTERIM)
    asking.remind(loader, made, mailing.POSTED, mailing.WORDS)
    asking.answer(loader, made, sent, range(INTERIM + 1, days))
    asking.open_up(loader, made, passphrase)


def staff(loader: Loader, made: Questionnaire) -> None:
    """All staff, by a link for each department; what they wrote is read before it is a voice."""
    passphrase = asking.publish(loader, made)
    links = asking.departments_by_link(loader, made)
    days = OFFICIALS.after - OFFICIALS.first
    rng = np.random.default_rng(SEED)
    sent = [
        Sent(int(rng.integers(days)), form | {"d1": [links[form["d1"][0]]]})
        for form in official.everybody(SEED + 2)
    ]
    asking.answer(loader, made, sent, range(days))
    asking.open_up(loader, made, passphrase)
    asking.read_texts(loader, made, UNREAD)


def everyone(loader: Loader, made: Questionnaire) -> None:
    """An open link that still takes answers: the one to try."""
    rng = np.random.default_rng(SEED + 3)
    pen = Pen(rng)
    asking.publish(loader, made)
    sent = [
        Sent(int(rng.integers(-EVERYONE.first)), anyone.fill(rng, pen, person(rng, online=True)))
        for _ in range(anyone.CALL)
    ]
    asking.answer(loader, made, sent, range(-EVERYONE.first))
