"""Which key results stand under which objective: by key, by code, by title, or by the only one of that name."""

from okr_analytics.quality.families import families
from okr_analytics.quality.items import Item, Kind


def _objective(title: str, unit: str | None = None, code: str | None = None, key: str = "") -> Item:
    return Item(kind=Kind.OBJECTIVE, title=title, unit=unit, code=code, key=key)


def _told(*items: Item) -> list[tuple[int | None, list[int]]]:
    return [(family.head, family.own) for family in families(items)]


def test_key_results_come_under_their_objective_wherever_they_stand() -> None:
    told = _told(
        Item(title="a", objective="Serve better"),
        _objective("Grow", unit="North"),
        _objective("serve  BETTER"),
        Item(title="b", objective="Grow", unit="North"),
        Item(title="c", objective="Serve better"),
        Item(title="d"),
    )
    assert told == [(2, [0, 4]), (1, [3]), (None, [5])]


def test_a_code_or_a_key_names_an_objective_too() -> None:
    told = _told(
        _objective("Grow", code="O1"),
        Item(title="a", objective="o1"),
        _objective("Serve", key="k9"),
        Item(title="b", objective_key="k9", unit="South"),
    )
    assert told == [(0, [1]), (2, [3])]


def test_the_only_objective_of_a_name_has_key_results_of_other_units() -> None:
    alone = _told(_objective("Grow", unit="North"), Item(title="a", objective="Grow", unit="South"))
    two = _told(
        _objective("Grow", unit="North"),
        _objective("Grow", unit="East"),
        Item(title="a", objective="Grow", unit="South"),
    )
    assert alone == [(0, [1])]
    assert two == [(0, []), (1, []), (None, [2])]


def test_an_objective_on_two_rows_is_one_family_headed_by_the_last() -> None:
    assert _told(_objective("Grow"), Item(title="a", objective="Grow"), _objective("Grow")) == [(2, [1]), (None, [0])]


def test_an_empty_set_has_no_family() -> None:
    assert _told() == []
