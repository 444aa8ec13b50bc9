"""Lies about filters, sorting, pages, connections and formats.

Sources: 04.guides/03.pim-gql-integration, 05.api-references/05.graphql-integration-api/04.examples/01.dtc, 01.authorization.
"""

from __future__ import annotations

__all__ = ["FILTER_KINDS", "LISTS"]

# Lies by which some filters are accepted and not applied, with the fields of where that they are about.
FILTER_KINDS: dict[str, frozenset[str]] = {
    "graphql-where-is-ignored": frozenset(),  # every one
    "graphql-text-filters-ignored": frozenset({"name", "typeName"}),
    "graphql-store-filters-ignored": frozenset({"storeId", "storeType", "type"}),
    "graphql-id-filters-ignored": frozenset({"id"}),
    "graphql-status-filters-ignored": frozenset({"status"}),
    "graphql-date-filters-ignored": frozenset({"createdAt"}),
    "graphql-top-level-filters-ignored": frozenset({"isTopFolder", "isTopCategory"}),
    "graphql-base-currency-filter-ignored": frozenset({"isBase"}),
    "graphql-localization-filter-ignored": frozenset({"isAvailableForLocalization"}),
    "graphql-market-filters-ignored": frozenset({"marketId"}),
    "graphql-price-filters-ignored": frozenset({"pricelistId", "productId"}),
    "graphql-attribute-type-filter-ignored": frozenset({"typeName"}),
}

LISTS: dict[str, str] = {
    "graphql-where-is-ignored": "Filters are accepted and not applied.",
    "graphql-text-filters-ignored": "Filters by text are accepted and not applied.",
    "graphql-store-filters-ignored": "Filters by store or by its type are accepted and not applied.",
    "graphql-id-filters-ignored": "Filters by id are accepted and not applied.",
    "graphql-status-filters-ignored": "Filters by status are accepted and not applied.",
    "graphql-date-filters-ignored": "The range of createdAt is accepted and not applied.",
    "graphql-date-filters-ignore-from": "The lower end of a range of createdAt is not applied.",
    "graphql-date-filters-ignore-to": "The upper end of a range of createdAt is not applied.",
    "graphql-top-level-filters-ignored": "isTopFolder and isTopCategory are accepted and not applied.",
    "graphql-base-currency-filter-ignored": "isBase is accepted and not applied.",
    "graphql-localization-filter-ignored": "isAvailableForLocalization is accepted and not applied.",
    "graphql-market-filters-ignored": "marketId is accepted and not applied.",
    "graphql-price-filters-ignored": "pricelistId and productId are accepted and not applied.",
    "graphql-attribute-type-filter-ignored": "typeName is accepted and not applied.",
    "graphql-date-filters-leave-out-their-bounds": "What was created at an end of the range does not fit it.",
    "graphql-first-filter-only": "Of several fields of where only the first is applied.",
    "graphql-filters-are-reversed": "A list has the rows that do not fit its filter.",
    "graphql-contains-means-equals": "contains finds whole texts only.",
    "graphql-equals-means-contains": "equals finds parts of texts too.",
    "graphql-sort-is-ignored": "Sort keys are accepted and not applied.",
    "graphql-sort-is-reversed": "ASC sorts downwards and DESC upwards.",
    "graphql-limit-is-ignored": "A list has every row whatever limit says.",
    "graphql-limit-gives-one-more": "A page has one row more than limit says.",
    "graphql-pages-repeat-the-first": "Every page is the first one.",
    "graphql-pages-count-from-zero": "Page 1 is the second page.",
    "graphql-counters-miscount": "A counter is one too high.",
    "graphql-counters-count-the-page": "A counter beside a page of a list counts the page.",
    "graphql-counters-ignore-the-filter": "Counters count everything, whatever their filter says.",
    # connections
    "graphql-cursors-are-ignored": "A connection always starts at its first row.",
    "graphql-before-is-ignored": "before is accepted and not applied.",
    "graphql-before-includes-its-row": "A page that ends before a cursor has the row of the cursor.",
    "graphql-after-is-ignored": "after is accepted and not applied.",
    "graphql-last-is-ignored": "last is accepted and not applied.",
    "graphql-last-means-first": "last takes rows from the start.",
    "graphql-first-is-ignored": "first is accepted and not applied.",
    "graphql-edges-in-reverse-order": "The edges of a page are in the opposite order.",
    "graphql-cursors-are-plain-text": "A cursor is not encoded as base64.",
    "graphql-cursors-are-plain-numbers": "A cursor is the number of the order as it is.",
    "graphql-cursors-count-from-the-end": "A cursor is a place counted from the end, which new orders move.",
    "graphql-cursors-name-no-field": "A cursor holds a value without the name of its field.",
    "graphql-cursors-are-all-equal": "Every edge has the cursor of the first.",
    "graphql-total-count-counts-the-page": "totalCount is the number of rows on the page.",
    "graphql-page-info-says-no-more": "pageInfo never tells of a further page.",
    "graphql-page-info-always-says-more": "pageInfo always tells of further pages.",
    "graphql-page-info-exchanges-directions": "hasPreviousPage and hasNextPage are exchanged.",
    "graphql-page-info-exchanges-cursors": "startCursor and endCursor are exchanged.",
    "graphql-page-info-lacks-cursors": "startCursor and endCursor are null.",
    "graphql-shows-one-store-only": "Orders of the wholesale store are left out.",
    # formats
    "graphql-format-argument-is-ignored": "Timestamps ignore the format argument.",
    "graphql-format-argument-puts-a-colon": "The offset of a format that asks for none with a colon has one.",
    "graphql-timestamps-lack-the-offset": "Timestamps have no offset.",
    "graphql-money-text-lacks-the-currency": "formattedValue has no currency code.",
    "graphql-media-sizes-are-ignored": "Pictures are answered in one size, whichever is asked for.",
}
