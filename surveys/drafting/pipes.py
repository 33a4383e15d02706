"""差し込みの書きかえ: a pipe goes on meaning the same question, whatever that is called."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from surveys import piping
from surveys.documents import Document
from surveys.kinds import Question

_PIPE = re.compile(
    r"[{｛](?P<code>[^\s{}｛｝|｜.]{1,120})[^\s{}｛｝|｜]*(?:[|｜](?P<words>[^{}｛｝|｜]*))?[}｝]"
)
UNKNOWN = piping.Echo().blank


def recoded(text: str, codes: Mapping[str, str]) -> str:
    """A text whose pipes name the same questions under new codes."""

    def said(found: re.Match[str]) -> str:
        old = found["code"]
        return found[0].replace(old, codes.get(old, old), 1)

    return _PIPE.sub(said, text)


def without(text: str, codes: Collection[str]) -> str:
    """A text in which words stand for the answers to these questions, which are not there."""
    return _PIPE.sub(
        lambda found: (found["words"] or UNKNOWN) if found["code"] in codes else found[0],
        text,
    )


def named(question: Question) -> set[str]:
    """The codes that the pipes of a question name."""
    names = (name for text in piping.texts(question) for name in piping.names(text))
    return {name.partition(".")[0] for name in names}


def in_every_text(document: Document, codes: Mapping[str, str]) -> Document:
    """A document in which every pipe is under the new codes, the translated ones too."""
    told = {
        language: {path: recoded(text, codes) for path, text in words.items()}
        for language, words in document.translations.items()
    }
    return replace(
        document,
        questions=tuple(
            replace(
                piping.changed(each, lambda text: recoded(text, codes)),
                check_told=recoded(each.check_told, codes),
            )
            for each in document.questions
        ),
        sections=tuple(
            replace(each, title=recoded(each.title, codes), lead=recoded(each.lead, codes))
            for each in document.sections
        ),
        translations=told,
    )
