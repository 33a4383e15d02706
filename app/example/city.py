"""見本市, which does not exist: its plan, fields, axes and areas."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from surveys import place_maps, plans
from surveys.plans import Plan

TITLE = "第六次総合計画（見本）"
MUNICIPALITY = "見本市"
FIRST_YEAR, LAST_YEAR = 2027, 2035
MAP = Path(__file__).parent / "map.geojson"  # drawn for the example, out in the Pacific
MAP_NAME, MAP_SOURCE = "地区の地図", "実在しない「見本市」の地図（見本のために描いたもの）"

FIELDS = (
    "移動・交通: バス, 公共交通, 道路, 除雪, 渋滞, 歩道",
    "子育て・教育: 子育て, 保育, 学童, 公園, 遊び場, 学校, 図書館, 文化, スポーツ",
    "健康・福祉: 医療, 病院, 介護, 高齢者, シニア, 居場所",
    "安全・防災: 防災, 災害, 避難, 避難所, 街灯",
    "産業・にぎわい: 働く場, 雇用, 産業, 農業, 農林業, 獣害, 商店街, 買い物, にぎわい",
    "環境・暮らし: ごみ, 空き家, 自然, 草刈り",
    "地域・協働: 自治会, 役員, 近所, 支え合い, 協働, ワークショップ, 市民参加",
    "行政運営: 市役所, 窓口, 手続き, 広報, 総合計画, 計画, 行政評価, 評価, 予算, 業務, 職員, 部署",
)
AXES = (
    "世代: 年代, 年齢, 世代",
    "地区: 地区, 居住地, お住まい",
    "職業: 職業",
    "性別: 性別",
)
AREAS = (
    "行政区,小学校区,地区",
    "本町一区,本町小,本町",
    "本町二区,本町小,本町",
    "旭町,本町小,本町",
    "中央一区,中央小,中央",
    "中央二区,中央小,中央",
    "柳原,中央小,中央",  # one 行政区 between two schools: its 組 decide
    "柳原,緑が丘小,緑が丘",
    "緑が丘一区,緑が丘小,緑が丘",
    "緑が丘二区,緑が丘小,緑が丘",
    "新田上,新田小,新田",
    "新田下,新田小,新田",
    "川辺東,川辺小,川辺",
    "川辺西,川辺小,川辺",
    "東原,東原小,東原",
    "桜台,東原小,東原",
    "西野,西野小,西野",
    "古屋敷,西野小,西野",
    "南郷上,南郷小,南郷",
    "南郷下,南郷小,南郷",
    "北沢,北沢小,北沢",
    "滝の入,北沢小,北沢",
    "奥山,奥山小,奥山",
)


@dataclass(frozen=True, slots=True)
class District:
    """地区: `share` of the city's adults; `far` 0 to 1 from the centre; `old` shifts the ages."""

    name: str
    share: float
    far: float
    old: float


DISTRICTS = (
    District("本町", 0.13, 0.0, 0.2),
    District("中央", 0.17, 0.0, 0.0),
    District("緑が丘", 0.15, 0.1, -0.5),
    District("新田", 0.12, 0.2, -0.4),
    District("川辺", 0.11, 0.3, 0.0),
    District("東原", 0.09, 0.3, -0.1),
    District("西野", 0.08, 0.6, 0.2),
    District("南郷", 0.06, 0.8, 0.4),
    District("北沢", 0.05, 0.9, 0.5),
    District("奥山", 0.04, 1.0, 0.8),
)


def plan(session: Session, now: datetime) -> Plan:
    """Make the city's plan; the caller commits."""
    made = Plan(example=True, created_at=now)
    plans.name(
        made,
        title=TITLE,
        municipality=MUNICIPALITY,
        first_year=FIRST_YEAR,
        last_year=LAST_YEAR,
    )
    session.add(made)
    session.flush()
    plans.set_fields(session, made, FIELDS)
    plans.set_axes(session, made, AXES)
    plans.set_areas(session, made, AREAS)
    place_maps.bring(session, made, MAP.read_bytes(), name=MAP_NAME, attribution=MAP_SOURCE)
    return made
