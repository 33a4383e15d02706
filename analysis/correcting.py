"""Correcting a codebook: what a planner says of one entry, put into the codebook."""

from collections.abc import Sequence
from dataclasses import replace

from analysis.codebook import Codebook, Measure, Role, Variable
from analysis.outline import Entry, Use, outline
from analysis.uses import (
    BandsOutOfOrder,
    ChoiceSaid,
    Correction,
    LookUp,
    TwiceTheSameLevel,
    put,
)

_FEWEST_SHARED = 3


def said(entry: Entry) -> Correction:
    """The correction that changes nothing."""
    main, band = entry.main, entry.band
    ticks = entry.variables if entry.grouped else ()
    return Correction(
        use=entry.use,
        label=entry.label,
        levels=main.levels if not entry.grouped and not main.bands else (),
        ordered=main.measure is Measure.ORDINAL,
        reverse=main.reverse,
        off_scale=main.off_scale,
        no_answer=main.no_answer,
        not_asked=main.not_asked,
        separator=main.separator or "",
        bands=band.bands if band else (),
        as_of=band.as_of if band else None,
        choices=tuple(ChoiceSaid(v.name, v.label, v.exclusive) for v in ticks),
    )


def correct(book: Codebook, entry: Entry, wanted: Correction, look: LookUp) -> Codebook:
    """Put a correction into a codebook.

    Args:
        book: the codebook that `entry` is of.
        entry: what is corrected.
        wanted: what it should be.
        look: gives the cells of a column, asked only when levels must be found anew.

    Raises:
        TooManyDifferentCells, NotNumbers, NotSeveral, TwiceTheSameLevel, BandsOutOfOrder
    """
    _check(wanted)
    if wanted == said(entry):
        return book
    return _replaced(book, entry, _made(book, entry, wanted, look))


def _made(book: Codebook, entry: Entry, wanted: Correction, look: LookUp) -> list[Variable]:
    if not entry.grouped:
        return put(entry.main, wanted, book, look, band=entry.band)
    own = Use.LISTED if entry.main.separator else Use.MULTIPLE
    if wanted.use in (own, Use.IGNORE):
        return [_tick(tick, wanted) for tick in entry.variables]
    if entry.main.separator:
        return put(_joined(entry), wanted, book, look)
    each = [(_loose(tick), replace(wanted, label=tick.label)) for tick in entry.variables]
    return [made for tick, said_of_it in each for made in put(tick, said_of_it, book, look)]


def alike(book: Codebook, variable: Variable) -> list[Variable]:
    """The other variables whose levels are bare codes too, and (nearly) the same ones."""
    codes = set(variable.codes)
    return [
        other
        for other in book.variables
        if other.name != variable.name and _is_bare(other) and _shares(codes, set(other.codes))
    ]


def spread(book: Codebook, name: str, before: Codebook) -> Codebook:
    """Give the names, the order and the measure of one variable's levels to those `alike`.

    Args:
        book: the codebook in which the levels of `name` have names now.
        name: of the variable that was named.
        before: the same before they had, which tells what is alike.
    """
    named = book.get(name)
    for other in alike(before, before.get(name)):
        keeps = other.role is Role.ATTRIBUTE and named.role is not Role.ATTRIBUTE
        book = book.with_variable(
            replace(
                other,
                levels=named.levels,
                measure=other.measure if keeps else named.measure,
                reverse=named.reverse,
                off_scale=named.off_scale,
                no_answer=tuple(dict.fromkeys((*other.no_answer, *named.no_answer))),
                not_asked=tuple(dict.fromkeys((*other.not_asked, *named.not_asked))),
                labelled=named.labelled,
            )
        )
    return book


def used(book: Codebook) -> Codebook:
    """The codebook of what is taken in: without the columns that are not used."""
    kept = (v for v in book.variables if v.role not in (Role.IGNORE, Role.ID))
    return Codebook(tuple(kept))


def propose_axes(book: Codebook, words: Sequence[str]) -> tuple[Codebook, list[str]]:
    """Make attributes of the questions whose header has one of the words of a plan's axes.

    Returns:
        The codebook, and the names of the columns that were made attributes.
    """
    found = []
    for entry in outline(book):
        main = entry.main
        if entry.use in (Use.SINGLE, Use.SCALE) and any(word in main.label for word in words):
            book = book.with_variable(replace(main, role=Role.ATTRIBUTE))
            found.append(main.name)
    return book, found


def _is_bare(variable: Variable) -> bool:
    counted = variable.measure in (Measure.NOMINAL, Measure.ORDINAL) and not variable.bands
    return counted and not variable.labelled


def _shares(codes: set[str], others: set[str]) -> bool:
    """Equal, or short of one step that nobody happened to choose."""
    return others == codes or (
        len(others) >= _FEWEST_SHARED and others < codes and len(codes) - len(others) == 1
    )


def _check(wanted: Correction) -> None:
    codes = [code for code, _ in wanted.levels]
    for code in codes:
        if codes.count(code) > 1:
            raise TwiceTheSameLevel(code=code)
    if list(wanted.bands) != sorted(set(wanted.bands)):
        raise BandsOutOfOrder


def _replaced(book: Codebook, entry: Entry, made: Sequence[Variable]) -> Codebook:
    """Put variables where an entry's were, those it had before at their old places."""
    new = {variable.name: variable for variable in made}
    old = {variable.name for variable in entry.variables}
    first = entry.main.name
    variables: list[Variable] = []
    for variable in book.variables:
        if variable.name == first:
            variables += [one for name, one in new.items() if name == first or name not in old]
        elif variable.name in old:
            variables += [new[variable.name]] if variable.name in new else []
        else:
            variables.append(variable)
    return Codebook(tuple(variables))


def _tick(tick: Variable, wanted: Correction) -> Variable:
    """A tick of a multiple answer as corrected."""
    choice = next((c for c in wanted.choices if c.name == tick.name), None)
    changed = replace(
        tick,
        role=Role.IGNORE if wanted.use is Use.IGNORE else _role_of_tick(tick),
        group_label=wanted.label,
        no_answer=wanted.no_answer,
        not_asked=wanted.not_asked,
    )
    if choice is None:
        return changed
    changed = replace(
        changed,
        label=choice.label,
        exclusive=choice.exclusive,
        labelled=tick.labelled or choice.label != tick.label,
    )
    return changed if choice.kept else replace(_loose(changed), role=Role.IGNORE)


def _role_of_tick(tick: Variable) -> Role:
    return Role.QUESTION if tick.role is Role.IGNORE else tick.role


def _loose(tick: Variable) -> Variable:
    """A tick that belongs to no multiple answer any more."""
    return replace(tick, group=None, group_label=None, exclusive=False)


def _joined(entry: Entry) -> Variable:
    """The one column that a list of answers was read from, as a plain variable."""
    return Variable(name=entry.columns[0], label=entry.label, measure=Measure.TEXT)
