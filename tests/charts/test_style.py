"""Colours and letters."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import rolltrack as rt
from rolltrack.charts.style import THEMES, Theme
from rolltrack.entry.errors import RolltrackError
from tests.charts.test_groups import NAMES
from tests.diaries import diary, log
from tests.drawn import linear, luminance, texts_of, written


def contrast(one: str, other: str) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def lab_of(rgb: Any) -> Any:
    """CIE L*a*b* of linear sRGB (D65)."""
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    ratio = (xyz @ rgb) / [0.9505, 1.0, 1.089]
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def as_with_deuteranopia(color: str) -> Any:
    """Linear sRGB as seen without green cones (Machado 2009, severity 1)."""
    seen = [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]
    return np.clip(np.array(seen) @ linear(color), 0, 1)


def groups(theme: Theme) -> list[tuple[str, ...]]:
    """Colours that stand beside each other and mean different things."""
    return [theme.series, (theme.rating, theme.accent)]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_colours_are_told_apart_with_deuteranopia(theme: Theme) -> None:
    for group in groups(theme):
        seen = [lab_of(as_with_deuteranopia(color)) for color in group]
        for at, one in enumerate(seen):
            for other in seen[at + 1 :]:
                assert np.linalg.norm(one - other) > 15


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_colours_are_told_apart_in_grey(theme: Theme) -> None:
    # rating and accent never share a panel without words beside them or a different mark
    light = sorted(float(lab_of(linear(color))[0]) for color in theme.series)
    assert min(np.diff(light)) > 8


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_words_and_lines_stand_out_from_the_paper(theme: Theme) -> None:
    for color in (theme.ink, theme.soft, theme.rating, theme.accent):
        assert contrast(color, theme.background) >= 4.5
    assert contrast(theme.ink, theme.background) >= 7


def test_fonts_are_those_that_matplotlib_brings_along() -> None:
    for text in texts_of(rt.plot_trends(diary())):
        assert text.get_fontfamily()[0] == "DejaVu Sans"


def test_letters_that_the_font_lacks_are_boxes_in_the_picture_and_whole_in_its_words() -> None:
    picture = rt.plot_routines(log(), names=NAMES)
    assert picture.png()  # a letter without a shape would warn
    assert "□□ Rücken" in written(picture)
    assert "背中 Rücken" in picture.text_alternative


def test_a_theme_that_is_none_gets_a_sentence() -> None:
    with pytest.raises(RolltrackError, match="theme must be light or dark, got sepia"):
        rt.plot_trends(diary(), theme="sepia")
