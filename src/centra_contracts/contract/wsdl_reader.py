"""Reads a WSDL 1.1 into what it says of SOAP operations.

The work is bounded: each declaration is opened once, and what is inherited or shared is copied up to a fixed number of elements.
Source: WSDL 1.1, sections 2 and 3; XML Schema 1.0, part 1, sections 3.3 to 3.9 and 3.14.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from centra_contracts.contract.wsdl import ANY_TYPE, MARKS, Element, Guess, Kind, SoapOperation, Wsdl
from centra_contracts.contract.xml_tree import local_name, parse_xml

__all__ = ["describe_service"]

_WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
_XS_NAMESPACE = "http://www.w3.org/2001/XMLSchema"
_XS = f"{{{_XS_NAMESPACE}}}"
_SOAP = {
    "{http://schemas.xmlsoap.org/wsdl/soap/}": "SOAP 1.1",
    "{http://schemas.xmlsoap.org/wsdl/soap12/}": "SOAP 1.2",
}
_GLOBAL = ("element", "complexType", "simpleType", "group")
_MOST_ELEMENTS = 200_000  # of all types together, each counted as often as it is inherited or shared
_DEEPEST = 60  # types that are derived from each other, groups within groups
_LEFT_OUT = frozenset({"import", "include", "redefine"})
# What these hold is known, or nothing that an element is made of.
_WELL_KNOWN = frozenset(
    {
        _XS_NAMESPACE,
        "http://schemas.xmlsoap.org/soap/encoding/",
        "http://schemas.xmlsoap.org/soap/envelope/",
        "http://www.w3.org/XML/1998/namespace",
    }
)


def describe_service(raw: bytes) -> Wsdl:
    """What the WSDL says; what it leaves to other documents is named, not fetched.

    Raises ``ValueError`` with one line if it is not well-formed XML, has a DTD, is not a WSDL 1.1, or is too deep or too big.
    """
    root = parse_xml(raw)
    if root.tag != f"{_WSDL}definitions":
        raise ValueError(f"not a WSDL 1.1: the root element is {local_name(str(root.tag))!r}, expected 'definitions'")
    reader = _Reader(root)
    operations = reader.operations()
    left_out = {_location(node) for node in root.iter(*_imports()) if node.get("namespace") not in _WELL_KNOWN} - {""}
    namespace = root.get("targetNamespace") or ""
    return Wsdl(namespace, dict(sorted(operations.items())), reader.kinds, tuple(sorted(left_out)))


def _location(node: etree._Element) -> str:
    return str(node.get("schemaLocation") or node.get("location") or "")


def _imports() -> Iterator[str]:
    yield f"{_WSDL}import"
    yield from (f"{_XS}{name}" for name in sorted(_LEFT_OUT))


@dataclass(slots=True)
class _Particles:
    """The elements that a type collects while it is opened."""

    elements: dict[str, Element] = field(default_factory=dict)
    is_open: bool = False

    def add(self, element: Element) -> None:
        """Takes an element; one that is declared a second time may be there without end."""
        known = self.elements.get(element.name)
        self.elements[element.name] = element if known is None else replace(known, most=None)


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where the opening of a type has come to."""

    into: _Particles
    demands: list[str]  # required attributes that were found
    opened: frozenset[str] = frozenset()  # the names that led here, which lead no further
    depth: int = 0
    optional: bool = False  # whether what stands here may be left out as a whole

    def deeper(self) -> _Scope:
        """The scope one level down."""
        return replace(self, depth=self.depth + 1)


class _Reader:
    """Opens what a document declares; ``kinds`` gathers every type that is used."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._left = _MOST_ELEMENTS
        self.kinds: dict[str, Kind] = {}
        self._waiting: list[tuple[str, etree._Element]] = []
        self._declared: dict[str, dict[str, etree._Element]] = {name: {} for name in _GLOBAL}
        self._numbers: dict[etree._Element, int] = {}  # of types without a name
        for schema in root.iter(f"{_XS}schema"):
            for node in schema:
                kind = local_name(str(node.tag))
                if kind in self._declared:
                    self._declared[kind].setdefault(f"{{{schema.get('targetNamespace', '')}}}{node.get('name')}", node)
        self._messages = {str(node.get("name")): node for node in root.iterfind(f"{_WSDL}message")}

    def operations(self) -> dict[str, SoapOperation]:
        """Every operation of every port type, with all of its answers; then the types that they use are opened."""
        found: dict[str, SoapOperation] = {}
        bound = self._bound()
        for port_type in self._root.iterfind(f"{_WSDL}portType"):
            for node in port_type.iterfind(f"{_WSDL}operation"):
                name = node.get("name")
                if not name:
                    continue
                one = self._operation(str(name), node, bound.get((str(port_type.get("name")), str(name))))
                known = found.get(one.name)
                found[one.name] = one if known is None else _merged(known, one)
        while self._waiting:
            key, node = self._waiting.pop()
            self.kinds[key] = self._opened(node)
        return found

    def _bound(self) -> dict[tuple[str, str], _Binding]:
        """How each operation of a port type is bound to SOAP; SOAP 1.1 goes first."""
        found: dict[tuple[str, str], _Binding] = {}
        for binding in self._root.iterfind(f"{_WSDL}binding"):
            port_type = _unprefixed(binding.get("type"))
            for prefix, protocol in _SOAP.items():
                marked = binding.find(f"{prefix}binding")
                if marked is None:
                    continue
                for node in binding.iterfind(f"{_WSDL}operation"):
                    key = (port_type, str(node.get("name")))
                    known = found.get(key)
                    if known is None or (known.protocol != "SOAP 1.1" and protocol == "SOAP 1.1"):
                        found[key] = _binding(node, prefix, protocol, marked.get("style") or "document")
        return found

    def _operation(self, name: str, node: etree._Element, bound: _Binding | None) -> SoapOperation:
        request, answer = node.find(f"{_WSDL}input"), node.find(f"{_WSDL}output")
        taken = self._message(request, name, bound) if request is not None else None
        given = self._message(answer, f"{name}Response", bound) if answer is not None else None
        guesses = _guesses(node) | (bound.guesses if bound is not None else frozenset())
        answers = (given,) if given is not None else ()
        if bound is None:
            return SoapOperation(name, "", "", "", taken, answers, guesses)
        return SoapOperation(name, bound.action, bound.style, bound.protocol, taken, answers, guesses)

    def _message(self, node: etree._Element, name: str, bound: _Binding | None) -> Element | None:
        """The element of a message; of one in the style rpc, an element that holds its parts."""
        message = self._messages.get(_unprefixed(node.get("message")))
        parts = list(message.iterfind(f"{_WSDL}part")) if message is not None else []
        if len(parts) == 1 and parts[0].get("element"):
            referred = _qualified(parts[0], parts[0].get("element"))
            declared = self._declared["element"].get(referred)
            return self._element(declared, _namespace(referred)) if declared is not None else None
        if not parts:
            return None
        particles = _Particles()
        for part in parts:
            key = _qualified(part, part.get("element") or part.get("type"))
            held = self._declared["element"].get(key) if part.get("element") else None
            kind = self._kind_of(held) if held is not None else self._named(key)
            particles.add(Element(str(part.get("name")), "", kind))
        key = f"#{name} of {_unprefixed(node.get('message'))}"
        self.kinds[key] = Kind("", elements=particles.elements)
        return Element(name, bound.namespace if bound is not None else "", key)

    def _element(self, node: etree._Element, namespace: str) -> Element:
        """A declaration of an element, without how often it stands somewhere."""
        return Element(str(node.get("name")), namespace, self._kind_of(node), guesses=_guesses(node))

    def _kind_of(self, node: etree._Element) -> str:
        """The key of an element's type, which is opened later."""
        for own in (node.find(f"{_XS}complexType"), node.find(f"{_XS}simpleType")):
            if own is not None:
                return self._later(f"#{self._numbers.setdefault(own, len(self._numbers))}", own)
        named = node.get("type")
        return self._named(_qualified(node, named)) if named else ANY_TYPE

    def _named(self, name: str) -> str:
        """The key of a named type: a built-in one, one that is declared, or one that stands elsewhere."""
        if _namespace(name) == _XS_NAMESPACE:
            base = local_name(name)
            self.kinds.setdefault(base, Kind(base, is_open=base == ANY_TYPE))
            return base
        for sort in ("complexType", "simpleType"):
            node = self._declared[sort].get(name)
            if node is not None:
                return self._later(name, node)
        return name

    def _later(self, key: str, node: etree._Element) -> str:
        if key not in self.kinds:
            self.kinds[key] = Kind(ANY_TYPE, is_open=True)  # until it is its turn
            self._waiting.append((key, node))
        return key

    def _opened(self, node: etree._Element) -> Kind:
        if local_name(str(node.tag)) == "simpleType":
            return self._text(node, 0)
        simple = node.find(f"{_XS}simpleContent")
        if simple is not None:
            return self._text(simple, 0)
        scope = _Scope(_Particles(), [])
        self._collect(node, scope)
        found = scope.into
        return Kind("", elements=found.elements, demands=tuple(sorted(set(scope.demands))), is_open=found.is_open)

    def _text(self, node: etree._Element, depth: int) -> Kind:
        """The text type that a simple type or simple content comes to."""
        _refuse_depth(depth)
        inner = next((child for child in node if local_name(str(child.tag)) in ("restriction", "extension")), None)
        if inner is None:  # a list or a union
            return Kind("anySimpleType")
        name = _qualified(inner, inner.get("base"))
        own = inner.find(f"{_XS}simpleType")
        if _namespace(name) == _XS_NAMESPACE:
            below = Kind(local_name(name))
        elif own is not None:
            below = self._text(own, depth + 1)
        else:
            below = self._text_named(name, depth + 1)
        values, limits = _facets(inner)
        return replace(below, values=values or below.values, limits=tuple(sorted({*below.limits, *limits})))

    def _text_named(self, name: str, depth: int) -> Kind:
        simple = self._declared["simpleType"].get(name)
        if simple is not None:
            return self._text(simple, depth)
        complex_type = self._declared["complexType"].get(name)
        content = complex_type.find(f"{_XS}simpleContent") if complex_type is not None else None
        return self._text(content, depth) if content is not None else Kind("anySimpleType")

    def _collect(self, node: etree._Element, scope: _Scope) -> None:
        """Adds what a type, or a part of it, holds."""
        _refuse_depth(scope.depth)
        for child in node:
            match local_name(str(child.tag)):
                case "element":
                    self._add(child, scope)
                case "sequence" | "all" | "choice" as sort:
                    inner = _Particles()
                    optional = scope.optional or sort == "choice" or child.get("minOccurs") == "0"
                    self._collect(child, replace(scope.deeper(), into=inner, optional=optional))
                    _take(inner, scope.into, repeats=child.get("maxOccurs", "1") not in ("0", "1"))
                case "complexContent" | "restriction":
                    self._collect(child, scope.deeper())
                case "extension":
                    self._follow("complexType", _qualified(child, child.get("base")), scope)
                    self._collect(child, scope.deeper())
                case "group":
                    optional = scope.optional or child.get("minOccurs") == "0"
                    self._follow("group", _qualified(child, child.get("ref")), replace(scope, optional=optional))
                case "any":
                    scope.into.is_open = True
                case "attribute" if child.get("use") == "required":
                    scope.demands.append(str(child.get("name") or _unprefixed(child.get("ref"))))
                case _:
                    pass

    def _spend(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise ValueError(f"a WSDL with more than {_MOST_ELEMENTS:,} elements in its types")

    def _follow(self, sort: str, name: str, scope: _Scope) -> None:
        self._spend()
        target = self._declared[sort].get(name)
        key = f"{sort} {name}"
        if target is None:
            scope.into.is_open = True  # it stands elsewhere
        elif key not in scope.opened:
            self._collect(target, replace(scope.deeper(), opened=scope.opened | {key}))

    def _add(self, node: etree._Element, scope: _Scope) -> None:
        into, optional = scope.into, scope.optional
        self._spend()
        if node.get("maxOccurs") == "0":
            return
        referred = node.get("ref")
        if referred:
            name = _qualified(node, referred)
            target = self._declared["element"].get(name)
            if target is None:
                into.add(Element(local_name(name), _namespace(name), name, *_occurs(node, optional)))
                return
            found = self._element(target, _namespace(name))
        else:
            found = self._element(node, _local_namespace(node))
        least, most = _occurs(node, optional)
        into.add(replace(found, least=least, most=most, guesses=found.guesses | _guesses(node)))


@dataclass(frozen=True, slots=True)
class _Binding:
    """How an operation is bound to SOAP."""

    action: str
    style: str
    protocol: str
    namespace: str  # of the element that the style rpc makes
    guesses: frozenset[Guess]


def _binding(node: etree._Element, prefix: str, protocol: str, style: str) -> _Binding:
    own = node.find(f"{prefix}operation")
    body = node.find(f"{_WSDL}input/{prefix}body")
    used = (body.get("use") if body is not None else None) or "literal"
    chosen = (own.get("style") if own is not None else None) or style
    action = (own.get("soapAction") if own is not None else None) or ""
    namespace = (body.get("namespace") if body is not None else None) or ""
    return _Binding(action, f"{chosen}/{used}", protocol, namespace, _guesses(own) if own is not None else frozenset())


def _merged(known: SoapOperation, other: SoapOperation) -> SoapOperation:
    """An operation that two port types offer: its answers are those of both."""
    tags = {element.tag for element in known.answers}
    answers = (*known.answers, *(element for element in other.answers if element.tag not in tags))
    first = known if known.protocol or not other.protocol else other
    return replace(first, request=known.request or other.request, answers=answers, guesses=known.guesses | other.guesses)


def _take(inner: _Particles, into: _Particles, *, repeats: bool) -> None:
    for element in inner.elements.values():
        into.add(replace(element, most=None) if repeats else element)
    into.is_open |= inner.is_open


def _facets(node: etree._Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    values: list[str] = []
    limits: list[str] = []
    for child in node:
        name, value = local_name(str(child.tag)), child.get("value")
        if value is None or name == "whiteSpace":
            continue
        if name == "enumeration":
            values.append(str(value))
        else:
            limits.append(f"{name} {value}")
    return tuple(dict.fromkeys(values)), tuple(limits)


def _occurs(node: etree._Element, optional: bool) -> tuple[int, int | None]:
    least, most = str(node.get("minOccurs", "1")), str(node.get("maxOccurs", "1"))
    fewest = int(least) if least.isdecimal() and len(least) < 10 else 1
    return (0 if optional else fewest), (int(most) if most.isdecimal() and len(most) < 10 else None)


def _guesses(node: etree._Element) -> frozenset[Guess]:
    words = str(node.get(f"{{{MARKS}}}inferred") or "").split()
    return frozenset(Guess(word) for word in words if word in list(Guess))


def _local_namespace(node: etree._Element) -> str:
    """The namespace of an element that is declared within a type."""
    schema: etree._Element | None = node
    while schema is not None and schema.tag != f"{_XS}schema":
        schema = schema.getparent()
    if schema is None:
        return ""
    form = node.get("form") or schema.get("elementFormDefault") or "unqualified"
    return str(schema.get("targetNamespace") or "") if form == "qualified" else ""


def _refuse_depth(depth: int) -> None:
    if depth > _DEEPEST:
        raise ValueError(f"a WSDL whose types are derived from each other, or nested, beyond {_DEEPEST} levels")


def _qualified(node: etree._Element, name: str | None) -> str:
    """A prefixed name as ``{namespace}local``; without a prefix it is of the default namespace."""
    prefix, _, local = (name or "").rpartition(":")
    return f"{{{node.nsmap.get(prefix or None, '') or ''}}}{local}"


def _namespace(name: str) -> str:
    return name[1:].partition("}")[0] if name.startswith("{") else ""


def _unprefixed(name: str | None) -> str:
    return (name or "").rpartition(":")[2]
