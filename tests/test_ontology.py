"""The files of ``ontology/``: complete, consistent, and shapes that have each been seen to fail."""

import csv
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import DCTERMS, FOAF, ORG, OWL, RDF, RDFS, SH, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from graph import reference
from graph.errors import VocabularyError

ROOT = Path(__file__).resolve().parent.parent
ONTOLOGY = ROOT / "ontology"
QUERIES = ROOT / "queries"
REGISTERS = Path(os.environ.get("INSPECTION_GRAPH_REGISTERS") or ROOT.parent / "shared" / "registers")

BASE = "https://w3id.org/inspection-graph/"
IG = Namespace(BASE + "ontology#")
SCHEMA = Namespace("https://schema.org/")
AUTHORITY = Namespace(BASE + "id/authority/")
PLACE = Namespace(BASE + "id/area/")
REGION = Namespace(BASE + "id/region/")
THEME = Namespace(BASE + "theme/")

TERM_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
MENTION = re.compile(rf"(?:\big:|{re.escape(str(IG))})([A-Za-z]\w*)")

THEMES = [
    "thresholds",
    "front-door",
    "early-help",
    "strategy-meetings",
    "assessment-quality",
    "plan-quality",
    "child-protection-planning",
    "drift-and-delay",
    "domestic-abuse",
    "neglect",
    "missing-exploitation",
    "education-missing",
    "homeless-16-17",
    "private-fostering",
    "allegations",
    "fgm-radicalisation",
    "out-of-hours",
    "disability",
    "diversity-identity",
    "asylum-seeking-children",
    "voice-direct-work",
    "participation",
    "advocacy-visitors",
    "entry-to-care",
    "pre-proceedings-court",
    "permanence",
    "placements-fostering",
    "family-contact",
    "education-care",
    "health",
    "emotional-health",
    "youth-offending-substance",
    "adoption",
    "life-story",
    "iro-challenge",
    "case-recording",
    "care-leaver-contact",
    "pathway-planning",
    "care-leaver-entitlements",
    "leaving-care-preparation",
    "care-leaver-accommodation",
    "care-leaver-eet",
    "transition-adult-services",
    "leadership-stability",
    "leadership-scrutiny",
    "performance-data",
    "quality-assurance",
    "complaints",
    "supervision",
    "workforce-stability",
    "workforce-development",
    "partnership-commissioning",
    "corporate-parenting",
    "board-governance",
    "board-challenge",
    "serious-incidents",
    "policies-procedures",
]


def turtle(*paths: Path) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """All files of ``ontology/`` together."""
    return turtle(*sorted(ONTOLOGY.glob("*.ttl")))


@pytest.fixture(scope="module")
def register() -> Graph:
    return turtle(ONTOLOGY / "authorities.ttl")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return turtle(ONTOLOGY / "shapes.ttl")


def defined(graph: Graph) -> set[URIRef]:
    """The terms of our own that the graph defines."""
    found = {term for kind in TERM_KINDS for term in graph.subjects(RDF.type, kind)}
    return {term for term in found if isinstance(term, URIRef) and term.startswith(IG)}


def mentioned(graph: Graph) -> Iterator[URIRef]:
    """The terms of our own that the graph uses, also as datatypes and inside the text of examples and notes."""
    for triple in graph:
        for node in triple:
            if isinstance(node, URIRef) and node.startswith(IG) and node != URIRef(IG):
                yield node
            elif isinstance(node, Literal):
                yield from (IG[name] for name in MENTION.findall(f"{node} <{node.datatype}>"))


# Terms


def test_every_term_used_is_defined(ontology: Graph) -> None:
    used = set(mentioned(ontology))
    for path in QUERIES.rglob("*.rq"):
        used |= {IG[name] for name in MENTION.findall(path.read_text(encoding="utf-8"))}
    unknown = " ".join(sorted(term.removeprefix(IG) for term in used - defined(ontology)))
    assert not unknown, f"define these in ontology/inspection.ttl, or mend the spelling: {unknown}"


def test_undefined_terms_are_noticed() -> None:
    graph = Graph().parse(
        data=f"""
        @prefix ig: <{IG}> . @prefix skos: <{SKOS}> .
        ig:Known ig:asSubject "1"^^ig:asDatatype ; skos:example "ig:inText but not config:inText" .
        """,
        format="turtle",
    )
    assert set(mentioned(graph)) == {IG.Known, IG.asSubject, IG.asDatatype, IG.inText}


@pytest.mark.parametrize("annotation", [RDFS.label, SKOS.definition, SKOS.example, IG.since])
def test_every_term_is_described(ontology: Graph, annotation: URIRef) -> None:
    bare = [term for term in defined(ontology) if not any(str(text).strip() for text in ontology[term:annotation])]
    assert sorted(bare) == [], f"these terms have no {annotation}"


def test_since_is_a_version(ontology: Graph) -> None:
    versions = {str(version) for version in ontology.objects(None, IG.since)}
    assert [version for version in versions if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_classes_and_properties_are_spelled_as_such(ontology: Graph) -> None:
    for term in defined(ontology):
        first = term.removeprefix(IG)[0]
        is_class = (term, RDF.type, OWL.Class) in ontology
        assert first.isupper() == is_class, f"{term}: classes begin with a capital letter, properties do not"


def test_version_iri_ends_in_the_version(ontology: Graph) -> None:
    subject = URIRef(BASE + "ontology")
    assert str(ontology.value(subject, OWL.versionIRI)) == f"{subject}/{ontology.value(subject, OWL.versionInfo)}"


def released() -> list[str]:
    return (ONTOLOGY / "released-terms.txt").read_text(encoding="utf-8").splitlines()


def test_released_terms_are_sorted_and_still_there(ontology: Graph) -> None:
    terms = released()
    assert terms == sorted(set(terms))
    gone = {IG[term.removeprefix("ig:")] for term in terms} - defined(ontology)
    assert sorted(gone) == [], "a released term is deprecated, never removed"


def test_released_terms_only_grow() -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("needs git, to compare ontology/released-terms.txt with its history")
    log = [git, "log", "--format=", "--patch", "--", "ontology/released-terms.txt"]
    history = subprocess.run(log, cwd=ROOT, capture_output=True, text=True, check=False)
    if history.returncode != 0 or not history.stdout:
        pytest.skip("ontology/released-terms.txt has no history here")
    once = set(re.findall(r"^[+-](ig:\w+)$", history.stdout, re.MULTILINE))
    assert sorted(once - set(released())) == [], "these terms were released once and must stay in the list"


# Pages


def test_readme_is_up_to_date() -> None:
    kept = (ONTOLOGY / "README.md").read_text(encoding="utf-8")
    assert kept == reference.ontology_page(), "run: python -m graph.reference ontology > ontology/README.md"


def test_page_shows_what_the_files_say(tmp_path: Path) -> None:
    for path in ONTOLOGY.glob("*.ttl"):
        shutil.copy(path, tmp_path)
    with (tmp_path / "inspection.ttl").open("a", encoding="utf-8") as file:
        file.write('ig:oddity a owl:DatatypeProperty ; skos:definition "Left | right." ; ig:since "9.9.9" . ')
        file.write("ig:oddity owl:deprecated true .")
    page = reference.ontology_page(tmp_path)
    assert "| ~~`ig:oddity`~~ |  |  | Left \\| right. |  | 9.9.9 |" in page
    assert reference.ontology_page(tmp_path) == page


def test_page_without_register_and_frameworks(tmp_path: Path) -> None:
    shutil.copy(ONTOLOGY / "inspection.ttl", tmp_path)
    page = reference.ontology_page(tmp_path)
    assert "## Properties" in page
    assert "## Register" not in page
    assert "## Frameworks" not in page


def test_page_of_a_damaged_file_names_it(tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text("<a> <b>", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"broken\.ttl"):
        reference.ontology_page(tmp_path)


def test_command_prints_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert reference.main(["ontology"]) == 0
    assert capsys.readouterr().out == reference.ontology_page()


@pytest.mark.parametrize("argv", [[], ["nonsense"], ["ontology", "ontology"]])
def test_command_refuses_other_pages(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert reference.main(argv) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "usage:" in captured.err


# Schemes


def test_every_concept_has_one_label_and_a_scheme(ontology: Graph) -> None:
    schemes = set(ontology.subjects(RDF.type, SKOS.ConceptScheme))
    concepts = set(ontology.subjects(RDF.type, SKOS.Concept)) | set(ontology.subjects(SKOS.inScheme))
    assert schemes and concepts
    for concept in concepts:
        labels = list(ontology[concept : SKOS.prefLabel])
        [scheme] = list(ontology[concept : SKOS.inScheme]) or [None]
        assert len(labels) == 1 and str(labels[0]).strip(), f"{concept} needs exactly one skos:prefLabel"
        assert scheme in schemes, f"{concept} needs skos:inScheme, a scheme that is described"
        assert (concept, RDF.type, SKOS.Concept) in ontology, f"{concept} must be a skos:Concept"
        code = str(concept).removeprefix(str(scheme))
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code), f"{concept} is not its scheme's IRI and a code"
        assert [str(notation) for notation in ontology[concept : SKOS.notation]] == [code]


def test_every_scheme_has_a_label_and_a_definition(ontology: Graph) -> None:
    for scheme in ontology.subjects(RDF.type, SKOS.ConceptScheme):
        assert ontology.value(scheme, SKOS.prefLabel), f"{scheme} has no skos:prefLabel"
        assert ontology.value(scheme, SKOS.definition), f"{scheme} has no skos:definition"


def test_themes_are_the_57(ontology: Graph) -> None:
    assert len(THEMES) == 57
    scheme = URIRef(THEME)
    assert set(ontology.subjects(SKOS.inScheme, scheme)) == {THEME[code] for code in THEMES}
    assert set(ontology.subjects(SKOS.topConceptOf, scheme)) == {THEME[code] for code in THEMES}
    assert [code for code in THEMES if not ontology.value(THEME[code], SKOS.definition)] == []


@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        ("grade", "grade"),
        ("addressee", "addressee"),
        ("severity", "severity"),
        ("polarity", "polarity"),
        ("basis", "support"),
        ("claimKind", "claim-kind"),
        ("contradictionScope", "contradiction"),
        ("differenceKind", "difference"),
        ("outcome", "outcome"),
    ],
)
def test_closed_lists_of_the_shapes_are_the_schemes(ontology: Graph, shapes: Graph, name: str, scheme: str) -> None:
    concepts = set(ontology.subjects(SKOS.inScheme, URIRef(f"{BASE}{scheme}/")))
    [values] = [values for shape in shapes.subjects(SH.path, IG[name]) for values in shapes[shape : SH["in"]]]
    assert concepts and set(Collection(shapes, values)) == concepts


# Register


def authorities(register: Graph) -> set[URIRef]:
    return {iri for iri in register.subjects(RDF.type, ORG.FormalOrganization) if isinstance(iri, URIRef)}


def test_every_authority_is_known_by_its_code(register: Graph) -> None:
    for authority in authorities(register):
        code = authority.removeprefix(AUTHORITY)
        assert re.fullmatch(r"[A-Z]\d{8}", code)
        assert list(register[authority : IG.gss]) == [Literal(code)]
        assert list(register[authority : IG.coversArea]) == [PLACE[code]]
        assert list(register[PLACE[code] : DCTERMS.identifier]) == [Literal(code)]
        assert len(list(register[authority : SKOS.prefLabel])) == 1


def test_every_neighbour_exists(register: Graph) -> None:
    neighbours = set(register.objects(None, IG.statisticalNeighbour))
    assert neighbours
    assert neighbours - authorities(register) == set()
    assert [one for one, other in register[: IG.statisticalNeighbour] if one == other] == []


def test_every_area_has_a_region_except_the_imaginary(register: Graph) -> None:
    regions = {iri for iri in register.subjects(RDF.type, SCHEMA.AdministrativeArea) if str(iri).startswith(REGION)}
    places = set(register.subjects(RDF.type, SCHEMA.AdministrativeArea)) - regions
    assert len(regions) == 9
    assert places == {register.value(authority, IG.coversArea) for authority in authorities(register)}
    imaginary = {register.value(one, IG.coversArea) for one in register.subjects(IG.imaginary, Literal(True))}
    assert imaginary == {PLACE.X99000001}
    for place in places:
        assert len(list(register[place : IG.region])) == (0 if place in imaginary else 1), place
    assert set(register.objects(None, IG.region)) == regions


def test_every_abolition_has_its_event(register: Graph) -> None:
    abolished = dict(register[: SCHEMA.dissolutionDate])
    events = {
        register.value(event, ORG.originalOrganization): register.value(event, DCTERMS.date)
        for event in register.subjects(RDF.type, ORG.ChangeEvent)
    }
    assert events == abolished
    results = set(register.objects(None, ORG.resultingOrganization))
    assert results and results <= authorities(register) - set(abolished)


def test_no_two_authorities_of_today_share_a_name(register: Graph) -> None:
    today = authorities(register) - set(register.subjects(SCHEMA.dissolutionDate))
    names = [
        (str(name).casefold(), authority)
        for authority in sorted(today)
        for name in {*register[authority : SKOS.prefLabel], *register[authority : SKOS.altLabel]}
    ]
    assert [(a, b) for a, b in pairwise(sorted(names)) if a[0] == b[0]] == []


def rows(name: str) -> list[dict[str, str]]:
    path = REGISTERS / name
    if not path.exists():
        pytest.skip(f"needs {name} of the registers folder; set INSPECTION_GRAPH_REGISTERS to it")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def texts(graph: Graph, subject: URIRef, predicate: URIRef) -> set[str]:
    return {str(value) for value in graph[subject:predicate]}


def parts(text: str) -> set[str]:
    return set(filter(None, text.split("|")))


def test_register_holds_the_list_of_authorities(register: Graph) -> None:
    abolished = {row["name"]: row["gss"] for row in rows("predecessors.csv")}
    listed = rows("local-authorities.csv")
    for row in listed:
        code = row["gss"] or abolished[row["name"]]
        authority = AUTHORITY[code]
        assert texts(register, authority, SKOS.prefLabel) == {row["name"]}
        assert texts(register, authority, SKOS.altLabel) >= parts(row["also_known_as"])
        assert texts(register, authority, IG.ofstedNumber) == {row["urn"]}
        assert texts(register, authority, IG.localAuthorityCode) == {row["la_code"]}
        assert texts(register, authority, IG.webDomain) == {row["web_domain"].lower()}
        assert texts(register, authority, IG.authorityType) >= parts(row["type"])
        neighbours = {str(AUTHORITY[other]) for other in parts(row["statistical_neighbours_gss"])}
        assert texts(register, authority, IG.statisticalNeighbour) == neighbours
        assert texts(register, PLACE[code], IG.region) == {str(REGION[row["region_gss"]])}
        assert texts(register, REGION[row["region_gss"]], RDFS.label) == {row["region"]}
    codes = {row["gss"] for row in listed if row["gss"]} | set(abolished.values())
    assert authorities(register) == {AUTHORITY[code] for code in codes} | {AUTHORITY.X99000001}


def test_register_holds_the_list_of_predecessors(register: Graph) -> None:
    for row in rows("predecessors.csv"):
        authority = AUTHORITY[row["gss"]]
        names = texts(register, authority, SKOS.prefLabel) | texts(register, authority, SKOS.altLabel)
        assert row["name"] in names
        assert not any(" (to " in name for name in texts(register, authority, SKOS.prefLabel))
        assert texts(register, authority, IG.authorityType) == {row["type"]}
        assert texts(register, authority, SCHEMA.dissolutionDate) == {row["abolished"]}
        event = URIRef(f"{BASE}id/change/{row['gss']}/{row['abolished']}")
        assert texts(register, event, ORG.originalOrganization) == {str(authority)}
        followers = {str(AUTHORITY[code]) for code in parts(row["successors_gss"])}
        assert texts(register, event, ORG.resultingOrganization) == followers


# Shapes

DIGEST = "0123456789abcdef" * 4

VALID = f"""
@base <{BASE}id/> .
@prefix ig: <{IG}> .
@prefix authority: <{AUTHORITY}> .
@prefix addressee: <{BASE}addressee/> .
@prefix area: <{BASE}area/> .
@prefix body-kind: <{BASE}body-kind/> .
@prefix body-relation: <{BASE}body-relation/> .
@prefix claim-kind: <{BASE}claim-kind/> .
@prefix claim-status: <{BASE}claim-status/> .
@prefix contradiction: <{BASE}contradiction/> .
@prefix difference: <{BASE}difference/> .
@prefix outcome: <{BASE}outcome/> .
@prefix framework: <{BASE}framework/> .
@prefix grade: <{BASE}grade/> .
@prefix event-kind: <{BASE}event-kind/> .
@prefix event-status: <{BASE}event-status/> .
@prefix inspection-kind: <{BASE}inspection-kind/> .
@prefix licence: <{BASE}licence/> .
@prefix measure: <{BASE}measure/> .
@prefix polarity: <{BASE}polarity/> .
@prefix post: <{BASE}post/> .
@prefix post-status: <{BASE}post-status/> .
@prefix qualifier: <{BASE}qualifier/> .
@prefix role: <{BASE}role/> .
@prefix section: <{BASE}section/> .
@prefix severity: <{BASE}severity/> .
@prefix support: <{BASE}support/> .
@prefix theme: <{BASE}theme/> .
@prefix unit: <{BASE}unit/> .
@prefix dcterms: <{DCTERMS}> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix foaf: <{FOAF}> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <{ORG}> .
@prefix rdfs: <{RDFS}> .
@prefix schema: <{SCHEMA}> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<DOC> a ig:Document ;
    ig:fileName "eastmere.pdf" ;
    ig:sha256 "{DIGEST}" ;
    dcterms:format "application/pdf" ;
    ig:pageCount 4 ;
    dcterms:publisher <organisation/ofsted> .

<DOC/report> a ig:Report ;
    dcterms:isPartOf <DOC> ;
    ig:framework framework:sif ;
    ig:inspection <INSPECTION> ;
    dcterms:issued "2016-09-20"^^xsd:date ;
    dcterms:conformsTo framework:sif-2015 ;
    dcterms:license licence:ogl .

<INSPECTION> a ig:Inspection ;
    rdfs:label "Inspection of Eastmere, May 2016"@en ;
    ig:authority authority:X99000001 ;
    ig:framework framework:sif ;
    dcterms:conformsTo framework:sif-2015 ;
    schema:startDate "2016-05-09"^^xsd:date ;
    schema:endDate "2016-05-26"^^xsd:date ;
    ig:fieldworkPeriod <INSPECTION/period/1> ;
    ig:safeguardingBoard <lscb/X99000001> .

<INSPECTION/period/1> a dcterms:PeriodOfTime ;
    schema:startDate "2016-05-10"^^xsd:date ;
    schema:endDate "2016-05-25"^^xsd:date .

<DOC/record> a ig:InspectionRecord ; FACT ;
    ig:recordOf <INSPECTION> .

<DOC/judgement/overall> a ig:Judgement ; FACT ;
    ig:area area:overall ; ig:grade grade:good ; ig:agreed "yes" .

<DOC/judgement/adoption> a ig:Judgement ; FACT ;
    ig:area area:adoption ; ig:grade grade:outstanding ; ig:agreed "single" .

<DOC/judgement/leadership> a ig:Judgement ; FACT ;
    ig:area area:leadership ; ig:agreed "no" .

<DOC/recommendation/lscb/3> a ig:Recommendation ; FACT ;
    ig:number "3" ; ig:position 3 ; ig:addressee addressee:lscb ; ig:addressedTo <lscb/X99000001> ;
    ig:section section:recommendations ; ig:text "Keep better minutes." ; ig:complete "yes" ;
    ig:theme theme:board-governance .

<DOC/finding/57> a ig:Finding ; FACT ;
    ig:number "57" ; ig:position 58 ; ig:section section:inspection-findings ; ig:area area:looked-after ;
    ig:text "Minutes are kept." ; ig:theme theme:case-recording ; ig:polarity polarity:strength .

<DOC/membership/lead-inspector/jo-sample> a ig:InspectionRole ; FACT ;
    org:member <person/ofsted/jo-sample> ; org:role role:lead-inspector ;
    org:organization <organisation/ofsted> ; ig:designation "HMI" .

<person/ofsted/jo-sample> a foaf:Person ; foaf:name "Jo Sample" .

<DOC/citation/sample-act-2006/1> a ig:Citation ; FACT ;
    ig:cites <law/sample-act-2006> ; ig:provision "136" .

<law/sample-act-2006> a eli:LegalResource ; dcterms:title "Sample Act 2006" .

<DOC/licence> a ig:LicenceStatement ; FACT ;
    dcterms:license licence:ogl .

<DOC/theme/finding/57/1> a ig:ThemeAssignment ; FACT ;
    oa:hasTarget <DOC/finding/57> ; dcterms:subject theme:supervision ; ig:importance 1 ; ig:score 0.46 .

<DOC/figure/1> a ig:Figure ; FACT ;
    ig:counted "assessments completed in time" ; ig:value 82.5 ; ig:unit unit:percent ;
    ig:upperValue 90.0 ; ig:printed "four fifths" ;
    ig:base 40.0 ;
    ig:previousValue 75.0 ;
    ig:nationalValue 81.0 ;
    ig:neighboursValue 83.0 ;
    ig:regionValue 84.0 ;
    ig:targetValue 95.0 ;
    ig:otherValue 70.0 ;
    ig:measure measure:assessments-in-time ;
    ig:qualifier qualifier:more-than ;
    ig:period "2015-04/2016-03" ;
    ig:previousPeriod "2014" ;
    ig:finding <DOC/finding/57> .

<DOC/tenure/1> a ig:Tenure ; FACT ;
    org:role post:director-of-childrens-services ; ig:status post-status:interim ; ig:title "interim director" ;
    ig:heldFrom "2016-03" ;
    ig:heldUntil "2016-05-01" ;
    ig:post <post/authority/X99000001/director-of-childrens-services> ;
    org:organization <authority/X99000001> ;
    org:member <person/authority/jo-example> ;
    ig:heldWith post:chief-executive .

<post/authority/X99000001/director-of-childrens-services> a org:Post ;
    org:role post:director-of-childrens-services ; org:postIn <authority/X99000001> .

<person/authority/jo-example> a foaf:Person ; foaf:name "Jo Example" .

<DOC/body/mash> a ig:BodyMention ; FACT ;
    ig:body <body/X99000001/mash> ; ig:name "multi-agency safeguarding hub" ; ig:bodyKind body-kind:team ;
    ig:abbreviation "MASH" ; ig:mentionCount 4 ;
    ig:relation body-relation:commissions .

<DOC/body-relation/mash/chairs> a ig:BodyRelation ; FACT ;
    oa:hasTarget <DOC/body/mash> ; ig:relation body-relation:chairs .

<DOC/polarity/finding/57> a ig:PolarityReading ; FACT ;
    oa:hasTarget <DOC/finding/57> ; ig:polarity polarity:strength ; ig:confidence 0.93 .

<DOC/support/lscb/3/57> a ig:Support ; FACT ;
    ig:recommendation <DOC/recommendation/lscb/3> ; ig:finding <DOC/finding/57> ; ig:basis support:marked ;
    ig:confidence 0.81 .

<DOC/prior-inspection/adoption/2013-05> a ig:PriorInspection ; FACT ;
    ig:inspectionKind inspection-kind:adoption ; ig:statedDate "2013-05" ; ig:grade grade:adequate .

<DOC/event/restructuring/happened/2014-11> a ig:Event ; FACT ;
    ig:eventKind event-kind:restructuring ; ig:eventStatus event-status:happened ; ig:period "2014-11" ; ig:eventCount 2 ;
    ig:finding <DOC/finding/57>
    .

<DOC/article> a ig:Article ;
    dcterms:isPartOf <DOC> ; ig:authority authority:X99000001 ;
    schema:headline "Services improve" ; schema:author "Jo Example" ; schema:datePublished "2016-09-21"^^xsd:date ;
    dcterms:publisher <organisation/eastmere-courier> .

<DOC/article-record> a ig:ArticleRecord ; ARTICLE_FACT .

<DOC/claim/7> a ig:Claim ; ARTICLE_FACT ;
    ig:claimKind claim-kind:figure ; ig:text "418 children were looked after" ; ig:position 7 ; ig:own false ;
    ig:speaker "Ofsted" ;
    ig:quoted "looked after" ;
    ig:holderName "Jo Example" ;
    ig:title "interim leader" ;
    ig:counted "children looked after" ;
    ig:statedDate "2011" ;
    ig:period "--07" ;
    ig:previousPeriod "2013-03" ;
    ig:heldFrom "2015-02" ;
    ig:heldUntil "2016-07" ;
    ig:area area:in-care ;
    ig:measure measure:children-looked-after ;
    ig:unit unit:weeks ;
    ig:qualifier qualifier:just-over ;
    org:role post:lead-member ;
    ig:status post-status:vacant ;
    ig:grade grade:adequate ;
    ig:addressee addressee:authority ;
    ig:value 418.0 ;
    ig:upperValue 419.0 ;
    ig:base 1001.0 ;
    ig:previousValue 402.0 ;
    ig:nationalValue 403.0 ;
    ig:neighboursValue 404.0 ;
    ig:regionValue 405.0 ;
    ig:targetValue 406.0 ;
    ig:otherValue 407.0 .
<link/same-report/LINK> a ig:SameReport ;
    ig:inspection <INSPECTION> ;
    ig:authority authority:X99000001 ;
    ig:preferred <DOC/report> ; ig:copy <COPY/report> ; ig:agreeing 5 ; ig:lacking 2 ; ig:added 1 ; ig:changed 0 .

<link/difference/LINK> a ig:Difference ;
    ig:differenceIn <link/same-report/LINK> ; ig:differenceKind difference:lacking ; ig:inPreferred <DOC/finding/57> ;
    ig:note "the copy lacks it" .

<link/contradiction/LINK> a ig:Contradiction ;
    ig:left <DOC/figure/1> ; ig:right <DOC/figure/2> ; ig:leftEvidence <DOC/text/3/120-180> ; ig:rightEvidence <COPY/text/9/1-20> ;
    ig:evidence <DOC/text/3/120-180> ; ig:subject "Assessments" ; ig:note "82 and 83" ;
    ig:contradictionScope contradiction:document .

<link/recurrence/LINK> a ig:Recurrence ;
    ig:authority authority:X99000001 ; ig:theme theme:supervision ; ig:earlier <DOC/recommendation/lscb/3> ;
    ig:later <COPY/finding/2> ; ig:outcome outcome:persists ; ig:likeness 0.34 ; ig:evidence <DOC/text/3/120-180> .

<link/coverage/LINK> a ig:Coverage ;
    ig:article <DOC/article> ; ig:inspection <INSPECTION> ; ig:confidence 0.91 .

<link/assessment/LINK> a ig:Assessment ;
    ig:claim <DOC/claim/1> ; ig:status claim-status:contradicted ; ig:against <COPY/figure/1> ; ig:evidence <DOC/text/3/120-180> ;
    ig:words "There were 419." ; ig:note "418 and 419" .

<DOC/statement/1> a ig:Statement ;
    FACT ; ig:position 91 ; ig:section section:executive-summary ; ig:area area:lscb ; ig:text "The minutes were well kept." .

<DOC/problem/grades-differ/1> a ig:Problem ;
    ig:document <DOC> ; ig:severity severity:warning ; ig:code "grades-differ" ; ig:message "Two grades are given." ;
    ig:inspection <INSPECTION> ; dcterms:isPartOf <DOC/report> ; ig:page 2 ; ig:evidence <DOC/text/3/120-180> .

<DOC/text/3/120-180> a oa:SpecificResource ;
    oa:hasSource <DOC> ;
    ig:page 3 ;
    ig:quoteDigest "{DIGEST}" ;
    oa:hasSelector <DOC/text/3/120-180/quote> , <DOC/text/3/120-180/position> .

<DOC/text/3/120-180/quote> a oa:TextQuoteSelector ; oa:exact "The minutes were kept." .

<DOC/text/3/120-180/position> a oa:TextPositionSelector ; oa:start 120 ; oa:end 180 .
"""

FACT = (
    "ig:inspection <INSPECTION> ; dcterms:isPartOf <DOC/report> ; ig:page 3 ; "
    'ig:extractor "samples 1" ; ig:evidence <DOC/text/3/120-180>'
)

ARTICLE_FACT = 'dcterms:isPartOf <DOC/article> ; ig:page 3 ; ig:extractor "claims 1" ; ig:evidence <DOC/text/3/120-180>'
ARTICLE = "a ig:Article ;"

REPORT = (
    "a ig:Report ;\n    dcterms:isPartOf <DOC> ;\n    ig:framework framework:sif ;\n    ig:inspection <INSPECTION> ;"
)
INSPECTION = "a ig:Inspection ;"
PERIOD = "a dcterms:PeriodOfTime ;"
RECORD = "a ig:InspectionRecord ;"
JUDGEMENT = '"yes" .\n\n<DOC/judgement/adoption>'
RECOMMENDATION = "a ig:Recommendation ;"
FINDING = "a ig:Finding ;"
ROLE = "a ig:InspectionRole ;"
POST = "a org:Post ;\n    org:role post:director-of-childrens-services ; org:postIn <authority/X99000001> ."
PROBLEM = "a ig:Problem ;"
ASSESSED = "ig:evidence <DOC/text/3/120-180> ;\n    ig:words"
SAME_REPORT = "a ig:SameReport ;\n    ig:inspection <INSPECTION> ;"
PAGE_OF_EVIDENCE = "oa:hasSource <DOC> ;\n    ig:page 3 ;"

# Each row: what is changed in the valid graph, into what, and how the message begins that must follow.
MUTATIONS = [
    ("<DOC>", "<document/eastmere>", "A document's IRI"),
    ('ig:fileName "eastmere.pdf" ;', "", "A document needs exactly one ig:fileName"),
    ('"eastmere.pdf"', '"reports/eastmere.pdf"', "A document needs exactly one ig:fileName"),
    ('"eastmere.pdf"', '"reports\\\\eastmere.pdf"', "A document needs exactly one ig:fileName"),
    ('"eastmere.pdf"', '"eastmere.pdf" , "other.pdf"', "A document needs exactly one ig:fileName"),
    (f'ig:sha256 "{DIGEST}"', f'ig:sha256 "{DIGEST[1:]}"', "A document needs exactly one ig:sha256"),
    (f'ig:sha256 "{DIGEST}"', f'ig:sha256 "{DIGEST.upper()}"', "A document needs exactly one ig:sha256"),
    (f'ig:sha256 "{DIGEST}" ;', "", "A document needs exactly one ig:sha256"),
    ('"application/pdf"', '"pdf"', "A document needs exactly one dcterms:format"),
    ("ig:pageCount 4", "ig:pageCount 0", "A document needs exactly one ig:pageCount"),
    ("ig:pageCount 4", 'ig:pageCount "4"', "A document needs exactly one ig:pageCount"),
    ("dcterms:publisher <", 'dcterms:publisher "Ofsted" , <', "A document has at most one dcterms:publisher"),
    ("<DOC/report>", "_:report", "A report is a blank node"),
    (REPORT, "a ig:Report ; ig:inspection <INSPECTION> ;", "A report must be part of exactly one"),
    (
        REPORT,
        "a ig:Report ; dcterms:isPartOf <DOC> ; ig:framework framework:sif ;",
        "A report of a known framework has no ig:inspection",
    ),
    (REPORT, REPORT.replace("framework:sif", "section:sif"), "A report needs exactly one ig:framework"),
    (
        REPORT,
        REPORT.replace("ig:inspection <INSPECTION>", "ig:inspection <INSPECTION> , <inspection/X99000001/2012-01-01>"),
        "A report has at most one ig:inspection",
    ),
    ('"2016-09-20"^^xsd:date', '"20 September 2016"', "A report has at most one dcterms:issued"),
    ("licence:ogl .\n\n<INSP", '"OGL" .\n\n<INSP', "A report's dcterms:license"),
    ("framework:sif-2015 ;\n    dcterms:license", "area:overall ;\n    dcterms:license", "A report follows at most"),
    ("<INSPECTION>", "_:inspection", "An inspection is a blank node"),
    ('rdfs:label "Inspection of Eastmere, May 2016"@en ;', "", "An inspection has no rdfs:label"),
    ("authority:X99000001", "authority:Eastmere", "An inspection has at most one ig:authority"),
    ("authority:X99000001", "authority:X99000001 , authority:E08000015", "An inspection has at most one ig:authority"),
    ("ig:framework framework:sif", "ig:framework section:sif", "An inspection has at most one ig:framework"),
    (
        "framework:sif-2015 ;\n    schema",
        "framework:sif-2015 , framework:sif-2014 ;\n    schema",
        "An inspection follows at most one",
    ),
    ('schema:startDate "2016-05-09"^^xsd:date ;', "", "An inspection needs exactly one schema:startDate"),
    ('"2016-05-09"^^xsd:date', '"2016-05-09"', "An inspection needs exactly one schema:startDate"),
    ('schema:endDate "2016-05-26"^^xsd:date ;', "", "An inspection needs exactly one schema:endDate"),
    ('"2016-05-26"', '"2015-05-26"', "An inspection ends before it starts"),
    ("ig:fieldworkPeriod <INSPECTION/period/1> ;", "", "An inspection needs at least one ig:fieldworkPeriod"),
    (PERIOD, "", "An inspection needs at least one ig:fieldworkPeriod"),
    ("Board <lscb/X99000001>", "Board <authority/X99000001>", "An inspection has at most one ig:safeguardingBoard"),
    ("<INSPECTION/period/1>", "_:period", "A fieldwork period is a blank node"),
    ('schema:startDate "2016-05-10"^^xsd:date ;', "", "A fieldwork period needs exactly one schema:startDate"),
    ('"2016-05-25"^^xsd:date', '"2016-05-25"', "A fieldwork period needs exactly one schema:endDate"),
    ('"2016-05-25"', '"2016-05-09"', "A fieldwork period ends before it starts"),
    ("<DOC/judgement/overall>", "_:judgement", "A fact is a blank node"),
    (FACT, FACT.replace("ig:inspection <INSPECTION> ;", ""), "A fact about an inspection has no ig:inspection"),
    (INSPECTION, "", "A fact belongs to at most one ig:inspection"),
    (FACT, FACT.replace("dcterms:isPartOf <DOC/report> ;", ""), "A fact must be part of exactly one ig:Report or"),
    (FACT, FACT.replace("ig:page 3 ;", ""), "A fact needs exactly one ig:page"),
    (FACT, FACT.replace("ig:page 3 ;", "ig:page 3 , 4 ;"), "A fact needs exactly one ig:page"),
    (FACT, FACT.replace("samples 1", "samples"), "A fact needs exactly one ig:extractor"),
    (FACT, FACT.replace(" ; ig:evidence <DOC/text/3/120-180>", ""), "A fact has no ig:evidence"),
    (FACT, FACT.replace("120-180", "120-181"), "A fact has no ig:evidence"),
    ("ig:recordOf <INSPECTION>", "ig:recordOf <inspection/X99000001/2012-01-01>", "An inspection record needs"),
    ("ig:area area:overall ;", "", "A judgement needs exactly one ig:area"),
    ("ig:area area:overall", 'ig:area "overall"', "A judgement needs exactly one ig:area"),
    ("grade:good", "grade:fair", "A judgement's ig:grade is not"),
    ('ig:agreed "yes"', 'ig:agreed "maybe"', "A judgement needs exactly one ig:agreed"),
    ('; ig:agreed "yes"', "", "A judgement needs exactly one ig:agreed"),
    ('ig:agreed "yes"', 'ig:agreed "no"', "A judgement has exactly one ig:grade"),
    ('ig:agreed "no"', 'ig:agreed "yes"', "A judgement has exactly one ig:grade"),
    ('ig:agreed "no"', 'ig:agreed "single"', "A judgement has exactly one ig:grade"),
    ("grade:good", "grade:good , grade:inadequate", "A judgement has exactly one ig:grade"),
    ('ig:number "3"', 'ig:number ""', "A recommendation needs exactly one ig:number"),
    ('ig:number "3"', "ig:number 3", "A recommendation needs exactly one ig:number"),
    ("ig:position 3 ;", "", "A recommendation needs exactly one ig:position"),
    ("addressee:lscb", "addressee:everybody", "A recommendation needs exactly one ig:addressee"),
    ("ig:addressedTo <lscb", "ig:addressedTo <region", "A recommendation is ig:addressedTo at most"),
    ("ig:section section:recommendations ;", "", "A recommendation needs exactly one ig:section"),
    ('"Keep better minutes."', '" "', "A recommendation needs exactly one ig:text"),
    ('ig:complete "yes"', 'ig:complete "mostly"', "A recommendation needs exactly one ig:complete"),
    ("theme:board-governance", "area:lscb", "A recommendation's ig:theme"),
    ('ig:number "57" ;', "", "A finding needs exactly one ig:number"),
    ("ig:position 58", "ig:position 0", "A finding needs exactly one ig:position"),
    ("section:inspection-findings", '"Findings"', "A finding needs exactly one ig:section"),
    ("area:looked-after", "area:looked-after , area:adoption", "A finding has at most one ig:area"),
    ('"Minutes are kept."', '"Minutes are kept." , "Minutes."', "A finding needs exactly one ig:text"),
    ("theme:case-recording", "theme:", "A finding's ig:theme"),
    ("a foaf:Person ;", "", "An inspection role needs exactly one org:member"),
    ("role:lead-inspector", '"Lead inspector"', "An inspection role needs exactly one org:role"),
    ("org:organization <organisation/ofsted> ;", "", "An inspection role needs exactly one org:organization"),
    ('"HMI"', '""', "An inspection role has at most one ig:designation"),
    ("<person/ofsted/jo-sample>", "_:person", "A person is a blank node"),
    ('; foaf:name "Jo Sample"', "", "A person needs at least one foaf:name"),
    ("a eli:LegalResource ;", "", "A citation needs exactly one ig:cites"),
    ('"136"', '"136" , "137"', "A citation has at most one ig:provision"),
    ("<law/sample-act-2006>", "_:law", "A law is a blank node"),
    ('; dcterms:title "Sample Act 2006"', "", "A law has no dcterms:title"),
    (";\n    dcterms:license licence:ogl .\n\n<DOC/theme", ".\n\n<DOC/theme", "A licence statement needs"),
    ("oa:hasTarget <DOC/finding/57> ; dcterms", "dcterms", "A theme assignment needs exactly one oa:hasTarget"),
    ("<DOC/finding/57> ; dcterms", "<DOC/report> ; dcterms", "A theme assignment needs exactly one oa:hasTarget"),
    (
        "<DOC/finding/57> ; dcterms",
        "<DOC/finding/57> , <DOC/recommendation/lscb/3> ; dcterms",
        "A theme assignment needs exactly one oa:hasTarget",
    ),
    ("theme:supervision", "area:lscb", "A theme assignment needs exactly one dcterms:subject"),
    ("ig:importance 1", "ig:importance 0", "A theme assignment needs exactly one ig:importance"),
    ("ig:importance 1", "ig:importance 4", "A theme assignment needs exactly one ig:importance"),
    ("ig:score 0.46", "ig:score 1.46", "A theme assignment needs exactly one ig:score"),
    ("ig:score 0.46", 'ig:score "0.46"', "A theme assignment needs exactly one ig:score"),
    ('"assessments completed in time"', '""', "A figure needs exactly one ig:counted"),
    ("ig:value 82.5", "ig:value -82.5", "A figure needs exactly one ig:value"),
    ("ig:value 82.5 ;", "", "A figure needs exactly one ig:value"),
    ("unit:percent", '"%"', "A figure needs exactly one ig:unit"),
    ("measure:assessments-in-time", "unit:count", "A figure has at most one ig:measure"),
    ("qualifier:more-than", "qualifier:more-than , qualifier:approximately", "A figure has at most one ig:qualifier"),
    ("ig:upperValue 90.0", "ig:upperValue 82.5", "A figure's ig:upperValue is not above"),
    ("ig:upperValue 90.0", "ig:upperValue 90.0 , 91.0", "A figure has at most one ig:upperValue"),
    ("ig:base 40.0", 'ig:base "forty"', "A figure has at most one ig:base"),
    ("ig:previousValue 75.0", "ig:previousValue 75.0 , 76.0", "A figure has at most one ig:previousValue"),
    ("ig:nationalValue 81.0", "ig:nationalValue 81.0 , 80.0", "A figure has at most one ig:nationalValue"),
    ("ig:neighboursValue 83.0", 'ig:neighboursValue "83"', "A figure has at most one ig:neighboursValue"),
    ("ig:regionValue 84.0", "ig:regionValue 84.0 , 85.0", "A figure has at most one ig:regionValue"),
    ("ig:targetValue 95.0", 'ig:targetValue "95"', "A figure has at most one ig:targetValue"),
    ("ig:otherValue 70.0", "ig:otherValue 70.0 , 71.0", "A figure has at most one ig:otherValue"),
    ('ig:printed "four fifths"', 'ig:printed ""', "A figure has at most one ig:printed"),
    ('"2015-04/2016-03"', '"2015 to 2016"', "A figure has at most one ig:period"),
    ('ig:previousPeriod "2014"', 'ig:previousPeriod "2014" , "2013"', "A figure has at most one ig:previousPeriod"),
    ("ig:finding <DOC/finding/57> .", "ig:finding <DOC/report> .", "A figure stands in at most one ig:finding"),
    (
        "org:role post:director-of-childrens-services ; ig:status",
        "org:role role:director-of-childrens-services ; ig:status",
        "A tenure needs exactly one org:role",
    ),
    ("ig:status post-status:interim ;", "", "A tenure needs exactly one ig:status"),
    ('"interim director"', '" "', "A tenure needs exactly one ig:title"),
    ('"2016-03" ;', '"March 2016" ;', "A tenure's ig:heldFrom"),
    ('"2016-05-01"', '"2016-05-01" , "2016-06"', "A tenure's ig:heldUntil"),
    (POST, POST.replace("a org:Post ;", ""), "A tenure has at most one ig:post"),
    ("org:organization <authority/X99000001>", 'org:organization "Eastmere"', "A tenure belongs to at most one"),
    ("org:member <person/authority", "org:member <person/nobody", "A tenure has at most one org:member"),
    ("ig:heldWith post:chief-executive", "ig:heldWith role:chief-executive", "A tenure is held with at most one"),
    (POST, POST.replace("org:role post:director-of-childrens-services ;", ""), "A post needs exactly one org:role"),
    (POST, POST.replace("<authority/X99000001> .", '"Eastmere" .'), "A post needs exactly one org:postIn"),
    ("ig:body <body/X99000001/mash> ;", "", "A mention of a body needs exactly one ig:body."),
    ('"multi-agency safeguarding hub"', '" "', "A mention of a body needs exactly one ig:name"),
    ("ig:mentionCount 4", "ig:mentionCount 0", "A mention of a body needs exactly one ig:mentionCount"),
    ("body-kind:team", "unit:team", "A mention of a body needs exactly one ig:bodyKind"),
    ('"MASH"', '"MASH" , "mash"', "A mention of a body has at most one ig:abbreviation"),
    ("body-relation:commissions", "role:commissions", "The ig:relation of a mention of a body"),
    ("oa:hasTarget <DOC/body/mash>", "oa:hasTarget <DOC/finding/57>", "A relation of a body needs exactly one oa:hasT"),
    ("body-relation:chairs", "role:chairs", "A relation of a body needs exactly one ig:relation"),
    (
        "<DOC/finding/57> ; ig:polarity",
        "<DOC/recommendation/lscb/3> ; ig:polarity",
        "A polarity reading needs exactly one oa:hasTarget",
    ),
    ("polarity:strength ; ig:conf", "polarity:praise ; ig:conf", "A polarity reading needs exactly one ig:polarity"),
    ("ig:confidence 0.93", "ig:confidence 1.93", "A polarity reading needs exactly one ig:confidence"),
    ("polarity:strength .", "polarity:strength , polarity:mixed .", "A finding has more than one ig:polarity"),
    ("ig:recommendation <DOC/rec", "ig:recommendation <DOC/wreck", "Support needs exactly one ig:recommendation"),
    ("ig:finding <DOC/finding/57> ; ig:basis", "ig:basis", "Support needs exactly one ig:finding"),
    ("support:marked", "support:guessed", "Support needs exactly one ig:basis"),
    ("ig:confidence 0.81", 'ig:confidence "0.81"', "Support needs exactly one ig:confidence"),
    ("event-kind:restructuring", "unit:restructuring", "An event needs exactly one ig:eventKind"),
    (
        "event-status:happened ;",
        "event-status:happened , event-status:planned ;",
        "An event needs exactly one ig:eventSt",
    ),
    ('"2014-11"', '"November 2014"', "An event's ig:period"),
    ("ig:eventCount 2", 'ig:eventCount "two"', "An event's ig:eventCount"),
    ("ig:finding <DOC/finding/57>\n", "ig:finding <DOC/report>\n", "An event stands in at most one ig:finding"),
    ("inspection-kind:adoption", "unit:adoption", "A prior inspection needs exactly one ig:inspectionKind"),
    ('"2013-05"', '"May 2013"', "The ig:statedDate of a prior inspection"),
    ("grade:adequate", "unit:adequate", "A prior inspection has more than one grade"),
    ("<DOC/support/lscb/3/57>", "_:support", "A fact is a blank node"),
    ("<DOC/article>", "_:article", "An article is a blank node"),
    ("a ig:Article ;\n    dcterms:isPartOf <DOC> ;", "a ig:Article ;", "An article must be part of exactly one"),
    (
        "dcterms:isPartOf <DOC> ; ig:authority authority:X99000001",
        "dcterms:isPartOf <DOC> ; ig:authority authority:Eastmere",
        "An article has at most one ig:authority",
    ),
    ('schema:headline "Services improve"', 'schema:headline ""', "An article has at most one schema:headline"),
    ('schema:author "Jo Example"', 'schema:author ""', "An article has at most one schema:author"),
    ('"2016-09-21"^^xsd:date', '"yesterday"', "An article has at most one schema:datePublished"),
    (
        "dcterms:publisher <organisation/eastmere-courier>",
        'dcterms:publisher "Courier"',
        "An article has at most one dcterms:publisher",
    ),
    ("claim-kind:figure ;", "claim-kind:rumour ;", "A claim needs exactly one ig:claimKind"),
    ('ig:text "418 children were looked after" ;', "", "A claim needs exactly one ig:text"),
    ("ig:position 7 ;", "ig:position 0 ;", "A claim needs exactly one ig:position"),
    ("ig:own false ;", 'ig:own "no" ;', "A claim needs exactly one ig:own"),
    ('ig:speaker "Ofsted"', 'ig:speaker ""', "A claim has at most one ig:speaker"),
    ('ig:quoted "looked after"', 'ig:quoted ""', "A claim has at most one ig:quoted"),
    ('ig:holderName "Jo Example"', 'ig:holderName ""', "A claim has at most one ig:holderName"),
    ('ig:title "interim leader"', 'ig:title ""', "A claim has at most one ig:title"),
    ('ig:counted "children looked after"', 'ig:counted ""', "A claim has at most one ig:counted"),
    ('ig:statedDate "2011"', 'ig:statedDate "in July"', "A claim has at most one ig:statedDate"),
    ('ig:period "--07"', 'ig:period "in July"', "A claim has at most one ig:period"),
    ('ig:previousPeriod "2013-03"', 'ig:previousPeriod "in July"', "A claim has at most one ig:previousPeriod"),
    ('ig:heldFrom "2015-02"', 'ig:heldFrom "in July"', "A claim has at most one ig:heldFrom"),
    ('ig:heldUntil "2016-07"', 'ig:heldUntil "in July"', "A claim has at most one ig:heldUntil"),
    ("ig:area area:in-care", "ig:area role:lead-inspector", "A claim has at most one ig:area"),
    (
        "ig:measure measure:children-looked-after",
        "ig:measure role:lead-inspector",
        "A claim has at most one ig:measure",
    ),
    ("ig:unit unit:weeks", "ig:unit role:lead-inspector", "A claim has at most one ig:unit"),
    ("ig:qualifier qualifier:just-over", "ig:qualifier role:lead-inspector", "A claim has at most one ig:qualifier"),
    ("org:role post:lead-member", "org:role area:fine", "A claim has at most one org:role"),
    ("ig:status post-status:vacant", "ig:status role:lead-inspector", "A claim has at most one ig:status"),
    ("ig:grade grade:adequate", "ig:grade area:fine", "A claim has at most one ig:grade"),
    ("ig:addressee addressee:authority", "ig:addressee addressee:police", "A claim has at most one ig:addressee"),
    ("ig:value 418.0", 'ig:value "many"', "A claim has at most one ig:value"),
    ("ig:upperValue 419.0", 'ig:upperValue "many"', "A claim has at most one ig:upperValue"),
    ("ig:base 1001.0", 'ig:base "many"', "A claim has at most one ig:base"),
    ("ig:previousValue 402.0", 'ig:previousValue "many"', "A claim has at most one ig:previousValue"),
    ("ig:nationalValue 403.0", 'ig:nationalValue "many"', "A claim has at most one ig:nationalValue"),
    ("ig:neighboursValue 404.0", 'ig:neighboursValue "many"', "A claim has at most one ig:neighboursValue"),
    ("ig:regionValue 405.0", 'ig:regionValue "many"', "A claim has at most one ig:regionValue"),
    ("ig:targetValue 406.0", 'ig:targetValue "many"', "A claim has at most one ig:targetValue"),
    ("ig:otherValue 407.0", 'ig:otherValue "many"', "A claim has at most one ig:otherValue"),
    ("<link/recurrence/LINK>", "<link/recurrence/7>", "A link's IRI"),
    ("authority:X99000001 ; ig:theme", "authority:Eastmere ; ig:theme", "A link has at most one ig:authority"),
    ("ig:likeness 0.34 ; ig:evidence <DOC/text/3/120-180>", "ig:likeness 0.34", "A contradiction or recurrence has no"),
    (SAME_REPORT, "a ig:SameReport ;", "A pair of reports needs exactly one ig:insp"),
    ("ig:preferred <DOC/report>", "ig:preferred <DOC/figure>", "A pair of reports needs exactly one ig:preferred"),
    ("ig:copy <COPY/report> ;", "", "A pair of reports needs exactly one ig:copy"),
    ("ig:agreeing 5", "ig:agreeing -5", "A pair of reports needs exactly one ig:agreeing"),
    ("ig:lacking 2 ;", "", "A pair of reports needs exactly one ig:lacking"),
    ("ig:added 1", "ig:added 1 , 2", "A pair of reports needs exactly one ig:added"),
    ("ig:changed 0", 'ig:changed "0"', "A pair of reports needs exactly one ig:changed"),
    ("<link/same-report/LINK> ; ig:diff", "<DOC/report> ; ig:diff", "A difference needs exactly one ig:differenceIn"),
    ("difference:lacking", "difference:lost", "A difference needs exactly one ig:differenceKind"),
    (
        "Preferred <DOC/finding/57>",
        "Preferred <DOC/finding/57> , <DOC/finding/58>",
        "A difference has at most one ig:inPref",
    ),
    ('"the copy lacks it"', '"the copy lacks it" ; ig:inCopy "57"', "A difference has at most one ig:inCopy"),
    ('"the copy lacks it"', '""', "A difference needs exactly one ig:note"),
    ("ig:inPreferred <DOC/finding/57> ;", "", "A difference has neither"),
    ("ig:left <DOC/figure/1> ;", "", "A contradiction needs exactly one ig:left,"),
    ("ig:right <DOC/figure/2>", 'ig:right "83"', "A contradiction needs exactly one ig:right,"),
    (
        "ig:leftEvidence <DOC/text/3/120-180>",
        "ig:leftEvidence <DOC/report>",
        "A contradiction needs exactly one ig:leftEv",
    ),
    ("ig:rightEvidence <COPY/text/9/1-20> ;", "", "A contradiction needs exactly one ig:rightEv"),
    ('"Assessments"', '""', "A contradiction needs exactly one ig:subject"),
    ('"82 and 83"', '"82 and 83" , "83"', "A contradiction needs exactly one ig:note"),
    ("contradiction:document", "contradiction:page", "A contradiction needs exactly one ig:contradictionScope"),
    ("theme:supervision ; ig:earlier", "area:lscb ; ig:earlier", "A recurrence needs exactly one ig:theme"),
    ("ig:earlier <DOC/rec", "ig:earlier <DOC/report> , <DOC/rec", "A recurrence has at most one ig:earlier"),
    ("ig:later <COPY/finding/2> ;", "", "A recurrence needs exactly one ig:later"),
    ("outcome:persists", "outcome:worse", "A recurrence needs exactly one ig:outcome"),
    ("ig:likeness 0.34", "ig:likeness 3.4", "A recurrence has at most one ig:likeness"),
    ("<DOC/article> ; ig:inspection", "<DOC> ; ig:inspection", "A coverage needs exactly one ig:article"),
    (
        "ig:article <DOC/article> ; ig:inspection <INSPECTION>",
        "ig:article <DOC/article>",
        "A coverage needs exactly one ig:insp",
    ),
    ("ig:confidence 0.91", "ig:confidence 9.1", "A coverage needs exactly one ig:confidence"),
    ("ig:claim <DOC/claim/1> ;", "", "An assessment needs exactly one ig:claim."),
    ("claim-status:contradicted", "claim-status:wrong", "An assessment needs exactly one ig:status"),
    ("ig:against <COPY/figure/1>", 'ig:against "419"', "An assessment has at most one ig:against"),
    (
        ASSESSED,
        ASSESSED.replace("ig:evidence", "ig:evidence <DOC/report> , "),
        "An assessment has at most one ig:evidence",
    ),
    ('"There were 419."', '""', "An assessment has at most one ig:words"),
    ('"418 and 419"', '""', "An assessment needs exactly one ig:note"),
    (ASSESSED, "ig:words", "An assessment has no ig:evidence"),
    ("ig:position 91 ;", "", "A statement needs exactly one ig:position"),
    ('"The minutes were well kept."', '""', "A statement needs exactly one ig:text"),
    ("section:executive-summary ; ig:area", '"summary" ; ig:area', "A statement has at most one ig:section"),
    ('ig:area area:lscb ; ig:text "The', 'ig:area "board" ; ig:text "The', "A statement has at most one ig:area"),
    ("<DOC/problem/grades-differ/1>", "_:problem", "A problem is a blank node"),
    ("ig:document <DOC> ;", "", "A problem must name exactly one ig:document"),
    (PROBLEM, f"{PROBLEM} ig:inspection <inspection/other> ;", "A problem has at most one ig:inspection"),
    (PROBLEM, f"{PROBLEM} dcterms:isPartOf <DOC/report/2> ;", "A problem is part of at most one ig:Report"),
    ("severity:warning", "severity:catastrophe", "A problem needs exactly one ig:severity"),
    ('ig:code "grades-differ"', 'ig:code "Grades differ"', "A problem needs exactly one ig:code"),
    ('ig:message "Two grades are given." ;', "", "A problem needs exactly one ig:message"),
    ("ig:page 2", "ig:page 2 , 5", "A problem has at most one ig:page"),
    (PROBLEM, f"{PROBLEM} ig:evidence <DOC/text/1/0-9> ;", "A problem's ig:evidence"),
    ("<DOC/text/3/120-180>", "<DOC/words/1>", "An evidence's IRI"),
    ("oa:hasSource <DOC> ;", "", "Evidence needs exactly one oa:hasSource"),
    (PAGE_OF_EVIDENCE, "oa:hasSource <DOC> ;", "Evidence needs exactly one ig:page"),
    (f'ig:quoteDigest "{DIGEST}"', 'ig:quoteDigest "kept"', "Evidence needs exactly one ig:quoteDigest"),
    ("<DOC/text/3/120-180/quote> ,", "", "Evidence needs exactly one oa:TextQuoteSelector"),
    (", <DOC/text/3/120-180/position>", "", "Evidence needs exactly one oa:TextPositionSelector"),
    ("<DOC/text/3/120-180/quote>", "_:quote", "A quote selector is a blank node"),
    ('"The minutes were kept."', '""', "A quote selector needs exactly one oa:exact"),
    ("<DOC/text/3/120-180/position>", "_:position", "A position selector is a blank node"),
    ("oa:start 120", "oa:start -1", "A position selector needs exactly one oa:start"),
    ("; oa:end 180", "", "A position selector needs exactly one oa:end"),
    ("oa:end 180", "oa:end 120", "A position selector does not end behind its start"),
]


# How many values a property has: ! exactly one, ? at most one, + at least one, * any number.
CARDINALITIES = {
    "Document": "dcterms:format! dcterms:publisher? ig:fileName! ig:pageCount! ig:sha256!",
    "Report": "dcterms:conformsTo? dcterms:isPartOf! dcterms:issued? dcterms:license* ig:framework! ig:inspection?",
    "Inspection": "dcterms:conformsTo? ig:authority? ig:fieldworkPeriod+ ig:framework? ig:safeguardingBoard? "
    "rdfs:label+ schema:endDate! schema:startDate!",
    "FieldworkPeriod": "schema:endDate! schema:startDate!",
    "FactOfInspection": "ig:inspection+",
    "Fact": "dcterms:isPartOf! ig:evidence+ ig:extractor! ig:inspection? ig:page!",
    "InspectionRecord": "ig:recordOf!",
    "Judgement": "ig:agreed! ig:area! ig:grade*",
    "Recommendation": "ig:addressedTo? ig:addressee! ig:complete! ig:number! ig:position! ig:section! ig:text! "
    "ig:theme*",
    "Finding": "ig:area? ig:number! ig:position! ig:section! ig:text! ig:theme*",
    "InspectionRole": "ig:designation? org:member! org:organization! org:role!",
    "Person": "foaf:name+",
    "Citation": "ig:cites! ig:provision?",
    "Law": "dcterms:title+",
    "LicenceStatement": "dcterms:license!",
    "Problem": "dcterms:isPartOf? ig:code! ig:document! ig:evidence* ig:inspection? ig:message! ig:page? ig:severity!",
    "Evidence": "ig:page! ig:quoteDigest! oa:hasSource!",
    "Quote": "oa:exact!",
    "Position": "oa:end! oa:start!",
    "ThemeAssignment": "dcterms:subject! ig:importance! ig:score! oa:hasTarget!",
    "Figure": "ig:base? ig:counted! ig:finding? ig:measure? ig:nationalValue? ig:neighboursValue? ig:otherValue? "
    "ig:period? ig:previousPeriod? ig:previousValue? ig:printed? ig:qualifier? ig:regionValue? ig:targetValue? ig:unit! "
    "ig:upperValue? ig:value!",
    "Tenure": "ig:heldFrom? ig:heldUntil? ig:heldWith? ig:post? ig:status! ig:title! org:member? org:organization? "
    "org:role!",
    "Post": "org:postIn! org:role!",
    "BodyMention": "ig:abbreviation? ig:body! ig:bodyKind! ig:mentionCount! ig:name! ig:relation*",
    "Article": "dcterms:isPartOf! dcterms:publisher? ig:authority? schema:author? schema:datePublished? "
    "schema:headline?",
    "Claim": "ig:addressee? ig:area? ig:base? ig:claimKind! ig:counted? ig:grade? ig:heldFrom? ig:heldUntil? "
    "ig:holderName? ig:measure? ig:nationalValue? ig:neighboursValue? ig:otherValue? ig:own! "
    "ig:period? ig:position! ig:previousPeriod? ig:previousValue? ig:qualifier? ig:quoted? "
    "ig:regionValue? ig:speaker? ig:statedDate? ig:status? ig:targetValue? ig:text! ig:title? "
    "ig:unit? ig:upperValue? ig:value? org:role?",
    "BodyRelation": "ig:relation! oa:hasTarget!",
    "PolarityReading": "ig:confidence! ig:polarity! oa:hasTarget!",
    "PolarityOfFinding": "ig:polarity?",
    "Event": "ig:eventCount? ig:eventKind! ig:eventStatus! ig:finding? ig:period?",
    "PriorInspection": "ig:grade? ig:inspectionKind! ig:statedDate?",
    "Support": "ig:basis! ig:confidence! ig:finding! ig:recommendation!",
    "Link": "ig:authority?",
    "LinkWithWords": "ig:evidence+",
    "SameReport": "ig:added! ig:agreeing! ig:changed! ig:copy! ig:inspection! ig:lacking! ig:preferred!",
    "Difference": "ig:differenceIn! ig:differenceKind! ig:inCopy? ig:inPreferred? ig:note!",
    "Contradiction": "ig:contradictionScope! ig:left! ig:leftEvidence! ig:note! ig:right! ig:rightEvidence! ig:subject!",
    "Coverage": "ig:article! ig:confidence! ig:inspection!",
    "Assessment": "ig:against? ig:claim! ig:evidence? ig:note! ig:status! ig:words?",
    "WordsOfAssessment": "",
    "Statement": "ig:area? ig:position! ig:section? ig:text!",
    "Recurrence": "ig:earlier? ig:later! ig:likeness? ig:outcome! ig:theme!",
}


def document_graph(text: str) -> Graph:
    text = text.replace("ARTICLE_FACT", ARTICLE_FACT).replace("FACT", FACT)
    text = text.replace("FACT", FACT)
    text = text.replace("LINK", "0123456789abcdef").replace("<COPY", "<document/fedcba9876543210")
    text = text.replace("<DOC", "<document/0123456789abcdef").replace("<INSPECTION", "<inspection/X99000001/2016-05-09")
    return Graph().parse(data=text, format="turtle")


def violations(graph: Graph, shapes: Graph) -> set[tuple[str, str]]:
    """What the shapes have against a graph, and by which kind of constraint; nothing where it conforms."""
    conforms, results, _ = validate(graph, shacl_graph=shapes, inplace=True)
    assert isinstance(results, Graph)
    found = {
        (str(message), str(results.value(result, SH.sourceConstraintComponent)))
        for result, message in results[: SH.resultMessage]
    }
    assert conforms == (not found)
    return found


def complaints(graph: Graph, shapes: Graph) -> set[str]:
    return {message for message, _ in violations(graph, shapes)}


def test_valid_graph_conforms(shapes: Graph) -> None:
    assert complaints(document_graph(VALID), shapes) == set()


def test_valid_graph_uses_concepts_that_exist(ontology: Graph) -> None:
    schemes = tuple(str(scheme) for scheme in ontology.subjects(RDF.type, SKOS.ConceptScheme))
    codes = {node for node in document_graph(VALID).objects() if str(node).startswith(schemes)}
    assert codes and codes <= set(ontology.subjects(RDF.type, SKOS.Concept))


def test_every_kind_of_fact_is_checked_as_one(ontology: Graph, shapes: Graph) -> None:
    kinds = set(ontology.subjects(RDFS.subClassOf, IG.Fact))
    [common] = [shape for shape in shapes.subjects(SH.targetClass, IG.Figure) if str(shape).endswith("#Fact")]
    assert kinds and set(shapes[common : SH.targetClass]) == kinds


def test_optional_parts_may_be_absent(shapes: Graph) -> None:
    text = VALID
    for optional in (
        "\n    ig:authority authority:X99000001 ;",
        "\n    dcterms:conformsTo framework:sif-2015 ;",
        '\n    dcterms:issued "2016-09-20"^^xsd:date ;',
        " ig:addressedTo <lscb/X99000001> ;",
        " ig:area area:looked-after ;",
        ' ; ig:designation "HMI"',
        ' ; ig:provision "136"',
        " ; ig:polarity polarity:strength",
        "\n    ig:upperValue 90.0 ;",
        "\n    ig:base 40.0 ;",
        "\n    ig:previousValue 75.0 ;",
        "\n    ig:nationalValue 81.0 ;",
        "\n    ig:neighboursValue 83.0 ;",
        "\n    ig:regionValue 84.0 ;",
        "\n    ig:targetValue 95.0 ;",
        "\n    ig:otherValue 70.0 ;",
        "\n    ig:measure measure:assessments-in-time ;",
        "\n    ig:qualifier qualifier:more-than ;",
        '\n    ig:period "2015-04/2016-03" ;',
        '\n    ig:previousPeriod "2014" ;\n    ig:finding <DOC/finding/57>',
        '\n    ig:heldFrom "2016-03" ;',
        '\n    ig:heldUntil "2016-05-01" ;',
        "\n    ig:post <post/authority/X99000001/director-of-childrens-services> ;",
        "\n    org:organization <authority/X99000001> ;",
        "\n    org:member <person/authority/jo-example> ;\n    ig:heldWith post:chief-executive",
        " ig:earlier <DOC/recommendation/lscb/3> ;",
        " ; ig:likeness 0.34",
        '\n    ig:abbreviation "MASH" ;',
        "\n    ig:relation body-relation:commissions",
        "ig:inspection <INSPECTION> ; dcterms:isPartOf <DOC/report> ; ig:page 2 ; ig:evidence <DOC/text/3/120-180>",
    ):
        assert optional in text
        text = text.replace(optional, "", 1)
    assert complaints(document_graph(text), shapes) == set()


@pytest.mark.parametrize(("old", "new", "message"), MUTATIONS)
def test_broken_graph_does_not_conform(shapes: Graph, old: str, new: str, message: str) -> None:
    valid = VALID.replace("ARTICLE_FACT", ARTICLE_FACT).replace("FACT", FACT)
    assert old in valid, "the change must change something"
    found = complaints(document_graph(valid.replace(old, new)), shapes)
    assert any(text.startswith(message) for text in found), f"expected '{message} ...', got {sorted(found)}"


def test_every_message_is_unique_and_seen(shapes: Graph) -> None:
    messages = [str(message) for message in shapes.objects(None, SH.message)]
    assert len(messages) == len(set(messages))
    unseen = [text for text in messages if not any(text.startswith(beginning) for _, _, beginning in MUTATIONS)]
    assert sorted(unseen) == [], "no graph of MUTATIONS breaks these"
    blurred = [text for _, _, text in MUTATIONS if sum(message.startswith(text) for message in messages) != 1]
    assert blurred == [], "these beginnings do not tell which message is meant"


GROUPING = {RDF.type, SH.targetClass, SH.targetObjectsOf, SH.property}
SILENT = {SH.path, SH.message, SH.qualifiedValueShape}


def speakers(shapes: Graph, shape: Node) -> list[Node]:
    """The shapes that must speak for themselves.

    Shapes inside ``sh:or``, ``sh:not`` and ``sh:qualifiedValueShape`` speak through the shape around them.
    """
    own = set(shapes.predicates(shape)) - GROUPING
    return [*([shape] if own else []), *shapes.objects(shape, SH.property)]


def test_every_shape_has_a_message(shapes: Graph) -> None:
    everyone = [one for shape in shapes.subjects(RDF.type, SH.NodeShape) for one in speakers(shapes, shape)]
    assert [one for one in everyone if len(list(shapes[one : SH.message])) != 1] == []
    assert set(everyone) == set(shapes.subjects(SH.message))


def test_cardinalities(shapes: Graph) -> None:
    signs = {(1, 1): "!", (0, 1): "?", (1, None): "+", (0, None): "*"}
    found: dict[str, set[str]] = {name: set() for name in CARDINALITIES}
    for shape, part in shapes[: SH.property]:
        path = shapes.value(part, SH.path)
        if any(shapes.value(part, kind) for kind in (SH.lessThan, SH.lessThanOrEquals, SH.qualifiedValueShape)):
            continue
        if isinstance(shape, BNode) or not isinstance(path, URIRef):
            continue
        least, most = shapes.value(part, SH.minCount), shapes.value(part, SH.maxCount)
        sign = signs[int(str(least or 0)), int(str(most)) if most else None]
        found[shape.rpartition("#")[2]].add(shapes.namespace_manager.qname(path) + sign)
    assert {name: " ".join(sorted(paths)) for name, paths in found.items()} == CARDINALITIES


def constraints(shapes: Graph, shape: Node) -> set[tuple[str, str]]:
    """Every constraint of a shape, as its message and the kind of constraint."""
    return {
        (str(shapes.value(one, SH.message)), f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent")
        for one in speakers(shapes, shape)
        for name in (str(key).removeprefix(str(SH)) for key in set(shapes.predicates(one)) - GROUPING - SILENT)
    }


def focus(shapes: Graph, shape: Node, graph: Graph) -> Node:
    """The first node of the graph that the shape is about."""
    nodes = [node for kind in shapes[shape : SH.targetClass] for node in graph.subjects(RDF.type, kind)]
    nodes += [node for path in shapes[shape : SH.targetObjectsOf] for node in graph.objects(None, path)]
    return min(nodes, key=str)


def without_identity(graph: Graph, node: Node) -> Graph:
    """The graph with a blank node in the place of a node."""
    renamed = Graph()
    blank = BNode()
    for one, path, other in graph:
        renamed.add((blank if one == node else one, path, blank if other == node else other))
    return renamed


def overloaded(graph: Graph, node: Node, path: Node) -> Graph:
    """The graph with twins of the values of a property, and values of all the wrong kinds."""
    for value in list(graph[node:path]):
        twin = URIRef(f"{value}/twin")
        for key, other in list(graph[value]) if isinstance(value, URIRef) else []:
            graph.add((twin, key, other))
        graph.add((node, path, twin))
    wrong = [Literal(""), Literal(-1), Literal(10**9), Literal("9999-12-31", datatype=XSD.date)]
    for other in [*wrong, URIRef("https://example.org/")]:
        graph.add((node, path, other))
    return graph


def test_every_constraint_has_been_seen_to_fail(shapes: Graph) -> None:
    expected: set[tuple[str, str]] = set()
    seen: set[tuple[str, str]] = set()
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        expected |= constraints(shapes, shape)
        node = focus(shapes, shape, document_graph(VALID))
        seen |= violations(without_identity(document_graph(VALID), node), shapes)
        for path in {shapes.value(part, SH.path) for part in shapes[shape : SH.property]}:
            assert path is not None
            emptied = document_graph(VALID)
            emptied.remove((node, path, None))
            seen |= violations(emptied, shapes)
            seen |= violations(overloaded(document_graph(VALID), node, path), shapes)
    assert len(expected) > 200
    assert sorted(expected - seen) == []


def test_shapes_use_terms_that_exist(shapes: Graph, ontology: Graph) -> None:
    assert set(mentioned(shapes)) <= defined(ontology)
    assert not any(isinstance(shape, BNode) for shape in shapes.subjects(RDF.type, SH.NodeShape))
