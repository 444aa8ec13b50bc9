"""The exchange room: what was said and answered, frozen, redacted, recorded."""
