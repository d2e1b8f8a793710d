"""Percentages against the numbers printed with them: of a change, and of a part in its whole."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from .records import Record
from .words import is_fact_list, wording

_HUNDRED = Decimal(100)
_WHOLE = Decimal(1)  # points by which a percentage without decimals may miss
_EXACT = Decimal("0.15")  # the same with decimals
_ROUND = 3  # a number that ends in so many noughts is a round one, with which nothing is reckoned
_REACH = r"(?:\W+\w+){0,2}?\W+"  # words between a percentage and the word of its change

Misfit = tuple[Record, Record, str]


def misfits(figures: list[Record], quotes: Mapping[str, str]) -> Iterator[Misfit]:
    """Percentages that the numbers beside them do not give: the figure, the percentage, and a sentence that says so."""
    by_quote: dict[str, list[Record]] = defaultdict(list)
    for figure in figures:
        by_quote[quotes[figure.iri]].append(figure)
    for quote, together in by_quote.items():
        shares = [each for each in together if each.code("ig:unit") == "percent" and _is_exact(each)]
        for share in shares:
            yield from _change(share, together, quote)
            yield from _part(share, together, figures, quote)


def _is_exact(figure: Record) -> bool:
    return not figure.one("ig:qualifier") and not figure.one("ig:upperValue")


def _number(figure: Record, name: str = "ig:value") -> Decimal:
    return Decimal(figure.one(name) or 0)


def _fits(printed: Decimal, reckoned: Decimal) -> bool:
    return abs(printed - reckoned) <= (_WHOLE if printed == printed.to_integral() else _EXACT)


def _is_round(number: Decimal) -> bool:
    return f"{number.normalize():f}".endswith("0" * _ROUND)


def _change(share: Record, together: list[Record], quote: str) -> Iterator[Misfit]:
    """ "A rise of 50 % from 20 to 25": the sentence has one number with an earlier one, and the percentage is of a change."""
    changed = [each for each in together if each.one("ig:previousValue") and each.code("ig:unit") != "percent"]
    if len(changed) != 1 or not _is_change(share, quote) or not _is_exact(changed[0]):
        return
    before, now = _number(changed[0], "ig:previousValue"), _number(changed[0])
    if not before or not now or _is_round(before) or _is_round(now):
        return
    reckoned = abs(now - before) / before * _HUNDRED
    if not _fits(_number(share), reckoned):
        direction = "rise" if now > before else "fall"
        note = f"from {_shown(before)} to {_shown(now)} is a {direction} of {_shown(reckoned)} %, not of {_shown(_number(share))} %"
        if _fits(_number(share), abs(now - before) / now * _HUNDRED):
            note += ", which is its share of the later number"
        yield changed[0], share, note


def _is_change(share: Record, quote: str) -> bool:
    """Whether a percentage, printed as one, stands beside a word of change."""
    number = rf"(?<![\d.]){re.escape(_shown(_number(share), 2))}\s?(?:%|per\s?cent\b)"
    change = wording("changeWording").pattern
    return bool(
        re.search(
            rf"{number}{_REACH}{change}|{change}(?:\W+(?:by|of|an?|almost|nearly))*\W+{number}", quote, re.IGNORECASE
        )
    )


def _part(share: Record, together: list[Record], figures: list[Record], quote: str) -> Iterator[Misfit]:
    """ "12 (40 %) of 60", "12 out of 60 (40 %)", "40 % (12 of 60)", or the first with the whole in the line above."""
    percent = rf"{re.escape(_shown(_number(share), 2))}\s?(?:%|per\s?cent\b)"
    behind = re.search(rf"\((?:or\s+)?{percent}\s?\)", quote)
    counts = [each for each in together if each.code("ig:unit") == "count" and _is_exact(each)]
    parts = [
        each
        for each in counts
        if (behind and _beside(each, share))
        or (_beside(share, each) and re.search(rf"(?<![\d.]){percent}\s?\((?:or\s+)?{_printed(each)}\b", quote))
    ]
    if len(parts) != 1:
        return
    whole = _number(parts[0], "ig:base") or _whole_above(parts[0], together, figures)
    if not whole or whole < _number(parts[0]):
        return
    reckoned = _number(parts[0]) / whole * _HUNDRED
    if not _fits(_number(share), reckoned):
        note = f"{_shown(_number(parts[0]))} of {_shown(whole)} is {_shown(reckoned)} %, not {_shown(_number(share))} %"
        yield parts[0], share, note


def _beside(first: Record, second: Record) -> bool:
    """Whether a number is the one before another, of the same subject, and none has a whole that the other has not."""
    wholes = {base for each in (first, second) if (base := each.one("ig:base"))}
    return (
        int(first.one("ig:position")) + 1 == int(second.one("ig:position"))
        and first.one("ig:counted") == second.one("ig:counted")
        and len(wholes) <= 1
    )


def _printed(figure: Record) -> str:
    """An expression for a whole number as it is printed, with or without a comma between thousands."""
    number = int(_number(figure))
    return rf"(?:{number}|{number:,})"


def _whole_above(part: Record, together: list[Record], figures: list[Record]) -> Decimal:
    """The number of the line above in a list of facts, whose subject the part goes on with; 0 where there is none."""
    above, _, own = part.one("ig:counted").rpartition(": ")
    if not above or not is_fact_list(part.code("ig:section")) or "whom" in own or part is not together[0]:
        return Decimal(0)
    place = int(part.one("ig:position"))
    found = [
        each
        for each in figures
        if each.one("ig:counted") == above
        and each.one("ig:period") == part.one("ig:period")
        and each.code("ig:unit") == "count"
        and int(each.one("ig:position")) < place
    ]
    # The figure of another year may stand in the line above too, so that two are no better than none.
    is_told = len(found) == 1 and found[0].one("ig:evidence") != part.one("ig:evidence")
    return _number(found[0]) if is_told else Decimal(0)


def _shown(number: Decimal, places: int = 1) -> str:
    """A number as printed, or with one decimal."""
    rounded = round(number, places)
    return f"{rounded.normalize():f}"
