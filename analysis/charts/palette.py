"""Colours of charts: few, apart in lightness too, and the same for the same meaning everywhere."""

from analysis.codebook import Question

BLUE, GRAY, ORANGE = "#0017c1", "#d4d4d8", "#c74700"
TEXT, SUB, LINE = "#1a1a1a", "#4d4d4d", "#d9d9d9"
OFF_SCALE = ("#8c8c94", "#5c5c66", "#38383f")  # わからない, then 無回答: apart from each other
NOMINAL = (
    *("#0017c1", "#008bf2", "#259d63", "#e25100", "#aa00aa", "#767676"),
    *("#9db7f9", "#8fd3ae", "#f5a77a", "#dd99dd", "#b8b8b8", "#57b8ff"),
)


def of_choices(question: Question) -> list[str]:
    """One colour for each choice: a scale runs from blue (favourable) to orange through gray."""
    if question.multiple or not question.variables[0].graded:
        return [NOMINAL[place % len(NOMINAL)] for place in range(len(question.labels))]
    variable = question.variables[0]
    off = [OFF_SCALE[place % len(OFF_SCALE)] for place in range(len(variable.off_scale))]
    steps = diverging(len(variable.levels) - len(off))
    return (steps if variable.reverse else steps[::-1]) + off


def diverging(steps: int) -> list[str]:
    """Colours from blue to orange; the middle of an odd number is gray."""
    if steps < 2:
        return [BLUE] * steps
    places = [1 - 2 * step / (steps - 1) for step in range(steps)]
    return [mixed(GRAY, BLUE if place > 0 else ORANGE, abs(place)) for place in places]


def shade(share: float) -> str:
    """White to blue for a share of 0 to 1."""
    return mixed("#ffffff", "#264af4", min(max(share, 0.0), 1.0))


def pale(colour: str) -> str:
    """The same colour, light enough to write on in black."""
    return mixed("#ffffff", colour, 0.28)


def ink(background: str) -> str:
    """Black or white, whichever can be read on `background` (WCAG relative luminance)."""
    red, green, blue = (_linear(part / 255) for part in _parts(background))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#ffffff" if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 else "#000000"


def mixed(start: str, end: str, share: float) -> str:
    """The colour that lies a share (0 to 1) of the way from one to another."""
    pairs = zip(_parts(start), _parts(end), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
