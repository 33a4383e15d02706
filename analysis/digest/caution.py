"""What a draft never puts forward by itself, though a person may."""

from analysis.text.words import listed


def is_harsh(text: str) -> bool:
    """Whether a text names a people or a party, or insults."""
    return any(word in text for (word, *_) in listed("harsh_words.txt"))
