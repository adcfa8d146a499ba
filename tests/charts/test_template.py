"""The palettes can be told apart by people who see colours differently, and in grey."""

import itertools

import pytest

from okr_analytics.charts.template import DARK, LIGHT, Palette, ink_on, look, luminance

# How the three kinds of colour blindness see (Machado, Oliveira, Fernandes 2009, severity 1), on linear RGB.
KINDS = {
    "as most see": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
TOGETHER = (
    ("growth", "bau", "improvement", "unknown"),
    ("on_track", "at_risk", "off_track", "done", "not_started", "outdated"),
)


def linear(color: str) -> list[float]:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def lab(rgb: list[float]) -> tuple[float, float, float]:
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    xyz = [sum(a * max(b, 0) for a, b in zip(row, rgb, strict=True)) for row in rows]
    f = [v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (xyz[0] / 0.9505, xyz[1], xyz[2] / 1.089)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def seen(color: str, kind: str) -> tuple[float, float, float]:
    rgb = linear(color)
    return lab([sum(a * b for a, b in zip(row, rgb, strict=True)) for row in KINDS[kind]])


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("names", TOGETHER, ids=["conversations", "status"])
def test_colours_that_stand_together_keep_their_distance(colors: Palette, kind: str, names: tuple[str, ...]) -> None:
    for one, other in itertools.combinations(names, 2):
        a, b = (seen(colors.named[name].color, kind) for name in (one, other))
        distance = sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5
        assert distance > 15, f"{one} and {other} look alike ({distance:.0f}) to {kind}"


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("names", TOGETHER, ids=["conversations", "status"])
def test_what_greys_alike_differs_in_pattern_and_marker(colors: Palette, names: tuple[str, ...]) -> None:
    for one, other in itertools.combinations(names, 2):
        a, b = colors.named[one], colors.named[other]
        if abs(lab(linear(a.color))[0] - lab(linear(b.color))[0]) < 12:
            assert (a.pattern, a.marker) != (b.pattern, b.marker), f"{one} and {other} print alike"
            assert a.pattern != b.pattern
        assert a.marker != b.marker


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read(colors: Palette) -> None:
    def contrast(a: str, b: str) -> float:
        high, low = sorted((luminance(a), luminance(b)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    assert contrast(colors.text, colors.paper) > 7
    assert contrast(colors.muted, colors.paper) > 4.5
    for style in [*colors.named.values(), *colors.series]:
        assert contrast(ink_on(style.color), style.color) > 4
        assert contrast(style.color, colors.paper) > 1.6


def test_names_have_their_look_in_any_spelling_and_others_go_round() -> None:
    assert look("On track", 3, LIGHT) == LIGHT.named["on_track"]
    assert look("Some unit", 1, LIGHT) == LIGHT.series[1]
    assert look("Some unit", 1 + len(LIGHT.series), LIGHT) == LIGHT.series[1]
