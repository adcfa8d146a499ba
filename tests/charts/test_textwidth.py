"""Text that is measured fits where it is put."""

from hypothesis import given
from hypothesis import strategies as st

from okr_analytics.charts.letters import flat
from okr_analytics.charts.textwidth import fold, fold_to, shorten, width

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300)


@given(TEXTS, st.floats(min_value=30, max_value=400))
def test_no_line_is_wider_than_its_room_and_nothing_is_lost(text: str, room: float) -> None:
    lines = fold(text, 10, room)
    assert all(width(line, 10) <= room + 0.01 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(TEXTS, st.floats(min_value=30, max_value=400), st.integers(min_value=1, max_value=4))
def test_what_is_cut_says_so(text: str, room: float, most: int) -> None:
    whole, lines = fold(text, 10, room), fold_to(text, 10, room, most)
    assert len(lines) <= most
    assert lines == whole if len(whole) <= most else lines[-1].endswith("…")
    assert all(width(line, 10) <= room + 0.01 for line in lines)


def test_widths_are_those_of_arial() -> None:
    assert width("Key result", 1000) == 667 + 556 + 500 + 278 + 333 + 556 + 500 + 556 + 222 + 278
    assert width("é", 10) == width("e", 10)
    assert width("漢", 10) == 10


def test_a_short_text_stays_whole() -> None:
    assert shorten("Health", 10, 100) == "Health"
    assert shorten("Education and Early Childhood", 10, 60).endswith("…")


@given(st.text(alphabet="AWil. é漢", min_size=1, max_size=60), st.floats(min_value=12, max_value=200))
def test_a_cut_text_keeps_as_much_as_fits(text: str, room: float) -> None:
    shown = shorten(text, 10, room)
    if shown != text:
        kept = shown.removesuffix("…")
        assert text.startswith(kept)
        longer = text[: len(kept) + 1 + len(text[len(kept) :]) - len(text[len(kept) :].lstrip())]
        assert width(longer + "…", 10) > room or longer.rstrip() == kept


def test_a_text_as_long_as_a_cell_can_hold_is_cut_in_one_pass() -> None:
    assert shorten("A" * 1_000_000, 10, 100) == "A" * 13 + "…"  # letter by letter this would not end


def test_a_number_and_its_unit_stay_on_one_line() -> None:
    text = flat("of  the\nKPIs 11\u00a0% are")
    assert text == "of the KPIs 11\u00a0% are"
    assert any("11\u00a0%" in line for line in fold(text, 10, width("of the KPIs 11", 10)))
    assert width("\u00a0", 10) == width(" ", 10)
