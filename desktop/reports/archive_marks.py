"""What a PDF carries so that an archive takes it (PDF/A-2b): XMP metadata, the colour space that is meant, real dates.

Nothing else here makes a file PDF/A: the faces must be embedded, nothing encrypted, nothing transparent; ``two_layer``
writes so. Held by tests on the file's own structure, not by a PDF/A validator.
"""

from __future__ import annotations

import struct
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from PIL import ImageCms
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas

PRODUCER = "Văn Thư"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<xmp:CreatorTool>{producer}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>
<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


class _Moment:
    """The moment of making as reportlab asks for it: local time without a zone told as UTC."""

    def __init__(self, at: datetime) -> None:
        self.t = at.timestamp()
        self.lt = at.timetuple()
        self.YMDhms = (at.year, at.month, at.day, at.hour, at.minute, at.second)
        self.dhh = self.dmm = 0
        self.invariant = 0

    @property
    def datetime(self) -> datetime:
        return datetime(*self.YMDhms)

    @property
    def asctime(self) -> str:
        return self.datetime.ctime()


def mark_for_archive(canvas: Canvas, title: str, author: str, subject: str, at: datetime) -> None:
    """Give a canvas that is about to be saved the marks; ``at`` is the moment to be told in the file."""
    document: Any = getattr(canvas, "_doc")  # noqa: B009  the canvas offers no way to the catalogue's streams
    document._timeStamp = _Moment(at)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject(subject)
    canvas.setCreator(PRODUCER)
    canvas.setProducer(PRODUCER)
    canvas.setCatalogEntry("Metadata", document.Reference(_metadata(title, author, subject, at)))
    document.Catalog.__NoDefault__ = [*document.Catalog.__NoDefault__, "OutputIntents"]  # reportlab knows no such entry
    canvas.setCatalogEntry("OutputIntents", PDFArray([_intent(document, at)]))
    canvas.setCatalogEntry("Lang", PDFString("vi-VN"))


def _metadata(title: str, author: str, subject: str, at: datetime) -> PDFStream:
    texts = {name: escape(text) for name, text in (("title", title), ("author", author), ("subject", subject))}
    made = f"{at:%Y-%m-%dT%H:%M:%S}+00:00"
    xml = _XMP.format(**texts, producer=PRODUCER, made=made)
    kind = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    return PDFStream(kind, xml.encode("utf-8"), filters=[])


def _intent(document: Any, at: datetime) -> PDFDictionary:
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    when = struct.pack(">6H", *at.timetuple()[:6])  # the profile's own moment: the same scan gives the same file
    profile = made[:24] + when + made[36:]
    stream = PDFStream(PDFDictionary({"N": 3}), profile, filters=[])
    return PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString("sRGB"),
            "Info": PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": document.Reference(stream),
        }
    )
