"""Speaks the SOAP Integration API (ERP).

SOAP 1.1, document/literal. The credentials are the first child of the request element, ``login``. What the pages show
as the answer to an update contradicts itself: the guide has ``result`` with ``success``, the reference a plain OK in no
namespace. Both count as success.
Sources: ``api-references/soap-integration-api/api-reference``, ``guides/erp-integration``.
"""

from __future__ import annotations

import dataclasses
import io
import threading
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from centra_contracts.contract.model import Auth, Json, RestCall, SoapCall, Step, WsdlRead
from centra_contracts.contract.wsdl import Wsdl
from centra_contracts.contract.wsdl_reader import describe_service
from centra_contracts.contract.xml_tree import local_name, parse_xml, without_namespaces
from centra_contracts.dialect.model import Connection, Reading, SoapReading, WsdlShape
from centra_contracts.dialect.rest import WRONG_SECRET, RestDialect, decode_json, decode_text, header_map
from centra_contracts.dialect.wsdl import shape_of
from centra_contracts.errors import nearest
from centra_contracts.exchange.model import Exchange, Request

__all__ = ["SoapDialect"]

_ENVELOPES = frozenset(
    f"{{{namespace}}}Envelope"
    for namespace in ("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope")
)


class SoapDialect:
    """Writes SOAP requests from the contracts' own WSDL, and reads what comes back.

    ``wsdl`` is that WSDL as bytes; it is read when the first request is written, and nothing is fetched for it.
    May be shared by threads.
    """

    def __init__(self, wsdl: bytes) -> None:
        self._wsdl = wsdl
        self._lock = threading.Lock()
        self._client: Any = None  # Any: zeep's client, which has no published types; None until it is needed
        self._shape: WsdlShape | None = None
        self._described: Wsdl | None = None

    def documented(self) -> Wsdl:
        """What the contracts' own WSDL says. Raises ``ValueError`` where it is none."""
        with self._lock:
            return self._description()

    def _description(self) -> Wsdl:
        if self._described is None:
            self._described = describe_service(self._wsdl)
        return self._described

    def write(self, step: Step, connection: Connection, values: Mapping[str, Json]) -> Request:
        """The request for a SOAP or WSDL step; a REST step is sent raw, to try what the WSDL does not have.

        Raises ``ValueError`` if the WSDL has no such operation, or its request no such element: a mistake of the
        contract. In a raw envelope ``<login/>`` stands for the login, ``<username/>`` and
        ``<password/>`` for its parts. ``auth: none`` sends no ``login``, ``auth: wrong``
        one with a password that is not the right one.
        """
        match step.say:
            case SoapCall() as call:
                return self._write_call(step, call, connection)
            case WsdlRead():
                return Request("GET", f"{connection.url}?wsdl", (("Accept", "text/xml"),), b"", "WSDL")
            case RestCall() as call:
                raw = dataclasses.replace(call, text=_with_login(call.text, connection) if call.text else call.text)
                return RestDialect().write(dataclasses.replace(step, say=raw), connection, values)
            case _:
                raise ValueError(f"step {step.id!r} is not a SOAP step")

    def read(self, exchange: Exchange) -> Reading:
        """The decoded answer: ``xml`` is the child of the SOAP body, or the root of the WSDL, without namespaces."""
        response = exchange.response
        if response is None:
            return Reading(exchange.id, None, {}, None)
        root, problem = _parsed(response.body)
        observed, unread = _described(root, response.body)
        wsdl = None if observed is None else shape_of(observed)
        message = None if root is None else _message_of(root)
        xml = None if message is None else without_namespaces(message)
        errors = _errors_of(xml)
        understood = wsdl is not None or (xml is not None and _says_success(xml))
        return Reading(
            exchange.id,
            response.status,
            header_map(response.headers),
            decode_json(response.body),
            xml=xml,
            text=decode_text(response.body),
            accepted=response.status < 400 and understood and not errors,
            errors=errors,
            wsdl=wsdl,
            soap=SoapReading(
                exchange.request.operation,
                self.documented,
                envelope="" if root is None else str(root.tag),
                message=message,
                observed=observed,
                problem=problem or unread,
            ),
        )

    def _write_call(self, step: Step, call: SoapCall, connection: Connection) -> Request:
        if step.auth not in (Auth.DEFAULT, Auth.NONE, Auth.WRONG):
            raise ValueError(f"step {step.id!r}: SOAP knows no {step.auth.value!r}; the login is in the body")
        password = WRONG_SECRET if step.auth is Auth.WRONG else connection.secret
        body: dict[str, object] = {"login": {"username": connection.username, "password": password}}
        with self._lock:
            client, shape = self._loaded()
            self._refuse_unknown(step, call, shape)
            body |= {name: _as_text(value) for name, value in call.body.items()}
            envelope, action = _envelope(client, call.operation, body)
        if step.auth is Auth.NONE:
            login = envelope[0][0][0]
            login.getparent().remove(login)
        headers = (
            ("Accept", "text/xml"),
            ("Content-Type", "text/xml; charset=utf-8"),
            ("SOAPAction", f'"{action}"'),
        )
        raw: bytes = etree.tostring(envelope, xml_declaration=True, encoding="utf-8")
        return Request("POST", connection.url, headers, raw, call.operation)

    def _loaded(self) -> tuple[Any, WsdlShape]:
        if self._client is None or self._shape is None:
            self._shape = shape_of(self._description())
            self._client = _load_client(self._wsdl)
        return self._client, self._shape

    def _refuse_unknown(self, step: Step, call: SoapCall, shape: WsdlShape) -> None:
        """zeep takes some unknown elements silently, and names others by their types: so paths are looked at first."""
        if call.operation not in shape.operations:
            hint = nearest(call.operation, shape.operations)
            raise ValueError(f"step {step.id!r}: the WSDL has no operation {call.operation!r}{hint}")
        if "login" in call.body:
            raise ValueError(f"step {step.id!r}: the login is filled from the target, a body does not hold it")
        problems = list(_problems(call.operation, call.body, shape))
        if problems:
            raise ValueError(f"step {step.id!r}: " + "; ".join(problems))


def _with_login(text: str, connection: Connection) -> str:
    username, password = escape(connection.username), escape(connection.secret)
    parts = {"<username/>": f"<username>{username}</username>", "<password/>": f"<password>{password}</password>"}
    for empty, filled in (parts | {"<login/>": f"<login>{''.join(parts.values())}</login>"}).items():
        text = text.replace(empty, filled)
    return text


class _Closed:
    """A transport for zeep that fetches nothing: its documents are in memory."""

    cache = None

    def load(self, url: str) -> bytes:
        """Refuse to fetch ``url``."""
        raise ValueError(f"the WSDL of the contracts must stand alone, it imports {url!r}")


def _load_client(wsdl: bytes) -> Any:  # Any: see SoapDialect
    import zeep  # takes a third of a second to import: only where SOAP is spoken

    settings = zeep.Settings(strict=True, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    closed: Any = _Closed()  # Any: zeep asks for a subclass of its own transport, which would open a session
    make_client: Any = zeep.Client  # Any: without published types
    try:
        document = zeep.wsdl.Document(io.BytesIO(wsdl), closed, settings=settings)
        return make_client(document, transport=closed, settings=settings)
    except zeep.exceptions.Error as error:
        raise ValueError(f"the WSDL of the contracts cannot be used: {error}") from error


def _envelope(client: Any, operation: str, body: Mapping[str, object]) -> tuple[Any, str]:  # Any: zeep and lxml nodes
    import zeep

    try:
        envelope = client.create_message(client.service, operation, **body)
    except (zeep.exceptions.Error, TypeError, ValueError) as error:
        raise ValueError(f"{operation}: the body does not fit the WSDL: {' '.join(str(error).split())}") from error
    ports = next(iter(client.wsdl.services.values())).ports
    return envelope, next(iter(ports.values())).binding.get(operation).soapaction


def _problems(path: str, value: Json, shape: WsdlShape) -> Iterator[str]:
    """What stands in a body although the request has no such element, or has it in another form."""
    known = [element.rpartition("/")[2] for element in shape.elements if element.rpartition("/")[0] == path]
    if isinstance(value, list):
        for item in value:
            yield from _problems(path, item, shape)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name in known:
                yield from _problems(f"{path}/{name}", inner, shape)
            else:
                yield f"the request has no element {path}/{name}{nearest(name, known)}"
    elif known and value is not None:
        yield f"{path} holds elements ({', '.join(sorted(known))}), not the text {value!r}"


def _as_text(value: Json) -> object:
    """Scalars as they are written in XML; null leaves its element out."""
    if isinstance(value, Mapping):
        return {name: _as_text(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_as_text(inner) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if value is None else str(value)


def _parsed(raw: bytes) -> tuple[etree._Element | None, str]:
    """The tree, or why there is none: what cannot be decoded stays text."""
    try:
        return parse_xml(raw), ""
    except ValueError as error:
        return None, str(error)


def _described(root: etree._Element | None, raw: bytes) -> tuple[Wsdl | None, str]:
    """What a WSDL says, or why it cannot be read; nothing of either for another answer."""
    if root is None or local_name(str(root.tag)) != "definitions":
        return None, ""
    try:
        return describe_service(raw), ""
    except ValueError as error:
        return None, str(error)


def _message_of(root: etree._Element) -> etree._Element:
    """The element in the SOAP body; the root itself where there is no envelope or nothing in it."""
    if root.tag in _ENVELOPES:
        for child in root:
            if local_name(str(child.tag)) == "Body" and len(child):
                return child[0]
    return root


def _says_success(xml: etree._Element) -> bool:
    """``result`` with ``success`` true (guide), a plain OK (reference), or an answer with events."""
    name = str(xml.tag)
    if name == "result":
        return (xml.findtext("success") or "").strip() in ("true", "1")
    if name == "events_Get":
        return xml.find("events") is not None
    return name.endswith("Response") and (xml.text or "").strip() == "OK"


def _errors_of(xml: etree._Element | None) -> dict[str, str]:
    """The messages of a ``result`` under the key ``message``; a fault under ``faultcode`` and ``faultstring``."""
    if xml is None:
        return {}
    if xml.tag == "Fault":
        said = {
            "faultcode": xml.findtext("faultcode") or xml.findtext("Code/Value") or "",
            "faultstring": xml.findtext("faultstring") or xml.findtext("Reason/Text") or "",
        }
        return {name: text.strip() for name, text in said.items()}
    messages = [(node.text or "").strip() for node in xml.iterfind("errors/message")]
    return {"message": "; ".join(messages)} if messages else {}
