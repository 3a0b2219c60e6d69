"""What may come in and where it rests: every bad file gets its answer, every good one comes out whole."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import bad_files
import bad_tables
import pytest
from obstore.store import MemoryStore
from PIL import Image

from workflows.filestore import Examined, FileMissing, FileRefused, FileStore, Kind, clean_name, examine, file_store
from workflows.filestore.refusals import WHAT_TO_DO

EVERYTHING = frozenset(Kind)
# refused all the same, under the name the gate has for it
OTHER_NAME = {"img/pixel_flood.gif": "file_type", "pdf/no_pages.pdf": "file_damaged"}
# judged row by row when a roster is imported; as files they are sound
FOR_THE_IMPORTER = {"xlsx/rows_10001.xlsx"}


def expected(entry: dict[str, Any]) -> str:
    code = OTHER_NAME.get(entry["id"], entry["code"])
    return code if code in WHAT_TO_DO and entry["id"] not in FOR_THE_IMPORTER else "ok"


def answer(path: Path) -> str:
    try:
        examine(path.name, path, EVERYTHING)
    except FileRefused as refusal:
        return refusal.code
    return "ok"


@pytest.mark.parametrize("catalogue", [bad_files, bad_tables], ids=["documents, pictures, PDFs", "workbooks"])
def test_every_bad_file_gets_its_answer(catalogue: Any, tmp_path: Path) -> None:
    entries = catalogue.make(tmp_path)
    got = {entry["id"]: answer(tmp_path / entry["file"]) for entry in entries}
    assert got == {entry["id"]: expected(entry) for entry in entries}


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind, **options)
    return out.getvalue()


def test_a_photo_is_written_anew_upright_and_without_its_secrets() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "phone of somebody"
    taken = picture(exif=exif.tobytes()) + b"<?php ?>"
    examined = examine("照片.JPEG", taken, {Kind.JPEG})
    kept = Image.open(io.BytesIO(examined.content))
    assert (kept.size, kept.format, dict(kept.getexif())) == ((20, 40), "JPEG", {})
    assert b"phone" not in examined.content
    assert b"<?php" not in examined.content
    assert examined == Examined(
        Kind.JPEG,
        "image/jpeg",
        "照片.jpg",
        len(examined.content),
        hashlib.sha256(examined.content).hexdigest(),
        examined.content,
    )


def test_a_drawing_keeps_its_transparency_and_a_wrong_picture_extension_is_put_right() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (16, 16), (0, 0, 0, 0)).save(out, "PNG", pnginfo=None)
    examined = examine("seal.jpg", out.getvalue(), {Kind.PNG, Kind.JPEG})
    assert (examined.kind, examined.name) == (Kind.PNG, "seal.png")
    assert Image.open(io.BytesIO(examined.content)).mode == "RGBA"


def test_a_document_is_kept_byte_for_byte() -> None:
    examined = examine("批复", bad_files.pdf(minimal_pdf()), {Kind.PDF})
    assert examined.content == bad_files.pdf(minimal_pdf())
    assert (examined.name, examined.media_type) == ("批复.pdf", "application/pdf")


def minimal_pdf(catalog: bytes = b"") -> list[bytes]:
    return [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
    ]


def test_a_script_hidden_in_an_object_stream_is_found() -> None:
    inner = b"<</S/JavaScript/JS(app.alert)>>"
    packed = zlib.compress(b"5 0 " + inner)
    body = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream"
    raw = bytearray(b"%PDF-1.5\n")
    places = []
    for number, part in enumerate([*minimal_pdf(b"/OpenAction 5 0 R"), body], 1):
        places.append(len(raw))
        raw += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    start = len(raw)
    rows = [b"\0\0\0\0\0"] + [b"\1" + place.to_bytes(3, "big") + b"\0" for place in places]
    rows += [b"\2" + (4).to_bytes(3, "big") + b"\0", b"\1" + start.to_bytes(3, "big") + b"\0"]
    table = b"".join(rows)
    raw += b"6 0 obj\n<</Type/XRef/Size 7/W[1 3 1]/Root 1 0 R/Length %d>>stream\n" % len(table) + table
    raw += b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
    with pytest.raises(FileRefused, match="pdf_active_content"):
        examine("a.pdf", bytes(raw), EVERYTHING)


def test_ordinary_links_and_words_about_scripts_are_no_scripts() -> None:
    link = b"/OpenAction<</S/URI/URI(https://example.cn/JavaScript \\(/Launch\\))>>"
    assert examine("a.pdf", bad_files.pdf(minimal_pdf(link)), EVERYTHING).kind is Kind.PDF


def test_a_field_cut_into_runs_is_read_together() -> None:
    runs = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in ("INCLU", "DETEXT", ' "c:/x"'))
    body = f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}</w:p>'
    parts = bad_files.with_part(bad_files.docx_base(), "word/document.xml", bad_files.docx_doc(body))
    with pytest.raises(FileRefused, match="docx_active_content"):
        examine("a.docx", bad_files.rezip(parts), EVERYTHING)


def test_a_kind_that_is_not_asked_for_is_refused_naming_those_that_are() -> None:
    with pytest.raises(FileRefused) as refusal:
        examine("a.jpg", picture(), {Kind.PDF, Kind.DOCX})
    assert refusal.value.what_to_do % refusal.value.params == (
        "This kind of file is not accepted here. Accepted: .pdf, .docx."
    )


def test_every_refusal_says_what_to_do() -> None:
    for code in WHAT_TO_DO:
        refusal = FileRefused(code, accepted=".pdf")
        assert "%(" not in refusal.what_to_do % refusal.params


def test_an_inspector_that_dies_is_a_damaged_file_not_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/nonexistent")
    monkeypatch.setenv("PYTHONHOME", "/nonexistent")
    with pytest.raises(FileRefused, match="file_damaged"):
        examine("a.jpg", picture(), EVERYTHING)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../../etc/passwd", "passwd.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("a／..／b.pdf", "b.pdf"),
        ("..\u2215..\u2215x.pdf", "x.pdf"),
        ("a.php\0.pdf", "a.php.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie_ x=1.pdf"),
        ("长" * 400 + ".pdf", "长" * 116 + ".pdf"),
        ("a\u202efdp.exe", "afdp.exe.pdf"),
        ("a.php.pdf", "a.php.pdf"),
        (".", "file.pdf"),
        ("..", "file.pdf"),
        ("", "file.pdf"),
        ("   .pdf", "file.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("a.pdf::$DATA", "a.pdf__$DATA.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "_img src=x onerror=alert(1)_.pdf"),
        ('a"b.pdf', "a_b.pdf"),
        ("a;b=c.pdf", "a;b=c.pdf"),
        ("花名册.PDF", "花名册.pdf"),
        ("~root/x.pdf", "x.pdf"),
        ("|id.pdf", "_id.pdf"),
        ("-rf.pdf", "-rf.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("📄.pdf", "📄.pdf"),
        ("re\u0301sume\u0301.pdf", "résumé.pdf"),
        ("张\u3000三\u200b.pdf", "张 三.pdf"),
        ("report.jpg", "report.pdf"),
    ],
)
def test_names_are_shown_clean(given: str, shown: str) -> None:
    assert clean_name(given, Kind.PDF) == shown


@pytest.mark.parametrize("given", ["\ufffd\ufffd.pdf", "\udcff.pdf"])
def test_a_name_that_is_no_text_is_refused(given: str) -> None:
    with pytest.raises(FileRefused, match="file_name"):
        clean_name(given, Kind.PDF)


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    return file_store((tmp_path / "呼 市").as_uri()) if request.param == "folder" else FileStore(MemoryStore())


def test_contents_rest_under_their_hash(store: FileStore, tmp_path: Path) -> None:
    content = os.urandom(3 << 20)
    sha256 = store.put(content)
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert store.exists(sha256)
    assert store.size(sha256) == len(content)
    assert store.read(sha256) == content == b"".join(store.stream(sha256))
    assert store.is_sound(sha256)
    file = store.open(sha256)
    file.seek(10)
    assert bytes(file.read(5)) == content[10:15]
    (tmp_path / "again").write_bytes(content)
    assert store.put(tmp_path / "again") == sha256


def test_what_is_absent_is_missing_and_no_hash_is_a_path(store: FileStore) -> None:
    for absent in ("0" * 64, "../../etc/passwd", ""):
        for question in (store.size, store.open, store.read, store.stream):
            with pytest.raises(FileMissing):
                question(absent)
    assert not store.exists("0" * 64)


def test_a_file_torn_by_a_power_cut_is_noticed_and_put_right_by_the_next_upload(tmp_path: Path) -> None:
    store = file_store(tmp_path.as_uri())
    sha256 = store.put(b"whole")
    (tmp_path / sha256[:2] / sha256).write_bytes(b"")
    assert not store.is_sound(sha256)
    assert store.put(b"whole") == sha256
    assert store.read(sha256) == b"whole"


def test_a_file_and_its_folders_are_synced_before_anybody_is_told(tmp_path: Path) -> None:
    script = f"from workflows.filestore import file_store; print(file_store({tmp_path.as_uri()!r}).put(b'x'))"
    traced = [
        "strace",
        "-f",
        "-y",
        "-e",
        "trace=fsync,write,renameat2,rename,link,linkat",
        sys.executable,
        "-c",
        script,
    ]
    try:
        calls = subprocess.run(traced, capture_output=True, text=True, check=True).stderr
    except FileNotFoundError:
        pytest.skip("strace is not installed")
    sha256 = hashlib.sha256(b"x").hexdigest()
    synced = [line for line in calls.splitlines() if "fsync(" in line]
    for path in (tmp_path / sha256[:2] / sha256, tmp_path / sha256[:2], tmp_path):
        assert any(f"<{path}>" in line for line in synced)
    assert calls.rindex("fsync(") < calls.index(f'"{sha256[:32]}')


def test_only_known_places_keep_files() -> None:
    with pytest.raises(ValueError, match="ftp"):
        file_store("ftp://example.cn/files")
