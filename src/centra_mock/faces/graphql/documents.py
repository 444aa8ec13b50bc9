"""Lies about the query language: documents that are refused, or read otherwise than they are written.

Source: 04.guides/03.pim-gql-integration and 05.api-references/05.graphql-integration-api/04.examples, whose documents
have fragments, aliases, variables with defaults, several queries at once, and single values where lists are declared.
"""

from __future__ import annotations

from typing import Any

from graphql import (
    ArgumentNode,
    DocumentNode,
    EnumValueNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    ObjectFieldNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableDefinitionNode,
    Visitor,
    visit,
)

from centra_mock.faces.graphql.context import Context

__all__ = ["read_document"]

_LISTS = frozenset({"sort", "status", "addToStores", "sizeChanges"})


def read_document(document: DocumentNode, context: Context) -> DocumentNode:
    """The document as it is taken; raises ``GraphQLError`` for one that a lie refuses."""
    if context.told("graphql-fragments-are-refused"):
        for node in document.definitions:
            if isinstance(node, FragmentDefinitionNode):
                raise GraphQLError(f"The fragment {node.name.value} is not supported.", node)
    if context.told("graphql-repeated-fields-are-refused"):
        visit(document, _RefusesRepeatedFields())
    if context.told("graphql-one-root-field-only"):
        for node in document.definitions:
            if isinstance(node, OperationDefinitionNode) and len(node.selection_set.selections) > 1:
                raise GraphQLError("Only one field can be asked for at once.", node)
    if context.told("graphql-single-values-are-refused"):
        visit(document, _RefusesSingleValues())
    if context.told("graphql-aliases-are-ignored"):
        document = visit(document, _WithoutAliases())
    if context.told("graphql-variables-have-no-defaults"):
        document = visit(document, _WithoutDefaults())
    return document


class _RefusesRepeatedFields(Visitor):
    """Raises ``GraphQLError`` at a field that its selection has already."""

    def enter_selection_set(self, node: SelectionSetNode, *_: Any) -> None:  # Any: the visitor's place in the document
        """``{ id name id }``."""
        known = set[str]()
        for field in node.selections:
            if isinstance(field, FieldNode):
                name = (field.alias or field.name).value
                if name in known:
                    raise GraphQLError(f"The field {name} is selected twice.", field)
                known.add(name)


class _RefusesSingleValues(Visitor):
    """Raises ``GraphQLError`` at a single value where the pages' schema has a list; statuses of inputs are single."""

    def enter_argument(self, node: ArgumentNode, *_: Any) -> None:  # Any: the visitor's place in the document
        """``sort: id_ASC``."""
        if node.name.value == "sort" and isinstance(node.value, EnumValueNode):
            raise GraphQLError("The argument sort is a list.", node)
        if node.name.value == "where" and isinstance(node.value, ObjectValueNode):
            for field in node.value.fields:
                if field.name.value == "status" and isinstance(field.value, EnumValueNode):
                    raise GraphQLError("The filter status is a list.", field)

    def enter_object_field(self, node: ObjectFieldNode, *_: Any) -> None:  # Any: see above
        """``addToStores: {id: 1}``."""
        if node.name.value in _LISTS and isinstance(node.value, ObjectValueNode):
            raise GraphQLError(f"The field {node.name.value} is a list.", node)


class _WithoutAliases(Visitor):
    def enter_field(self, node: FieldNode, *_: Any) -> FieldNode | None:  # Any: the visitor's place in the document
        """The same field under its own name."""
        if node.alias is None:
            return None
        return FieldNode(name=node.name, arguments=node.arguments, directives=node.directives, selection_set=node.selection_set)


class _WithoutDefaults(Visitor):
    def enter_variable_definition(self, node: VariableDefinitionNode, *_: Any) -> VariableDefinitionNode | None:  # Any: see above
        """The same variable without a default."""
        if node.default_value is None:
            return None
        return VariableDefinitionNode(variable=node.variable, type=node.type, directives=node.directives)
