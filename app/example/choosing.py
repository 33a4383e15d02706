"""これからのまちを選ぶ: an open link with the newer kinds of question, and how it is answered."""

from collections.abc import Mapping, Sequence

import numpy as np

from app.example import asking
from app.example.asking import Asked, Loader, Sent
from app.example.citizens import WEIGHTS, wards
from app.example.filling import Form, point, several, silent
from app.example.people import SEXES, Person, concern, person
from app.example.writing import Pen
from surveys import questionnaires
from surveys.documents import Document
from surveys.questionnaires import Questionnaire

CHOOSING = Asked("choosing", "open", first=-12, after=30)
CALL = 240
FOUND = 0.6  # of those who answer found it on the web; the others by a poster
UNSURE = "unsure"
LEAVE, ELSEWHERE = ("3", "4"), "elsewhere"
LEFT_FOR = ("jobs", "shopping", "medical", "transport")
ASKED = (
    "transport",
    "roads",
    "childcare",
    "medical",
    "seniors",
    "disaster",
    "jobs",
    "shopping",
    "culture",
)
RANKED = ("transport", "childcare", "medical", "seniors", "disaster", "jobs", "culture")
# choice of 配分: the topics it is about
SHARED = {
    "moving": ("transport",),
    "children": ("childcare",),
    "care": ("medical", "seniors"),
    "safety": ("roads", "disaster"),
    "industry": ("jobs", "shopping"),
}
SEX_CODES = dict(zip(SEXES, ("male", "female", UNSURE), strict=True))
Place = tuple[float, float]  # latitude and longitude, as `map.geojson` has them
# What many point at: a crossing at the station, a way to school, a road without a pavement.
KNOWN = ((34.0525, 141.0712), (34.0640, 141.0935), (34.0538, 141.0268), (34.0208, 141.0605))
MIDDLES = {
    "本町": (34.051, 141.048),
    "中央": (34.053, 141.072),
    "緑が丘": (34.062, 141.092),
    "新田": (34.037, 141.098),
    "川辺": (34.031, 141.061),
    "東原": (34.050, 141.124),
    "西野": (34.053, 141.022),
    "南郷": (34.013, 141.060),
    "北沢": (34.080, 141.055),
    "奥山": (34.087, 141.105),
}


def field(loader: Loader, made: Questionnaire, seed: int) -> None:
    """Ask; what came so far is opened, and the link takes answers on."""
    asking.publish(loader, made)
    document = questionnaires.latest(loader.session, made).parsed
    rng, days = np.random.default_rng(seed), -CHOOSING.first
    sent = [Sent(int(rng.integers(days)), form) for form in everybody(document, seed)]
    asking.answer(loader, made, sent, range(days))
    asking.open_up(loader, made, "", day=days - 1)


def everybody(document: Document, seed: int) -> list[Form]:
    """The form of everyone who answers by now."""
    rng = np.random.default_rng(seed)
    pen, homes = Pen(rng), wards(document.question("home"))
    return [fill(rng, pen, _somebody(rng), homes) for _ in range(CALL)]


def fill(
    rng: np.random.Generator, pen: Pen, who: Person, homes: Mapping[str, Sequence[str]]
) -> Form:
    """All fields of one form; `homes` says which 行政区 lie in a district."""
    return {
        **_living(rng, who),
        **_measures(rng, who),
        **_ranked(rng, who),
        **_shared(rng, who),
        **_pointed(rng, who),
        **_written(rng, pen, who),
        "sex": silent(rng, 0.02, SEX_CODES[who.sex]),
        "age": silent(rng, 0.02, str(min(max(who.age // 10, 1), 7))),
        "home": silent(rng, 0.03, str(rng.choice(list(homes[who.district.name])))),
    }


def _somebody(rng: np.random.Generator) -> Person:
    return person(rng, online=bool(rng.random() < FOUND))


def _living(rng: np.random.Generator, who: Person) -> Form:
    wish = who.mood + (who.age - 40) / 40 + float(rng.normal(0, 0.5))
    stay = str(4 - int(np.searchsorted([-1.1, -0.5, 0.4], wish)))
    form = {
        "satisfied": silent(rng, 0.02, point(rng, who.mood + 0.4 - 0.4 * who.district.far)),
        "staying": [ELSEWHERE] if rng.random() < 0.06 else [stay],
    }
    if form["staying"][0] in LEAVE:
        form["leaving_for"] = several(rng, {t: -who.content[t] for t in LEFT_FOR}, limit=3)
    return form


def _measures(rng: np.random.Generator, who: Person) -> Form:
    """Everything twice: how content, and how important, more so what fails."""
    form: Form = {}
    for topic in ASKED:
        form |= _measure(rng, who, topic)
    return form


def _measure(rng: np.random.Generator, who: Person, topic: str) -> Form:
    content = UNSURE if rng.random() < 0.05 else point(rng, who.content[topic])
    pull = 0.3 + WEIGHTS[topic] - 0.2 * who.content[topic] + float(rng.normal(0, 0.7))
    return {
        f"measure_sat_{topic}": silent(rng, 0.03, content),
        f"measure_imp_{topic}": silent(rng, 0.04, point(rng, pull)),
    }


def _ranked(rng: np.random.Generator, who: Person) -> Form:
    if rng.random() < 0.05:
        return {}
    pull = {topic: _pull(who, topic) + float(rng.gumbel(0, 0.6)) for topic in RANKED}
    return {"first": sorted(RANKED, key=pull.__getitem__, reverse=True)[:3]}


def _shared(rng: np.random.Generator, who: Person) -> Form:
    """100 points in steps of ten, as people share them; what is left goes to the first."""
    if rng.random() < 0.09:
        return {}
    pull = np.array([max(_pull(who, topic) for topic in about) for about in SHARED.values()])
    parts = rng.dirichlet(6 * np.exp(0.7 * (pull - pull.mean())))
    tens = np.floor(parts * 10).astype(int)
    tens[int(np.argmax(parts))] += 10 - int(tens.sum())
    return {
        f"shares_{choice}": [str(10 * ten)]
        for choice, ten in zip(SHARED, tens.tolist(), strict=True)
    }


def _pull(who: Person, topic: str) -> float:
    return WEIGHTS[topic] - who.content[topic]


def _pointed(rng: np.random.Generator, who: Person) -> Form:
    """A pin near where everybody is afraid, or near home; some choose from the list."""
    drawn = rng.random()
    if drawn < 0.2:
        return {}
    if drawn < 0.3:
        return {"danger_area": [who.district.name]}
    if drawn < 0.68:
        return _pin(rng, KNOWN[int(rng.choice(len(KNOWN), p=[0.4, 0.25, 0.2, 0.15]))], 0.0012)
    return _pin(rng, MIDDLES[who.district.name], 0.006)


def _pin(rng: np.random.Generator, middle: Place, spread: float) -> Form:
    lat, lon = rng.normal(middle, spread).tolist()
    return {"danger_lat": [f"{lat:.4f}"], "danger_lon": [f"{lon:.4f}"]}


def _written(rng: np.random.Generator, pen: Pen, who: Person) -> Form:
    if rng.random() < 0.4:
        return {"why": [pen.trouble(who.author, concern(rng, who))]}
    return {}
