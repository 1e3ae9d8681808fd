"""What a Picture is: an image with words, in a notebook and saved."""

from __future__ import annotations

import base64
import re
from typing import Any

import pytest

import rolltrack as rt
from rolltrack.charts.picture import NARROWEST, Picture, both_themes
from rolltrack.charts.style import THEMES
from rolltrack.widgets.bundle import stylesheet
from tests.diaries import diary, log
from tests.drawn import CHARTS, pixels


def images(picture: Picture) -> dict[str, Any]:
    """What a notebook shows on each page: its pixels."""
    html = picture._repr_mimebundle_()["text/html"]
    found = re.findall(r'<picture class="(.*?)">(.*?)</picture>', html)
    return {
        f"{name} {kind}": pixels(base64.b64decode(data))
        for name, inner in found
        for kind, data in re.findall(r'(srcset|src)="data:image/png;base64,([^"]+)"', inner)
    }


def corner(image: Any) -> str:
    return "#" + "".join(f"{part:02x}" for part in image[0, 0])


def test_a_picture_shows_in_a_notebook_as_an_image_with_words() -> None:
    shown = rt.plot_trends(diary())._repr_mimebundle_()
    assert shown["text/plain"] == rt.plot_trends(diary()).text_alternative
    assert 'alt="Pain is ' in shown["text/html"]


@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_is_drawn_again_for_its_page(chart: str) -> None:
    picture = CHARTS[chart](log(), diary())
    assert picture.free == {"width", "theme"}
    assert picture.again
    assert picture.again(width=500, theme="dark").size[0] == 500


@pytest.mark.parametrize("chart", ["trends", "calendar"])
def test_a_page_gets_a_picture_drawn_for_its_width_and_theme(chart: str) -> None:
    found = images(CHARTS[chart](log(), diary()))
    assert list(found) == ["rt-light srcset", "rt-light src", "rt-dark srcset", "rt-dark src"]
    for name, image in found.items():
        assert image.shape[1] == (2 * NARROWEST if "srcset" in name else 1800)
        assert corner(image) == THEMES["dark" if "dark" in name else "light"].background


def test_a_width_or_theme_that_was_asked_for_stays() -> None:
    assert len(images(rt.plot_trends(diary(), width=900))) == 2
    (narrow, wide) = images(rt.plot_trends(diary(), theme="dark")).values()
    assert corner(narrow) == corner(wide) == THEMES["dark"].background


def test_pictures_and_widgets_have_one_background() -> None:
    light, dark = re.findall(r"--rt-paper: *(#\w+)", stylesheet())[:2]
    assert (light, dark) == (THEMES["light"].background, THEMES["dark"].background)


def test_a_widget_gets_both_themes_and_the_words() -> None:
    drawn = both_themes(lambda theme: rt.plot_calendar(diary(), theme=theme))
    assert drawn["words"] == rt.plot_calendar(diary()).text_alternative
    for theme in THEMES:
        image = pixels(base64.b64decode(drawn[theme].partition(",")[2]))
        assert corner(image) == THEMES[theme].background


def test_a_picture_is_saved_as_png_and_svg() -> None:
    picture = rt.plot_trends(diary())
    assert pixels(picture.png(scale=2)).shape[1] == 1800
    svg = picture.svg().decode("utf-8")
    assert picture.finding.partition(" (")[0] in svg
    assert picture.svg() == rt.plot_trends(diary()).svg() or "<svg" in svg
