"""The page for a physiotherapist as PDF, HTML and Markdown, and where files may go."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdf
import pytest
from markdown_it import MarkdownIt

import rolltrack as rt
from rolltrack.command.cli import main
from rolltrack.command.samples import write_sample
from rolltrack.entry.errors import ExportRefused, ExportStopped, InvalidValue
from rolltrack.entry.text import printable
from rolltrack.entry.version import __version__
from rolltrack.page.format import Request
from rolltrack.page.period import period_of
from rolltrack.page.summary import Summary, summarise
from rolltrack.page.write import FORMATS
from tests.hostile import HOSTILE, hostile_log

PAGES = [suffix for suffix, each in FORMATS.items() if each.page]


@pytest.fixture
def sample(tmp_path: Path) -> rt.SessionLog:
    write_sample(tmp_path)
    return rt.SessionLog(tmp_path / "sessions.csv")


@pytest.fixture
def hostile(tmp_path: Path) -> rt.SessionLog:
    return hostile_log(tmp_path)


def written(log: rt.SessionLog, name: str, **more: Any) -> Path:
    return rt.write_summary(log, log.path.with_name(name), **more)


def summary_of(log: rt.SessionLog, **chosen: Any) -> Summary:
    return summarise(period_of(log), rt.Choices(**chosen))


def flat(text: str) -> str:
    """The letters alone: where lines break is not what a test of words is about."""
    return re.sub(r"\s+", "", text)


# PDF


def pdf(path: Path) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(path.read_bytes()))


def words_of(reader: pypdf.PdfReader) -> str:
    return flat("".join(page.extract_text() for page in reader.pages))


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
    said = [*summary.goals, summary.finding, summary.meaning, *summary.notes, *summary.helping]
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
    words = words_of(pdf(written(sample, "x.pdf", choices=rt.Choices(name="שלום one: two"))))
    assert "שלוםone:two18May" in words


def test_the_list_of_every_entry_has_pages_of_its_own(sample: rt.SessionLog) -> None:
    reader = pdf(written(sample, "x.pdf", choices=rt.Choices(every_entry=True)))
    assert len(reader.pages) > 2
    words = words_of(reader)
    for each in summary_of(sample, every_entry=True).entries:
        assert flat(each.when) in words


@pytest.mark.parametrize("suffix", PAGES)
def test_an_empty_log_has_a_page_too(suffix: str, tmp_path: Path) -> None:
    log = rt.SessionLog(tmp_path / "sessions.csv")
    path = written(log, f"x{suffix}")
    assert path.stat().st_size > 500
    assert not log.path.exists()


# HTML


class Seen(HTMLParser):
    """Tags, attributes and texts of a page, as a browser takes them."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))
        self.words = flat("".join(self.texts))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_html_says_what_the_page_says(sample: rt.SessionLog) -> None:
    seen = Seen(written(sample, "x.html"))
    summary = summary_of(sample)
    for text in (summary.headline, summary.finding, *summary.notes, *summary.help, summary.made):
        assert flat(text) in seen.words
    for row in summary.measures:
        assert flat(row.change + row.threshold + row.verdict) in seen.words
    assert ("lang", "en") in seen.attributes
    chart = summary.chart()
    assert chart is not None
    assert ("alt", chart.text_alternative) in seen.attributes


def test_html_allows_nothing_but_its_own_style_and_pictures(sample: rt.SessionLog) -> None:
    text = written(sample, "x.html").read_text("utf-8")
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'" in text
    assert "<script" not in text
    assert not re.findall(r'\b(?:src|href|action)="(?!data:image/svg\+xml)', text)


def test_html_shows_hostile_texts_as_the_texts_they_are(hostile: rt.SessionLog) -> None:
    plain = Seen(written(hostile, "a.html", choices=rt.Choices(goal="", hidden={"goals"})))
    seen = Seen(written(hostile, "x.html", choices=rt.Choices(every_entry=True)))
    assert not set(seen.tags) - {*plain.tags, "section", "ul"}
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name == "href"]
    for text in HOSTILE:
        assert flat(printable(text)) in seen.words


# Markdown


def test_markdown_shows_what_the_page_says(sample: rt.SessionLog) -> None:
    words = shown_by_markdown(written(sample, "x.md"))
    summary = summary_of(sample)
    for text in (summary.title, summary.finding, *summary.notes, *summary.help, summary.made):
        assert flat(text) in words


def shown_by_markdown(path: Path) -> str:
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(path.read_text("utf-8"))
    parser = Seen.__new__(Seen)
    HTMLParser.__init__(parser)
    parser.tags, parser.attributes, parser.texts = [], [], []
    parser.feed(html)
    assert not {"script", "img", "a", "iframe", "code", "s"} & set(parser.tags)
    assert not [name for name, _ in parser.attributes if name.startswith("on")]
    return flat("".join(parser.texts))


def test_markdown_shows_hostile_texts_as_the_texts_they_are(hostile: rt.SessionLog) -> None:
    path = written(hostile, "x.md", choices=rt.Choices(name=HOSTILE[4], every_entry=True))
    words = shown_by_markdown(path)
    for text in HOSTILE:
        assert flat(printable(text)) in words, text


# Where files go


def test_the_ending_picks_the_format_and_an_unknown_one_is_refused(sample: rt.SessionLog) -> None:
    for name in ("x.docx", "x", ".pdf", "readable.csv2"):
        with pytest.raises(ExportRefused, match=r"(which format|no good name)"):
            written(sample, name)
    assert written(sample, "OCTOBER.PDF").read_bytes().startswith(b"%PDF")


def test_a_file_that_is_there_stays_unless_it_may_be_replaced(sample: rt.SessionLog) -> None:
    path = sample.path.with_name("x.md")
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(ExportRefused, match="stays as it is"):
        written(sample, "x.md")
    assert path.read_text("utf-8") == "mine"
    written(sample, "x.md", overwrite=True)
    assert path.read_text("utf-8").startswith("# Foam rolling")


def test_a_file_that_appears_meanwhile_stays(sample: rt.SessionLog) -> None:
    path = sample.path.with_name("x.csv")

    def somebody_else_writes(_done: int, _total: int) -> None:
        path.write_text("theirs", encoding="utf-8")

    with pytest.raises(ExportRefused, match="there already"):
        written(sample, "x.csv", progress=somebody_else_writes)
    assert path.read_text("utf-8") == "theirs"


def test_the_log_is_never_written_over(sample: rt.SessionLog) -> None:
    before = sample.path.read_bytes()
    link = sample.path.with_name("link.csv")
    link.symlink_to(sample.path)
    for name in ("sessions.csv", "link.csv"):
        with pytest.raises(ExportRefused):
            written(sample, name, overwrite=True)
    assert sample.path.read_bytes() == before


@pytest.mark.parametrize(
    "name",
    ["con.pdf", "LPT1.csv", "nul.tar.pdf", "a:b.pdf", "a\x07.pdf", "a\u202efdp.pdf", " a.pdf",
     "x" * 300 + ".pdf", "a?.pdf"],
)  # fmt: skip
def test_names_that_other_computers_cannot_have_are_refused(
    sample: rt.SessionLog, name: str
) -> None:
    before = sorted(os.listdir(sample.path.parent))
    with pytest.raises(ExportRefused):
        written(sample, name)
    assert sorted(os.listdir(sample.path.parent)) == before


def test_a_path_outside_of_the_chosen_folder_is_refused(
    sample: rt.SessionLog, tmp_path: Path
) -> None:
    inside = tmp_path / "out"
    inside.mkdir()
    (inside / "away").symlink_to(tmp_path)
    for path in ("../x.md", tmp_path / "x.md", "away/x.md"):
        with pytest.raises(ExportRefused, match="outside of"):
            rt.write_summary(sample, path, folder=inside)
    assert rt.write_summary(sample, "x.md", folder=inside) == inside / "x.md"


def test_a_folder_that_is_not_there_and_a_target_that_is_one_are_refused(
    sample: rt.SessionLog, tmp_path: Path
) -> None:
    with pytest.raises(ExportRefused, match="There is no folder"):
        rt.write_summary(sample, tmp_path / "none" / "x.md")
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(ExportRefused, match="no ordinary file"):
        rt.write_summary(sample, tmp_path / "folder.md", overwrite=True)


@pytest.mark.parametrize("suffix", [".csv", ".readable.csv", ".json", ".xlsx", ".pdf", ".html"])
def test_a_stopped_export_leaves_no_file(sample: rt.SessionLog, suffix: str) -> None:
    calls = []

    def stop_soon(done: int, total: int) -> None:
        calls.append((done, total))
        if done >= 3:
            raise ExportStopped("Stopped.")

    before = sorted(os.listdir(sample.path.parent))
    with pytest.raises(ExportStopped):
        written(sample, f"x{suffix}", choices=rt.Choices(every_entry=True), progress=stop_soon)
    assert calls == [(at, len(sample.entries())) for at in (1, 2, 3)]
    assert sorted(os.listdir(sample.path.parent)) == before


def test_a_full_disk_leaves_no_half_file_and_gets_a_sentence(
    sample: rt.SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> int:
        raise OSError(28, "No space left on device")

    before = sorted(os.listdir(sample.path.parent))
    monkeypatch.setattr(os, "write", full)
    with pytest.raises(ExportRefused, match=r"No space left on device. Nothing was changed"):
        written(sample, "x.md")
    assert sorted(os.listdir(sample.path.parent)) == before


def test_a_missing_package_is_named_with_how_to_get_it(
    sample: rt.SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    for suffix, package in ((".xlsx", "openpyxl"), (".ics", "icalendar")):
        with pytest.raises(ExportRefused, match=f"needs the package {package}.*pip install"):
            written(sample, f"x{suffix}")
    for suffix in (".pdf", ".html", ".md", ".csv", ".readable.csv", ".json"):
        assert FORMATS[suffix].missing == ""


def test_a_request_is_worked_out_once(sample: rt.SessionLog) -> None:
    request = Request(period_of(sample))
    assert request.summary is request.summary


def test_the_command_line_writes_the_same_page(
    sample: rt.SessionLog, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = sample.path.with_name("x.md")
    monkeypatch.setenv("ROLLTRACK_LOG", str(sample.path))
    status = main(["summary", "--from", "2026-10-01", "--out", str(out)])
    assert status == 0, capsys.readouterr().err
    assert "1 Oct" in out.read_text("utf-8")
    with pytest.raises(InvalidValue):
        rt.write_summary(sample, sample.path.with_name("y.md"), start="soon")
