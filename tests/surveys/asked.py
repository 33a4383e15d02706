"""A questionnaire with every kind of question and branching, for the tests of the spine."""

from surveys.documents import Document, Section
from surveys.kinds import Choice, Question, Row


def choices(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(str(place), label) for place, label in enumerate(labels, 1))


SATISFIED = (*choices("満足", "どちらともいえない", "不満"), Choice("9", "わからない", beside=True))
AREAS = (
    Choice("11", "旭町", within=("東地区",)),
    Choice("12", "栄町", within=("東地区",)),
    Choice("21", "川西", within=("西地区",)),
    Choice("99", "市外"),
)
GENERATIONS = (Choice("18", "18～39歳"), Choice("40", "40～64歳"), Choice("65", "65歳以上"))
WAYS = (*choices("車", "バス"), Choice("8", "その他", write_in=True))
TROUBLES = (
    *choices("本数が少ない", "停留所が遠い", "運賃が高い"),
    Choice("0", "特にない", exclusive=True),
)
DOCUMENT = Document(
    title="暮らしについてのアンケート",
    sections=(
        Section("s1", "あなたについて"),
        Section("s2", "移動について"),
        Section("s3", "バスについて", show="q4 = バス または q1 >= 65"),
        Section("s4", "市の取り組みについて"),
    ),
    questions=(
        Question(
            "q1",
            "あなたの年齢",
            "number",
            "attribute",
            section="s1",
            required=True,
            low=18,
            high=120,
            unit="歳",
            choices=GENERATIONS,
            bands=(18, 40, 65),
            band_code="q1_band",
            band_label="年代",
        ),
        Question(
            "q2",
            "お住まいの行政区",
            "area",
            "attribute",
            section="s1",
            choices=AREAS,
            levels=("行政区", "地区"),
        ),
        Question("q3", "車の運転", "single", section="s2", choices=choices("する", "しない")),
        Question("q4", "ふだん使う移動手段", "single", section="s2", choices=WAYS),
        Question(
            "q5",
            "バスで困っていること",
            "multiple",
            section="s3",
            choices=TROUBLES,
            least=1,
            limit=2,
        ),
        Question("q6", "バスについてのご意見", "text", section="s3", limit=400),
        Question(
            "q7",
            "次の取り組みに、どのくらい満足していますか。",
            "matrix",
            section="s4",
            choices=SATISFIED,
            ordered=True,
            rows=(Row("bus", "バスなどの公共交通"), Row("park", "公園")),
        ),
        Question("q8", "住みごこち", "scale", section="s4", choices=SATISFIED),
        Question(
            "q9", "住みごこちの理由", "text", section="s4", show="q8 = 不満", skip="q7.bus なし"
        ),
    ),
    translations={"en": {"q3": "Do you drive?", "q3:1": "I do", "section s1.lead": "First, you"}},
)
