"""ありたい姿の言い方: what a title says of means instead of how things will be, read by rules.

A title like 「公共交通の整備」 fixes the means and leaves no room for anyone but the city to act.
The rules notice that and offer other ways to say it, made from the words that were written; what
to write stays with the person.
"""

import re
from dataclasses import dataclass

from surveys.desired_forms import MEANS, forms
from surveys.errors import N_

LONGEST = 45  # letters that can be read out in one breath
# What is said of a title, by the kind of note.
NOTES = {
    "means": N_(
        "「%(words)s」は手段の言い方です。実現したときの様子で書くと、"
        "市民や団体が一緒に取り組む余地が生まれます"
    ),
    "within": N_(
        "「%(words)s」と手段が先に決まっています。手段は「取り組み」に書き、"
        "ここには実現した様子を書きます"
    ),
    "noun": N_("名詞で終わっています。「〜できる」「〜が守られている」のように言い切ります"),
    "nobody": N_("だれの姿かが書かれていません。思い浮かぶ人がいれば「〜の人が」と書き足します"),
    "long": N_(
        "%(letters)d文字あります。ひと息で読める%(limit)d文字くらいまでが覚えやすい長さです"
    ),
}
_BY_MEANS = re.compile(
    rf"(?:{'|'.join(MEANS)})(?:により|によって|によ(?=り)|を通じて|を通して|を(?:図|進め|行|し)[^、]{{0,3}}、?|"
    r"し、|して|をもって|に取り組み)"
)
_ENDS_AS_STATE = re.compile(r"(?:[るいたうくすつむぶぐぬだ]|です|ます)$")
_NOUN_IN_KANA = re.compile(
    r"(?:にぎわい|ふれあい|触れ合い|支えあい|支え合い|助け合い|学び合い|つながり|思いやり|ゆとり|うるおい|潤い|"
    r"生きがい|やりがい|担い手|まつり|祭り|住まい|違い|願い|戦い|思い|想い|まち|いきいき|しくみ|仕組み|づくり|作り)$"
)
_SOMEONE = re.compile(
    r"人(?!権|口|工|生|件|事|材)|者|児|職員|議員|委員|会員|社員|教員|家族|子ども|こども|子供|親|保護者|高齢|お年寄り|"
    r"シニア|若者|世代|女性|男性|生徒|学生|市民|住民|町民|村民|区民|県民|誰も|だれも|みんな|皆|"
    r"企業|団体|農家|なくても|を重ねても|をとっても|になっても|にかかわらず|でも、"
)
_OF_THINGS = re.compile(r"(?:れ|なっ|残っ|続い|生き)てい(?:る|ます)$")  # 「伝統が引き継がれている」
_EVERYONE = re.compile(
    r"誰もが?|だれもが?|みんな|皆が|すべての人|全ての人|市民|住民|町民|村民|区民|県民|一人ひとり"
)


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader may want to change: its kind in `NOTES`, and what its sentence says."""

    kind: str
    details: dict[str, object]


@dataclass(frozen=True, slots=True)
class Look:
    """What is said of a title, and other ways to say it."""

    notes: tuple[Note, ...]
    forms: tuple[str, ...]


def look(said: str) -> Look:
    """Read a title as a careful colleague would; an empty one says nothing."""
    words = plain(said)
    if not words:
        return Look((), ())
    notes = tuple(_notes(words))
    asked = any(note.kind in {"means", "within", "noun"} for note in notes)
    return Look(notes, forms(words) if asked else ())


def names_a_means(said: str) -> bool:
    """Whether a title says what will be done (〜の推進), and not how things will be."""
    return any(note.kind in {"means", "within"} for note in _notes(plain(said)))


def names_someone(said: str) -> bool:
    """Whether a title says whose state it is, even if 「誰もが」."""
    return bool(_SOMEONE.search(said))


def names_someone_concrete(said: str) -> bool:
    """Whether it names more than 「誰もが」 or 「市民」: who in particular must be reached."""
    return names_someone(_EVERYONE.sub("", said))


def plain(said: str) -> str:
    """A title without the blanks and the full stop around it."""
    return said.strip().strip("「」『』").rstrip("。．. 　")


def _notes(words: str) -> list[Note]:
    notes: list[Note] = []
    means = _last_means(words)
    within = _BY_MEANS.search(words)
    if means:
        notes.append(Note("means", {"words": means}))
    elif within:
        notes.append(Note("within", {"words": within[0].rstrip("、")}))
    elif words and not _is_state(words):
        notes.append(Note("noun", {}))
    if words and not names_someone(words) and not _OF_THINGS.search(words):
        notes.append(Note("nobody", {}))
    if len(words) > LONGEST:
        notes.append(Note("long", {"letters": len(words), "limit": LONGEST}))
    return notes


def _last_means(words: str) -> str:
    """The means a title ends with, with the verb that may follow it."""
    found = re.search(
        rf"(?:{'|'.join(MEANS)})(?:する|します|していく|を(?:図|進め|行|目指)(?:る|う|す|ります|めます)|"
        r"に努め(?:る|ます)|に取り組(?:む|みます))?$|"
        r"(?:を(?:図|進め)(?:る|ります|めます)|に努め(?:る|ます)|に取り組(?:む|みます))$",
        words,
    )
    return found[0] if found else ""


def _is_state(words: str) -> bool:
    return bool(_ENDS_AS_STATE.search(words)) and not _NOUN_IN_KANA.search(words)
