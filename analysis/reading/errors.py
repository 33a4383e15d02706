"""Why a given file cannot be read as a table of answers."""

from analysis.errors import AnalysisError


class NoSuchFile(AnalysisError):
    message = "ファイル「%(name)s」が見つかりません。場所と名前を確かめてください"


class UnreadableFile(AnalysisError):
    message = "ファイル「%(name)s」を開けません（%(reason)s）"


class EmptyFile(AnalysisError):
    message = "「%(name)s」には回答の行がありません。見出しの行の下に回答が並ぶ表を指定してください"


class NotATable(AnalysisError):
    message = "「%(name)s」は表として読めません（%(kind)s）。CSVかExcel（xlsx）で書き出してください"


class UnknownEncoding(AnalysisError):
    message = (
        "「%(name)s」の文字コードを読み取れません（%(line)d行目）。"
        "UTF-8かShift_JIS（CP932）で保存し直してください"
    )


class LockedWorkbook(AnalysisError):
    message = "「%(name)s」はパスワードで保護されています。パスワードを外して保存し直してください"


class BrokenWorkbook(AnalysisError):
    message = "「%(name)s」はExcelファイルとして壊れています。Excelで開いて保存し直してください"


class UnknownSheet(AnalysisError):
    message = "シート「%(sheet)s」はありません。シート: %(known)s"


class NoSheets(AnalysisError):
    message = "「%(name)s」はExcelファイルではないため、シートを選べません"


class TooLarge(AnalysisError):
    message = "「%(name)s」は大きすぎます（%(what)s）。%(limit)sまで読めます"
