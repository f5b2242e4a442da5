"""Small PDF files, object by object: what no word processor would write."""

import zlib

WIDTH, HEIGHT = 595, 842


def stream(data, entries=b""):
    return b"<<" + entries + b"/Length %d>>stream\n" % len(data) + data + b"\nendstream"


def deflated(data, times=1):
    """Deflated so many times over, as a chain of filters allows."""
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter[" + b"/FlateDecode " * times + b"]")


def build(objects, trailer=b"", version=b"1.5"):
    """A file of these objects, of which the first is the catalogue; they are numbered from 1."""
    out = bytearray(b"%PDF-" + version + b"\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def pages(content, resources=b"<<>>", more=(), n_pages=1, trailer=b""):
    """A file of pages that all show one content stream. The objects in `more` are numbered from 4 on."""
    first = 4 + len(more)
    kids = b" ".join(b"%d 0 R" % (first + i) for i in range(n_pages))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Resources%s/Contents 3 0 R>>" % (WIDTH, HEIGHT, resources)
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%s]>>" % (n_pages, kids), content]
    return build([*objects, *more, *[page] * n_pages], trailer)


HELVETICA = b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>"


def lines(texts, **more):
    """A page with these lines of ASCII."""
    shown = b"".join(b"1 0 0 1 72 %d Tm(%s)Tj " % (HEIGHT - 72 - 20 * i, text) for i, text in enumerate(texts))
    return pages(stream(b"BT/F 11 Tf " + shown + b"ET"), HELVETICA, **more)


def mapped(codes, to_unicode):
    """A line of the bytes `codes`, in a font of which only the way to Unicode is known: {code: UTF-16 in hexadecimal}."""
    pairs = b"".join(b"<%02X><%s>\n" % pair for pair in sorted(to_unicode.items()))
    cmap = (b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
            b"1 begincodespacerange <00><FF> endcodespacerange\n"
            b"%d beginbfchar\n%sendbfchar\nendcmap end end" % (len(to_unicode), pairs))  # fmt: skip
    font = (b"<</Type/Font/Subtype/TrueType/BaseFont/X/FirstChar 0/LastChar 255/Widths[%s]/ToUnicode 4 0 R>>"
            % (b"600 " * 256))  # fmt: skip
    content = stream(b"BT/F 11 Tf 1 0 0 1 72 700 Tm<%s>Tj ET" % codes.hex().encode())
    return pages(content, b"<</Font<</F 5 0 R>>>>", [stream(cmap), font])


def unembedded(text):
    """A line in a Chinese font that is named only, its characters by one of Adobe's tables."""
    font = (b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/GBK-EUC-H/DescendantFonts[<</Type/Font"
            b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
            b"/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4>>>>]>>")  # fmt: skip
    content = stream(b"BT/F 11 Tf 1 0 0 1 72 700 Tm<%s>Tj ET" % text.encode("gbk").hex().encode())
    return pages(content, b"<</Font<</F 4 0 R>>>>", [font])


def scan():
    """A page that is a picture."""
    picture = b"/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8"
    content = stream(b"q %d 0 0 %d 0 0 cm /I Do Q" % (WIDTH, HEIGHT))
    return pages(content, b"<</XObject<</I 4 0 R>>>>", [stream(bytes(range(0, 256, 4)), picture)])


def encrypted():
    """A page under a password that nobody knows."""
    key = b"<</Filter/Standard/V 1/R 2/Length 40/P -64/O<%s>/U<%s>>>" % (b"5A" * 32, b"C3" * 32)
    return lines([b"nothing to see"], more=[key], trailer=b"/Encrypt 4 0 R/ID[<%s><%s>]" % (b"00" * 16, b"00" * 16))


def bomb(times=2):
    """A content stream of a gigabyte of shown text, deflated over and over."""
    return pages(deflated(b"BT/F 9 Tf " + b"1 0 0 1 72 700 Tm(0000000)Tj " * (1 << 20), times), HELVETICA)
