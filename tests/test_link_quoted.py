"""Quotations beside a report: word for word, altered, shortened, of few words, and those of officials."""

import pytest

from .test_link_claims import assessed

RIGHT = (
    'The report says that children come into care "frequently later than they should".',
    "Inspectors called the work to prevent exploitation “impressive”.",
    "Adoption assessments were “searching and kind”, approved households told the inspectors.",
    "The service for disabled children has what Ofsted calls a “stable team of social workers”.",
    "Child in need planning, it found, “lacks urgency”.",
    "Support after adoption was described as “generous and flexible”.",
    "“Thresholds are read differently from one team to the next,” the report said.",
    "The help for exploited children was praised as “skilled and persistent”.",
    "Parents told inspectors that workers were “patient, practical and honest”.",
    "Inspectors wrote that core groups “meet regularly, often without a health visitor”.",
    "The report speaks of plans that “repeat the same actions ... and ... were inadequate as a guide for parents”.",
    "Pathway plans “do not match this commitment”, the inspectors concluded.",
    "The report says that “[p]lacements are stable”.",
)
WRONG = (
    'The report says that children come into care "frequently sooner than they should".',
    "Inspectors called the support that families get after adoption “generous but inflexible”.",
    "The service for disabled children has what Ofsted calls a “shrinking team of social workers”.",
    "The report praises a “highly stable and happy team of social workers” for disabled children.",
    "Child in need planning, it found, “shows great urgency”.",
    "“Thresholds are read alike from one team to the next,” the report said.",
    "The help for exploited children was praised as “skilled and patient”.",
    "Parents told inspectors that workers were “patient, practical and kind”.",
    "Inspectors wrote that core groups “meet regularly, always with a health visitor”.",
    "Pathway plans “fully match this commitment”, the inspectors concluded.",
    "The joint response to children who go missing is “a notable strength”, according to the report.",
    "In the majority of assessments “analysis is sharp”, it says.",
    "Inspectors found that supervision is “good enough”.",
    "The report says that the emergency team “responds slowly at night and at weekends”.",
    "Actions from audits “are checked, and themes reach the training programme”, inspectors wrote.",
    "The report describes the chair's questions to the police as “very hard questions about strategy talks”.",
)
SILENT = (
    "“We are heartbroken by what this report says,” said Councillor Jo Sample, who leads the council.",
    "The leader of the council called the report “a wake-up call for us all”.",
    "Jo Sample, the director of children's services, said the council had “a long road in front of it”.",
    "“Every family in this town deserves better,” said Ann Other, MP for Eastmere.",
    "A union official said that staff were “on their knees”.",
    "Ms Other said the budget was “a stable sum for a stable team”.",
)


@pytest.mark.parametrize("sentence", RIGHT)
def test_words_that_stand_in_the_report(sentence: str) -> None:
    found = [each for each in assessed(sentence) if each[0] == "quotation"]
    assert {status for _, status, _ in found} == {"corroborated"}, found


@pytest.mark.parametrize("sentence", WRONG)
def test_words_that_were_altered(sentence: str) -> None:
    found = assessed(sentence)
    assert "contradicted" in {status for _, status, _ in found}, found


@pytest.mark.parametrize("sentence", SILENT)
def test_words_of_officials(sentence: str) -> None:
    found = assessed(sentence)
    assert {status for _, status, _ in found} <= {"not-in-report"}, found
