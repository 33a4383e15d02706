"""混ざった言語: in a questionnaire of which only a part is translated, the rest is Japanese.

A screen reader has to be told where, or it reads 漢字 by the rules of another language. What is
not translated carries its marks through every template to the finished page, where they become
`lang` attributes. They are noncharacters, which Unicode keeps for such inside use: unlike the
private characters they are nobody's 外字.
"""

import re
from dataclasses import replace

from app.languages import of_html
from surveys.documents import SOURCE_LANGUAGE, Document, paths
from surveys.kinds.best_worst import ASPECTS

BEGINNING, END = "\ufdd0", "\ufdd1"
OURS = {each.label for each in ASPECTS}  # of a planner who kept our words, which we translate
_TAG = re.compile(r"(<[^>]*>)")
_MARK = re.compile(f"([{BEGINNING}{END}])")
_PLAIN = {"title", "textarea", "script"}  # where no tag can stand


def in_language(document: Document, language: str) -> Document:
    """The document in a language, what is not translated marked as Japanese."""
    words = document.translations.get(language)
    if words is None or of_html(language) == SOURCE_LANGUAGE:
        return document.in_language(language)
    rest = {
        path: f"{BEGINNING}{text}{END}"
        for path, text in paths(document).items()
        if text.strip() and text not in OURS and not words.get(path, "").strip()
    }
    if not rest:
        return document.in_language(language)
    told = {**document.translations, language: {**words, **rest}}
    return replace(document, translations=told).in_language(language)


def told(page: str) -> str:
    """A page with `lang` attributes in the place of its marks, and without marks elsewhere."""
    if BEGINNING not in page:
        return page
    made: list[str] = []
    inside = ""
    for part in _TAG.split(page):
        marked = BEGINNING in part
        if part.startswith("<"):
            inside = part[1:].split(maxsplit=1)[0].rstrip(">").lower()
            made.append(_bare(part) if marked else part)
        elif marked and inside == "option":
            made[-1] = f'{made[-1][:-1]} lang="{SOURCE_LANGUAGE}">'
            made.append(_bare(part))
        elif marked:
            made.append(_bare(part) if inside in _PLAIN else _spans(part))
        else:
            made.append(part)
    return "".join(made)


def _spans(part: str) -> str:
    """Text with an element for what is marked; an answer inside, marked too, needs none."""
    made: list[str] = []
    depth = 0
    for piece in _MARK.split(part):
        if piece not in {BEGINNING, END}:
            made.append(piece)
            continue
        depth += 1 if piece == BEGINNING else -1
        if piece == BEGINNING and depth == 1:
            made.append(f'<span lang="{SOURCE_LANGUAGE}">')
        elif piece == END and depth == 0:
            made.append("</span>")
    return "".join(made)


def _bare(part: str) -> str:
    return part.replace(BEGINNING, "").replace(END, "")
