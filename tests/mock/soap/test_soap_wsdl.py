"""The service description, and clients that know nothing but it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from lxml import etree
from soap_client import NAMES, ORIGIN, Erp
from zeep import Client
from zeep.transports import Transport

from centra_mock.faces.soap import PATH

WSDL = {"w": "http://schemas.xmlsoap.org/wsdl/", "s": "http://schemas.xmlsoap.org/wsdl/soap/"}
UPDATES = {
    "accounts_Update": {"accounts": {"account": [{"id": "Z", "status": "active"}]}},
    "customers_Update": {"customers": {"customer": [{"id": "Z", "store": 1, "firstname": "Zoe"}]}},
    "deliverywindows_Update": {"deliverywindows": {"deliverywindow": [{"id": "Z", "atonce": True}]}},
    "events_Done": {"event": ["1"]},
    "invoices_Update": {"invoices": {"invoice": [{"id": "Z"}]}},
    "markets_Update": {"markets": {"market": [{"id": "Z", "store": "1", "type": "retail"}]}},
    "orders_Update": {"orders": {"order": []}},
    "paymentterms_Update": {"paymentterms": {"paymentterms": [{"id": "Z"}]}},
    "pricealterationdates_Update": {"pricealterationdates": {"pricealterationdate": [{"id": "Z"}]}},
    "pricelists_Update": {"pricelists": {"pricelist": [{"id": "Z", "currency": "EUR"}]}},
    "products_Update": {"products": {"product": [{"id": "Z", "description": "Zip"}]}},
    "salesreps_Update": {"salesreps": {"salesrep": [{"id": "Z"}]}},
    "shippingterms_Update": {"shippingterms": {"shippingterms": [{"id": "Z"}]}},
    "sizes_Update": {"sizes": {"size": [{"id": "Z", "sizetable": {"id": "Z"}}]}},
    "warehouses_Update": {"warehouses": {"warehouse": [{"id": "Z"}]}},
}


class InProcess(Transport):
    """zeep without a socket."""

    def __init__(self, erp: Erp) -> None:
        super().__init__()
        self._erp = erp

    def load(self, url: str) -> bytes:
        return self._erp.send("GET", url).content

    def post(self, address: str, message: bytes, headers: dict[str, str]) -> Any:  # Any: what zeep takes for an answer
        return self._erp.send("POST", address, message)


@pytest.fixture
def login(erp: Erp) -> dict[str, str]:
    """The right credentials."""
    return {"username": erp.world.secrets.soap_username, "password": erp.world.secrets.soap_password}


@pytest.fixture
def client(erp: Erp) -> Client:
    """A stock zeep client, strict as it comes."""
    return Client(f"{ORIGIN}{PATH}?wsdl", transport=InProcess(erp))


def test_the_description_names_seventeen_operations_and_the_address_of_who_asks(erp: Erp) -> None:
    """Each once a port; the second port carries the switch for its form of answers."""
    root = etree.fromstring(erp.send("GET", f"{PATH}?wsdl").content)
    port_type = root.find("w:portType", WSDL)
    assert port_type is not None
    names = {each.get("name") for each in port_type.iterfind("w:operation", WSDL)}
    assert names == {*UPDATES, "events_Get", "events_GetByMarkets"}
    addresses = [each.get("location") for each in root.iterfind(".//s:address", WSDL)]
    assert addresses == [f"{ORIGIN}{PATH}", f"{ORIGIN}{PATH}?replies=reference"]


@pytest.mark.parametrize("operation", sorted(UPDATES))
def test_a_stock_client_calls_every_update(client: Client, login: dict[str, str], operation: str) -> None:
    """The answer of the guide, with success true and no errors."""
    result = client.service[operation](login=login, **UPDATES[operation])
    assert (result["success"], result["errors"]) == (True, None)


def test_a_stock_client_reads_both_event_operations(client: Client, login: dict[str, str]) -> None:
    """zeep is strict by default: an element that the description lacks would not be read."""
    events = client.service.events_Get(login=login, type="all")
    assert len(events) == 100
    markets = {"market": [{"id": "none"}]}
    assert client.service.events_GetByMarkets(login=login, type="all", markets=markets) is None


def test_the_second_port_answers_ok(client: Client, login: dict[str, str]) -> None:
    """The form of the reference: an element of no namespace with the text OK."""
    service = client.bind("CentraSoapService", "CentraSoapReferenceReplies")
    assert service.markets_Update(login=login, **UPDATES["markets_Update"]) == "OK"
    assert service.events_Done(login=login, event=["1"]) == "OK"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_events_have_the_shape_that_the_description_gives_them(seed: int) -> None:
    """Every event that a seeded store queues, checked against the XML Schema in the description."""
    erp = Erp(["soap-more-than-100-events"], seed=seed)
    root = etree.fromstring(erp.send("GET", f"{PATH}?wsdl").content)
    found = root.find(".//{http://www.w3.org/2001/XMLSchema}schema")
    assert found is not None
    schema = etree.XMLSchema(etree.parse(io.BytesIO(etree.tostring(found))))
    answer = erp.post("<events_GetRequest>LOGIN<type>all</type></events_GetRequest>")
    body = etree.fromstring(answer.content).find("e:Body/*", NAMES)
    assert body is not None
    assert schema.validate(etree.fromstring(etree.tostring(body))), schema.error_log
