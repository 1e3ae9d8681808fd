"""The page as a PDF: one sheet of A4 that says everything, and shows texts as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pypdf.generic import ContentStream

import rolltrack as rt
from rolltrack.entry.version import __version__
from tests.hostile import HOSTILE
from tests.pages import flat, pdf, summary_of, words_of, written


def test_a_pdf_is_one_a4_page_with_title_and_language(sample: rt.SessionLog) -> None:
    path = written(sample, "x.pdf", choices=rt.Choices(name="Alex"))
    reader = pdf(path)
    assert len(reader.pages) == 1
    width, height = reader.pages[0].mediabox.width, reader.pages[0].mediabox.height
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)
    assert reader.metadata is not None
    assert reader.metadata.title == summary_of(sample).headline
    assert reader.metadata.author == "Alex"
    assert reader.metadata.creator == f"rolltrack {__version__}"
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("en")
    assert path.stat().st_size < 300_000


def test_every_font_of_a_pdf_is_embedded(sample: rt.SessionLog) -> None:
    page = pdf(written(sample, "x.pdf")).pages[0]
    found = []
    for font in page["/Resources"]["/Font"].values():
        for part in font.get_object()["/DescendantFonts"]:
            described = part.get_object()["/FontDescriptor"].get_object()
            found.append("/FontFile2" in described or "/FontFile3" in described)
    assert found
    assert all(found)


def test_a_pdf_can_be_searched_for_all_that_the_page_says(sample: rt.SessionLog) -> None:
    words = words_of(pdf(written(sample, "x.pdf")))
    summary = summary_of(sample)
    said = [*summary.goals, summary.finding, summary.meaning, *summary.notes]
    said += [text for answer in summary.helping for text in (answer.plain, answer.numbers)]
    said += [line for section in summary.sections for line in section.lines]
    said += [row.label for row in summary.measures] + [row.change for row in summary.measures]
    said += [row.first.basis for row in summary.measures]
    said += [summary.limits, *summary.help, summary.made]
    for text in said:
        assert flat(text) in words, text


def test_a_threshold_keeps_its_comma_and_a_count_its_line(sample: rt.SessionLog) -> None:
    row = summary_of(sample).measures[0]
    assert flat(row.threshold) in words_of(pdf(written(sample, "x.pdf")))
    page = written(sample, "x.html").read_text(encoding="utf-8")
    assert "n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}" in page
    assert "n = " not in page.split("<table")[1].split("</table>")[0]


def test_a_pdf_of_hostile_texts_is_one_page_and_has_no_active_part(
    hostile: rt.SessionLog,
) -> None:
    path = written(hostile, "x.pdf", choices=rt.Choices(name=HOSTILE[0]))
    reader = pdf(path)
    assert len(reader.pages) == 1
    raw = path.read_bytes()
    for active in (b"/JavaScript", b"/JS", b"/URI", b"/Launch", b"/AA"):
        assert active not in raw
    words = words_of(reader)
    assert flat("Activity: $x^2$ $$\\frac{1}{2}$$ \\(y\\) {nb} {{7*7}} %s") in words
    assert flat(HOSTILE[0]) in words
    assert "Limits,andwhentogethelp" in words


def test_the_longest_texts_still_leave_one_page(sample: rt.SessionLog) -> None:
    long = "As long as it gets. " * 25
    sample.path.with_name("rolltrack.toml").write_text(
        f'goal = "{long[:490]}"\nactivity = "{long[:490]}"\nquestion = "{long[:490]}"\n'
    )
    for entry in sample.entries():
        if entry.start.day % 3 == 0:
            sample.replace(str(entry.id), medication=long + str(entry.id), side_effect=long)
    reader = pdf(written(sample, "x.pdf", choices=rt.Choices(name="N" * 400)))
    assert len(reader.pages) == 1
    words = words_of(reader)
    assert "…" in words
    assert flat(summary_of(sample).help[1]) in words


def test_letters_that_the_font_lacks_are_named_as_missing(hostile: rt.SessionLog) -> None:
    words = words_of(pdf(written(hostile, "x.pdf", choices=rt.Choices(name="日本語"))))
    assert "□□□" in words
    assert "日" not in words


def test_right_to_left_words_stand_in_their_order_and_turn_nothing_else(
    sample: rt.SessionLog,
) -> None:
    # As in a browser: the words run from the right, the Latin ones between them from the left.
    words = words_of(pdf(written(sample, "x.pdf", choices=rt.Choices(name="שלום one: two"))))
    assert "summaryone:twoשלום18May" in words


def drawn(path: Path) -> str:
    """Every letter in the order in which it is drawn, as the fonts of the file name it."""
    lines = []
    reader = pdf(path)
    for page in reader.pages:
        names: dict[str, dict[str, str]] = {}
        for font, made in page["/Resources"]["/Font"].items():
            named = made.get_object()["/ToUnicode"].get_object().get_data().decode("latin-1")
            pairs = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", named)
            names[font] = {code: bytes.fromhex(to).decode("utf-16-be") for code, to in pairs}
        font = ""
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator == b"Tf":
                font = operands[0]
            elif operator in (b"Tj", b"TJ"):
                parts = operands[0] if operator == b"TJ" else operands
                codes = b"".join(getattr(part, "original_bytes", b"") for part in parts).hex()
                found = [codes[at : at + 4].upper() for at in range(0, len(codes), 4)]
                lines.append("".join(names[font].get(code, "?") for code in found))
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("שלום (טוב), [one] שתיים!", "!םייתש [one] ,(בוט) םולש"),
        ("ببب (سلا)", "(\ufefc\ufeb3) \ufe90\ufe92\ufe91"),
    ],
)
def test_words_from_the_right_are_drawn_as_they_are_read_wherever_they_stand(
    tmp_path: Path, words: str, seen: str
) -> None:
    log = rt.SessionLog(tmp_path / "sessions.csv")
    routine = f'key = "mine"\nname = "{words}"\nsteps = [{{do = "Roll", seconds = 60}}]\n'
    settings = f'goal = "{words}"\n[[routines]]\n{routine}'
    log.path.with_name("rolltrack.toml").write_text(settings, encoding="utf-8")
    log.append(
        rt.Entry(start="2026-05-01T18:30:00+02:00", minutes=8, routine="mine", notes=f"{words} 2")
    )
    chosen = rt.Choices(every_entry=True, name=words)
    text = drawn(written(log, "x.pdf", choices=chosen))
    for place in (f"\n{seen}\n", f"Goal: {seen}", f"Routine: {seen} 1×", f"Notes: 2 {seen}"):
        assert place in text, place


def test_the_list_of_every_entry_has_pages_of_its_own(sample: rt.SessionLog) -> None:
    reader = pdf(written(sample, "x.pdf", choices=rt.Choices(every_entry=True)))
    assert len(reader.pages) > 2
    words = words_of(reader)
    for each in summary_of(sample, every_entry=True).entries:
        assert flat(each.when) in words
