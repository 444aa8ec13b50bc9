"""Reading: how the fields of the schema are answered from the domain.

A module of this room holds the resolvers of some types in a constant ``FIELDS``, from ``Type.field`` to a function of
source, arguments and context. A field without one is read from the attribute of the same name (in snake case).
"""
