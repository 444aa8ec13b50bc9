"""What an event carries: the whole object as it is now, in the structure of its update operation.

Source: 04.guides/02.erp-integration/docs.md, section "Events and the Event Queue".
"""
