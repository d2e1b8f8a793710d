"""Problems: told to readers in words, by kind, without what a developer does about them."""

import re

from lxml import html  # type: ignore[import-untyped,unused-ignore]
from starlette.testclient import TestClient

from graph.explorer.labels import problem_kind, problem_kinds, problem_said
from graph.rows import ask
from graph.settings import SAMPLES
from graph.store import Store

_CODE = re.compile(r'(?:code=|_problem\(\s*)"([a-z]+(?:-[a-z]+)+)"')


def test_every_kind_of_problem_is_told_in_a_sentence() -> None:
    codes = {
        found for path in SAMPLES.parent.rglob("*.py") for found in _CODE.findall(path.read_text(encoding="utf-8"))
    }
    assert codes == problem_kinds().keys()
    for kind in problem_kinds().values():
        assert kind.definition.endswith(".")
        assert "ontology" not in kind.definition
    assert problem_kind("of-an-older-release") == "Of an older release"


def test_what_to_do_in_the_program_is_not_told_to_readers(client: TestClient, sample_store: Store) -> None:
    rows = ask(sample_store, "explorer-problem-places")
    page = html.fromstring(client.get("/problems").text)
    text = " ".join(page.text_content().split())
    assert rows
    for row in rows:
        assert problem_kinds()[row["code"]].definition in text
        assert problem_said(row) in text
        document = client.get(row["document"].removeprefix("https://w3id.org/inspection-graph")).text
        assert problem_kinds()[row["code"]].label in document
        assert ".ttl" not in document
    assert ".ttl" not in text


def test_a_problem_says_of_its_place_what_was_not_understood() -> None:
    assert problem_said({"message": "no grade was found; look at page 3; or 4"}) == "No grade was found"
    assert problem_said({"message": ""}) == ""
