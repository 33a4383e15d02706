"""Make word_vectors.npz from the wheel of ja-ginza 5.3.0.

Use: python -m analysis.data.make_word_vectors WHEEL

The wheel keeps its vectors as spaCy does: an .npy table, a msgpack map from the 64-bit hash of a
word to its row, and a JSON list of the words. They are read here directly, so that spaCy is never
installed. Kept: words that MeCab would hand us as one word, in 128 principal directions, as int8.
"""

import json
import struct
import sys
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import numpy as np

from analysis.text.words import normalise, tokenise

INSIDE = "ja_ginza/ja_ginza-5.3.0/vocab/"
OUT = Path(__file__).with_name("word_vectors.npz")
DIMENSIONS = 128
_FLATTENED = 0.125
_MASK = (1 << 64) - 1
_MULTIPLIER = 0xC6A4A7935BD1E995


def make(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        table = np.load(BytesIO(packed.read(f"{INSIDE}vectors")))
        row_of = dict(_msgpack_map(packed.read(f"{INSIDE}key2row")))
        known = json.loads(packed.read(f"{INSIDE}strings.json"))
    rows = {word: row_of[key] for word in known if (key := _hash(word)) in row_of}
    words = sorted(word for word in rows if _is_one_word(word))
    used, places = np.unique([rows[word] for word in words], return_inverse=True)
    vectors = _reduced(table[used].astype(np.float64))
    scale = np.abs(vectors).max() / 127
    np.savez_compressed(
        OUT,
        words=np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
        rows=places.astype(np.uint16),
        vectors=np.round(vectors / scale).astype(np.int8),
        scale=np.float32(scale),
    )


def _is_one_word(word: str) -> bool:
    """Only what is looked up later: a word of content, written as the texts will be."""
    if word != normalise(word):
        return False
    found = tokenise(word)
    return len(found) == 1 and found[0].term is not None


def _reduced(vectors: np.ndarray) -> np.ndarray:
    """The vectors in 128 principal directions, a little flattened, without the first.

    The first direction tells how a word is used, not what it means (Mu & Viswanath, All-but-the-
    Top, ICLR 2018). Without it, and with shares of variance drawn together by a quarter, themes
    of labelled texts came out better than with the vectors as they are.
    """
    vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    vectors -= vectors.mean(axis=0)
    variances, directions = np.linalg.eigh(vectors.T @ vectors)
    chosen = slice(-2, -2 - DIMENSIONS, -1)
    flattened = (variances[chosen] / variances[-2]) ** -_FLATTENED
    return np.asarray(vectors @ directions[:, chosen] * flattened)


def _msgpack_map(packed: bytes) -> Iterator[tuple[int, int]]:
    """The pairs of one msgpack map of whole numbers (https://github.com/msgpack/msgpack)."""
    numbers = _msgpack_numbers(packed[5:])
    if packed[0] != 0xDF:
        raise ValueError(packed[0])
    yield from zip(numbers, numbers, strict=True)


def _msgpack_numbers(packed: bytes) -> Iterator[int]:
    widths = {
        0xCC: ">B",
        0xCD: ">H",
        0xCE: ">I",
        0xCF: ">Q",
        0xD0: ">b",
        0xD1: ">h",
        0xD2: ">i",
        0xD3: ">q",
    }
    place = 0
    while place < len(packed):
        kind = packed[place]
        place += 1
        if kind < 0x80:
            yield kind
            continue
        (number,) = struct.unpack_from(widths[kind], packed, place)
        place += struct.calcsize(widths[kind])
        yield number


def _hash(word: str) -> int:
    """MurmurHash64A with seed 1, the name spaCy gives a word."""
    data = word.encode("utf-8", "surrogatepass")
    whole = len(data) // 8 * 8
    found = 1 ^ (len(data) * _MULTIPLIER & _MASK)
    for (part,) in struct.iter_unpack("<Q", data[:whole]):
        found = (found ^ _scrambled(part)) * _MULTIPLIER & _MASK
    if len(data) > whole:
        found = (found ^ int.from_bytes(data[whole:], "little")) * _MULTIPLIER & _MASK
    found = (found ^ found >> 47) * _MULTIPLIER & _MASK
    return found ^ found >> 47


def _scrambled(part: int) -> int:
    part = part * _MULTIPLIER & _MASK
    return (part ^ part >> 47) * _MULTIPLIER & _MASK


def main(arguments: Iterable[str]) -> None:
    make(Path(next(iter(arguments))))


if __name__ == "__main__":
    main(sys.argv[1:])
