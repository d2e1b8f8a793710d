"""Names on covers to authorities, on a given day."""

from datetime import date

import pytest

from graph.register import Authority, Register, register
from graph.vocabulary import vocabulary

GENERIC = frozenset({"council", "county", "city", "borough", "of", "the", "metropolitan", "london", "royal"})
OLD, NEW = date(2014, 6, 3), date(2022, 6, 3)


@pytest.fixture(scope="module")
def invented() -> Register:
    """A register of places that do not exist."""
    ended = date(2019, 4, 1)
    return Register(
        [
            Authority("X1", "Mereshire County Council", ("Mereshire County Council",), ended),
            Authority("X2", "Mereshire", ("Mereshire",), None),
            Authority("X3", "North Mereshire", ("North Mereshire",), None),
            Authority("X4", "Quayton upon Bay", ("Quayton upon Bay", "Quayton"), None),
            Authority("X5", "Lost Borough", ("Lost Borough",), ended),
            Authority("X6", "Twinford", ("Twinford",), None),
            Authority("X7", "Twinford", ("Twinford",), None),
        ],
        GENERIC,
    )


@pytest.mark.parametrize(
    ("name", "day", "gss"),
    [
        ("Mereshire County Council", OLD, "X1"),
        ("Mereshire", OLD, "X1"),
        ("Mereshire County Council", NEW, "X2"),
        ("Mereshire Council", NEW, "X2"),
        ("Mereshire", None, "X2"),
        ("The Royal Borough of Mereshire", NEW, "X2"),
        ("NORTH MERESHIRE COUNCIL", NEW, "X3"),
        ("Quayton", NEW, "X4"),
        ("Quayton-upon-Bay City Council", NEW, "X4"),
        ("Lost Borough Council", OLD, "X5"),
    ],
)
def test_name_is_resolved_on_its_day(invented: Register, name: str, day: date | None, gss: str) -> None:
    found = invented.resolve(name, day)
    assert found is not None
    assert found.gss == gss


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Lost Borough", NEW),
        ("Lost Borough", None),
        ("Twinford", NEW),
        ("South Mereshire", NEW),
        ("Council", NEW),
        ("The Royal County Council of the City", NEW),
        ("", NEW),
    ],
)
def test_name_of_none_or_of_several_is_not_guessed(invented: Register, name: str, day: date | None) -> None:
    assert invented.resolve(name, day) is None


def test_authority_by_its_code(invented: Register) -> None:
    found = invented.get("X4")
    assert found is not None
    assert found.name == "Quayton upon Bay"
    assert invented.get("X99") is None


def test_every_authority_is_found_by_each_of_its_names() -> None:
    names = register(vocabulary())
    lost = []
    for gss in vocabulary().instances("id/authority/", "http://www.w3.org/ns/org#FormalOrganization"):
        authority = names.get(gss)
        assert authority is not None
        day = date(2014, 6, 3) if authority.dissolved else None
        lost += [name for name in authority.names if authority not in names.named(name)]
        if "(to " not in authority.name:
            resolved = names.resolve(authority.name, day)
            lost += [authority.name] if resolved is None or resolved.gss != gss else []
    assert lost == []


@pytest.mark.parametrize(
    ("name", "day", "gss"),
    [
        ("Buckinghamshire County Council", OLD, "E10000002"),
        ("Buckinghamshire", OLD, "E10000002"),
        ("Buckinghamshire", NEW, "E06000060"),
        ("Royal Borough of Kensington and Chelsea", NEW, "E09000020"),
        ("Telford & Wrekin", NEW, "E06000020"),
        ("Kingston upon Hull City Council", NEW, "E06000010"),
        ("Eastmere Council", NEW, "X99000001"),
    ],
)
def test_names_as_covers_print_them(name: str, day: date, gss: str) -> None:
    found = register(vocabulary()).resolve(name, day)
    assert found is not None
    assert found.gss == gss


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Bristol, City of", "Bristol"),
        ("Buckinghamshire County Council", "Buckinghamshire"),
        ("Bournemouth, Christchurch and Poole", "Bournemouth, Christchurch and Poole"),
        ("City of London", "City of London"),
        ("Wirral", "Wirral"),
    ],
)
def test_place_of_an_authority(name: str, place: str) -> None:
    known = register(vocabulary())
    (gss,) = {authority.gss for authority in known.named(name) if authority.name == name}
    assert known.place(gss) == place


def test_place_of_an_unknown_code() -> None:
    assert register(vocabulary()).place("X00000000") == ""
