"""Tours of an ERP through the SOAP API: each says the same to every store and answers what it saw.

What a tour saw is text, without the time of day; two stores of one seed show the same, unless one of them lies.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree
from soap_client import ENVELOPE, Erp

from centra_mock.domain.model import Order, OrderLine
from centra_mock.domain.orders import shipments_of
from centra_mock.faces.soap import PATH

Tour = Callable[[Erp], list[str]]

_SIZES = (
    "<size><id>A</id><description>Alpha</description><sku>a</sku><ean>11</ean><comment>c</comment><sizetable><id>T1</id>"
    "<description>Letters</description><stockdivisor>2</stockdivisor><stockunit>pair</stockunit></sizetable></size>"
    "<size><id>B</id><description>Beta</description><sizetable><id>T1</id><description>Letters</description></sizetable></size>"
    "<size><id>A</id><description/><sizetable><id>T2</id><description>Single</description></sizetable></size>"
)
_VARIATION = (
    "<variation><id>P1</id><stockid>P1</stockid><description>Sea</description><sku>S</sku><status>active</status>"
    "<sizetable><id>T1</id></sizetable><sizes><size><id>A</id><preorder>yes</preorder><warehouseitems><warehouse><id>W1</id>"
    "<qty>7</qty></warehouse><warehouse><id>W2</id><qty>3</qty></warehouse></warehouseitems></size></sizes>"
    "<displays><display><store>1</store><categories><category><id>K1</id><description>Hats</description></category></categories>"
    "<markets><market><id>M1</id></market></markets></display></displays></variation>"
)
_OTHER = (
    "<variation><id>P1-b</id><description>Sand</description><sku>N</sku><sizetable><id>T1</id></sizetable><sizes><size>"
    "<id>B</id><sku>b</sku><ean>12</ean></size></sizes></variation>"
)
_META = (
    "<metadata><storemeta><store>1</store><description>Ömse väl stickad mössa i ull</description></storemeta></metadata>"
    "<media><image><id>I1</id><image>http://img.test/1.jpg</image></image></media>"
)
_PRODUCT = (
    "<product><id>P1</id><status>active</status><sku>HAT</sku><description>Harbour hat</description>"
    "<brand><id>B1</id><description>Tide</description></brand><variations>{}</variations>{}</product>"
)


def catalogue(erp: Erp) -> list[str]:
    """Sizes, markets, warehouses, products, stock, pricelists and price alteration dates."""
    seen = [
        _said(erp, "sizes_Update", _SIZES),
        _said(erp, "sizes_Update", _SIZES),
        _said(erp, "markets_Update", "<market><id>M1</id><store>1</store><description>Isles</description></market>"),
        _said(erp, "warehouses_Update", "<warehouse><id>W1</id><description>Quay</description></warehouse>"),
        _said(erp, "products_Update", _PRODUCT.format(_VARIATION + _OTHER, _META)),
        _said(erp, "products_Update", _PRODUCT.format(_VARIATION, "")),
        _said(erp, "products_Update", "<product><id>P2</id><brand><id>B1</id></brand></product>" + _stock("P1", "W1", 4)),
        _said(erp, "products_Update", _stock("P9", "W1", 4)),
        _said(erp, "products_Update", "<product><id>P3</id><status>canceled</status></product>"),
        _said(erp, "products_Update", "<product><id>P3</id><status>active</status></product>"),
        _said(erp, "products_Update", "<product><id>P3</id><status>canceled</status></product>"),
        _said(
            erp,
            "products_Update",
            "<product><id>P4</id><variations><variation><id>P4</id><sizetable><id>no</id></sizetable></variation></variations>"
            "</product>",
        ),
    ]
    currency = erp.world.centra.company_currency
    date = "<pricealterationdate><id>D1</id><status>active</status><name>May</name><store>2</store><startdate>2031-05-01"
    date += "</startdate></pricealterationdate>"
    prices = "<items><product><id>P1</id><price>80</price><priceb>200</priceb><variation><id>P1-b</id><price>90</price>"
    prices += "<alteredprice>99</alteredprice></variation></product></items>"
    head = f"<store>2</store><type>wholesale</type><currency>{currency}</currency>"
    seen += [
        _said(erp, "pricealterationdates_Update", date),
        _said(erp, "pricealterationdates_Update", date),
        _said(erp, "pricelists_Update", f"<pricelist><id>L1</id>{head}{prices}</pricelist>"),
        _said(
            erp,
            "pricelists_Update",
            "<pricelist><id>L1</id><items><product><id>P1</id><variation><id>P1</id><price>70</price></variation></product></items>"
            "</pricelist>",
        ),
        _said(
            erp,
            "pricelists_Update",
            "<pricelist><id>L1</id><items><product><id>no</id><price>1</price></product></items></pricelist>",
        ),
        *_events(erp, "size", "market", "warehouse", "pricelist"),
        *_store(erp, "products", "variants", "brands", "displays", "categories", "prices", "price_alterations", "product_sizes"),
        str(sorted((key, each.physical, each.allocated) for key, each in erp.world.centra.stocks.items() if each.free)),
    ]
    return [_timeless(each) for each in seen]


def people(erp: Erp) -> list[str]:
    """Customers, terms, sales representatives, accounts, delivery windows and invoices."""
    currency = erp.world.centra.company_currency
    variants = list(erp.world.centra.variants)[:2]
    entries = [f"<variation><id>{each}</id><variationlimit>4</variationlimit></variation>" for each in variants]
    buyer = "<buyer><id>A1-b</id><store>2</store><firstname>Bo</firstname><lastname>Ek</lastname></buyer>"
    address = "<address1>Kaj 1</address1><city>Malmö</city><country>SE</country>"
    account = (
        "<account><id>A1</id><type>wholesale</type><status>active</status><description>Dune</description><other>o</other>"
        "<market><id>M2</id></market><pricelist><id>L2</id></pricelist><salesrep><id>R1</id></salesrep><paymentterms><id>N</id>"
        "</paymentterms><shippingterms><id>F</id></shippingterms><internalinformation>i</internalinformation>"
        f"<shippingaddress>{address}</shippingaddress><invoiceaddress>{address}</invoiceaddress><buyers>{buyer}</buyers></account>"
    )
    master = "<mastersalesrep><salesrep><id>R0</id><percent>2</percent></salesrep></mastersalesrep>"
    seen = [
        _said(
            erp, "customers_Update", f"<customer><id>C1</id><email>a@b.test</email><firstname>Åsa</firstname>{address}</customer>"
        ),
        _said(
            erp, "customers_Update", "<customer><id>C1</id><lastname>Vik</lastname></customer><customer><id>C2</id></customer>"
        ),
        _said(erp, "markets_Update", "<market><id>M2</id><store>2</store><description>Trade</description></market>"),
        _said(erp, "markets_Update", "<market><id>M2</id><store>2</store></market>"),
        _said(erp, "pricelists_Update", f"<pricelist><id>L2</id><store>2</store><currency>{currency}</currency></pricelist>"),
        _said(erp, "pricelists_Update", "<pricelist><id>L2</id></pricelist>"),
        _said(erp, "paymentterms_Update", "<paymentterms><id>N</id><name>Net</name><duedays>9</duedays></paymentterms>"),
        _said(erp, "paymentterms_Update", "<paymentterms><id>N</id><duedays>8</duedays></paymentterms>"),
        _said(erp, "shippingterms_Update", "<shippingterms><id>F</id><name>Free</name></shippingterms>"),
        _said(erp, "shippingterms_Update", "<shippingterms><id>F</id><duedays>3</duedays></shippingterms>"),
        _said(erp, "salesreps_Update", f"<salesrep><id>R1</id><name>Rune</name><percent>5</percent>{master}</salesrep>"),
        _said(erp, "salesreps_Update", "<salesrep><id>R1</id><percent>6</percent></salesrep>"),
        _said(
            erp,
            "warehouses_Update",
            "<warehouse><id>W</id><description>Quay</description></warehouse><warehouse><id>W</id></warehouse>",
        ),
        _said(erp, "accounts_Update", account),
        _said(erp, "accounts_Update", f"<account><id>A1</id><discount>3</discount><buyers>{buyer}</buyers></account>"),
        *(_said(erp, "accounts_Update", f"<account><id>A2</id><{each}><id>no</id></{each}></account>") for each in _NAMED),
        _said(
            erp,
            "deliverywindows_Update",
            f"<deliverywindow><id>D</id><description>Spring</description><variations>{entries[0]}</variations></deliverywindow>",
        ),  # fmt: skip
        _said(erp, "deliverywindows_Update", f"<deliverywindow><id>D</id><variations>{entries[1]}</variations></deliverywindow>"),
        _said(
            erp,
            "invoices_Update",
            "<invoice><id>V1</id><serialno>7</serialno><account><id>A1</id></account><total>5</total></invoice>",
        ),
        _said(erp, "invoices_Update", "<invoice><id>V1</id><status>paid</status><buyer><id>A1-b</id></buyer></invoice>"),
        _said(erp, "pricealterationdates_Update", "<pricealterationdate><id>X</id><name>May</name></pricealterationdate>"),
        _said(erp, "pricealterationdates_Update", "<pricealterationdate><id>X</id></pricealterationdate>"),
        *_events(
            erp, "customer", "account", "invoice", "paymentterm", "shippingterm", "salesrep", "market", "pricelist", "warehouse"
        ),
        *_store(erp, "customers", "accounts", "buyers", "delivery_windows", "invoices", "price_alterations"),
    ]
    return [_timeless(each) for each in seen]


def orders(erp: Erp) -> list[str]:
    """Locking, confirming, cancelling, shipping in parts, capturing and returning."""
    centra = erp.world.centra
    waiting = [each for each in centra.orders.values() if each.status.name == "CONFIRMED" and not each.hold]
    fresh = [each for each in waiting if not shipments_of(centra, each.number)]
    retail = next(each for each in fresh if each.store_id == 1 and len(rows(each)) > 1 and rows(each)[1].quantity > 1)
    wholesale = next(each for each in fresh if each.account_id is not None and rows(each)[0].quantity > 1)
    pending = [each for each in centra.orders.values() if each.status.name == "PENDING"]
    retail.comment = "Ring twice"
    first, second = rows(retail)[:2]
    box = f"<shipment><id>S1</id><goodtogo>yes</goodtogo><products>{products(first, 1)}</products></shipment>"
    last = (
        f"<shipment><id>S2</id><products>{products(second, 1)}</products><shipping><subtotal>2</subtotal></shipping></shipment>"
    )
    sent = "<shipment><id>S1</id><shipped>yes</shipped><capture>yes</capture></shipment>"
    sent += "<shipment><id>S2</id><goodtogo>yes</goodtogo></shipment>"
    back = f"<refund><id>F1</id><status>confirmed</status><products>{products(second, 1)}</products></refund>"
    wrapped = f"<shipments><shipment><id>S2</id><shipped>yes</shipped><refunds>{back}</refunds></shipment></shipments>"
    inside = products(rows(wholesale)[0], 2)
    parcel = f"<shipment><id>Z1</id><shipped>yes</shipped><capture>yes</capture><products>{inside}</products></shipment>"
    part = f"<refund><id>F2</id><products>{products(rows(wholesale)[0], 1)}</products></refund>"
    extra = "<additionals><additional><key>shipwallet_id</key><value>{}</value></additional></additionals>"
    seen = [
        str(erp.order(pending[2].number, "<locked>yes</locked>")),
        str(erp.order(pending[0].number, "<locked>yes</locked><status>confirmed</status>")),
        str(erp.order(pending[1].number, "<status>confirmed</status><locked>yes</locked>")),
        str(erp.order(retail.number, "<locked>yes</locked>" + extra.format("1"))),
        str(erp.order(retail.number, f"<cancelled>{products(second, 1)}</cancelled>" + extra.format("2"))),
        str(erp.order(retail.number, f"<shipments>{box}{last}</shipments>")),
        str(erp.order(retail.number, f"<shipments>{sent}</shipments>")),
        str(erp.order(retail.number, f"<shipments>{sent}</shipments>")),
        str(erp.order(retail.number, wrapped)),
        str(erp.order(retail.number, wrapped)),
        str(erp.order(wholesale.number, f"<shipments>{parcel}</shipments>")),
        str(erp.order(wholesale.number, f"<shipments><shipment><id>Z1</id><refunds>{part}</refunds></shipment></shipments>")),
        _said(erp, "deliverywindows_Update", "<deliverywindow><id>D1</id></deliverywindow>"),
        str(erp.order(wholesale.number, "<deliverywindow><id>D1</id></deliverywindow>")),
        _insert(erp, retail),
        _insert_own(erp, retail),
        str(erp.update("orders_Update", "<order><id>E1</id><other>Hi</other></order>")),
        *_events(erp, "order", "invoice"),
        *_store(erp, "orders", "shipments", "returns", "collections"),
    ]
    return [_timeless(each) for each in seen]


def queue(erp: Erp) -> list[str]:
    """Fetching by every type and by markets, and marking done."""
    centra = erp.world.centra
    erp.update("markets_Update", "<market><id>M9</id><store>1</store></market>")
    erp.update("customers_Update", "<customer><id>C9</id><store>1</store></customer>")
    markets = [str(each) for each in centra.markets][:2]
    kinds = ["all", "account", "customer", "invoice", "market", "order"]
    kinds += ["paymentterm", "pricelist", "salesrep", "shippingterm", "size", "warehouse"]
    seen = [_raw(erp, f"<events_GetRequest>LOGIN<type>{kind}</type></events_GetRequest>") for kind in kinds]
    seen += [_raw(erp, _by_markets("order", markets)), _raw(erp, _by_markets("all", ["none"]))]
    seen.append(_raw(erp, _by_markets("all", ["M9"])))
    ids = re.findall(r"<ns1:event><ns1:id>(\d+)", seen[0])
    for marked in (ids[2:4], ids[10:20], ids[30:31]):
        seen.append(_raw(erp, f"<events_Done>LOGIN{''.join(f'<event>{each}</event>' for each in marked)}</events_Done>"))
        seen.append(_raw(erp, "<events_GetRequest>LOGIN<type>all</type></events_GetRequest>"))
    seen.append(_raw(erp, "<events_GetRequest>LOGIN<type>market</type></events_GetRequest>"))
    seen.append(_raw(erp, _by_markets("order", markets)))
    for kind in ("size", "market"):
        shown = re.findall(
            r"<ns1:event><ns1:id>(\d+)", _raw(erp, f"<events_GetRequest>LOGIN<type>{kind}</type></events_GetRequest>")
        )
        erp.post(f"<events_Done>LOGIN{''.join(f'<event>{each}</event>' for each in shown)}</events_Done>")
        seen.append(_raw(erp, f"<events_GetRequest>LOGIN<type>{kind}</type></events_GetRequest>"))
    return [_timeless(each) for each in seen]


def access(erp: Erp) -> list[str]:
    """Logins, namespaces, headers and forms of answers."""
    bad = "<login><username>a</username><password>b</password></login>"
    secrets = erp.world.secrets
    half = (
        f"<login><username>{secrets.soap_username}</username><password>b</password></login>",
        f"<login><username>a</username><password>{secrets.soap_password}</password></login>",
    )
    bodies = [
        "<markets_Update>LOGIN<markets><market><id>M</id><store>1</store></market></markets></markets_Update>",
        "<markets_Update>LOGIN<markets><market/></markets></markets_Update>",
        *(f"<events_GetRequest>{each}<type>market</type></events_GetRequest>" for each in half),
        f"<events_GetByMarkets>{bad}<type>all</type></events_GetByMarkets>",
        f"<events_Done>{bad}<event>1</event></events_Done>",
        f"<orders_Update>{bad}<orders/></orders_Update>",
        f"<products_Update>{bad}<products/></products_Update>",
        "<events_GetByMarkets>LOGIN<type>market</type><markets/></events_GetByMarkets>",
    ]
    answers = [erp.post(body) for body in bodies]
    prefixed = ENVELOPE.format(bodies[0].replace("LOGIN", half[0].replace("<password>b", f"<password>{secrets.soap_password}")))
    prefixed = re.sub(r"<(/?)(?!/|e:)", r"<\1c:", prefixed).replace("xmlns=", "xmlns:c=")
    answers.append(erp.send("POST", PATH, prefixed.encode()))
    answers.append(erp.send("GET", f"{PATH}?wsdl"))
    action = {"SOAPAction": '"http://www.centra.com/webservices/Markets_Update"'}
    answers.append(erp.send("POST", PATH, prefixed.encode(), headers=action))
    return [f"{each.status_code} {sorted(each.headers.items())} {_timeless(each.text)}" for each in answers]


TOURS: tuple[Tour, ...] = (access, queue, orders, catalogue, people)
_NAMED = ("market", "pricelist", "paymentterms")


def rows(order: Order) -> list[OrderLine]:
    """The ordinary rows of an order."""
    return [line for line in order.lines if line.bundle_line_id is None and not line.is_bundle and line.product_size_id]


def products(line: OrderLine, pieces: int) -> str:
    """Some pieces of a row, named by its orderitem."""
    size = f"<size><qty>{pieces}</qty><orderitem><id>{line.id}</id></orderitem></size>"
    return f"<product><id>{line.product_id}</id><sizes>{size}</sizes></product>"


def _insert(erp: Erp, known: Order) -> str:
    row = rows(known)[0]
    size = erp.world.centra.product_sizes[row.product_size_id].size_id
    product = f"<product><id>{row.product_id}</id><variation><id>{row.variant_id}</id></variation><price>5</price>"
    product += f"<sizes><size><id>{size}</id><qty>1</qty></size></sizes></product>"
    head = f"<order><id>E1</id><store>1</store><customer><id>{known.customer_id}</id></customer>"
    head += f"<pricelist><id>{known.pricelist_id}</id></pricelist><market><id>{known.market_id}</id></market>"
    return str(erp.update("orders_Update", f"{head}<ponumber>9</ponumber><products>{product}</products></order>"))


def _insert_own(erp: Erp, known: Order) -> str:
    """An order of a product that the ERP made."""
    named = "<collection><id>O1</id><description>Season</description></collection>"
    _said(erp, "sizes_Update", _SIZES)
    _said(erp, "products_Update", _PRODUCT.format(_OTHER, named))
    _said(erp, "products_Update", _PRODUCT.format(_OTHER, named))
    product = "<product><id>P1</id><variation><id>P1-b</id></variation><price>5</price><sizes><size><id>B</id><qty>1</qty></size>"
    head = f"<order><id>E2</id><store>1</store><customer><id>{known.customer_id}</id></customer>"
    return str(erp.update("orders_Update", f"{head}<products>{product}</sizes></product></products></order>"))


def _stock(product: str, warehouse: str, pieces: int) -> str:
    item = f"<warehouseitems><warehouse><id>{warehouse}</id><qty>{pieces}</qty></warehouse></warehouseitems>"
    variation = f"<variation><id>{product}</id><sizes><size><id>A</id>{item}</size></sizes></variation>"
    return f"<product><id>{product}</id><variations>{variation}</variations></product>"


def _by_markets(kind: str, keys: list[str]) -> str:
    listed = "".join(f"<market><id>{each}</id></market>" for each in keys)
    return f"<events_GetByMarkets>LOGIN<type>{kind}</type><markets>{listed}</markets></events_GetByMarkets>"


def _raw(erp: Erp, body: str) -> str:
    return erp.post(body).text


def _said(erp: Erp, operation: str, items: str) -> str:
    return str(erp.update(operation, items))


def _events(erp: Erp, *kinds: str) -> list[str]:
    return [etree.tostring(each, encoding="unicode") for kind in kinds for each in erp.events(kind)]


def _store(erp: Erp, *collections: str) -> list[str]:
    return [f"{name}: {list(getattr(erp.world.centra, name).values())[-6:]}" for name in collections]


def _timeless(text: str) -> str:
    return re.sub(r"\d\d:\d\d:\d\d|\(\d+, \d+, \d+, \d+, \d+(, \d+)?\)", "T", text)
