"""Bad and odd workbooks, each with the answer it must get; what stands in the rows is the importer's business."""

# ruff: noqa — a catalogue reads best with one case per line
# fmt: off
import datetime as dt
import io
import json
import re

import bad_files
from bad_files import EVIL, HEAD, R, add_rel, chunks, docx_base, put, rezip, unzip, with_part, zbytes

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HDR = ["序号", "姓名", "性别", "身份证号", "工作单位", "职称", "手机号", "学时"]


def cid(body17):  # resident ID check digit
    w = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body17 + "10X98765432"[sum(int(a) * b for a, b in zip(body17, w)) % 11]


def row(i, **k):
    r = dict(zip(HDR, [i, f"学员{i:04d}", "男" if i % 2 else "女", cid(f"1501021985{1 + i % 12:02d}{1 + i % 28:02d}{(i % 500) * 2 + i % 2:03d}"), "呼和浩特市某单位", "工程师", f"138{i:08d}", 60]))
    r.update(k); return [r[h] for h in HDR]


def xlsx(rows, header=HDR, prep=None):
    import openpyxl
    wb = openpyxl.Workbook(); ws = wb.active; ws.title = "花名册"
    if header: ws.append(header)
    for r in rows: ws.append(r)
    if prep: prep(wb, ws)
    b = io.BytesIO(); wb.save(b); return b.getvalue()


def text_cells(col=4):
    def f(wb, ws):
        for c in ws[chr(64 + col)]:
            c.data_type, c.number_format = "s", "@"
    return f


def make_xlsx():
    g = "xlsx"; ok = xlsx([row(i) for i in range(1, 51)]); P = unzip(ok)
    put(g, "ok.xlsx", ok, 200, "ok", "control")
    names = ["阿卜杜热合曼·买买提", "𠮷田𠀋", "㐂乐", "欧阳上官", "Ānna-Mária O'Neil", "冯·诺依曼", "乌兰"]
    put(g, "ok_names.xlsx", xlsx([row(i, 姓名=n) for i, n in enumerate(names, 1)]), 200, "ok", "legal names that naive rules refuse (·, 4-byte CJK, ext-A, Latin)")
    f = ['=HYPERLINK("http://127.0.0.1:9/?"&D2,"点我")', "=cmd|'/C calc'!A0", "+1+1", "-1+1", "@SUM(1,1)", "\t=1+1", "\r=1+1", "＝1+1", "=1+1", " =1+1", "'=1+1", ";=1+1", '"=1+1', "\n=1+1", "%0A=1+1"]
    def esc(wb, ws):
        for r in ws.iter_rows(min_row=2):
            r[1].data_type = "s"
    put(g, "formula_text.xlsx", xlsx([row(i, 姓名=v) for i, v in enumerate(f, 1)], prep=esc), "row", "name_invalid", "cells that become formulas when we export them")
    put(g, "formula_cells.xlsx", xlsx([row(1, 姓名="=A1"), row(2, 学时="=SUM(H2:H2)")]), "row", "cell_formula", "real formulas, no cached value: data_only gives None")
    put(g, "error_cells.xlsx", xlsx([row(1, 姓名="#REF!"), row(2, 学时="#N/A"), row(3, 单位="#DIV/0!") if "单位" in HDR else row(3, 工作单位="#DIV/0!")]), "row", "cell_error", "Excel error values")
    c = cid("15010219850101001")
    ids = [("float", 150102198501010013), ("exp", "1.50102E+17"), ("fullwidth", "".join(chr(ord(x) + 0xFEE0) if x.isdigit() else x for x in c)), ("lower_x", cid("11010119900307093").lower()),
           ("cyrillic_x", c[:17] + "х"), ("checksum", c[:17] + ("0" if c[17] != "0" else "1")), ("feb30", cid("15010219850230001")), ("future", cid("15010220990101001")), ("old1800", cid("15010218000101001")),
           ("fifteen", "150102850101001"), ("region0", cid("00000019850101001")), ("seventeen", c[:17]), ("nineteen", c + "0"), ("spaces", c[:6] + " " + c[6:14] + " " + c[14:]), ("zwsp", c[:6] + "\u200b" + c[6:]),
           ("nbsp", c + "\u00a0"), ("rlo", "\u202e" + c), ("quote", "'" + c), ("arabic_indic", "".join(chr(0x660 + int(x)) if x.isdigit() else x for x in c)), ("sup", c[:16] + "²" + c[17]), ("letters_O", c.replace("0", "O")), ("empty", ""), ("none", None), ("masked", c[:6] + "********" + c[14:]), ("passport", "E12345678"), ("hk", cid("81000019900101001")), ("sql", "' OR 1=1--"), ("newline", c[:9] + "\n" + c[9:])]
    put(g, "ids_bad.xlsx", xlsx([row(i, 姓名="学员" + "甲乙丙丁"[i % 4], 身份证号=v) for i, (_, v) in enumerate(ids, 1)]), "row", "id_*", "28 wrong ID numbers; expected per row in ids_bad.json")
    exp = {"float": "id_not_text", "exp": "id_not_text", "fullwidth": "ok_normalised", "lower_x": "ok_normalised", "spaces": "ok_normalised", "zwsp": "id_chars", "nbsp": "ok_normalised", "quote": "ok_normalised", "fifteen": "id_old_15", "hk": "ok_hk_mo_tw_residence", "passport": "id_kind", "empty": "required", "none": "required", "checksum": "id_checksum", "feb30": "id_birthday", "future": "id_birthday", "old1800": "id_birthday", "region0": "id_region", "seventeen": "id_length", "nineteen": "id_length", "masked": "id_chars"}
    (bad_files.OUT / g / "ids_bad.json").write_text(json.dumps([dict(row=i + 1, kind=k, expect=exp.get(k, "id_chars")) for i, (k, _) in enumerate(ids, 1)], ensure_ascii=False, indent=1))
    put(g, "ids_dup.xlsx", xlsx([row(1, 身份证号=c), row(2, 身份证号=c), row(3, 身份证号=cid("11010119900307093")), row(4, 身份证号=cid("11010119900307093").lower()), row(5, 身份证号=c + " ")]), "row", "id_duplicate", "same person twice: equal, by case of X, by a blank")
    put(g, "id_vs_sex.xlsx", xlsx([row(1, 性别="女", 身份证号=cid("15010219850101001")), row(2, 性别="未知")]), "row", "sex_mismatch", "sex contradicts the 17th digit")
    bad = ["", None, " ", "a", "张", "张" * 300, "张\u202e三", "张\x0b三".replace("\x0b", "\u000b"), "<script>alert(1)</script>", "张三\u0000".replace("\u0000", "\u2400"), "😀", "\ue000张", "张三,李四", "张三\n李四", "null", "None", "true", "1", "张\u0301\u0301\u0301\u0301", "Ａｎｎａ", "张 三", "\ufeff张三", "测试", "{{7*7}}", "../../etc/passwd", "%s%n", "${jndi:ldap://127.0.0.1:9/a}"]
    bad = [None if b is None else "".join(ch for ch in b if ch in "\t\n\r" or ord(ch) >= 32) for b in bad]
    put(g, "names_bad.xlsx", xlsx([row(i, 姓名=n) for i, n in enumerate(bad, 1)]), "row", "name_*", "27 wrong names")
    hrs = [0, -1, 1e308, 0.1 + 0.2, "90学时", "九十", "６０", "1e3", "NaN", "inf", "60.5", 999999, None, True, dt.datetime(2022, 1, 1), "60 ", "0x3C", "1,000"]
    put(g, "hours_bad.xlsx", xlsx([row(i, 学时=h) for i, h in enumerate(hrs, 1)]), "row", "hours_*", "wrong numbers of hours (a date, a bool, 1e308 …)")
    put(g, "phones_bad.xlsx", xlsx([row(i, 手机号=p) for i, p in enumerate([13800000000, 1.38e10, "+86 138 0000 0000", "0471-5181210", "１３８００００００００", "12345", "138000000000", None, "138-0000-0000"], 1)]), "row", "phone_*", "phones as number, with +86, full width …")
    put(g, "header_only.xlsx", xlsx([]), 422, "roster_empty", "no rows"); put(g, "no_header.xlsx", xlsx([row(1)], header=None), 422, "roster_header", "first row is data")
    put(g, "dup_header.xlsx", xlsx([row(1) + ["x"]], header=HDR + ["姓名"]), 422, "roster_header", "姓名 twice")
    put(g, "missing_header.xlsx", xlsx([row(1)[:3] + row(1)[4:]], header=HDR[:3] + HDR[4:]), 422, "roster_header", "no 身份证号 column")
    put(g, "reordered.xlsx", xlsx([row(1)[::-1]], header=HDR[::-1]), 200, "ok", "columns reordered: match by name")
    put(g, "header_spaces.xlsx", xlsx([row(1)], header=[" 序 号", "姓\n名", "性别 ", "身份证号", "工作单位", "职称", "手机号", "学时（节）"]), 200, "ok", "header with blanks and newline: normalise or name the column that is not found")
    put(g, "header_row3.xlsx", xlsx([["附件4"] + [None] * 7, ["专业技术人员继续教育培训花名册"] + [None] * 7, HDR] + [row(i) for i in range(1, 4)], header=None, prep=lambda wb, ws: ws.merge_cells("A2:H2")), 200, "ok", "real life: title rows above, merged (the bureau's own 附件4)")
    put(g, "rows_10001.xlsx", xlsx([row(i) for i in range(1, 10002)]), 422, "roster_too_long", "limit + 1 rows")
    put(g, "blank_rows.xlsx", xlsx([row(1)] + [[None] * 8] * 2000 + [row(2)]), 200, "ok", "2 000 blank rows between: skip, keep Excel row numbers in messages")
    put(g, "two_sheets.xlsx", xlsx([row(1)], prep=lambda wb, ws: wb.create_sheet("空", 0)), 422, "roster_sheet", "first sheet empty, data on the second: say which sheet")
    def hide(wb, ws): ws.row_dimensions[3].hidden = True; ws.column_dimensions["D"].hidden = True
    put(g, "hidden.xlsx", xlsx([row(1), row(2)], prep=hide), "row", "row_hidden", "hidden row / column: count it and warn, never drop silently")
    put(g, "merged_names.xlsx", xlsx([row(1), row(2)], prep=lambda wb, ws: ws.merge_cells("B2:B3")), "row", "required", "merged cells: the second row has no name")
    def date1904(wb, ws):
        from openpyxl.utils.datetime import CALENDAR_MAC_1904; wb.epoch = CALENDAR_MAC_1904; ws["H2"] = dt.datetime(2022, 1, 20)
    put(g, "date1904.xlsx", xlsx([row(1)], prep=date1904), "row", "hours_*", "1904 date system")
    sh = "xl/worksheets/sheet1.xml"
    put(g, "dimension_lie.xlsx", rezip(with_part(P, sh, P[sh].replace(b'ref="A1:H51"', b'ref="A1:XFD1048576"'))), 200, "ok", "declared size is a lie: trust cells, not the dimension")
    put(g, "last_row.xlsx", rezip(with_part(P, sh, P[sh].replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'))), 422, "roster_too_long", "one cell at XFD1048576")
    put(g, "row_number_lie.xlsx", rezip(with_part(P, sh, P[sh].replace(b'<row r="3"', b'<row r="999999999"', 1))), 422, "file_damaged", "row number beyond the format")
    for nm, pre, ref in [("xxe_sheet", '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;"), ("laughs_sheet", "<!DOCTYPE s [<!ENTITY a0 \"ha\">" + "".join(f'<!ENTITY a{i} "{("&a%d;" % (i - 1)) * 10}">' for i in range(1, 9)) + "]>", "&a8;")]:
        x = P[sh].decode().replace("<worksheet", pre + "<worksheet", 1).replace("</sheetData>", f'<row r="60"><c r="B60" t="inlineStr"><is><t>{ref}</t></is></c></row></sheetData>')
        put(g, nm + ".xlsx", rezip(with_part(P, sh, x)), 422, "xml_dtd", nm)
    strs: list[str] = []                              # a shared-strings twin of the good file, as Excel itself writes it (openpyxl writes inline strings)
    def to_sst(m): strs.append(re.sub(r"&#(\d+);", lambda k: chr(int(k.group(1))), m.group(1))); return f't="s"><v>{len(strs) - 1}</v>'
    body = re.sub(r't="inlineStr"><is><t[^>]*>([^<]*)</t></is>', to_sst, P[sh].decode())
    Q = with_part(P, sh, body)
    Q["[Content_Types].xml"] = Q["[Content_Types].xml"].replace(b"</Types>", b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>') if b"sharedStrings+xml" not in Q["[Content_Types].xml"] else Q["[Content_Types].xml"]
    Q = Q if b"sharedStrings" in Q["xl/_rels/workbook.xml.rels"] else add_rel(Q, "xl/_rels/workbook.xml.rels", f'<Relationship Id="rIdSS" Type="{R}/sharedStrings" Target="sharedStrings.xml"/>')
    x = HEAD + f'<sst xmlns="{S}" count="{len(strs)}" uniqueCount="{len(strs)}">' + "".join(f"<si><t>{t}</t></si>" for t in strs) + "</sst>"
    put(g, "ok_sst.xlsx", rezip(with_part(Q, "xl/sharedStrings.xml", x)), 200, "ok", "control with shared strings")
    i = x.find("<sst")
    put(g, "xxe_sst.xlsx", rezip(with_part(Q, "xl/sharedStrings.xml", x[:i] + '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + x[i:].replace("<t>序号</t>", "<t>&x;</t>", 1))), 422, "xml_dtd", "XXE in shared strings")
    put(g, "laughs_sst.xlsx", rezip(with_part(Q, "xl/sharedStrings.xml", x[:i] + '<!DOCTYPE s [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{k} "{("&a%d;" % (k - 1)) * 10}">' for k in range(1, 9)) + "]>" + x[i:].replace("<t>序号</t>", "<t>&a8;</t>", 1))), 422, "xml_dtd", "billion laughs in shared strings")
    ph = x.replace("<t>姓名</t>", '<r><t>姓</t></r><r><t>名</t></r><rPh sb="0" eb="1"><t>xing</t></rPh>', 1)
    put(g, "richtext_phonetic.xlsx", rezip(with_part(Q, "xl/sharedStrings.xml", ph)), 200, "ok", "rich text + phonetic run in the header: 姓名 must be read, not 姓名xing")
    put(g, "sst_index.xlsx", rezip(with_part(with_part(Q, "xl/sharedStrings.xml", x), sh, Q[sh].replace(b'<v>9</v>', b'<v>99999</v>', 1))), 422, "file_damaged", "shared-string index out of range")
    put(g, "bomb_sst.xlsx", zbytes([(k, v) for k, v in Q.items()] + [("xl/sharedStrings.xml", chunks(150 << 20, head=(HEAD + f'<sst xmlns="{S}"><si><t>').encode(), tail=b"</t></si></sst>"))]), 413, "archive_too_large", "150 MB shared string")
    put(g, "bomb_sheet.xlsx", zbytes([(k, v) for k, v in P.items() if k != sh] + [(sh, chunks(150 << 20, head=P[sh][:P[sh].find(b"<sheetData>") + 11], tail=b"</sheetData></worksheet>"))]), 413, "archive_too_large", "150 MB of blanks")
    rowx = b'<row><c t="inlineStr"><is><t>a</t></is></c></row>' * 20000
    put(g, "bomb_rows.xlsx", zbytes([(k, v) for k, v in P.items() if k != sh] + [(sh, chunks(len(rowx) * 150, rowx, P[sh][:P[sh].find(b"<sheetData>") + 11], b"</sheetData></worksheet>"))]), 413, "archive_too_large", "3 million valid rows, 150 MB unpacked")
    st = P["xl/styles.xml"].decode(); k = st.find("</cellXfs>")
    put(g, "style_bloat.xlsx", rezip(with_part(P, "xl/styles.xml", st[:k] + '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' * 200000 + st[k:])), 413, "archive_too_large", "200 000 cell styles (14 MB unpacked)")
    put(g, "xlsm_renamed.xlsx", rezip(with_part(with_part(P, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"\0" * 600), "[Content_Types].xml", P["[Content_Types].xml"].replace(b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"))), 422, "xlsx_active_content", "macro workbook renamed")
    put(g, "xlm_sheet.xlsx", rezip(with_part(P, "xl/macrosheets/sheet1.xml", "<x/>")), 422, "xlsx_active_content", "Excel-4 macro sheet")
    put(g, "external_link.xlsx", rezip(add_rel(with_part(P, "xl/externalLinks/externalLink1.xml", "<x/>"), "xl/externalLinks/_rels/externalLink1.xml.rels", f'<Relationship Id="rId1" Type="{R}/externalLinkPath" Target="{EVIL}.xlsx" TargetMode="External"/>')), 422, "xlsx_external_relation", "link to another workbook")
    put(g, "connections.xlsx", rezip(with_part(P, "xl/connections.xml", f'<connections xmlns="{S}"><connection id="1" type="4"><webPr url="{EVIL}"/></connection></connections>')), 422, "xlsx_external_relation", "web query")
    put(g, "csv_renamed.xlsx", "姓名,身份证号\n张三,1\n".encode(), 422, "file_type", "csv renamed"); put(g, "html_table.xls", "<table><tr><td>姓名</td></tr></table>".encode(), 422, "file_type", "HTML table called .xls (what many old systems export)")
    put(g, "biff.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, 422, "file_type_old_xls", "old .xls: tell to save as .xlsx"); put(g, "encrypted.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16le") + b"\0" * 900, 422, "file_encrypted", "password-protected")
    put(g, "truncated.xlsx", ok[:-100], 422, "file_damaged", "cut"); put(g, "docx_as.xlsx", rezip(docx_base()), 422, "file_type", "a docx renamed")
    strict = {k2: v2.replace(S.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main") for k2, v2 in P.items()}
    put(g, "strict.xlsx", rezip(strict), 422, "file_type_strict", "Strict OOXML: openpyxl sees no sheets; say so, don't import 0 rows")
    put(g, "long_cell.xlsx", rezip(with_part(P, sh, P[sh].replace(b"</sheetData>", b'<row r="60"><c r="B60" t="inlineStr"><is><t>' + b"x" * 5_000_000 + b"</t></is></c></row></sheetData>"))), "row", "too_long", "5 MB in one cell")


def make(folder):
    return bad_files.collect(folder, make_xlsx)
