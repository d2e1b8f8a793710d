"""Bodies and services, in sentences about Eastmere, which has more boards than people."""

import pytest

from graph.extract.bodies import BodyMention, BodyRelation, extract
from graph.facts import Fact, Problem
from graph.structure import read_reports
from graph.vocabulary import vocabulary

from .documents import bulleted, document, ilacs_report, paragraph


def facts(*said: str) -> list[Fact]:
    """What is read of an ILACS report with these sentences among its findings."""
    pages = ilacs_report()
    pages[2] = [*pages[2], *paragraph(" ".join(said))]
    (report,) = read_reports(document(*pages), vocabulary())
    return list(extract(report, vocabulary()))


def bodies(*said: str) -> dict[str, BodyMention]:
    """The bodies among them, by the last part of their IRI."""
    return {fact.key[-1]: fact for fact in facts(*said) if isinstance(fact, BodyMention)}


def relations(*said: str) -> list[BodyRelation]:
    """The relations among them."""
    return [fact for fact in facts(*said) if isinstance(fact, BodyRelation)]


@pytest.mark.parametrize(
    ("said", "slug", "kind"),
    [
        ("The emergency duty team answers the bell.", "emergency-duty-team", "team"),
        ("Contacts reach the multi-agency safeguarding hub at noon.", "mash", "team"),
        ("Windmills are the concern of the Harbour Lantern Panel.", "harbour-lantern-panel", "panel"),
        ("A quality assurance sub-group meets below the mill.", "quality-assurance-sub-group", "group"),
        ("The ferry carries the locality teams.", "locality-team", "team"),
        ("Some went to the Eastmere Youth Council by boat.", "youth-council", "council"),
        ("Reports are sent to the Department for Education.", "department-for-education", "department"),
        ("Sailors ask the ‘Bright Lanterns’ team.", "bright-lantern-team", "team"),
        ("Sailors ask the 'Tall Masts' service.", "tall-mast-team", "service"),
        ("The harbour and lamps meeting (HLM) is monthly.", "harbour-and-lamp-meeting", "group"),
        ("Families have post-adoption support services.", "adoption-support-service", "service"),
        ("They asked the Eastmere Children’s Services Trust.", "children-service-trust", "agency"),
        ("They asked the West Eastmere Lantern Panel.", "west-eastmere-lantern-panel", "panel"),
        ("The parenting assessment team has a boat.", "parenting-assessment-team", "team"),
        ("A Lamps & Candles Board sat.", "lamp-and-candle-board", "board"),
        ("A weekly family support panel sits by the mill.", "family-support-panel", "panel"),
        ("The CSE team has a boat.", "child-sexual-exploitation-team", "team"),
        ("The multi-agency domestic abuse team has a boat.", "domestic-abuse-team", "team"),
        ("They went to Harbour College.", "harbour-college", "school"),
        ("The new service for disabled children has a boat.", "children-with-disabilities-team", "team"),
        ("The dedicated Children’s Services Committee sat.", "children-service-committee", "group"),
    ],
)
def test_names(said: str, slug: str, kind: str) -> None:
    found = bodies(said)
    assert list(found) == [slug]
    assert found[slug].kind.code == kind


@pytest.mark.parametrize(
    "said",
    [
        "The service is good, and partner agencies and other services say so.",
        "Strong partnerships and effective teams keep the lantern lit.",
        "Children's services, children's social care and the council share a mill.",
        "The panel, the board and a support group went by ferry.",
        "A multi-agency approach helps vulnerable groups.",
        "The director of children's services chairs the senior leadership team.",
        "The aim is to act for children.",
        "Mediation services help, and so do tenancy support services.",
        "The Director of Children’s Services (DCS) came, and social workers went.",
        "They left school, and went to college or to a gang association.",
        "Ferry, lamp, panel: these words stand in a list.",
        "The initial child protection conference (ICPC) was on time.",
    ],
)
def test_words_that_do_not_say_which_body(said: str) -> None:
    assert bodies(said) == {}


def test_letters_explained_once_mean_the_body_everywhere() -> None:
    said = (
        "The harbour, advice and assessment service (HAAS) is new.",
        "Every contact goes through HAAS.",
        "HAAS is quick.",
    )
    (fact,) = bodies("The contact, advice and assessment service (CAAS) is new.", *said[1:]).values()
    assert (fact.name, fact.abbreviation) == ("contact, advice and assessment service", "CAAS")
    (fact,) = bodies(said[0].replace("harbour", "contact"), *said[1:]).values()
    assert len(fact.evidence) >= 3


def test_a_name_and_its_letters_are_one_node() -> None:
    (fact,) = bodies(
        "The MASH is full.", "The multi-agency safeguarding hub is busy.", "The MASH team is calm."
    ).values()
    assert (fact.name, fact.abbreviation, fact.body.path[0], fact.body.path[-1]) == (
        "multi-agency safeguarding hub",
        "MASH",
        "body",
        "mash",
    )


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("They asked the duty team, the lamp panel and Harbour Light Board.", {"duty team", "Harbour Light Board"}),
        ("The locality team and youth court panel met.", {"locality team", "youth court panel"}),
        ("Lamps, agency and locality teams differ.", {"locality teams"}),
        ("Early help services are good.", {"early help services"}),
        ("Lamps are lit. Early help hub staff said so.", {"early help hub"}),
        ("The looked after children (LAC) nursing team came.", {"looked after children nursing team"}),
        ("The council's own Eastmere fostering panel met.", {"fostering panel"}),
        ("A Joint Harbour Board met.", {"Joint Harbour Board"}),
        ("They belong to the Eastmere Children's Services Trust.", {"Eastmere Children's Services Trust"}),
        ("They belong to the Marsh East Regional Adoption Agency.", {"Marsh East Regional Adoption Agency"}),
        ("They belong to the Old Eastmere Children's Trust.", {"Old Eastmere Children's Trust"}),
    ],
)
def test_where_names_begin_and_end(said: str, names: set[str]) -> None:
    assert {fact.name for fact in bodies(said).values()} == names


def test_the_name_in_the_singular_is_the_better_one() -> None:
    (fact,) = bodies("The Lighted Windows teams are here.", "The Lighted Windows service is there.").values()
    assert (fact.name, fact.mentions) == ("Lighted Windows service", 2)


def test_letters_inside_a_name_mean_it_only_with_the_word_behind_them() -> None:
    (fact,) = bodies(
        "The Children Lost at Sea (CLAS) team is new.", "The CLAS team is kind.", "CLAS is a poem."
    ).values()
    assert (fact.name, fact.mentions) == ("Children Lost at Sea team", 2)


def test_letters_with_a_word_of_its_kind_are_the_body() -> None:
    (fact,) = bodies("The harbour advice service (HAS) is new.", "The HAS team is kind.").values()
    assert (fact.name, fact.mentions) == ("harbour advice service", 2)


def test_the_regional_agency_is_the_one_that_is_named() -> None:
    (fact,) = bodies("Eastmere is in a regional adoption agency (RAA).", "The agency is called Adopt East.").values()
    assert (fact.key[-1], fact.mentions, fact.abbreviation) == ("adopt-east", 2, "RAA")


def test_bodies_of_the_country_are_one_for_all() -> None:
    found = bodies("Cafcass and Ofsted came by ferry.")
    assert found["cafcass"].body.path == ("body", "national", "cafcass")
    assert found["cafcass"].name == "Children and Family Court Advisory and Support Service"
    assert [fact.body.path for fact in found.values()][1] == ("organisation", "ofsted")


def test_the_safeguarding_board_is_the_board_of_the_authority() -> None:
    (fact,) = bodies("The Eastmere Safeguarding Children Board (ESCB) met.", "ESCB meets again.").values()
    assert fact.body.path[0] == "lscb"
    assert fact.abbreviation == "ESCB"


@pytest.mark.parametrize(
    ("said", "relation"),
    [
        ("The council commissions an independent advocacy service.", "commissions"),
        ("The improvement board, chaired by the chief executive, meets weekly.", "chairs"),
        ("Senior managers attend the Health and Wellbeing Board.", "attends"),
        ("Practice is overseen by the improvement board.", "oversees"),
        ("Social workers work closely with the police.", "cooperates-with"),
        ("The council's leaving care team is small.", "part-of"),
        ("Marsh Children's Trust delivers children's services on behalf of the council.", "delivers"),
    ],
)
def test_relations(said: str, relation: str) -> None:
    (fact,) = relations("It was late.", said, "It rained.")
    assert fact.relation.code == relation
    assert fact.about.key in {body.key for body in bodies(said).values()}
    assert " ".join(" ".join(part.quote for part in fact.evidence).split()) == said


@pytest.mark.parametrize(
    "said",
    [
        "The council does not commission an independent advocacy service.",
        "The independent chair of the Harbour Board also chairs the Health and Wellbeing Board.",
        "Young people attend the Health and Wellbeing Board.",
        "The advocacy service ensures that lamps are lit.",
        "Leaders should work closely with the police.",
        "The council took part in training by two Local Safeguarding Children Boards.",
        "The quality of the local authority's court work improves.",
        "The board has good relationships with the police.",
        "The youth council meets councillors and attends the Health and Wellbeing Board.",
        "They feel heard by senior leaders, and co-chair the Harbour Board.",
        "Links with the police are weak.",
        "Scrutiny by the Harbour Board of the mills has not been strong.",
    ],
)
def test_what_relates_nothing_to_the_authority(said: str) -> None:
    assert relations(said) == []


def test_what_is_asked_for_is_not_said() -> None:
    pages = ilacs_report()
    pages[1] = [*pages[1], *bulleted(["Partnership with the police."])]
    (report,) = read_reports(document(*pages), vocabulary())
    (fact,) = extract(report, vocabulary())
    assert isinstance(fact, BodyMention)


def test_the_summary_on_the_cover_is_read() -> None:
    pages = ilacs_report()
    told = "Sailors and their families are glad of the Harbour Lantern Panel, which the whole of the town asks. "
    pages[1] = [*paragraph(told * 3), *pages[1]]  # before the first heading
    (report,) = read_reports(document(*pages), vocabulary())
    (fact,) = [fact for fact in extract(report, vocabulary()) if isinstance(fact, BodyMention)]
    assert (fact.name, fact.mentions, fact.evidence[0].page) == ("Harbour Lantern Panel", 3, 2)


def test_a_trust_that_delivers_services_is_a_company() -> None:
    (fact,) = bodies(
        "Children's services have been delivered by Old Eastmere Children's Trust (OECT) since May."
    ).values()
    assert (fact.key[-1], fact.kind.code, fact.abbreviation) == ("childrens-trust-agency", "agency", "OECT")
    (fact,) = bodies("The Children's Trust met.").values()
    assert (fact.key[-1], fact.kind.code) == ("childrens-trust", "partnership")


def test_places_are_capped() -> None:
    (fact,) = bodies(*["The police came."] * 40).values()
    assert (len(fact.evidence), fact.mentions) == (3, 40)


def test_letters_of_two_bodies_are_a_problem() -> None:
    pages = ilacs_report()
    said = "The harbour improvement team (HIT) met the Harbour Improvement Panel (HIT)."
    pages[1] = [*pages[1], *paragraph(f"{said} HIT was late.")]
    (report,) = read_reports(document(*pages), vocabulary())
    (problem,) = [fact for fact in extract(report, vocabulary()) if isinstance(fact, Problem)]
    assert problem.code == "letters-of-two-bodies"
    assert len(problem.evidence) == 2


def test_letters_of_a_known_body_name_it_whatever_its_name() -> None:
    assert list(bodies("The multi-agency assessment safeguarding hub (MASH) is new.")) == ["mash"]
