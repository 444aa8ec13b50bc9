"""Running a query: limits, schema, validation, permissions, resolvers, and the envelope of the answer.

Sources: 05.api-references/05.graphql-integration-api/01.authorization (errors, extensions) and
04.guides/03.pim-gql-integration (``complexity``, ``permissionsUsed``, ``appVersion`` on every answer).
"""

from __future__ import annotations

import copy
import dataclasses
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLAbstractType,
    GraphQLError,
    GraphQLResolveInfo,
    InlineFragmentNode,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    SelectionSetNode,
    execute_sync,
    get_named_type,
    is_non_null_type,
    specified_rules,
    validate,
)

from centra_mock.domain import model as m
from centra_mock.faces.graphql.access import Need, require, told_permissions
from centra_mock.faces.graphql.areas import MUTATION_NAMES, kebab
from centra_mock.faces.graphql.coming_soon import COMING_SOON_MUTATIONS
from centra_mock.faces.graphql.context import Context, Mutation, Refusal, Resolver, refused
from centra_mock.faces.graphql.distortion import distorted, places_of
from centra_mock.faces.graphql.documents import read_document
from centra_mock.faces.graphql.guard import complexity_of, parse_within_limits
from centra_mock.faces.graphql.ignored import heard_of
from centra_mock.faces.graphql.lies import DISTORTIONS, SCHEMA_LIES
from centra_mock.faces.graphql.permissions import family_of, permission_of
from centra_mock.faces.graphql.resolve import (
    attributes,
    catalogue,
    orders,
    people,
    prices,
    queries,
    stores,
    supply,
    values,
    windows,
)
from centra_mock.faces.graphql.schema import schema_for
from centra_mock.faces.graphql.write import attributes as attribute_writes
from centra_mock.faces.graphql.write import catalogue as catalogue_writes
from centra_mock.faces.graphql.write import media as media_writes
from centra_mock.faces.graphql.write import people as people_writes
from centra_mock.faces.graphql.write import prices as price_writes
from centra_mock.faces.graphql.write import products as product_writes
from centra_mock.faces.graphql.write import windows as window_writes
from centra_mock.faces.graphql.write.untrue import change_besides, perform, refuse_besides

__all__ = ["Question", "answer", "warm_up"]

APP_VERSION = "v0.26.0"
_INTERNAL = "Internal server error"
_LOG = logging.getLogger(__name__)

_FIELDS: dict[str, Resolver] = {
    **values.FIELDS,
    **stores.FIELDS,
    **catalogue.FIELDS,
    **prices.FIELDS,
    **attributes.FIELDS,
    **people.FIELDS,
    **windows.FIELDS,
    **orders.FIELDS,
    **supply.FIELDS,
    "Counters.products": lambda source, args, context: queries.count_products(args, context),
}
_MUTATIONS: dict[str, Mutation] = {
    **catalogue_writes.MUTATIONS,
    **product_writes.MUTATIONS,
    **price_writes.MUTATIONS,
    **attribute_writes.MUTATIONS,
    **people_writes.MUTATIONS,
    **window_writes.MUTATIONS,
    **media_writes.MUTATIONS,
    **COMING_SOON_MUTATIONS,
}
_DISTORTED = places_of(DISTORTIONS)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SNAKE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_TYPE_NAMES: dict[type, str] = {
    m.Account: "Account",
    m.Buyer: "Buyer",
    m.Customer: "Customer",
    m.Display: "Display",
    m.Media: "ProductMedia",
    m.Product: "Product",
    m.Variant: "ProductVariant",
}
Json = dict[str, Any]  # Any: a JSON object


@dataclass(frozen=True, slots=True)
class Question:
    """A request as the body states it."""

    query: str
    variables: Mapping[str, Any]  # Any: JSON values
    operation_name: str | None


def warm_up() -> None:
    """Build the honest schema ahead of the first request."""
    schema_for(frozenset())


def answer(question: Question, context: Context) -> Json:
    """The answer to a question, with its envelope; problems of the question are errors inside it, never exceptions."""
    told = frozenset(name for name in SCHEMA_LIES if context.told(name))
    variables = {} if context.told("graphql-variables-are-ignored") else question.variables
    try:
        document = read_document(parse_within_limits(question.query), context)
    except GraphQLError as problem:
        return _envelope([problem], None, 0, context)
    schema = schema_for(told)
    complexity = complexity_of(document, question.operation_name, variables, schema)
    rules = list(specified_rules)
    if context.told("graphql-introspection-is-off"):
        rules.append(NoSchemaIntrospectionCustomRule)
    problems = validate(schema, document, rules, max_errors=20)
    if problems and context.told("graphql-unknown-operations-answer"):
        return _envelope([], _invented(document), complexity, context)
    if problems:
        return _envelope(problems, None, complexity, context)
    if context.told("graphql-writes-are-not-kept"):
        _work_on_a_copy(context)
    result = execute_sync(
        schema,
        document,
        context_value=context,
        variable_values=dict(variables),
        operation_name=_operation_name(document, question, context),
        field_resolver=_resolve,
        type_resolver=_type_of,
    )
    given_away = [each for each in context.given_away if isinstance(each, GraphQLError)]
    return _envelope([*(result.errors or []), *given_away], result.data, complexity, context)


def _operation_name(document: DocumentNode, question: Question, context: Context) -> str | None:
    if not context.told("graphql-operation-name-is-ignored"):
        return question.operation_name
    named = [node.name.value for node in document.definitions if isinstance(node, OperationDefinitionNode) and node.name]
    return named[-1] if named else None


def _resolve(source: Any, info: GraphQLResolveInfo[Context], **args: Any) -> Any:  # Any: see Resolver
    context = info.context
    owner, name = info.parent_type.name, info.field_name
    permission = permission_of(owner, name, get_named_type(info.return_type).name)
    if permission is not None:
        require(Need(permission, owner, family_of(owner), name), context)
    if owner == "Query":
        return queries.answer_query(name, args, context)
    if owner == "Mutation":
        return _mutate(name, args, context)
    resolver = _FIELDS.get(f"{owner}.{name}")
    if resolver is not None:
        value = resolver(source, args, context)
    elif isinstance(source, Mapping):
        value = source.get(name)
    else:
        value = getattr(source, _SNAKE.sub("_", name).lower(), None)
    # The store keeps unknown texts as empty ones; the API shows them as null where it may.
    value = None if value == "" and not is_non_null_type(info.return_type) else value
    family = family_of(owner)
    known = _DISTORTED.get(f"{owner}.{name}", ()) + (_DISTORTED.get(f"{family}.{name}", ()) if family != owner else ())
    return distorted(known, value, source, context) if known else value


def _mutate(name: str, args: Mapping[str, Any], context: Context) -> Json:  # Any: input values
    documented = name in MUTATION_NAMES
    if context.told("graphql-refuses-everything") or (documented and context.told(f"graphql-{kebab(name)}-is-refused")):
        return refused("This is not possible right now", ("input",))
    if documented and context.told(f"graphql-{kebab(name)}-stores-nothing"):
        _work_on_a_copy(context)
    if context.has_refused and context.told("graphql-first-refusal-stops-the-rest"):
        raise GraphQLError("Not carried out, since a mutation before it failed.")
    try:
        if _has_control_characters(args):
            raise Refusal("Texts cannot contain control characters", "input")
        refuse_besides(name, args, context)
        made = perform(_MUTATIONS[name], heard_of(name, args, context), context)
        change_besides(name, args, context, made)
    except Refusal as refusal:
        context.has_refused = True
        return _refusal(name if documented else "", refusal, context)
    if name.startswith("create") and context.told("graphql-creations-answer-null"):
        return {"userErrors": []}
    return {"userErrors": [], **made}


def _refusal(name: str, refusal: Refusal, context: Context) -> Json:
    """The payload of a mutation that failed, as lies about user errors have it."""
    made = refused("" if context.told("graphql-user-errors-say-nothing") else refusal.message, refusal.path)
    silent = name and context.told(f"graphql-{kebab(name)}-refuses-nothing")
    if silent or context.told("graphql-user-errors-are-dropped"):
        return {**made, "userErrors": []}
    if context.told("graphql-user-errors-are-errors"):
        raise GraphQLError(refusal.message)
    return made


def _work_on_a_copy(context: Context) -> None:
    """Let whatever is written from now on in this request be forgotten afterwards."""
    # Listeners hold sockets and threads; the copy must neither have them nor tell them anything.
    context.centra = copy.deepcopy(dataclasses.replace(context.centra, _listeners=[]))
    context.uploads = dict(context.uploads)


def _has_control_characters(value: object) -> bool:
    """Whether a text inside holds what XML cannot carry: other faces show the same texts."""
    match value:
        case str():
            return _CONTROL.search(value) is not None
        case Mapping():
            return any(_has_control_characters(each) for each in value.values())
        case list():
            return any(_has_control_characters(each) for each in value)
        case _:
            return False


def _type_of(value: Any, info: GraphQLResolveInfo[Context], abstract_type: GraphQLAbstractType) -> str:  # Any: domain objects
    match value:
        case m.Order():
            return orders.order_type(value, info.context.centra)
        case m.DeliveryWindow():
            return windows.window_type(value, info.context)
        case m.AppliedDiscount():
            return orders.discount_type(value)
        case attributes.Element():
            return attributes.element_type(value)
        case _:
            return _TYPE_NAMES[type(value)]


def _envelope(problems: list[GraphQLError], data: Json | None, complexity: int, context: Context) -> Json:
    made: Json = {}
    if problems:
        made["errors"] = [_error(problem, context) for problem in problems]
    if data is not None or (problems and context.told("graphql-permission-refusal-has-data")):
        made["data"] = data if context.told("graphql-whole-numbers-have-a-fraction") else _with_whole_numbers(data)
    extensions: Json = {
        "complexity": _told_complexity(complexity, context),
        **told_permissions(context),
        "appVersion": APP_VERSION,
    }
    if context.told("graphql-complexity-is-missing"):
        del extensions["complexity"]
    if context.told("graphql-app-version-is-missing"):
        del extensions["appVersion"]
    if context.told("graphql-app-version-is-a-number"):
        extensions["appVersion"] = 0.26
    if problems and context.told("graphql-refusals-lack-extensions"):
        return made
    if not context.told("graphql-extensions-are-missing"):
        made["extensions"] = extensions
    return made


def _told_complexity(complexity: int, context: Context) -> int | str:
    if context.told("graphql-complexity-is-text"):
        return str(complexity)
    return 0 if context.told("graphql-complexity-is-zero") else complexity


def _error(problem: GraphQLError, context: Context) -> Json:
    shown: Json = dict(problem.formatted)
    if context.told("graphql-permission-refusal-lacks-path"):
        shown.pop("path", None)
    if context.told("graphql-permission-refusal-lacks-locations"):
        shown.pop("locations", None)
    cause = problem.original_error
    if cause is not None and not isinstance(cause, GraphQLError):
        _LOG.error("a resolver failed", exc_info=cause)
        return {**shown, "message": _INTERNAL, "extensions": {"category": "internal"}}
    return shown if "extensions" in shown or problem.path else {**shown, "extensions": {"category": "graphql"}}


def _with_whole_numbers(value: Any) -> Any:  # Any: JSON values
    """Floats without a fraction print as integers."""
    match value:
        case dict():
            return {name: _with_whole_numbers(each) for name, each in value.items()}
        case list():
            return [_with_whole_numbers(each) for each in value]
        case float() if value.is_integer():
            return int(value)
        case _:
            return value


def _invented(document: DocumentNode) -> Json:
    """Data of the shape that was asked for: success whatever the fields are."""
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    operation = next(node for node in document.definitions if isinstance(node, OperationDefinitionNode))
    return _invented_object(operation.selection_set, fragments)


def _invented_object(selection_set: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]) -> Json:
    made: Json = {}
    for node in selection_set.selections:
        if isinstance(node, FieldNode):
            below = _invented_object(node.selection_set, fragments) if node.selection_set else None
            made[(node.alias or node.name).value] = [] if node.name.value == "userErrors" else below
        else:
            inner = node if isinstance(node, InlineFragmentNode) else fragments.get(node.name.value)  # type: ignore[attr-defined]  # the third kind of selection
            made.update(_invented_object(inner.selection_set, fragments) if inner else {})
    return made
