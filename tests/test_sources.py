"""Bytes to documents: real PDF files made on the spot, web pages, plain text, and everything that is refused."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from graph.document import Document, Line
from graph.errors import DamagedFile, EmptyFile, EncryptedFile, NoText, NotWhatItsNameSays, SourceError
from graph.extract.recommendations import Recommendation
from graph.sources import parse, read

from .documents import HEIGHT, Row, facts, heading, numbered, sif_cover, summary, with_foot

PLAIN, BOLD = "Helvetica", "Helvetica-Bold"


def pdf(*drawings: Callable[[Any], object], **options: Any) -> bytes:
    """A PDF file with one page for each drawing."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, HEIGHT), invariant=1, **options)
    for draw in drawings:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def write(canvas: Any, x: float, y: float, text: str, size: float = 12, font: str = PLAIN) -> float:
    """Write words and return where they end."""
    canvas.setFont(font, size)
    canvas.drawString(x, y, text)
    return x + float(canvas.stringWidth(text, font, size))


def words(text: str) -> Callable[[Any], object]:
    """A drawing of one line."""
    return lambda canvas: write(canvas, 72, 700, text)


def lines(document: Document, page: int = 1) -> list[Line]:
    return list(document.pages[page - 1].lines)


def texts(document: Document, page: int = 1) -> list[str]:
    return [line.text for line in lines(document, page)]


def test_lines_know_place_size_and_weight() -> None:
    def draw(canvas: Any) -> None:
        write(canvas, 72, 660, "Words of the body.")
        write(canvas, 100, 740, "A heading", 14, BOLD)

    document = parse(pdf(draw), "made.pdf")
    title, body = lines(document)
    assert (document.media_type, document.has_geometry, document.pages[0].height) == ("application/pdf", True, HEIGHT)
    assert (title.text, title.size, title.bold, round(title.y)) == ("A heading", 14, True, 740)
    assert (body.text, body.size, body.bold, round(body.y)) == ("Words of the body.", 12, False, 660)
    assert title.x0 == pytest.approx(100, abs=2)
    assert title.x1 > title.x0


def test_offsets_of_lines_lead_to_their_words() -> None:
    def draw(canvas: Any) -> None:
        write(canvas, 390, 700, "Good")
        for row in range(30):
            write(canvas, 72, 720 - 14 * row, f"Row {row} – “quoted” – £{row}.5m")

    document = parse(pdf(draw, words("Second page.")), "made.pdf")
    assert len(document.pages) == 2
    for page in document.pages:
        assert [line.page for line in page.lines] == [page.number] * len(page.lines)
        assert all(page.text[line.start : line.end] == line.text for line in page.lines)


def test_hyphen_at_the_end_of_a_line_is_a_hyphen() -> None:
    def draw(canvas: Any) -> None:
        write(canvas, 72, 700, "The ferry needs a multi-")
        write(canvas, 72, 686, "agency crew.")

    document = parse(pdf(draw), "made.pdf")
    assert "\ufffe" not in document.pages[0].text
    assert "multi-agency" in document.pages[0].text.replace("\n", "")


def test_cells_of_a_row_are_lines_of_their_own() -> None:
    def draw(canvas: Any) -> None:
        write(canvas, 72, 700, "2.1 Adoption performance")
        write(canvas, 390, 700, "Good")

    assert texts(parse(pdf(draw), "made.pdf")) == ["2.1 Adoption performance", "Good"]


@pytest.mark.parametrize("before", ["apprentices", "apprentices.", "apprentices,", "apprentices?", "(apprentices)"])
def test_raised_number_is_a_marker(before: str) -> None:
    def draw(canvas: Any) -> None:
        x = write(canvas, 72, 700, before)
        x = write(canvas, x, 704, "4", 8)
        write(canvas, x, 700, " lay 12 courses, 4.5 metres high, in 2.5 hours.")

    document = parse(pdf(draw), "made.pdf")
    page = document.pages[0].text
    assert f"{before}4" in page
    markers = [span for line in lines(document) for span in line.markers]
    assert markers == [(page.index("4"), page.index("4") + 1)]


def test_text_written_last_stands_where_it_is_seen() -> None:
    def draw(canvas: Any) -> None:
        write(canvas, 300, 30, "7")
        write(canvas, 72, 600, "Below.")
        write(canvas, 72, 700, "Above.")

    assert texts(parse(pdf(draw), "made.pdf")) == ["Above.", "Below.", "7"]


def test_page_without_text_among_others_is_empty() -> None:
    document = parse(pdf(words("Words."), lambda canvas: canvas.rect(9, 9, 99, 99), words("More.")), "made.pdf")
    assert [page.text for page in document.pages] == ["Words.", "", "More."]


def test_owner_password_alone_does_not_matter() -> None:
    data = pdf(words("Words."), encrypt=StandardEncryption("", ownerPassword="owner"))
    assert texts(parse(data, "made.pdf")) == ["Words."]


def set_row(canvas: Any, row: Row, y: float) -> None:
    """Write a row of the small documents; a bullet that the standard fonts lack is written as a dash."""
    write(canvas, row.x, y, row.text.replace("[^1]", ""), row.size, BOLD if row.bold else PLAIN)


def drawing(rows: list[Row]) -> Callable[[Any], object]:
    """A page of rows as a drawing."""

    def draw(canvas: Any) -> None:
        y = 780.0
        for row in rows:
            y = y - row.down if row.at is None else y
            set_row(canvas, row, y if row.at is None else row.at)

    return draw


def test_whole_report_from_its_bytes() -> None:
    advice = [f"The harbour needs boat number {number} mended by the multi-agency crew." for number in (1, 2)]
    pages = with_foot([sif_cover(), summary(), [*heading("Recommendations"), *numbered(advice)]], "Imaginary authority")
    document = parse(pdf(*(drawing(rows) for rows in pages)), "made.pdf")
    found = facts(document, Recommendation)
    assert [fact.text for fact in found] == advice
    assert all(document.pages[p.page - 1].text[p.start : p.end] == p.quote for fact in found for p in fact.evidence)


def picture(canvas: Any) -> None:
    """A page as a scanner makes it."""
    canvas.drawInlineImage(Image.new("L", (20, 30), 200), 0, 0, 595, HEIGHT)


PDF = pdf(words("The ferry sails at noon."), words("The second page."))
PAGE = "<p>The ferry sails at noon, and whoever wants to cross the bay has to be at the quay by then.</p>"
HTML = f"""<!DOCTYPE html><html lang="en"><head><title>The ferry sails</title>
<meta name="author" content="Imogen Samplewright"><meta property="article:published_time" content="2016-11-18">
</head><body><nav><a href="/">Home</a></nav><article><h1>The ferry sails</h1>{PAGE * 4}</article></body></html>"""


@pytest.mark.parametrize(
    ("name", "data", "error", "word"),
    [
        ("empty.pdf", b"", EmptyFile, "empty"),
        ("blank.txt", b" \r\n\t", EmptyFile, "empty"),
        ("secret.pdf", pdf(words("Words."), encrypt=StandardEncryption("user")), EncryptedFile, "password"),
        ("cut.pdf", PDF[: len(PDF) // 2], DamagedFile, "cut short"),
        ("cut.pdf", PDF[:600], DamagedFile, "cut short"),
        ("junk.pdf", b"%PDF-1.7\n" + b"x" * 3000, DamagedFile, "damaged"),
        ("scan.pdf", pdf(picture, picture), NoText, "scan"),
        ("page.pdf", HTML.encode(), NotWhatItsNameSays, "an HTML page"),
        ("note.pdf", b"The ferry sails at noon.", NotWhatItsNameSays, "PDF"),
        ("report.html", PDF, NotWhatItsNameSays, "named as an HTML page but it is a PDF"),
        ("empty.html", b"<!DOCTYPE html><html><head></head><body></body></html>", NoText, "no main text"),
        ("binary.txt", bytes(range(256)) * 20, NotWhatItsNameSays, "no text"),
        ("binary", bytes(range(256)) * 20, NotWhatItsNameSays, "neither"),
        ("letter.docx", b"PK\x03\x04" + bytes(range(256)) * 10, NotWhatItsNameSays, "neither"),
        ("picture.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 10, NotWhatItsNameSays, "text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(
    name: str, data: bytes, error: type[SourceError], word: str
) -> None:
    with pytest.raises(error, match=word):
        parse(data, name)


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read(tmp_path / "gone.pdf")
    with pytest.raises(SourceError, match="cannot be opened"):
        read(tmp_path)


@given(st.binary(max_size=400), st.sampled_from(["a.pdf", "a.html", "a.txt", "a", "a.docx"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        document = parse(data, name)
    except SourceError as error:
        assert str(error)
    else:
        assert any(page.lines for page in document.pages)


@given(st.integers(min_value=0, max_value=len(PDF) - 1))
def test_pdf_cut_anywhere_is_read_or_refused(length: int) -> None:
    try:
        document = parse(PDF[:length], "cut.pdf")
    except SourceError as error:
        assert str(error)
    else:
        assert document.pages


def test_pdf_under_a_text_name_is_read_as_what_it_is() -> None:
    assert parse(PDF, "report.txt").media_type == "application/pdf"
    assert parse(PDF, "report").media_type == "application/pdf"


def test_name_and_digest_are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(PDF)
    document = read(path)
    assert document.name == "report.pdf"
    assert document == parse(PDF, "report.pdf")
    assert len(document.sha256) == 64


def test_web_page_gives_its_main_text_and_what_it_states() -> None:
    document = parse(HTML.encode(), "news.html")
    assert document.media_type == "text/html"
    assert not document.has_geometry
    assert (document.title, document.author, document.date) == ("The ferry sails", "Imogen Samplewright", "2016-11-18")
    assert "at the quay" in document.pages[0].text
    assert "Home" not in document.pages[0].text


def test_plain_text_is_cut_at_form_feeds() -> None:
    document = parse(b"One\n\n\nTwo\fThree\n", "notes.txt")
    assert [page.text for page in document.pages] == ["One\n\n\nTwo", "Three\n"]
    assert [(line.text, line.y) for line in lines(document)] == [("One", 0), ("Two", 3)]
    assert lines(document, 2)[0].page == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_plain_text_in_common_encodings(encoding: str) -> None:
    assert texts(parse("the council’s plan – “good”".encode(encoding), "a.txt")) == ["the council’s plan – “good”"]


def test_line_ends_of_other_systems() -> None:
    assert texts(parse(b"One\r\nTwo\rThree", "a.txt")) == ["One", "Two", "Three"]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1).filter(str.strip))
def test_lines_of_any_text_stand_at_their_place(text: str) -> None:
    page = parse(f"First\n{text}\n\n{text}\n".encode(), "a.txt").pages[0]
    assert all(page.text[line.start : line.end] == line.text for line in page.lines)
    assert [line.text for line in page.lines] == ["First", text, text]
