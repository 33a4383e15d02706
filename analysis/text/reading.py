"""How texts are read on the way to themes: with which words, by wording only, or precisely."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.errors import AnalysisError
from analysis.text import sentences
from analysis.text.lexicon import NOTHING, Lexicon
from analysis.text.space import MEANING, WORDING, Sense

_GRAPH = "グラフをLouvain法で分割（外部サービス不使用、同じ入力には常に同じ結果）"
METHOD = f"語のTF-IDFと単語ベクトルの類似度による{_GRAPH}"
_WORDING = f"【言葉づかいのみ】語のTF-IDFだけの類似度による{_GRAPH}"
_PRECISE = f"【精密】語のTF-IDF・単語ベクトル・{sentences.NAME}の類似度による{_GRAPH}"


class BothWays(AnalysisError):
    message = "「言葉づかいのみ」と「精密」は同時に選べません。どちらか一方にしてください"


@dataclass(frozen=True, slots=True)
class Reading:
    """How texts are read.

    Attributes:
        lexicon: what a planner knows of the words.
        wording_only: only shared words draw texts together, for those that differ by one word.
        precise: vectors of whole sentences do so too, from an optional package.
    """

    lexicon: Lexicon = NOTHING
    wording_only: bool = False
    precise: bool = False

    @property
    def method(self) -> str:
        if self.precise:
            return _PRECISE
        return _WORDING if self.wording_only else METHOD

    def sense(self, texts: Sequence[str]) -> Sense:
        """What draws these texts together.

        Raises:
            NoSentenceVectors: precise, and the optional package is not installed.
            BothWays: precise and by wording only.
        """
        if self.precise and self.wording_only:
            raise BothWays
        if self.precise:
            return Sense(sentences=sentences.vectors(texts))
        return WORDING if self.wording_only else MEANING


PLAIN = Reading()
