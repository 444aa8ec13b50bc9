"""What the SOAP face can be told to do wrong."""

from __future__ import annotations

from centra_mock.lies import Lie

__all__ = ["LIES", "LOST_WRITES"]

# Update operations whose lie is that they answer success and change nothing.
LOST_WRITES = {
    "accounts_Update": "soap-account-writes-are-lost",
    "customers_Update": "soap-customer-writes-are-lost",
    "deliverywindows_Update": "soap-delivery-window-writes-are-lost",
    "invoices_Update": "soap-invoice-writes-are-lost",
    "markets_Update": "soap-market-writes-are-lost",
    "orders_Update": "soap-order-writes-are-lost",
    "paymentterms_Update": "soap-terms-writes-are-lost",
    "pricealterationdates_Update": "soap-price-alteration-writes-are-lost",
    "pricelists_Update": "soap-pricelist-writes-are-lost",
    "products_Update": "soap-catalogue-writes-are-lost",
    "salesreps_Update": "soap-salesrep-writes-are-lost",
    "shippingterms_Update": "soap-terms-writes-are-lost",
    "sizes_Update": "soap-size-writes-are-lost",
    "warehouses_Update": "soap-warehouse-writes-are-lost",
}

_SAYS = {
    # every promise at once
    "soap-answers-nothing": "Event fetches always answer an empty queue.",
    "soap-refuses-everything": "Every update and every events_Done answers success false.",
    "soap-unknown-operations-answer": "Operations that do not exist are answered with success.",
    "soap-needs-no-secret": "Requests without a login are carried out.",
    "soap-wrong-secret-accepted": "Requests with a wrong user name or password are carried out.",
    # the service description
    "soap-wsdl-is-missing": "There is no service description at ?wsdl.",
    "soap-wsdl-drops-updates": "The service description leaves out every update operation.",
    "soap-wsdl-drops-reading-by-markets": "The service description leaves out events_GetByMarkets.",
    "soap-wsdl-retypes-fields": "The service description types whole numbers and booleans as text.",
    "soap-wsdl-drops-fields": "The service description leaves out fields such as priceb, ean and goodtogo.",
    "soap-reads-offered": "Operations such as products_Get read what only events are documented to carry, or nothing.",
    "soap-writes-offered": "Operations such as vouchers_Update exist and answer success.",
    # the event queue
    "soap-done-events-come-back": "events_Done answers success and leaves the events in the queue.",
    "soap-fetching-consumes-events": "A fetch takes the events off the queue that it answers.",
    "soap-newest-events-first": "A fetch answers the newest events, in descending order.",
    "soap-more-than-100-events": "A fetch answers the whole queue.",
    "soap-event-type-is-ignored": "A fetch answers events of every type, whatever type it asks for.",
    "soap-event-markets-are-ignored": "events_GetByMarkets answers events of every market.",
    "soap-changes-queue-no-events": "A change in the store does not queue an event.",
    "soap-event-data-is-empty": "Events carry no object.",
    "soap-event-fields-are-dropped": "Events lack their entry.",
    "soap-event-fields-are-retyped": "mission and date of events hold words that are not documented.",
    "soap-events-answer-under-another-name": "Event fetches are answered by eventsResponse instead of events_Get.",
    "soap-authorizations-are-hidden": "Orders in events carry no payment entries.",
    "soap-shipments-are-hidden": "Orders in events carry no shipments.",
    "soap-returns-are-hidden": "Shipments in events carry no returns.",
    "soap-refunds-are-shown": "Orders in events show the money that was given back.",
    "soap-own-ids-are-shown": "Events show Centra's own numbers instead of the ids that the ERP chose.",
    # updates in general
    "soap-refusals-are-softened": "Updates that fail answer success true and no errors.",
    "soap-errors-are-silent": "Updates that fail answer success false and give no reason.",
    "soap-omitted-fields-are-blanked": "Fields that an update leaves out are emptied.",
    "soap-updates-always-create": "An update with a known id makes another object.",
    "soap-request-ids-are-missing": "Responses lack X-Centra-Request-ID and X-Correlation-ID.",
    "soap-result-is-retyped": "success of a result is yes or no instead of true or false.",
    "soap-result-drops-notices": "The result of an update has no notices element.",
    # single rules
    "soap-custom-attributes-are-stored": "Additionals with any key are stored, also those of the customer's config.",
    "soap-accounts-need-no-buyer": "An account without a buyer is active.",
    "soap-sizetables-can-change": "A size that exists is renamed when it is sent again.",
    "soap-size-notices-missing": "A new size draws no notice.",
    "soap-size-notices-repeat": "A size that exists draws the notice of a new one.",
    "soap-stock-writes-are-lost": "Stock in products_Update is not written.",
    "soap-stock-quantity-is-the-shelf-count": "Stock quantities set the shelf count, not what is free to allocate.",
    "soap-unknown-warehouses-are-refused": "Stock for a warehouse that nobody created is refused.",
    "soap-price-writes-are-lost": "Prices in pricelists_Update are not written.",
    "soap-unknown-currencies-are-accepted": "A pricelist may name a currency that is not configured.",
    "soap-retail-prices-are-altered": "Price alteration dates work in retail stores too.",
    "soap-locks-are-lost": "orders_Update does not lock orders.",
    "soap-order-status-writes-are-lost": "orders_Update does not change the status of orders.",
    "soap-cancellations-are-lost": "orders_Update does not cancel rows.",
    "soap-shipment-writes-are-lost": "orders_Update neither makes nor changes shipments.",
    "soap-shipments-carry-unasked-costs": "A shipment sent without shipping takes over the costs of the order.",
    "soap-captures-are-lost": "capture yes takes no money.",
    "soap-return-writes-are-lost": "orders_Update makes no returns.",
    "soap-returns-move-money": "A confirmed return gives the money back too.",
}

LIES = (
    *(Lie(name, "soap", says) for name, says in _SAYS.items()),
    *(
        Lie(name, "soap", f"{' and '.join(op for op, lie in LOST_WRITES.items() if lie == name)} change nothing.")
        for name in sorted(set(LOST_WRITES.values()))
    ),
)
