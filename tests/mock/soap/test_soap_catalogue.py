"""Master data from the ERP: sizes, products, stock, prices."""

from __future__ import annotations

from decimal import Decimal

import pytest
from soap_client import Erp

from centra_mock.domain.stock import stock_in

SIZES = (
    "<size><id>30</id><description>Thirty</description>"
    "<sizetable><id>WAIST</id><description>Waist</description></sizetable></size>"
    "<size><id>U</id><description/><sizetable><id>UNI</id><description>Uni Size</description></sizetable></size>"
)
PRODUCT = (
    "<product><id>P-7</id><status>active</status><sku>JEANS7</sku><description>Harbour jeans</description>"
    "<folder><description>Bottoms / Denim</description></folder>"
    "<brand><id>TIDE</id><description>Tide Works</description></brand>"
    "<variations><variation><id>P-7-IND</id><stockid>P-7-IND</stockid><description>Indigo</description><sku>IND</sku>"
    "<sizetable><id>WAIST</id></sizetable><sizes><size><id>30</id><sku>30</sku><ean>7350000000017</ean>"
    "<warehouseitems><warehouse><id>Quay</id><qty>8</qty></warehouse></warehouseitems></size></sizes>"
    "<displays><display><store>1</store><categories><category><id>DENIM</id></category></categories></display></displays>"
    "</variation></variations></product>"
)


@pytest.fixture
def stocked(erp: Erp) -> Erp:
    """The ERP after it sent sizes and one product."""
    assert erp.update("sizes_Update", SIZES)[0] == "true"
    assert erp.update("products_Update", PRODUCT) == ("true", [], [])
    return erp


def test_new_sizes_are_announced_and_known_ones_are_not(erp: Erp) -> None:
    """One notice a size, in order; two blanks stay where the description is empty; a repeat changes nothing."""
    announced = ["Added new size: 30: Thirty to: Waist!", "Added new size: U:  to: Uni Size!"]
    assert erp.update("sizes_Update", SIZES) == ("true", [], announced)
    assert erp.update("sizes_Update", SIZES.replace("Thirty", "Other")) == ("true", [], [])
    chart = next(each for each in erp.world.centra.size_charts.values() if each.name == "Waist")
    assert [size.name for size in chart.sizes] == ["Thirty"]


def test_a_product_is_made_with_everything_below_it(stocked: Erp) -> None:
    """Folder path, brand, variant, size, warehouse and display."""
    centra = stocked.world.centra
    product = list(centra.products.values())[-1]
    variant = list(centra.variants.values())[-1]
    item = list(centra.product_sizes.values())[-1]
    warehouse = list(centra.warehouses.values())[-1]
    folder = centra.folders[product.folder_id or 0]
    assert (product.name, product.status, product.product_number) == ("Harbour jeans", "ACTIVE", "JEANS7")
    assert (folder.name, centra.folders[folder.parent_id or 0].name) == ("Denim", "Bottoms")
    assert centra.brands[product.brand_id].name == "Tide Works"
    assert (variant.name, item.size_name, item.size_number, item.ean) == ("Indigo", "Thirty", "30", "7350000000017")
    assert (warehouse.name, stock_in(centra, warehouse.id, item.id).free) == ("Quay", 8)
    display = list(centra.displays.values())[-1]
    assert [centra.display_items[each].variant_id for each in display.item_ids] == [variant.id]


def test_a_product_sent_again_keeps_what_is_left_out(stocked: Erp) -> None:
    """The same id updates; there is no second product."""
    centra = stocked.world.centra
    count = len(centra.products)
    answer = stocked.update("products_Update", "<product><id>P-7</id><comment>Best seller</comment></product>")
    assert answer == ("true", [], [])
    product = list(centra.products.values())[-1]
    assert (len(centra.products), product.name, product.internal_comment) == (count, "Harbour jeans", "Best seller")


def test_stock_is_what_is_free_to_allocate(stocked: Erp) -> None:
    """What is reserved for orders stays on the shelf besides."""
    centra = stocked.world.centra
    item, warehouse = list(centra.product_sizes.values())[-1], list(centra.warehouses.values())[-1]
    stock = stock_in(centra, warehouse.id, item.id)
    stock.allocated = 3
    size = "<size><id>30</id><warehouseitems><warehouse><id>Quay</id><qty>5</qty></warehouse></warehouseitems></size>"
    variation = f"<variation><id>P-7-IND</id><sizes>{size}</sizes></variation>"
    answer = stocked.update("products_Update", f"<product><id>P-7</id><variations>{variation}</variations></product>")
    assert answer == ("true", [], [])
    assert (stock.free, stock.physical) == (5, 8)


@pytest.mark.parametrize(
    ("product", "error"),
    [
        ("<id>N</id><status>gone</status>", "status is none of active, inactive, canceled: gone"),
        ("<id>N</id><variations><variation><id>N-1</id></variation></variations>", "names no sizetable"),
        (
            "<id>N</id><variations><variation><id>P-7-IND</id></variation></variations>",
            "Variation P-7-IND belongs to another product",
        ),
        (
            "<id>P-7</id><variations><variation><id>P-7-X</id><description>Indigo</description>"
            "<sizetable><id>WAIST</id></sizetable></variation></variations>",
            "The variations of a product need different names",
        ),
        (
            "<id>P-7</id><variations><variation><id>P-7-IND</id><sizes><size><id>99</id></size></sizes></variation></variations>",
            "Size 99 is not in the sizetable of variation P-7-IND",
        ),
        (
            "<id>P-7</id><variations><variation><id>P-7-X</id><sizetable><id>NO</id></sizetable></variation></variations>",
            "There is no sizetable with id NO",
        ),
    ],
)
def test_a_product_that_breaks_a_rule_is_refused_whole(stocked: Erp, product: str, error: str) -> None:
    """The reason stands under errors; nothing is made."""
    before = len(stocked.world.centra.products), len(stocked.world.centra.variants)
    success, errors, _ = stocked.update("products_Update", f"<product>{product}</product>")
    assert success == "false" and error in errors[0]
    assert (len(stocked.world.centra.products), len(stocked.world.centra.variants)) == before


def test_prices_stand_on_products_and_variants(stocked: Erp) -> None:
    """The price of the product holds for variants that have none of their own; priceb is the recommended one."""
    centra = stocked.world.centra
    currency = centra.company_currency
    head = f"<id>OUTLET</id><store>2</store><type>wholesale</type><currency>{currency}</currency>"
    items = "<items><product><id>P-7</id><price>80.50</price><priceb>200</priceb></product></items>"
    assert stocked.update("pricelists_Update", f"<pricelist>{head}{items}</pricelist>") == ("true", [], [])
    price = list(centra.prices.values())[-1]
    assert (price.price, price.recommended_retail_price) == (Decimal("80.50"), Decimal(200))
    own = "<items><product><id>P-7</id><variation><id>P-7-IND</id><price>75</price></variation></product></items>"
    assert stocked.update("pricelists_Update", f"<pricelist><id>OUTLET</id>{own}</pricelist>") == ("true", [], [])
    assert (price.price, price.recommended_retail_price) == (Decimal(75), Decimal(200))


def test_currencies_are_configured_in_centra(erp: Erp) -> None:
    """A pricelist in another currency is refused."""
    pricelist = "<pricelist><id>X</id><store>1</store><currency>XTS</currency></pricelist>"
    answer = erp.update("pricelists_Update", pricelist)
    assert answer == ("false", ["Currency XTS is not configured in Centra"], [])


def test_altered_prices_need_a_wholesale_store_and_an_active_date(stocked: Erp) -> None:
    """The date comes first; retail stores know none."""
    centra = stocked.world.centra
    for each in centra.price_alterations.values():
        each.status = "INACTIVE"
    item = "<product><id>P-7</id><price>80</price><alteredprice>90</alteredprice></product>"
    head = f"<id>OUTLET</id><store>2</store><currency>{centra.company_currency}</currency>"
    pricelist = f"<pricelist>{head}<items>{item}</items></pricelist>"
    assert stocked.update("pricelists_Update", pricelist)[0] == "false"
    date = "<pricealterationdate><id>D</id><status>active</status><name>D</name><store>{}</store>"
    date += "<startdate>2031-02-01</startdate></pricealterationdate>"
    assert stocked.update("pricealterationdates_Update", date.format(1))[0] == "false"
    assert stocked.update("pricealterationdates_Update", date.format(2)) == ("true", [], [])
    assert stocked.update("pricelists_Update", pricelist) == ("true", [], [])
    assert list(list(centra.price_alterations.values())[-1].prices.values()) == [Decimal(90)]
