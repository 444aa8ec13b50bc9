"""Writing: the documented mutations of September 2022, each changing the domain that every face shows.

A module of this room holds its mutations in a constant ``MUTATIONS``, from the name of the mutation to a function of
arguments and context that answers the payload.
"""
