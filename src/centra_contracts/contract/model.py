"""The nouns of a contract: what a file says after it was read, checked and frozen.

Shapes of values: ``Json`` is what JSON can say. Mappings and lists inside are never changed after loading.
Source: ``docs/contract-language.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "APIS",
    "DEFAULT_EDITION",
    "EDITIONS",
    "Api",
    "Auth",
    "Await",
    "Cell",
    "Clause",
    "Contract",
    "Effect",
    "Expectation",
    "Generate",
    "GraphqlCall",
    "Hold",
    "Introspect",
    "Json",
    "Kind",
    "Matrix",
    "MatrixCell",
    "Need",
    "Notify",
    "Place",
    "Replacement",
    "RestCall",
    "Say",
    "Sign",
    "SoapCall",
    "Step",
    "StepList",
    "Upload",
    "Way",
    "WsdlRead",
]

Json = None | bool | int | float | str | list["Json"] | Mapping[str, "Json"]

EDITIONS = ("2022-09", "2023-12")
DEFAULT_EDITION = "2022-09"


class Api(StrEnum):
    """The APIs of Centra, in the order in which they are shown."""

    CHECKOUT = "checkout"
    SHOP = "shop"
    ORDER = "order"
    GRAPHQL = "graphql"
    SOAP = "soap"
    SUBSCRIPTION = "subscription"
    WEBHOOK = "webhook"


APIS: tuple[Api, ...] = tuple(Api)


class Kind(StrEnum):
    """What sort of promise a clause is."""

    CAPABILITY = "capability"
    LIMITATION = "limitation"
    ABSENCE = "absence"
    COMING_SOON = "coming_soon"
    DEPRECATION = "deprecation"
    RULE = "rule"


class Effect(StrEnum):
    """What saying the steps of a clause may do to the target, from harmless to irreversible."""

    READ = "read"
    SESSION = "session"
    WRITE = "write"
    DESTRUCTIVE = "destructive"

    @property
    def rank(self) -> int:
        """0 for read up to 3 for destructive; a grant covers every effect of at most its rank."""
        return list(Effect).index(self)


class Auth(StrEnum):
    """How a step identifies itself to the API."""

    DEFAULT = "default"
    NONE = "none"
    WRONG = "wrong"
    BEARER = "bearer"
    API_AUTHORIZATION = "api-authorization"
    COOKIE = "cookie"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file; ``line`` counts from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class RestCall:
    """An HTTP call below the base URL of an API. At most one of ``json``, ``form``, ``text`` is a body."""

    method: str  # upper case
    path: str  # begins with a slash; may hold blanks
    query: Mapping[str, Json]
    headers: Mapping[str, Json]
    json: Json = None
    has_json: bool = False  # a JSON null is a body too
    form: Mapping[str, Json] | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class GraphqlCall:
    """A GraphQL document and its variables."""

    document: str
    variables: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Introspect:
    """Reads the GraphQL schema of the target.

    ``deprecated_inputs`` asks for deprecated arguments and input fields too, which servers of before 2021 do not understand.
    """

    deprecated_inputs: bool = True


@dataclass(frozen=True, slots=True)
class Generate:
    """Asks for every field that the schema document has within ``depth`` levels below a query field; several operations."""

    query: str
    depth: int
    arguments: Mapping[str, Json]  # of the query field


@dataclass(frozen=True, slots=True)
class Upload:
    """A file for the address that an earlier answer named, as a form of several parts; no secret goes with it."""

    address: str  # a whole URL; may hold blanks
    fields: Json  # the parts before the file: a list of name and value, or a blank for one
    name: str  # of the file
    type: str | None  # of the file, sent as the part Content-Type; None sends no such part
    base64: str  # what the file holds


@dataclass(frozen=True, slots=True)
class SoapCall:
    """A SOAP operation and the children of its request element, without ``login``."""

    operation: str
    body: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class WsdlRead:
    """Reads the WSDL of the target."""


@dataclass(frozen=True, slots=True)
class Await:
    """Waits for a webhook of ``version`` (integration or checkout) whose payload makes ``match`` true."""

    version: str
    match: str  # JMESPath; may hold blanks
    within_s: float
    at: str = ""  # only at this path; may hold blanks; empty: at any
    held: bool = False  # one that is left without an answer, after its sender hung up; otherwise one that is answered


@dataclass(frozen=True, slots=True)
class Hold:
    """Leaves the next ``times`` webhooks at a path whose payload makes ``match`` true without an answer, until their sender
    hangs up.
    """

    at: str  # path; may hold blanks
    times: Json  # how many; may be a blank
    match: str  # JMESPath; may hold blanks


@dataclass(frozen=True, slots=True)
class Notify:
    """JSON for a whole address that only the owner of the store knows; no secret goes with it."""

    address: str  # a whole URL; may hold blanks
    json: Json


@dataclass(frozen=True, slots=True)
class Sign:
    """A signature that a step may use as a blank: base64 of the hexadecimal digits of the HMAC-SHA256 of ``text``."""

    name: str  # of the blank
    text: str  # may hold blanks
    key: str  # may hold blanks


Say = RestCall | GraphqlCall | Generate | Introspect | Upload | SoapCall | WsdlRead | Await | Hold | Notify


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to say, or to wait for."""

    id: str
    api: Api
    say: Say
    auth: Auth
    session: str  # name of the shopper session; "none" sends no session
    capture: Mapping[str, str]  # name -> JMESPath or XPath
    place: Place
    sign: Sign | None = None


@dataclass(frozen=True, slots=True)
class StepList:
    """Ordered steps with one effect: a plan of a contract, or the own steps of a clause.

    With ``moves`` it is the plan of walks: ``steps`` open each shopper session, then moves are said in any order.
    """

    id: str  # unique over all files: "<contract>/<plan>" or the clause's id
    effect: Effect
    steps: tuple[Step, ...]
    moves: tuple[Step, ...] = ()  # empty where the plan is said as it stands
    recorded: str = ""  # the step for which webhooks of a recording may stand; empty where none may

    @property
    def all_steps(self) -> tuple[Step, ...]:
        """Every step that may be said: those in their order, then the moves."""
        return self.steps + self.moves


@dataclass(frozen=True, slots=True)
class Expectation:
    """A rule with its arguments, put to the reading of one step."""

    rule: str
    arguments: Json
    step: str
    place: Place


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the capability matrix: one function, read or write, through one API."""

    function: str
    api: Api
    mode: str  # "R" or "W"


@dataclass(frozen=True, slots=True)
class Replacement:
    """An operation of another API that does what a deprecated one did."""

    api: str
    operation: str  # as the shape document of that API names it, "GET /orders"
    source: str  # page path of the public site, with #anchor where there is one


@dataclass(frozen=True, slots=True)
class Clause:
    """One checkable promise."""

    id: str
    contract: str
    api: Api
    promise: str
    kind: Kind
    source: str  # page path of the public site, with #anchor where there is one
    cell: Cell | None  # None where the matrix has no cell for the promise
    effect: Effect
    plan: StepList | None  # None exactly when untestable
    expect: tuple[Expectation, ...]
    needs: tuple[str, ...]  # every need that a blank or the clause names, sorted
    editions: tuple[str, ...]
    untestable: str  # reason, or empty
    facts: tuple[str, ...]
    note: str
    unbitten: str  # reason, or empty
    deprecated: str  # reason of the contract, or empty
    place: Place
    replaced_by: tuple[Replacement, ...] = ()  # those of the contract: what to move to


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract file."""

    id: str
    api: Api
    title: str
    source: str
    deprecated: str
    clauses: tuple[Clause, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Way:
    """One way to meet a need: its steps must capture every field that the need gives."""

    effect: Effect
    steps: tuple[Step, ...]
    needs: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Need:
    """Something that must be there before a plan can start."""

    id: str
    says: str
    gives: Mapping[str, str]  # field -> what it is
    ways: tuple[Way, ...]
    once: bool  # met anew for every plan that uses it
    place: Place


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What the documentation's matrix says of one cell: available, limited, unavailable or coming_soon."""

    cell: Cell
    status: str
    anchor: str  # of the limitation note; empty unless limited


@dataclass(frozen=True, slots=True)
class Matrix:
    """The capability matrix of one edition."""

    edition: str
    source: str
    functions: tuple[str, ...]  # in the documentation's order
    cells: tuple[MatrixCell, ...]
