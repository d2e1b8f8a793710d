"""Numbers in the words of newspapers beside a report: right, wrong, and what the report does not speak of."""

import pytest

from .test_link_claims import assessed

RIGHT = (
    "Nearly one in four plans, 24 per cent, is for a child who has had one before.",
    "Almost a quarter of plans are for children who had one before.",
    "Of the 32 contacts that inspectors went through, nine had been shut too soon.",
    "Health staff sat in on only seven of the 29 strategy discussions.",
    "Fewer than a quarter of the 29 strategy discussions had anybody from health in them.",
    "Of 38 homeless teenagers who came for help in half a year, 31 saw nobody but a housing officer.",
    "The edge of care team has kept 26 youngsters with their families since January.",
    "Care cases take 28 weeks to get through the courts.",
    "The work before court has been cut from 29 weeks to 17.",
    "Reviewing officers have to look after between 88 and 102 children apiece.",
    "In about a third of the files there was a gap in supervision of more than two months.",
    "The board had a budget of £248,000 to spend.",
    "Children wait 448 days on average before they move in with adopters, 22 days more than the government would like.",
    "Not one pupil in care has been permanently excluded in three years.",
    "The council is in touch with all but 11 of its 164 care leavers.",
    "More than nine in ten care leavers are in touch with the council.",
    "Only about half of care leavers aged 19 to 21 have a job, a course or training.",
    "Roughly seven in ten return home interviews were accepted.",
    "Almost all reviews, 97 per cent, are chaired on time.",
    "The graded care profile was used in only three of 22 cases.",
    "Caseloads have come down from 27 to 21 on average.",
    "Not quite a third of posts in the child protection teams are held by agency staff.",
    "Getting on for a quarter of social workers left in 2015-16.",
    "The number of children with a child protection plan went up from 214 to 287.",
    "Theatre performances have been seen by some 3,400 pupils.",
    "There was no management decision on 26 of 45 files.",
    "Early help plans have almost doubled in two years, to 640.",
    "Some 43 adoptive families were getting help in September.",
    "Ninety-four per cent of care leavers are suitably housed.",
    "Eight out of 30 children had begun life-story work.",
)
WRONG = (
    "One in six plans is for children who have had one before.",
    "Health staff took part in nine of the 29 strategy discussions that were examined.",
    "Of 38 homeless youngsters who asked for help, 13 were seen by a housing officer without a social worker.",
    "The edge of care service has already helped 62 young people to remain at home.",
    "The average length of work before proceedings has grown from 17 weeks to 29.",
    "The average length of pre-proceedings work has crept up to 17 weeks.",
    "Care proceedings take 38 weeks.",
    "Independent reviewing officers have between 68 and 102 children each.",
    "Children waited 484 days on average between entering care and moving in with adopters.",
    "Return home interviews were accepted after 61% of episodes.",
    "Caseloads average 21, up from 17.",
    "Agency staff hold 13% of posts in the child protection teams.",
    "The voluntary programme for perpetrators has a waiting list of seven weeks.",
    "Children wait nine weeks on average for a first appointment with the mental health service.",
    "Money has been found for 40 extra social workers.",
    "Theatre performances have reached 4,300 pupils.",
    "Dental checks were completed for 98% of children.",
    "A support plan was missing for 17 of the 27 special guardianship orders made last year.",
    "In the improvement plan 21 of the 26 actions are overdue.",
    "One girl had had nine social workers in two years.",
    "Some 84% of the cases audited in August 2016 were inadequate or required improvement.",
    "Sixteen children are waiting for an independent visitor.",
    "Reviewing officers raised 46 formal concerns last year; 16 went beyond the team manager.",
    "The council is in touch with 135 of its 164 care leavers.",
)
SILENT = (
    "The council spends £4.2m a year on agency staff.",
    "The council employs 64 lawyers.",
    "Some 31 councillors sit in the town hall.",
    "Twelve libraries have been closed in the town since 2010.",
    "House prices rose by 24% in the town last year.",
    "There are 28 primary schools in the town.",
    "A new head office cost £448,000.",
)


@pytest.mark.parametrize("sentence", RIGHT)
def test_a_number_in_other_words_is_the_same(sentence: str) -> None:
    found = assessed(sentence)
    assert {status for _, status, _ in found} == {"corroborated"}, found


@pytest.mark.parametrize("sentence", WRONG)
def test_another_number_for_the_same_contradicts(sentence: str) -> None:
    found = assessed(sentence)
    assert "contradicted" in {status for _, status, _ in found}, found


@pytest.mark.parametrize("sentence", SILENT)
def test_a_number_that_the_report_does_not_speak_of(sentence: str) -> None:
    found = assessed(sentence)
    assert not {"corroborated", "contradicted"} & {status for _, status, _ in found}, found
