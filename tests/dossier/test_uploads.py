"""What applicants upload: merged, placed, or refused by name with what to do."""

from __future__ import annotations

import io
import zipfile

import pypdfium2
import pytest
import reading
import volumes
from docx import Document
from docx.oxml import OxmlElement
from docx.shared import Pt
from PIL import Image

from dossier import Attachment, PartRefused, bind
from dossier.merging import MEDIA_TYPE
from dossier.paper import SCAN, SCAN_WIDE
from dossier.scans import pages_of

ENCRYPTED = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
4 0 obj<</Filter/Standard/V 1/R 2/Length 40/P -4/O(%b)/U(%b)>>endobj
trailer<</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[<00><00>]>>
%%%%EOF""" % (b"o" * 32, b"u" * 32)


def bound_with(file: Attachment) -> bytes:
    """A volume whose first rule text is this file."""
    files = dict(volumes.volume().files) | {"example-rule-teaching": file}
    return bind(volumes.volume(files=files))


def paper(change=lambda document: None) -> Attachment:
    """A Word paper after a change."""
    document = Document(io.BytesIO(volumes.word_paper()))
    change(document)
    target = io.BytesIO()
    document.save(target)
    return Attachment("制度.docx", MEDIA_TYPE, target.getvalue())


def tracked(document):
    document.paragraphs[0]._p.append(OxmlElement("w:ins"))


def linked(document):
    document.part.relate_to("http://example.com/a.png", "http://example.com/image", is_external=True)


def fetching(document):
    field = OxmlElement("w:instrText")
    field.text = ' INCLUDEPICTURE "http://example.com/a.png" '
    document.paragraphs[0].add_run()._r.append(field)


@pytest.mark.parametrize(
    "file",
    [
        Attachment("加密.pdf", "application/pdf", ENCRYPTED),
        Attachment("损坏.pdf", "application/pdf", b"%PDF-1.7 nothing"),
        Attachment("空.pdf", "application/pdf", b""),
        Attachment("损坏.jpg", "image/jpeg", volumes.picture()[:2000]),
        Attachment("不是图片.png", "image/png", b"GIF"),
        Attachment("损坏.docx", MEDIA_TYPE, b"PK\x03\x04 broken"),
        Attachment("旧.doc", "application/msword", b"\xd0\xcf\x11\xe0"),
    ],
    ids=lambda file: file.name,
)
def test_what_cannot_be_read_is_refused_by_its_name(file):
    with pytest.raises(PartRefused) as refused:
        bound_with(file)
    assert file.name == refused.value.name
    assert refused.value.what_to_do.endswith("。")


@pytest.mark.parametrize("change", [tracked, linked, fetching])
def test_papers_that_change_or_fetch_are_refused(change):
    with pytest.raises(PartRefused, match="另存为PDF"):
        bound_with(paper(change))


def test_a_paper_that_unpacks_to_too_much_is_refused():
    target = io.BytesIO(volumes.word_paper())
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("word/bomb.xml", bytes(210_000_000))
    with pytest.raises(PartRefused, match="过大"):
        bound_with(Attachment("制度.docx", MEDIA_TYPE, target.getvalue()))


def test_merged_papers_keep_their_styles_and_lists():
    def restyle(document):
        document.styles["Heading 1"].font.size = Pt(31)

    two = dict(volumes.volume().files) | {"example-rule-research": paper(restyle)}
    document = Document(io.BytesIO(bind(volumes.volume(files=two))))
    heads = [
        one for one in document.paragraphs if one.text == "教学组织管理办法" and "heading" in one.style.name.lower()
    ]
    assert [Pt(14), Pt(31)] == [head.style.font.size for head in heads]
    lists = [one for one in document.paragraphs if one.text == "办班前报送计划"]
    numbers = {one._p.xpath("string(./w:pPr/w:numPr/w:numId/@w:val)") or one.style.name for one in lists}
    assert len(lists) == len(numbers) == 2


def test_merged_papers_name_no_style_that_is_not_there():
    document = Document(io.BytesIO(bind(volumes.volume())))
    known = {style.style_id for style in document.styles}
    named = document.element.body.xpath(".//w:pStyle/@w:val | .//w:rStyle/@w:val | .//w:tblStyle/@w:val")
    parents = document.styles.element.xpath(".//w:basedOn/@w:val")
    assert set() == (set(named) | set(parents)) - known


def test_inner_sections_of_a_paper_do_not_disturb_the_volume():
    book = bound_with(paper(lambda document: document.add_section()))
    breaks = Document(io.BytesIO(book)).element.body.xpath(".//w:sectPr//w:headerReference")
    assert len(breaks) == 2  # default and even, set once with the cover


def test_every_reference_of_the_document_is_in_the_package():
    book = bind(volumes.volume())
    relations = reading.part(book, "word/_rels/document.xml.rels").decode()
    body = Document(io.BytesIO(book)).element
    named = set(body.xpath("//@r:id | //@r:embed"))
    assert named
    assert {name for name in named if f'Id="{name}"' not in relations} == set()


def test_drawings_have_numbers_of_their_own():
    body = Document(io.BytesIO(bind(volumes.volume()))).element.body
    numbers = body.xpath(".//wp:docPr/@id")
    assert len(numbers) == len(set(numbers)) > 10


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_pictures_of_all_kinds_become_plain_pages(mode):
    target = io.BytesIO()
    Image.new(mode, (400, 600)).save(target, "TIFF" if mode in {"CMYK", "I;16"} else "PNG")
    page = next(pages_of(Attachment("图.png", "image/png", target.getvalue())))
    assert Image.open(io.BytesIO(page.jpeg)).mode in {"L", "RGB"}


def test_huge_pictures_shrink_and_small_ones_are_not_blown_up():
    huge = next(pages_of(Attachment("大.jpg", "image/jpeg", volumes.picture(5000, 7000))))
    size = Image.open(io.BytesIO(huge.jpeg)).size
    assert 150 <= size[0] / (huge.width / 25.4) <= 201
    assert huge.width <= SCAN.width
    small = next(pages_of(Attachment("小.jpg", "image/jpeg", volumes.picture(300, 400))))
    assert round(300 / 150 * 25.4) == round(small.width)


def test_photographs_stand_upright():
    turned = Image.new("RGB", (600, 400), "white")
    notes = Image.Exif()
    notes[0x0112] = 6
    target = io.BytesIO()
    turned.save(target, "JPEG", exif=notes)
    page = next(pages_of(Attachment("照片.jpg", "image/jpeg", target.getvalue())))
    assert page.height > page.width
    assert not Image.open(io.BytesIO(page.jpeg)).getexif()


def test_pdf_pages_are_rendered_at_150_dpi_on_their_own_paper():
    pages = [
        *pages_of(Attachment("竖.pdf", "application/pdf", volumes.pdf(2))),
        *pages_of(Attachment("横.pdf", "application/pdf", volumes.pdf(1, 842, 595))),
    ]
    assert [page.paper for page in pages] == [SCAN, SCAN, SCAN_WIDE]
    for page in pages:
        wide = Image.open(io.BytesIO(page.jpeg)).width
        assert 149 <= wide / (page.width / 25.4) <= 151
        assert page.width <= page.paper.width + 0.1


def test_a_mixed_pdf_turns_the_paper_and_back():
    document = pypdfium2.PdfDocument.new()
    for wide, high in ((595, 842), (842, 595), (595, 842)):
        document.new_page(wide, high).close()
    target = io.BytesIO()
    document.save(target)
    document.close()
    book = bound_with(Attachment("混合.pdf", "application/pdf", target.getvalue()))
    plain = bound_with(Attachment("竖.pdf", "application/pdf", volumes.pdf(3)))
    turned = [
        len(Document(io.BytesIO(one)).element.body.xpath('.//w:pgSz[@w:orient="landscape"]')) for one in (book, plain)
    ]
    assert turned[0] == turned[1] + 1


def test_pictures_are_stored_not_deflated_and_dates_are_fixed():
    with zipfile.ZipFile(io.BytesIO(bind(volumes.volume()))) as book:
        kinds = {entry.compress_type for entry in book.infolist() if "media/" in entry.filename}
        assert {zipfile.ZIP_STORED} == kinds
        assert {(1980, 1, 1, 0, 0, 0)} == {entry.date_time for entry in book.infolist()}
        assert b"2022-04-01" in book.read("docProps/core.xml")
