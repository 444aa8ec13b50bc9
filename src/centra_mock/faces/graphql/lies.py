"""What the GraphQL face can do wrong on purpose.

Sources of the rules that are broken: 05.api-references/05.graphql-integration-api, 04.guides/03.pim-gql-integration.
"""

from __future__ import annotations

from centra_mock.faces.graphql.areas import AREAS, COMING_SOON
from centra_mock.faces.graphql.distortion import Distortion, lies_of
from centra_mock.faces.graphql.distortions_catalogue import CATALOGUE_DISTORTIONS
from centra_mock.faces.graphql.distortions_trade import TRADE_DISTORTIONS
from centra_mock.faces.graphql.hidden import HIDDEN
from centra_mock.faces.graphql.ignored import IGNORED_LIES
from centra_mock.faces.graphql.lies_access import ACCESS
from centra_mock.faces.graphql.lies_lists import LISTS
from centra_mock.faces.graphql.lies_writes import WRITES
from centra_mock.faces.graphql.operations import OPERATION_LIES, SCHEMA_OPERATION_LIES
from centra_mock.lies import Lie

__all__ = ["DISTORTIONS", "LIES", "SCHEMA_LIES"]

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
    "graphql-schema-folders-have-a-store": "Folders belong to a store.",
    "graphql-schema-ids-are-text": "Ids are of type String.",
    "graphql-schema-values-are-text": "Amounts, weights, quantities and numbers are of type String.",
    "graphql-schema-statuses-are-text": "Statuses and types are of type String instead of an enum.",
}

DISTORTIONS: tuple[Distortion, ...] = (*HIDDEN, *CATALOGUE_DISTORTIONS, *TRADE_DISTORTIONS)

SCHEMA_LIES: frozenset[str] = frozenset(
    {
        *_SCHEMA,
        *SCHEMA_OPERATION_LIES,
        *(f"graphql-schema-drops-{area}" for area in AREAS),
        *(f"graphql-{cell}" for cell in COMING_SOON),
    }
)

LIES: tuple[Lie, ...] = (
    Lie("graphql-correlation-id-lost", "graphql", "The X-Correlation-ID of a request is not mirrored."),
    *(Lie(name, "graphql", says) for name, says in {**_SCHEMA, **ACCESS, **LISTS, **WRITES}.items()),
    *(
        Lie(f"graphql-schema-drops-{area}", "graphql", f"The schema lacks {', '.join(sorted(names))}.")
        for area, names in AREAS.items()
    ),
    *(
        Lie(f"graphql-{cell}", "graphql", f"The schema has {', '.join(sorted(names))}, which is only coming soon.")
        for cell, names in COMING_SOON.items()
    ),
    *OPERATION_LIES,
    *IGNORED_LIES,
    *lies_of(DISTORTIONS),
)
