"""Every lie of the SOAP face changes an answer, or what the store holds afterwards."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from soap_client import ORIGIN, Erp, value
from test_soap_wsdl import InProcess
from zeep import Client

from centra_mock.domain.model import AssignedAttribute, Order, OrderLine
from centra_mock.domain.orders import shipments_of
from centra_mock.domain.returns import refund_return
from centra_mock.faces.soap import LIES, PATH

EVENTS = "<events_GetRequest>LOGIN<type>all</type></events_GetRequest>"
MARKET = "<market><id>M</id><store>1</store></market>"
SIZE = "<size><id>1</id><description>{}</description><sizetable><id>T</id><description>T</description></sizetable></size>"
Probe = Callable[[Erp], object]


def _order(erp: Erp) -> Order:
    """A confirmed retail order that can be shipped and costs something to ship."""
    waiting = [each for each in erp.world.centra.orders.values() if each.status.name == "CONFIRMED" and not each.hold]
    unshipped = [each for each in waiting if not shipments_of(erp.world.centra, each.number)]
    order = next(each for each in unshipped if each.store_id == 1)
    order.shipping_value = order.shipping_value or Decimal(5)
    return order


def _product(line: OrderLine) -> str:
    size = f"<size><qty>1</qty><orderitem><id>{line.id}</id></orderitem></size>"
    return f"<product><id>{line.product_id}</id><sizes>{size}</sizes></product>"


def _answer(body: str) -> Probe:
    def probe(erp: Erp) -> object:
        answer = erp.post(body)
        return answer.status_code, answer.text

    return probe


def _wsdl(erp: Erp) -> object:
    return erp.send("GET", f"{PATH}?wsdl").text


def _event_ids(erp: Erp) -> object:
    return [value(each, "id") for each in erp.events()]


def _after_done(erp: Erp) -> object:
    erp.done([value(each, "id") or "" for each in erp.events()])
    return _event_ids(erp)


def _twice(erp: Erp) -> object:
    return _event_ids(erp), _event_ids(erp)


def _by_markets(erp: Erp) -> object:
    return len(erp.events(markets=["none"]))


def _market_event(erp: Erp) -> object:
    erp.update("markets_Update", MARKET)
    return [value(each, "entry") for each in erp.events("market")]


def _renamed_customer(erp: Erp) -> object:
    for fields in ("<lastname>Berg</lastname>", "<firstname>Anna</firstname>"):
        erp.update("customers_Update", f"<customer><id>K</id>{fields}</customer>")
    customers = erp.world.centra.customers
    return len(customers), list(customers.values())[-1].address.name


def _sizes(erp: Erp) -> object:
    said = [erp.update("sizes_Update", SIZE.format(name)) for name in ("One", "Other")]
    return said, [size.name for chart in erp.world.centra.size_charts.values() for size in chart.sizes]


def _written(operation: str, items: str, collection: str) -> Probe:
    def probe(erp: Erp) -> object:
        said = erp.update(operation, items)
        return said, len(getattr(erp.world.centra, collection))

    return probe


def _stock(warehouse: str | None = None) -> Probe:
    def probe(erp: Erp) -> object:
        centra = erp.world.centra
        item = next(each for each in centra.product_sizes.values() if _allocated(erp, each.id))
        variant = centra.variants[item.variant_id]
        name = warehouse or str(_allocated(erp, item.id))
        entry = f"<warehouseitems><warehouse><id>{name}</id><qty>77</qty></warehouse></warehouseitems>"
        size = f"<sizes><size><id>{item.size_id}</id>{entry}</size></sizes>"
        variation = f"<variations><variation><id>{variant.id}</id>{size}</variation></variations>"
        said = erp.update("products_Update", f"<product><id>{variant.product_id}</id>{variation}</product>")
        return said, sorted(each.free for each in centra.stocks.values() if each.product_size_id == item.id)

    return probe


def _allocated(erp: Erp, product_size_id: int) -> int:
    stocks = erp.world.centra.stocks.values()
    held = [each.warehouse_id for each in stocks if each.product_size_id == product_size_id and each.allocated]
    return held[0] if held else 0


def _account_status(erp: Erp) -> object:
    erp.update("accounts_Update", "<account><id>N</id><status>active</status></account>")
    return list(erp.world.centra.accounts.values())[-1].status


def _price(erp: Erp) -> object:
    centra = erp.world.centra
    price = next(iter(centra.prices.values()))
    items = f"<items><product><id>{price.product_id}</id><price>1234</price></product></items>"
    erp.update("pricelists_Update", f"<pricelist><id>{price.pricelist_id}</id>{items}</pricelist>")
    return price.price


def _order_after(fields: str) -> Probe:
    def probe(erp: Erp) -> object:
        order = _order(erp)
        said = erp.order(order.number, fields.format(row=_product(order.lines[0])))
        shipped = [(each.shipping_value, each.captured) for each in shipments_of(erp.world.centra, order.number)]
        returns = [each.refunded for each in erp.world.centra.returns.values() if each.order_number == order.number]
        lines = [line.quantity for line in order.lines]
        return said, order.locked, order.status, lines, order.additionals, shipped, returns, order.payments != []

    return probe


def _confirmed(erp: Erp) -> object:
    order = next(each for each in erp.world.centra.orders.values() if each.status.name == "PENDING")
    erp.order(order.number, "<status>confirmed</status>")
    return order.status


def _account_attributes(erp: Erp) -> object:
    centra = erp.world.centra
    kind = next(each for each in centra.attribute_types.values() if each.object_type == "Account" and not each.is_mapped)
    account = next(iter(centra.accounts.values()))
    key = kind.elements[0].key
    pair = f"<additional><key>{key}</key><value>v</value></additional>"
    erp.update("accounts_Update", f"<account><id>{account.id}</id><additionals>{pair}</additionals></account>")
    return AssignedAttribute(kind.name, {key: "v"}) in account.attributes


def _returned(erp: Erp) -> object:
    order = _order(erp)
    shipment = f"<id>S</id><shipped>yes</shipped><capture>yes</capture><products>{_product(order.lines[0])}</products>"
    refund = f"<refund><id>R</id><status>confirmed</status><products>{_product(order.lines[0])}</products></refund>"
    erp.order(order.number, f"<shipments><shipment>{shipment}<refunds>{refund}</refunds></shipment></shipments>")
    event = [each for each in erp.events("order") if value(each, "entry") == str(order.number)][-1]
    base = "data/order/"
    seen = [value(event, base + path) for path in ("shipments/shipment/id", "shipments/shipment/refunds/refund/id")]
    kinds = [each.text for each in event.iterfind("{*}data/{*}order/{*}payments/{*}payment/{*}type")]
    return seen, kinds, [(each.refunded, each.completed) for each in erp.world.centra.returns.values()][-1]


def _refunded_elsewhere(erp: Erp) -> object:
    _returned(erp)
    made = list(erp.world.centra.returns.values())[-1]
    refund_return(erp.world.centra, made.id)
    event = [each for each in erp.events("order") if value(each, "entry") == str(made.order_number)][-1]
    return [each.text for each in event.iterfind("{*}data/{*}order/{*}payments/{*}payment/{*}type")]


def _headers(erp: Erp) -> object:
    return sorted(erp.post(EVENTS).headers)


SHIPMENT = "<shipments><shipment><id>S</id>{}<products>{{row}}</products></shipment></shipments>"
TERMS = "<{0}terms><id>N</id><name>N</name></{0}terms>"
WRONG = "<markets_Update>LOGIN<markets><market/></markets></markets_Update>"
DATE = "<pricealterationdate><id>D</id><store>{}</store><startdate>2031-01-01</startdate></pricealterationdate>"
PROBES: dict[str, Probe] = {
    "soap-answers-nothing": _event_ids,
    "soap-refuses-everything": _market_event,
    "soap-unknown-operations-answer": _answer("<campaigns_Update>LOGIN</campaigns_Update>"),
    "soap-needs-no-secret": _answer("<events_GetRequest><type>all</type></events_GetRequest>"),
    "soap-wrong-secret-accepted": _answer(
        "<events_GetRequest><login><username>a</username><password>b</password></login><type>all</type></events_GetRequest>"
    ),
    "soap-wsdl-is-missing": _wsdl,
    "soap-wsdl-drops-updates": _wsdl,
    "soap-wsdl-drops-reading-by-markets": _wsdl,
    "soap-wsdl-retypes-fields": _wsdl,
    "soap-wsdl-drops-fields": _wsdl,
    "soap-reads-offered": _answer("<products_Get>LOGIN</products_Get>"),
    "soap-writes-offered": _answer("<vouchers_Update>LOGIN</vouchers_Update>"),
    "soap-done-events-come-back": _after_done,
    "soap-fetching-consumes-events": _twice,
    "soap-newest-events-first": _event_ids,
    "soap-more-than-100-events": _event_ids,
    "soap-event-type-is-ignored": lambda erp: len(erp.events("market")),
    "soap-event-markets-are-ignored": _by_markets,
    "soap-changes-queue-no-events": _market_event,
    "soap-event-data-is-empty": _answer(EVENTS),
    "soap-event-fields-are-dropped": _answer(EVENTS),
    "soap-event-fields-are-retyped": _answer(EVENTS),
    "soap-events-answer-under-another-name": _answer(EVENTS),
    "soap-authorizations-are-hidden": _answer(EVENTS),
    "soap-shipments-are-hidden": _answer(EVENTS),
    "soap-returns-are-hidden": _returned,
    "soap-refunds-are-shown": _refunded_elsewhere,
    "soap-own-ids-are-shown": _market_event,
    "soap-refusals-are-softened": _answer(WRONG),
    "soap-errors-are-silent": _answer(WRONG),
    "soap-omitted-fields-are-blanked": _renamed_customer,
    "soap-updates-always-create": _renamed_customer,
    "soap-request-ids-are-missing": _headers,
    "soap-result-is-retyped": _answer(WRONG),
    "soap-result-drops-notices": _answer(WRONG),
    "soap-custom-attributes-are-stored": _account_attributes,
    "soap-accounts-need-no-buyer": _account_status,
    "soap-sizetables-can-change": _sizes,
    "soap-size-notices-missing": _sizes,
    "soap-size-notices-repeat": _sizes,
    "soap-stock-writes-are-lost": _stock(),
    "soap-stock-quantity-is-the-shelf-count": _stock(),
    "soap-unknown-warehouses-are-refused": _stock("Nowhere"),
    "soap-price-writes-are-lost": _price,
    "soap-unknown-currencies-are-accepted": _written(
        "pricelists_Update", "<pricelist><id>X</id><currency>XTS</currency></pricelist>", "pricelists"
    ),
    "soap-retail-prices-are-altered": _written("pricealterationdates_Update", DATE.format(1), "price_alterations"),
    "soap-locks-are-lost": _order_after("<locked>yes</locked>"),
    "soap-order-status-writes-are-lost": _confirmed,
    "soap-cancellations-are-lost": _order_after("<cancelled>{row}</cancelled>"),
    "soap-shipment-writes-are-lost": _order_after(SHIPMENT.format("")),
    "soap-shipments-carry-unasked-costs": _order_after(SHIPMENT.format("")),
    "soap-captures-are-lost": _order_after(SHIPMENT.format("<capture>yes</capture>")),
    "soap-return-writes-are-lost": _returned,
    "soap-returns-move-money": _returned,
    "soap-account-writes-are-lost": _written("accounts_Update", "<account><id>N</id></account>", "accounts"),
    "soap-customer-writes-are-lost": _written("customers_Update", "<customer><id>N</id></customer>", "customers"),
    "soap-delivery-window-writes-are-lost": _written(
        "deliverywindows_Update", "<deliverywindow><id>N</id></deliverywindow>", "delivery_windows"
    ),
    "soap-invoice-writes-are-lost": _written("invoices_Update", "<invoice><id>N</id></invoice>", "invoices"),
    "soap-market-writes-are-lost": _written("markets_Update", MARKET, "markets"),
    "soap-order-writes-are-lost": _order_after("<locked>yes</locked>"),
    "soap-terms-writes-are-lost": _written("shippingterms_Update", TERMS.format("shipping"), "shipping_terms"),
    "soap-price-alteration-writes-are-lost": _written("pricealterationdates_Update", DATE.format(2), "price_alterations"),
    "soap-pricelist-writes-are-lost": _price,
    "soap-catalogue-writes-are-lost": _written("products_Update", "<product><id>N</id></product>", "products"),
    "soap-salesrep-writes-are-lost": _written("salesreps_Update", "<salesrep><id>N</id></salesrep>", "sales_representatives"),
    "soap-size-writes-are-lost": _sizes,
    "soap-warehouse-writes-are-lost": _written("warehouses_Update", "<warehouse><id>N</id></warehouse>", "warehouses"),
}


def test_the_probes_are_those_of_lies() -> None:
    """The table above names lies of the face; the others show on tours."""
    assert {lie.name for lie in LIES} >= set(PROBES)


@pytest.mark.parametrize("name", sorted(PROBES))
def test_a_lie_changes_what_the_erp_sees(name: str) -> None:
    """The same words to an honest store and to one that lies end differently."""
    assert PROBES[name](Erp()) != PROBES[name](Erp([name]))


def test_a_lying_description_is_still_one_that_clients_can_read() -> None:
    """The lies bend the description; they do not break it."""
    for name in sorted(each for each in PROBES if each.startswith("soap-wsdl-") or each.endswith("-offered")):
        if name != "soap-wsdl-is-missing":
            assert Client(f"{ORIGIN}{PATH}?wsdl", transport=InProcess(Erp([name]))).service is not None
