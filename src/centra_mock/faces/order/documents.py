"""The PDF documents of shipments: delivery note, proforma, invoice, at the addresses that the Order API tells.

Source: 04.order-api/106.create-shipment (deliveryNote, proforma, invoice), 04.guides/04.wms-integration.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import Shipment
from centra_mock.faces.order.lines_written import goods_of
from centra_mock.world import World

__all__ = ["DOCUMENTS", "make_document_routes", "write_pdf"]

DOCUMENTS = "/ams/documents"
_TITLES = {"delivery-note": "Delivery note", "proforma": "Proforma", "invoice": "Invoice"}


def make_document_routes(world: World) -> list[BaseRoute]:
    """Where the documents are read; like a link in a mail, the address is all that is needed."""

    async def read(request: Request) -> Response:
        kind = request.path_params["kind"]
        lines = _lines(world.centra, kind, request.query_params.get("invoice" if kind == "invoice" else "shipment", ""))
        if lines is None:
            return Response(status_code=404)
        return Response(write_pdf(lines), media_type="application/pdf")

    return [Route(f"{DOCUMENTS}/{{kind}}.pdf", read)]


def write_pdf(lines: list[str]) -> bytes:
    """A page of plain text as PDF; letters outside of Latin-1 become question marks. Source: ISO 32000-1."""
    shown = " T* ".join(f"({_escape(line)}) Tj" for line in lines)
    content = f"BT /F1 11 Tf 14 TL 60 780 Td {shown} ET".encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    pdf, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(pdf))
        pdf += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(pdf)
    pdf += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    pdf += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    pdf += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(pdf)


def _lines(centra: Centra, kind: str, number: str) -> list[str] | None:
    if kind not in _TITLES:
        return None
    invoice = next((each for each in centra.invoices.values() if kind == "invoice" and each.number == number), None)
    wanted = invoice.shipment_id if invoice else None
    shipment = next((each for each in centra.shipments.values() if _is_meant(each, kind, number, wanted)), None)
    if shipment is None:
        return None
    order = centra.orders[shipment.order_number]
    known = {line.id: line for line in order.lines}
    address = order.shipping_address
    lines = [f"{_TITLES[kind]} {number}", "", address.name, address.address1, f"{address.zip_code} {address.city}", ""]
    for each in shipment.lines:
        line = known[each.order_line_id]
        goods = goods_of(centra, line.product_size_id)
        price = "" if kind == "delivery-note" else f", {line.unit_price:.2f} {order.currency_code}"
        lines.append(f"{each.quantity} x {goods.name} {goods.variant} {goods.size}{price}")
    return lines


def _is_meant(shipment: Shipment, kind: str, number: str, invoiced_id: int | None) -> bool:
    return shipment.id == invoiced_id if kind == "invoice" else shipment.number == number


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
