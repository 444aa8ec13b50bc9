"""The contract room: YAML files become frozen contracts, or a list of every problem in them."""
