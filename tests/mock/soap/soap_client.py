"""An ERP for the tests: it writes envelopes by hand and speaks to the SOAP face in process, without a socket."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping

import httpx
from lxml import etree
from starlette.applications import Starlette

from centra_mock.face import Face
from centra_mock.faces import soap
from centra_mock.world import World

NAMES = {"c": "http://www.centra.com/webservices/", "e": "http://schemas.xmlsoap.org/soap/envelope/"}
ENVELOPE = (
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns="http://www.centra.com/webservices/">'
    "<e:Body>{}</e:Body></e:Envelope>"
)
ORIGIN = "http://mock.test"


class Erp:
    """Talks to one world; ``lies`` are told from the start."""

    def __init__(self, lies: Iterable[str] = (), *, seed: int = 1) -> None:
        self.world = World(seed, lies=lies, faces=[Face("soap", soap.routes, soap.LIES, soap.attach)])
        self.app = Starlette(routes=soap.routes(self.world))

    def send(
        self,
        method: str,
        url: str,
        content: bytes = b"",
        content_type: str = "text/xml",
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """One HTTP exchange."""

        async def exchange() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
                return await client.request(
                    method, url, content=content, headers={"content-type": content_type, **(headers or {})}
                )

        return asyncio.run(exchange())

    def post(self, body: str, *, query: str = "") -> httpx.Response:
        """POST an envelope with ``body``, in which ``LOGIN`` stands for the right login."""
        secrets = self.world.secrets
        login = f"<login><username>{secrets.soap_username}</username><password>{secrets.soap_password}</password></login>"
        return self.send("POST", soap.PATH + query, ENVELOPE.format(body.replace("LOGIN", login)).encode())

    def update(self, operation: str, items: str) -> tuple[str, list[str], list[str]]:
        """Send ``items`` in the list of an update; answers success, errors and notices."""
        name = operation.removesuffix("_Update")
        answer = self.post(f"<{operation}>LOGIN<{name}>{items}</{name}></{operation}>")
        return read_result(answer)

    def order(self, number: int, fields: str) -> tuple[str, list[str], list[str]]:
        """Update an order by its number."""
        return self.update("orders_Update", f"<order><id>{number}</id>{fields}</order>")

    def events(self, kind: str = "all", *, markets: Iterable[str] | None = None) -> list[etree._Element]:
        """Fetch events, of some markets or of all."""
        if markets is None:
            answer = self.post(f"<events_GetRequest>LOGIN<type>{kind}</type></events_GetRequest>")
        else:
            listed = "".join(f"<market><id>{each}</id></market>" for each in markets)
            body = f"LOGIN<type>{kind}</type><markets>{listed}</markets>"
            answer = self.post(f"<events_GetByMarkets>{body}</events_GetByMarkets>")
        assert answer.status_code == 200, answer.text
        return etree.fromstring(answer.content).findall(".//c:events_Get/c:events/c:event", NAMES)

    def done(self, events: Iterable[str]) -> tuple[str, list[str], list[str]]:
        """Mark events done."""
        listed = "".join(f"<event>{each}</event>" for each in events)
        return read_result(self.post(f"<events_Done>LOGIN{listed}</events_Done>"))


def read_result(answer: httpx.Response) -> tuple[str, list[str], list[str]]:
    """success, errors and notices of an update's answer."""
    assert answer.status_code == 200, answer.text
    found = etree.fromstring(answer.content).find(".//c:result", NAMES)
    assert found is not None, answer.text
    errors = [each.text or "" for each in found.findall("c:errors/c:message", NAMES)]
    notices = [each.text or "" for each in found.findall("c:notices/c:message", NAMES)]
    return found.findtext("c:success", "", NAMES), errors, notices


def fault(answer: httpx.Response) -> tuple[int, str, str]:
    """Status, code and text of a SOAP fault."""
    found = etree.fromstring(answer.content).find(".//e:Fault", NAMES)
    assert found is not None, answer.text
    return answer.status_code, found.findtext("faultcode", ""), found.findtext("faultstring", "")


def value(element: etree._Element, path: str) -> str | None:
    """The text at a slash-separated path of local names below an event's data."""
    return element.findtext("/".join(f"c:{name}" for name in path.split("/")), None, NAMES)
