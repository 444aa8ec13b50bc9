"""A stock zeep client that is given nothing but ``?wsdl`` runs a whole ERP, beside the other APIs of the same store."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from zeep import Client
from zeep.transports import Transport

from centra_mock.faces.soap import PATH
from centra_mock.server import build_app
from centra_mock.world import World

ORIGIN = "http://mock.test"
PAGES = {"paymentReturnPage": "https://shop.test/paid", "paymentFailedPage": "https://shop.test/failed"}
ADDRESS = {
    "firstName": "Ebba",
    "lastName": "Vik",
    "email": "ebba@shop.test",
    "address1": "Kaj 1",
    "zipCode": "411 03",
    "city": "Göteborg",
    "country": "SE",
    "phoneNumber": "5550100",
}
REFUND = {"id": "R-1", "status": "confirmed"}


class Mock(Transport):
    """The whole mock in process: zeep's transport, and any other request."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World(1)
        self._app = build_app(self.world)
        secrets = self.world.secrets
        self.login = {"username": secrets.soap_username, "password": secrets.soap_password}
        self.token = ""

    def send(self, method: str, url: str, **options: Any) -> httpx.Response:
        """One HTTP exchange."""

        async def exchange() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self._app), base_url=ORIGIN) as client:
                return await client.request(method, url, **options)

        return asyncio.run(exchange())

    def load(self, url: str) -> bytes:
        return self.send("GET", url).content

    def post(self, address: str, message: bytes, headers: dict[str, str]) -> Any:  # Any: what zeep takes for an answer
        return self.send("POST", address, content=message, headers=headers)

    def shop(self, method: str, path: str, body: object = None) -> Any:  # Any: JSON of the Checkout API
        """A call of the Checkout API in one visit."""
        headers = {"API-token": self.token} if self.token else {}
        answer = self.send(method, f"/api/checkout{path}", headers=headers, **({} if body is None else {"json": body}))
        self.token = answer.json().get("token", self.token)
        return answer.json()


@pytest.fixture
def mock() -> Mock:
    """The mock of seed 1."""
    return Mock()


@pytest.fixture
def erp(mock: Mock) -> Client:
    """zeep as it comes, strict."""
    return Client(f"{ORIGIN}{PATH}?wsdl", transport=mock)


def _update(erp: Client, mock: Mock, operation: str, **lists: object) -> Any:  # Any: zeep's own object
    result = erp.service[operation](login=mock.login, **lists)
    assert (result["success"], result["errors"]) == (True, None), result
    return result


def _events(erp: Client, mock: Mock, kind: str) -> list[Any]:  # Any: zeep's own objects
    """Every event of a type: what is read is marked done until nothing is left."""
    found: list[Any] = []
    while events := erp.service.events_Get(login=mock.login, type=kind):
        found += events
        _update(erp, mock, "events_Done", event=[each["id"] for each in events])
    return found


def _master_data(erp: Client, mock: Mock) -> None:
    """Markets, sizes, a product with stock and display, prices: what the ERP owns."""
    centra = mock.world.centra
    markets = [{"id": str(each.id)} for each in centra.markets.values() if each.store_id == 1]
    pricelists = [str(each.id) for each in centra.pricelists.values() if each.store_id == 1]
    market_of_wholesale = {"id": "TRADE", "store": "2", "type": "wholesale", "description": "Trade"}
    _update(erp, mock, "markets_Update", markets={"market": [market_of_wholesale]})
    size = {"id": "S", "description": "Small", "sizetable": {"id": "SM", "description": "Small and medium"}}
    result = _update(erp, mock, "sizes_Update", sizes={"size": [size, {**size, "id": "M", "description": "Medium"}]})
    assert result["notices"]["message"] == [
        "Added new size: S: Small to: Small and medium!",
        "Added new size: M: Medium to: Small and medium!",
    ]
    _update(erp, mock, "warehouses_Update", warehouses={"warehouse": [{"id": "QUAY", "description": "Quay"}]})
    known = [str(each.id) for each in centra.warehouses.values() if not each.check_first and each.name != "Quay"]
    stocked = [{"id": each, "qty": "9"} for each in [*known, "QUAY"]]
    display = {
        "store": "1",
        "categories": {"category": [{"id": "HATS", "description": "Hats"}]},
        "markets": {"market": markets},
    }
    variation = {
        "id": "HAT-SEA",
        "stockid": "HAT-SEA",
        "description": "Sea",
        "sku": "SEA",
        "status": "active",
        "sizetable": {"id": "SM"},
        "sizes": {"size": [{"id": "S", "sku": "01", "ean": "7350000000017", "warehouseitems": {"warehouse": stocked}}]},
        "displays": {"display": [display]},
    }
    product = {
        "id": "HAT",
        "status": "active",
        "sku": "HAT",
        "description": "Harbour hat",
        "brand": {"id": "TIDE", "description": "Tide Works"},
        "collection": {"id": "AW", "description": "Autumn"},
        "variations": {"variation": [variation]},
        "metadata": {"storemeta": [{"store": "1", "description": "Warm in the wind"}]},
        "media": {"image": [{"id": "1", "image": "http://img.test/hat.jpg", "variation": {"id": "HAT-SEA"}}]},
    }
    _update(erp, mock, "products_Update", products={"product": [product]})
    prices = [{"id": "HAT", "price": "120"}]
    trade = {"id": "TR", "store": "2", "type": "wholesale", "currency": centra.company_currency, "items": {"product": prices}}
    retail = [{"id": each, "items": {"product": prices}} for each in pricelists]
    date = {"id": "MAY", "status": "active", "name": "May", "store": "2", "startdate": "2031-05-01"}
    _update(erp, mock, "pricealterationdates_Update", pricealterationdates={"pricealterationdate": [date]})
    _update(erp, mock, "pricelists_Update", pricelists={"pricelist": [*retail, trade]})


def _wholesale_people(erp: Client, mock: Mock) -> None:
    _update(erp, mock, "paymentterms_Update", paymentterms={"paymentterms": [{"id": "N30", "name": "30 days", "duedays": "30"}]})
    _update(erp, mock, "shippingterms_Update", shippingterms={"shippingterms": [{"id": "DDU", "name": "Unpaid"}]})
    master = {"salesrep": [{"id": "BOSS", "percent": "1"}]}
    rep = {"id": "REP", "name": "Rune", "email": "rune@sales.test", "percent": "5", "mastersalesrep": master}
    _update(erp, mock, "salesreps_Update", salesreps={"salesrep": [rep]})
    account = {
        "id": "DUNE",
        "type": "wholesale",
        "status": "active",
        "description": "Dune Shops",
        "market": {"id": "TRADE"},
        "pricelist": {"id": "TR"},
        "salesrep": {"id": "REP"},
        "paymentterms": {"id": "N30"},
        "shippingterms": {"id": "DDU"},
        "shippingaddress": {"company": "Dune", "city": "Lyon", "country": "FR"},
        "buyers": {"buyer": [{"id": "DUNE-1", "store": 2, "firstname": "Bo"}]},
    }
    _update(erp, mock, "accounts_Update", accounts={"account": [account]})
    entry = {"id": "HAT-SEA", "variationlimit": 5}
    window = {
        "id": "AW31",
        "description": "Autumn",
        "startdate": "2031-08-01",
        "stopdate": "2031-09-01",
        "variations": {"variation": [entry]},
    }
    _update(erp, mock, "deliverywindows_Update", deliverywindows={"deliverywindow": [window]})


def _buy(mock: Mock) -> None:
    """A shopper finds the hat and pays for two."""
    found = mock.shop("POST", "/products", {"search": "Harbour hat"})["products"]
    [hat] = [each for each in found if each["name"] == "Harbour hat"]
    item = hat["items"][0]["item"]
    assert (hat["description"], hat["priceAsNumber"]) == ("Warm in the wind", 120)
    added = mock.shop("POST", f"/items/{item}/quantity/2")
    assert "errors" not in added, (added, hat)
    started = mock.shop("POST", "/payment", {"paymentMethod": "dummy", **PAGES, "termsAndConditions": True, "address": ADDRESS})
    assert "formFields" in started, started
    mock.shop("POST", "/payment-result", {"paymentMethodFields": started["formFields"]})


def test_a_stock_client_carries_out_all_seventeen_operations(erp: Client, mock: Mock) -> None:
    """From master data to a wholesale order that is shipped, invoiced and returned."""
    _master_data(erp, mock)
    _wholesale_people(erp, mock)
    customer = {"id": "C-1", "store": 1, "firstname": "Ines", "email": "ines@shop.test", "country": "SE"}
    _update(erp, mock, "customers_Update", customers={"customer": [customer]})
    row = {"id": "HAT", "variation": {"id": "HAT-SEA"}, "sizes": {"size": [{"id": "S", "qty": "2"}]}}
    order = {
        "id": "PO-1",
        "type": "wholesale",
        "store": 2,
        "account": {"id": "DUNE"},
        "buyer": {"id": "DUNE-1"},
        "market": {"id": "TRADE"},
        "pricelist": {"id": "TR"},
        "deliverywindow": {"id": "AW31"},
        "products": {"product": [row]},
        "status": "confirmed",
        "locked": "yes",
    }
    _update(erp, mock, "orders_Update", orders={"order": [order]})
    box = {"id": "BOX-1", "goodtogo": "yes", "shipped": "yes", "paid": "yes", "products": {"product": [row]}}
    box["refunds"] = {"refund": [{**REFUND, "products": {"product": [{**row, "sizes": {"size": [{"id": "S", "qty": "1"}]}}]}}]}
    _update(erp, mock, "orders_Update", orders={"order": [{"id": "PO-1", "shipments": {"shipment": [box]}}]})
    line = {"qty": "2", "price": "120", "product": {"id": "HAT"}, "variation": {"id": "HAT-SEA"}, "size": {"id": "S"}}
    invoice = {"id": "INV-1", "order": {"id": "PO-1"}, "shipment": {"id": "BOX-1"}, "refund": {"id": "R-1"}, "total": "240"}
    _update(erp, mock, "invoices_Update", invoices={"invoice": [{**invoice, "items": {"invoiceitem": [line]}}]})

    events = erp.service.events_GetByMarkets(login=mock.login, type="order", markets={"market": [{"id": "TRADE"}]})
    seen = events[-1]["data"]["order"]
    assert (seen["id"], seen["account"]["id"], seen["buyer"]["id"], seen["deliverywindow"]["id"]) == (
        "PO-1",
        "DUNE",
        "DUNE-1",
        "AW31",
    )
    assert (seen["status"], seen["locked"], seen["salesrep"]["id"]) == ("completed", "yes", "REP")
    shipped = seen["shipments"]["shipment"][0]
    assert (shipped["id"], shipped["refunds"]["refund"][0]["id"]) == ("BOX-1", "R-1")
    assert shipped["products"]["product"][0]["sizes"]["size"][0]["id"] == "S"
    told = _events(erp, mock, "invoice")[-1]["data"]["invoice"]
    assert (told["id"], told["shipment"]["id"], told["refund"]["id"], told["total"]) == ("INV-1", "BOX-1", "R-1", "240")
    assert told["items"]["invoiceitem"][0]["size"]["id"] == "S"
    for kind in ("account", "customer", "market", "paymentterm", "pricelist", "salesrep", "shippingterm", "size", "warehouse"):
        assert _events(erp, mock, kind), kind
    assert _events(erp, mock, "all") and erp.service.events_Get(login=mock.login, type="all") is None


def test_what_the_erp_sends_is_sold_and_the_order_comes_back_under_its_ids(erp: Client, mock: Mock) -> None:
    """Product, display, price and stock through SOAP; sold through Checkout; shipped, captured and returned through SOAP."""
    _master_data(erp, mock)
    _events(erp, mock, "all")
    _buy(mock)
    order = erp.service.events_Get(login=mock.login, type="order")[-1]["data"]["order"]
    [row] = order["products"]["product"]
    size = row["sizes"]["size"][0]
    assert (row["id"], row["variation"]["id"], row["brand"]["id"], order["collection"]["id"]) == ("HAT", "HAT-SEA", "TIDE", "AW")
    assert (size["id"], size["qty"], order["customer"]["id"], order["payments"]["payment"][0]["type"]) == (
        "S",
        "2",
        _events(erp, mock, "customer")[-1]["entry"],
        "auth",
    )
    pieces = {"id": "HAT", "sizes": {"size": [{"id": "S", "qty": "2", "orderitem": {"id": size["orderitem"]["id"]}}]}}
    costs = {"subtotal": order["shipping"]["subtotal"]}
    box = {
        "id": "BOX",
        "shipped": "yes",
        "capture": "yes",
        "products": {"product": [pieces]},
        "shipping": costs,
        "goodtogo": "yes",
    }
    confirmed = {"id": order["id"], "status": "confirmed", "locked": "yes"}
    _update(erp, mock, "orders_Update", orders={"order": [confirmed]})
    _update(erp, mock, "orders_Update", orders={"order": [{"id": order["id"], "shipments": {"shipment": [box]}}]})
    headers = {"API-Authorization": mock.world.secrets.order}
    told = mock.send("GET", f"/api/order-api/shipments?order={order['ordernumber']}&status=completed", headers=headers).json()
    assert len(told["shipments"]) == 1, told
    after = erp.service.events_Get(login=mock.login, type="order")[-1]["data"]["order"]
    assert (after["status"], after["payments"]["total"]) == ("completed", after["ordertotal"].removesuffix(".00"))


def test_an_empty_queue_that_gets_234_events_is_read_as_the_guide_reckons(erp: Client, mock: Mock) -> None:
    """A hundred, ten of them done, 224 left: ninety again and ten new ones."""
    _events(erp, mock, "all")
    customers = [{"id": f"C-{number}", "store": 1, "firstname": "Ines"} for number in range(234)]
    _update(erp, mock, "customers_Update", customers={"customer": customers})
    first = [each["id"] for each in erp.service.events_Get(login=mock.login, type="all")]
    _update(erp, mock, "events_Done", event=first[:10])
    second = [each["id"] for each in erp.service.events_Get(login=mock.login, type="all")]
    assert (len(first), len(second), second[:90]) == (100, 100, first[10:])
    assert len(_events(erp, mock, "all")) == 224


def test_elements_that_no_page_names_come_when_they_are_asked_for(mock: Mock) -> None:
    """A client that bears with additions reads the same events."""
    login = "".join(f"<{name}>{text}</{name}>" for name, text in mock.login.items())
    request = f'<events_GetRequest xmlns="http://www.centra.com/webservices/"><login>{login}</login><type>all</type></events_GetRequest>'
    body = f'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>{request}</e:Body></e:Envelope>'
    headers = {"Content-Type": "text/xml; charset=utf-8"}
    plain = mock.send("POST", PATH, content=body, headers=headers).text
    added = mock.send("POST", f"{PATH}?additions=yes", content=body, headers=headers).text
    assert "novelty" not in plain and added.count("<ns1:novelty>") == 34
    assert plain.count("<ns1:event>") == added.count("<ns1:event>") == 100
