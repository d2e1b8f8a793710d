"""Who inspected: who led, who was in the team, and how many there were, by the team that a report lists."""

from ..records import Record
from ..told import ReportText, spoken
from .verdict import CONTRADICTED, CORROBORATED, PARTLY, Verdict, by_fact, silent

_LEAD, _DEPUTY, _MEMBER = "lead-inspector", "deputy-lead-inspector", "team-inspector"
_INSPECTORS = "inspector"  # roles of those who inspect have it in their code
_SHADOW = "shadow-inspector"


def is_of_team(claim: Record) -> bool:
    """Whether a claim says who inspected."""
    return "/role/" in claim.one("org:role")


def team(claim: Record, text: ReportText) -> Verdict:
    """What becomes of a claim about the team: of the name, and of how many there were."""
    listed = text.facts("ig:InspectionRole")
    found = [each for each in (_named(claim, listed, text), _counted(claim, listed, text)) if each]
    wrong = next((each for each in found if each.status == CONTRADICTED), None)
    if wrong or not found:
        return wrong or silent("the report does not name its team")
    told = [each for each in found if each.fact]
    weak = next((each for each in found if each.status != CORROBORATED), None)
    if weak and told:
        return Verdict(PARTLY, weak.note, told[0].fact, told[0].evidence, told[0].words)
    return weak or found[0]


def _named(claim: Record, listed: list[Record], text: ReportText) -> Verdict | None:
    """Whether somebody had the role that is told."""
    mine, role = claim.one("ig:holderName"), claim.code("org:role")
    leads = [each for each in listed if each.code("org:role") == _LEAD]
    if not mine or not leads:
        return silent("the report names no lead inspector") if mine else None
    same = [each for each in listed if _is_same(mine, _name(each, text))]
    if right := [each for each in same if role in (_MEMBER, each.code("org:role"))]:
        return by_fact(
            CORROBORATED, f"the report names {_name(right[0], text)} as {_role(right[0])} too", text, right[0]
        )
    wanted = [each for each in listed if each.code("org:role") == role] or leads
    theirs = f"the report names {_name(wanted[0], text)} as {_role(wanted[0])}"
    if same:
        return by_fact(CONTRADICTED, f"{theirs}, and {mine} as {_role(same[0])}", text, wanted[0])
    if any(_last(mine) == _last(_name(each, text)) for each in listed):
        return by_fact(PARTLY, f"{theirs}, with another first name", text, wanted[0])
    if role != _LEAD and len(listed) == len(leads):
        return silent("the report names nobody but its lead inspector")
    return by_fact(CONTRADICTED, f"{theirs}, and nobody called {mine}", text, wanted[0])


def _counted(claim: Record, listed: list[Record], text: ReportText) -> Verdict | None:
    """Whether there were as many inspectors; lists leave open whether those who shadow them or assure quality are counted."""
    if not claim.one("ig:value"):
        return None
    count, roles = int(float(claim.one("ig:value"))), [each.code("org:role") for each in listed]
    if _MEMBER not in roles:
        return silent("the report does not list its team")
    fewest = sum(role in (_LEAD, _DEPUTY, _MEMBER) for role in roles)
    told = f"the report lists {fewest} inspectors"
    if count in (fewest, sum(_INSPECTORS in role for role in roles), len(roles)):
        return by_fact(CORROBORATED, told, text, listed[0])
    if sum(_INSPECTORS in role and role != _SHADOW for role in roles) == count:
        return by_fact(CORROBORATED, told, text, listed[0])
    status = PARTLY if fewest < count < len(roles) else CONTRADICTED
    return by_fact(status, f"{told}, the article {count}", text, listed[0])


def _name(member: Record, text: ReportText) -> str:
    return text.records.record(member.one("org:member"), member.graph).one("foaf:name")


def _role(member: Record) -> str:
    return member.code("org:role").replace("-", " ")


def _is_same(mine: str, theirs: str) -> bool:
    """Whether two names may be of one person: a surname alone may be anybody's who has it."""
    left, right = spoken(mine), spoken(theirs)
    return _last(mine) == _last(theirs) and (len(left) == 1 or left[0] == right[0])


def _last(name: str) -> str:
    return name.replace("’", "'").split()[-1].lower()
