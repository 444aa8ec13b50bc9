"""What the GraphQL face can do wrong on purpose.

Sources of the rules that are broken: 05.api-references/05.graphql-integration-api, 04.guides/03.pim-gql-integration.
"""

from __future__ import annotations

from centra_mock.faces.graphql.areas import AREAS, COMING_SOON
from centra_mock.lies import Lie

__all__ = ["LIES", "SCHEMA_LIES"]

_SCHEMA = {
    "graphql-schema-has-coming-soon-writes": "Every function that is announced as coming soon is in the schema.",
    "graphql-schema-drops-queries": "The schema has no query but counters.",
    "graphql-schema-drops-mutations": "The schema has no mutation.",
    "graphql-schema-drops-names": "No type of the schema has a field name.",
    "graphql-schema-drops-formatted-values": "No type of the schema has a field formattedValue.",
    "graphql-schema-drops-timestamps": "No type of the schema has createdAt, updatedAt or orderDate.",
    "graphql-schema-drops-user-errors": "Payloads of mutations have no userErrors.",
    "graphql-schema-drops-relations": "Fields that lead to store, market, brand, product or account are gone.",
    "graphql-schema-drops-filters": "No field takes where.",
    "graphql-schema-drops-paging-arguments": "No field takes limit and page, or first, last, before and after.",
    "graphql-schema-drops-sort-arguments": "No field takes sort.",
    "graphql-schema-drops-format-arguments": "Timestamps take no format.",
    "graphql-schema-drops-optional-inputs": "Inputs have only their required fields.",
    "graphql-schema-drops-interfaces": "No type implements an interface.",
    "graphql-schema-drops-enum-values": "Enums have lost ACTIVE, WHOLESALE, KILOGRAMS and what else is documented first.",
    "graphql-schema-ids-are-text": "Ids are of type String.",
    "graphql-schema-values-are-text": "Amounts, weights, quantities and numbers are of type String.",
    "graphql-schema-statuses-are-text": "Statuses and types are of type String instead of an enum.",
}

_OTHERS = {
    # access
    "graphql-needs-no-secret": "A request without a token is answered.",
    "graphql-wrong-secret-accepted": "Any token is taken for one with every permission.",
    "graphql-expired-token-accepted": "A token works after its expiry.",
    "graphql-revoked-token-accepted": "A token works after it was revoked.",
    "graphql-bearer-is-refused": "The Authorization header is not accepted.",
    "graphql-cookie-is-refused": "The cookie graphql-access is not accepted.",
    "graphql-permissions-not-enforced": "A token may do what its permissions do not allow.",
    "graphql-permission-refusal-is-vague": "A missing permission is neither named nor categorized as authorization.",
    # the envelope
    "graphql-introspection-is-off": "Introspection is refused.",
    "graphql-answers-nothing": "Every read answers an empty list, null or zero.",
    "graphql-refuses-everything": "Every mutation fails with a user error and changes nothing.",
    "graphql-unknown-operations-answer": "Fields and mutations that do not exist are answered as a success.",
    "graphql-extensions-are-missing": "Answers have no extensions.",
    "graphql-complexity-is-missing": "Extensions have no complexity.",
    "graphql-app-version-is-missing": "Extensions have no appVersion.",
    "graphql-permissions-used-is-empty": "Extensions do not say which permissions were used.",
    "graphql-variables-are-ignored": "Variables keep their defaults whatever is sent.",
    "graphql-operation-name-is-ignored": "Of several operations the last one runs, whichever was asked for.",
    "graphql-user-errors-are-dropped": "A mutation that fails answers an empty list of userErrors.",
    "graphql-writes-are-not-kept": "Mutations answer as if they had worked, but nothing is stored.",
    # lists
    "graphql-where-is-ignored": "Filters are accepted and not applied.",
    "graphql-sort-is-ignored": "Sort keys are accepted and not applied.",
    "graphql-limit-is-ignored": "A list has every row whatever limit says.",
    "graphql-pages-repeat-the-first": "Every page is the first one.",
    "graphql-pages-count-from-zero": "Page 1 is the second page.",
    "graphql-counters-miscount": "A counter is one too high.",
    "graphql-cursors-are-ignored": "A connection always starts at its first row.",
    "graphql-total-count-counts-the-page": "totalCount is the number of rows on the page.",
    "graphql-page-info-says-no-more": "pageInfo never tells of a further page.",
    "graphql-shows-one-store-only": "Orders of the wholesale store are left out.",
    # formats
    "graphql-format-argument-is-ignored": "Timestamps ignore the format argument.",
    "graphql-timestamps-lack-the-offset": "Timestamps have no offset.",
    "graphql-money-text-lacks-the-currency": "formattedValue has no currency code.",
    "graphql-states-keep-their-name": "A state that was sent by name is not stored by its code.",
    # catalogue
    "graphql-every-folder-is-a-top-folder": "isTopFolder is true for child folders.",
    "graphql-categories-nest-deeper": "Categories have a fourth level.",
    "graphql-chart-sizes-in-another-order": "Sizes of a chart are not in the order of their labels.",
    "graphql-charts-in-use-can-be-removed": "Size and measurement charts can be removed while they are in use.",
    "graphql-measurement-chart-stays": "A null chart id does not detach the measurement chart.",
    "graphql-variants-come-with-all-sizes": "A new variant has every size of its chart without activating any.",
    "graphql-gtin-is-lost": "The gtin of a new size is not stored.",
    "graphql-sku-has-separators": "SKU is joined with hyphens.",
    "graphql-size-weight-differs-from-product": "Sizes do not have the weight of their product.",
    # prices and stock
    "graphql-pricelists-in-use-can-be-deleted": "A price list can be deleted while it is in use.",
    "graphql-several-price-alterations-are-active": "A store can have several active price alterations.",
    "graphql-retail-stores-take-price-alterations": "Price alterations are not limited to wholesale stores.",
    "graphql-price-alteration-start-keeps-the-time": "startDate of a price alteration is read with its time.",
    "graphql-altered-prices-show-the-old-price": "Altered prices read as the price list has them.",
    "graphql-stock-change-changes-nothing": "changeStock answers a delivery without adding to the stock.",
    "graphql-stock-change-sets-instead-of-adding": "changeStock sets the quantity instead of adding to it.",
    "graphql-available-stock-ignores-orders": "availableQuantity counts pieces that are allocated to orders.",
    # attributes and translations
    "graphql-attributes-are-empty": "No object shows its custom attributes.",
    "graphql-unassigned-attributes-stay": "unassignAttributes takes nothing away.",
    "graphql-null-keeps-the-translation": "A null translation does not remove the old one.",
    "graphql-localize-forgets-other-fields": "localize removes translations of fields that were not sent.",
    "graphql-translations-list-only-translated-fields": "Fields without a translation are not listed.",
    # wholesale
    "graphql-account-update-clears-the-rest": "updateAccount resets what was not sent.",
    "graphql-days-from-now-zero-stays-zero": "daysFromNow of a window that starts at once reads 0.",
    "graphql-window-markets-are-added": "Markets of an updated window are added to the old ones.",
    "graphql-window-kinds-are-swapped": "At-once windows are shown as preorder windows and the other way round.",
    "graphql-windows-take-any-number-of-variants": "More than 100 variants are accepted in one mutation.",
    "graphql-unset-variants-stay": "unsetDeliveryWindowVariants takes nothing out of the window.",
    "graphql-cancelled-windows-lose-their-data": "A cancelled window reads without its markets.",
    "graphql-delivery-windows-have-no-campaigns": "Delivery windows do not show their campaigns.",
    "graphql-media-completes-without-a-file": "completeMediaUpload works although no file was uploaded.",
    # orders
    "graphql-orders-hide-vouchers": "discountsApplied is always empty.",
    "graphql-orders-hide-payments": "paymentHistory is always empty.",
    "graphql-orders-hide-lines": "Orders have no lines.",
    "graphql-orders-hide-account-and-buyer": "Wholesale orders do not show account and buyer.",
}

SCHEMA_LIES: frozenset[str] = frozenset(
    {*_SCHEMA, *(f"graphql-schema-drops-{area}" for area in AREAS), *(f"graphql-{cell}" for cell in COMING_SOON)}
)

LIES: tuple[Lie, ...] = (
    *(Lie(name, "graphql", says) for name, says in {**_SCHEMA, **_OTHERS}.items()),
    *(
        Lie(f"graphql-schema-drops-{area}", "graphql", f"The schema lacks {', '.join(sorted(names))}.")
        for area, names in AREAS.items()
    ),
    *(
        Lie(f"graphql-{cell}", "graphql", f"The schema has {', '.join(sorted(names))}, which is only coming soon.")
        for cell, names in COMING_SOON.items()
    ),
)
