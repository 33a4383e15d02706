"""What the invented city's planners wrote about the issues they adopted."""

from dataclasses import dataclass

EDITION_TITLE = "第六次総合計画　政策論点集"
PREFACE = (
    "この論点集は、実在しない「見本市」の見本です。市民意識調査の結果と市民の声をもとに、"
    "次の総合計画で重点的に話し合う論点をまとめました。数字はすべて調査の集計に、"
    "声はすべて自由記述に基づいています。ご意見を伺いながら、案、成案へと仕上げます。"
)


@dataclass(frozen=True, slots=True)
class Written:
    """An adopted draft, found by the key of its topic, as people finished it.

    Attributes:
        about: words of which a voice must hold one to be quoted: people read before they choose.
    """

    key: str
    about: tuple[str, ...]
    topic: str
    desired_state: str
    gap: str
    measures: str
    section: str
    related_sections: str
    horizon: str
    horizon_reason: str


ISSUES = (
    Written(
        key="transit",
        about=("バス", "電車", "タクシー", "免許", "運転", "送り迎え"),
        topic="暮らしを支える移動の足",
        desired_state="車を運転しなくても、通院、買い物、通学に無理なく出かけられる",
        gap=(
            "市の周辺の地区では、バスの本数と時刻が通院や通学、仕事帰りの時間に合っていません。"
            "運転をやめると出かけられなくなるという不安が、免許の返納をためらわせています。"
            "一方で、利用者の減った路線を今の形のまま増やすことは、運転士の不足からも難しく、"
            "路線バス、予約制の乗合タクシー、住民どうしの送迎を組み合わせた移動の形を、"
            "地区ごとに住民と一緒に決めていく必要があります。"
        ),
        measures=(
            "1. 西野、南郷、北沢、奥山の4地区で、住民と交通事業者による「移動の話し合い」を始める\n"
            "2. 予約の締め切りを1時間前に改めた乗合タクシーの実証運行（令和9年度から2年間）\n"
            "3. 電車の発着に合わせた夕方の便の見直し"
        ),
        section="地域交通課",
        related_sections="福祉課、教育総務課、企画課",
        horizon="middle",
        horizon_reason="運転士の確保と免許の返納が同時に進むため、次の3年に集めて投資し、成果を確かめる。",
    ),
    Written(
        key="childcare",
        about=(
            "保育",
            "子育て支援",
            "育児",
            "育休",
            "学童",
            "病児",
            "子ども連れ",
            "産後",
            "預け",
            "園に",
        ),
        topic="働きながらの子育て",
        desired_state="子どもを産み育てたい人が、働きながら安心して子育てできる",
        gap=(
            "子育てしやすいと感じる人は多いものの、30代では支援への不満が全体を大きく上回ります。"
            "年度途中の入園、病気のときの預け先、小学校入学後の放課後の居場所など、"
            "制度の切れ目で仕事を休まざるを得ない家庭があります。頼れる親族が近くにいない家庭でも"
            "孤立しないように、預け先を増やすことと、地域で子どもを見守る関係をつくることの両方が必要です。"
        ),
        measures=(
            "1. 病児保育の受け入れ枠の拡大と、スマートフォンでの予約\n"
            "2. 全小学校区での放課後の居場所づくり（児童館、公民館、空き教室の活用）\n"
            "3. 産後の家庭への訪問を、地域の子育て経験者と一緒に行う"
        ),
        section="こども課",
        related_sections="健康課、教育総務課、地域づくり課",
        horizon="long",
        horizon_reason="子どもが育つ年月に合わせて、手を緩めずに続ける。途中で中間評価をする。",
    ),
    Written(
        key="elderly",
        about=("高齢", "介護", "認知症", "一人暮らし", "居場所", "老後", "老人", "出番", "見守"),
        topic="シニアの居場所と支え合い",
        desired_state="年を重ねても出番と居場所があり、住み慣れた地区で自分らしく暮らせる",
        gap=(
            "一人暮らしや夫婦だけの世帯が増えるなかで、歩いて行ける範囲に話し相手や役割のある場が"
            "足りません。介護をする家族は、相談先の分かりにくさと休めないことに悩んでいます。"
            "福祉のサービスだけで応えるのではなく、経験や技術を生かしたい人と、"
            "ちょっとした手助けのほしい人とが出会う場を、小学校区ごとにつくることが課題です。"
        ),
        measures=(
            "1. 空き家や公民館を使った「まちの縁側」を、住民の運営で小学校区に1か所以上開く\n"
            "2. ごみ出しや雪かきなどを有償で頼み合える仕組みを、社会福祉協議会とつくる\n"
            "3. 介護の相談窓口を一本化し、土曜日にも開く"
        ),
        section="長寿課",
        related_sections="地域づくり課、福祉課、社会福祉協議会",
        horizon="long",
        horizon_reason="担い手との関係づくりには年月がかかるため、地区ごとに長く続けて投資する。",
    ),
)
