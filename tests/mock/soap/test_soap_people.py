"""Customers, accounts, terms, sales representatives, delivery windows and invoices from the ERP."""

from __future__ import annotations

from soap_client import Erp, value


def test_a_customer_is_changed_by_the_fields_that_are_sent(erp: Erp) -> None:
    """The rest stays; an empty field is emptied."""
    sent = "<customer><id>C-1</id><store>1</store><firstname>Ines</firstname><lastname>Vik</lastname>"
    sent += "<email>ines@shop.test</email><country>SE</country></customer>"
    assert erp.update("customers_Update", sent) == ("true", [], [])
    erp.update("customers_Update", "<customer><id>C-1</id><firstname>Inez</firstname><city>Lund</city></customer>")
    erp.update("customers_Update", "<customer><id>C-1</id><city/></customer>")
    customer = list(erp.world.centra.customers.values())[-1]
    given = customer.address
    assert (customer.email, given.name, given.city, given.country) == ("ines@shop.test", "Inez Vik", "", "SE")


def test_a_customer_born_in_centra_is_known_by_its_number(erp: Erp) -> None:
    """No new customer is made."""
    customers = erp.world.centra.customers
    own, count = next(iter(customers)), len(customers)
    answer = erp.update("customers_Update", f"<customer><id>{own}</id><telephone>0700</telephone></customer>")
    assert answer == ("true", [], [])
    assert (len(customers), customers[own].address.phone) == (count, "0700")


def test_customers_are_retail_and_countries_have_two_letters(erp: Erp) -> None:
    """Both are refused before anything is written; the good customer of the same request is kept."""
    wrong = "<customer><id>W</id><store>2</store></customer><customer><id>V</id><country>SWE</country></customer>"
    success, errors, _ = erp.update("customers_Update", wrong + "<customer><id>GOOD</id></customer>")
    assert (success, len(errors)) == ("false", 2)
    assert ("customer", "GOOD") in erp.world.centra.conversions
    assert ("customer", "V") not in erp.world.centra.conversions


def test_an_account_comes_back_in_its_event_under_the_ids_of_the_erp(erp: Erp) -> None:
    """Market, pricelist, terms and representative have to exist; buyers are known by their own ids."""
    currency = erp.world.centra.company_currency
    erp.update("markets_Update", "<market><id>TRADE</id><store>2</store><type>wholesale</type></market>")
    erp.update("pricelists_Update", f"<pricelist><id>TR</id><store>2</store><currency>{currency}</currency></pricelist>")
    erp.update("shippingterms_Update", "<shippingterms><id>FOB</id><name>Free on board</name></shippingterms>")
    master = "<mastersalesrep><salesrep><id>BOSS</id><percent>2</percent></salesrep></mastersalesrep>"
    rep = f"<salesrep><id>REP</id><name>Rune</name><percent>5</percent>{master}</salesrep>"
    assert erp.update("salesreps_Update", rep) == ("true", [], [])
    account = (
        "<account><id>A-1</id><type>wholesale</type><status>active</status><description>Dune Shops</description>"
        "<market><id>TRADE</id></market><pricelist><id>TR</id></pricelist><salesrep><id>REP</id></salesrep>"
        "<shippingterms><id>FOB</id></shippingterms><invoiceaddress><company>Dune</company></invoiceaddress>"
        "<buyers><buyer><id>A-1-b</id><store>2</store><firstname>Bo</firstname></buyer></buyers></account>"
    )
    assert erp.update("accounts_Update", account) == ("true", [], [])
    [event] = erp.events("account", markets=["TRADE"])
    data = event.find("{*}data/{*}account")
    assert data is not None
    paths = ("id", "description", "market/id", "pricelist/id", "salesrep/id", "shippingterms/description")
    assert [value(data, path) for path in paths] == ["A-1", "Dune Shops", "TRADE", "TR", "REP", "Free on board"]
    assert (value(data, "buyers/buyer/id"), value(data, "invoiceaddress/company")) == ("A-1-b", "Dune")
    [master_event] = [each for each in erp.events("salesrep") if value(each, "entry") == "REP"]
    assert value(master_event, "data/salesrep/mastersalesrep/salesrep/id") == "BOSS"


def test_an_account_may_name_only_what_exists(erp: Erp) -> None:
    """Preconditions are checked before the account is made."""
    wrong = "<account><id>A-2</id><pricelist><id>NONE</id></pricelist></account>"
    assert erp.update("accounts_Update", wrong) == ("false", ["There is no pricelist with id NONE"], [])
    assert ("account", "A-2") not in erp.world.centra.conversions


def test_an_account_is_active_once_it_has_a_buyer(erp: Erp) -> None:
    """A buyer with a blank name will do."""
    erp.update("accounts_Update", "<account><id>A-3</id><status>active</status></account>")
    account = list(erp.world.centra.accounts.values())[-1]
    assert account.status == "INACTIVE"
    buyers = "<buyers><buyer><id>A-3-b</id><firstname/><email/></buyer></buyers>"
    erp.update("accounts_Update", f"<account><id>A-3</id><status>active</status>{buyers}</account>")
    assert account.status == "ACTIVE"


def test_a_delivery_window_takes_variants_in_and_out(erp: Erp) -> None:
    """Dates are days; variants are known by the ids that orders show."""
    variant = next(iter(erp.world.centra.variants))
    entry = f"<variation><id>{variant}</id><variationlimit>4</variationlimit></variation>"
    head = "<id>SS</id><description>Spring</description><startdate>2031-02-01</startdate><stopdate>2031-03-01</stopdate>"
    window = f"<deliverywindow>{head}<variations>{entry}</variations></deliverywindow>"
    assert erp.update("deliverywindows_Update", window) == ("true", [], [])
    made = list(erp.world.centra.delivery_windows.values())[-1]
    assert [(each.variant_id, each.limit) for each in made.variants] == [(variant, 4)]
    window = f"<deliverywindow><id>SS</id><variationsremove>{entry}</variationsremove></deliverywindow>"
    assert erp.update("deliverywindows_Update", window) == ("true", [], [])
    assert (made.variants, made.name, str(made.delivery_start)) == ([], "Spring", "2031-02-01")


def test_an_invoice_of_an_order_is_written_and_changed(erp: Erp) -> None:
    """It comes back in an event with its order."""
    number = next(iter(erp.world.centra.orders))
    line = "<invoiceitem><qty>2</qty><price>10.00</price><tax>25</tax><description>Hat</description></invoiceitem>"
    invoice = f"<invoice><id>INV-1</id><serialno>2031-1</serialno><order><id>{number}</id></order>"
    assert erp.update("invoices_Update", f"{invoice}<items>{line}</items></invoice>") == ("true", [], [])
    assert erp.update("invoices_Update", "<invoice><id>INV-1</id><status>paid</status></invoice>")[0] == "true"
    data = next(each for each in erp.events("invoice") if value(each, "entry") == "INV-1")
    paths = ("serialno", "status", "order/id", "items/invoiceitem/qty")
    assert [value(data, f"data/invoice/{path}") for path in paths] == ["2031-1", "paid", str(number), "2"]
    assert erp.update("invoices_Update", "<invoice><id>I</id><order><id>none</id></order></invoice>")[0] == "false"


def test_what_only_the_erp_knows_comes_back_as_it_was_sent(erp: Erp) -> None:
    """Texts that the store has no use for, also when a later update leaves them out."""
    sent = {
        "sizes_Update": "<size><id>A</id><sku>a</sku><ean>11</ean><comment>c</comment><sizetable><id>T</id>"
        "<stockdivisor>2</stockdivisor><stockunit>pair</stockunit></sizetable></size>",
        "paymentterms_Update": "<paymentterms><id>N</id><name>Net</name><duedays>9</duedays></paymentterms>",
        "invoices_Update": "<invoice><id>V</id><documenttype>proforma</documenttype><totalpaid>3</totalpaid>"
        "<ponumber>7</ponumber>"
        "<items><additional><key>freight</key><subtotal>2</subtotal></additional></items></invoice>",
    }
    for operation, item in sent.items():
        assert erp.update(operation, item)[0] == "true"
    erp.update("invoices_Update", "<invoice><id>V</id><locked>yes</locked></invoice>")
    size, terms, invoice = (erp.events(kind)[-1] for kind in ("size", "paymentterm", "invoice"))
    paths = ("sku", "ean", "comment", "sizetable/stockdivisor", "sizetable/stockunit")
    assert [value(size, f"data/size/{path}") for path in paths] == ["a", "11", "c", "2", "pair"]
    assert value(terms, "data/paymentterm/duedays") == "9"
    paths = ("documenttype", "totalpaid", "ponumber", "locked", "items/additional/key", "items/invoiceitem")
    assert [value(invoice, f"data/invoice/{path}") for path in paths] == ["proforma", "3", "7", "yes", "freight", None]


def test_a_canceled_account_is_told_as_canceled_and_a_buyer_keeps_its_market(erp: Erp) -> None:
    """The store itself knows active and inactive only; an address has an id, a name and a registration number."""
    erp.update("markets_Update", "<market><id>M</id><store>2</store><description>Trade</description></market>")
    buyer = "<buyer><id>A-b</id><market><id>M</id></market></buyer>"
    address = "<address><id>D</id><description>Depot</description><companyregistrationid>55</companyregistrationid></address>"
    account = "<account><id>A</id>{}<addresses>{}</addresses><buyers>{}</buyers></account>"
    for _ in range(2):
        sent = account.format("<status>canceled</status>", address, buyer)
        assert erp.update("accounts_Update", sent) == ("true", [], [])
    told = erp.events("account")[-1]
    paths = (
        "status",
        "buyers/buyer/market/description",
        "addresses/address/description",
        "addresses/address/companyregistrationid",
    )
    assert [value(told, f"data/account/{path}") for path in paths] == ["canceled", "Trade", "Depot", "55"]
    assert len(told.findall("{*}data/{*}account/{*}addresses/{*}address")) == 1
