"""The dialect room: how REST, GraphQL, SOAP and webhooks are written and read."""
