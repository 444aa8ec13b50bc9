"""The GraphQL Integration API: one endpoint for the whole installation, executed over ``schema.graphql``.

Source: 05.api-references/05.graphql-integration-api, 04.guides/03.pim-gql-integration.
"""

from centra_mock.faces.graphql.endpoint import routes
from centra_mock.faces.graphql.lies import LIES

__all__ = ["LIES", "routes"]
