"""How many recommendations a report makes: to the authority, to the board, or both."""

import re
from decimal import Decimal
from functools import lru_cache

from ...vocabulary import vocabulary
from ..records import Record
from ..told import ReportText, size, stems
from .counted import agree
from .verdict import CONTRADICTED, CORROBORATED, PARTLY, Verdict, by_fact, by_sentence, silent

_FEWEST = 2  # words that a clause and a recommendation must have in common
_SOME, _MOST = 0.35, 0.55  # share of what a clause says that is recommended


def among(said: str, text: ReportText) -> Verdict | None:
    """What becomes of a clause that tells one of the recommendations ("one of them is ..."); nothing where none is like it."""
    opening = _among().match(said)
    own = stems(said[opening.end() :]) if opening else frozenset()
    asked = [each for each in text.sentences if each.asked]
    best = max(asked, key=lambda each: (text.weight(own & each.stems), -each.order), default=None)
    if not best or size(own & best.stems) < _FEWEST:
        return None
    share = text.weight(own & best.stems) / text.weight(own)
    if share < _SOME:
        return None
    status = CORROBORATED if share >= _MOST else PARTLY
    return by_sentence(
        status,
        "the report recommends it" if status == CORROBORATED else "the report recommends something close to it",
        best,
    )


@lru_cache(maxsize=1)
def _among() -> re.Pattern[str]:
    wordings = vocabulary().scheme("claim-kind")["recommendations"].all("amongWording")
    return re.compile(rf"\W*(?:{'|'.join(map(re.escape, sorted(wordings, key=len, reverse=True)))})\b", re.IGNORECASE)


def recommendations(claim: Record, text: ReportText) -> Verdict:
    """How many recommendations: to the authority, to the board, or both."""
    asked = text.facts("ig:Recommendation")
    if not asked:
        return silent("the report has no recommendations")
    value, who = Decimal(claim.one("ig:value")), claim.code("ig:addressee")
    by_whom = {code: [each for each in asked if each.code("ig:addressee") == code] for code in ("authority", "lscb")}
    counts = {"authority": len(by_whom["authority"]), "lscb": len(by_whom["lscb"]), "both": len(asked)}
    told = f"the report makes {counts['authority']} to the authority" + (
        f" and {counts['lscb']} to the board, {counts['both']} together" if counts["lscb"] else ""
    )
    how = claim.code("ig:qualifier")
    fits = [
        code
        for code in ([who] if who else ["both", "authority", "lscb"])
        if agree(value, how, Decimal(counts[code]), "", "count")
    ]
    first = (by_whom.get(fits[0] if fits else who) or asked)[0]
    if fits:
        return by_fact(CORROBORATED, told, text, first)
    for section in sorted({each.code("ig:section") for each in asked}):
        part = [
            each
            for each in asked
            if each.code("ig:section") == section and (not who or each.code("ig:addressee") == who)
        ]
        if value == len(part):
            return by_fact(
                CORROBORATED, f"{told}; {len(part)} of them under “{section.replace('-', ' ')}”", text, part[0]
            )
    if any(each.one("ig:complete") != "yes" for each in asked):
        return by_fact(PARTLY, f"{told}, but its text is damaged", text, first)
    return by_fact(CONTRADICTED, f"{told}, not {value.normalize():f}", text, first)
