"""What a plan needs is looked for once, in an order that never changes, and told shortly when it is not there."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from centra_contracts.contract.model import Api, Auth, Effect, Json, Need, Place, RestCall, Step, Way
from centra_contracts.shell.needs import Met, NeedBook, Refusal, Unmet, WayResult

_PLACE = Place("contracts/needs/order.yaml", 1)


def _way(name: str, effect: Effect = Effect.READ, needs: tuple[str, ...] = ()) -> Way:
    step = Step(name, Api.ORDER, RestCall("GET", f"/{name}", {}, {}), Auth.DEFAULT, "main", {}, _PLACE)
    return Way(effect, (step,), needs, _PLACE)


def _need(name: str, *ways: Way, once: bool = False, gives: tuple[str, ...] = ("id",)) -> Need:
    return Need(name, f"Some {name} is there.", {field: "what it is" for field in gives}, ways, once, _PLACE)


@dataclass
class _Target:
    """Answers ways by the id of their only step; remembers what was said, and with which values."""

    answers: Mapping[str, WayResult]
    obstacles: Mapping[str, Refusal] = field(default_factory=dict)
    said: list[tuple[str, str]] = field(default_factory=list)  # plan, step
    values: dict[str, Mapping[str, Json]] = field(default_factory=dict)

    def say(self, steps: tuple[Step, ...], plan: str, effect: Effect, values: Mapping[str, Json]) -> WayResult:
        self.said.append((plan, steps[0].id))
        self.values[steps[0].id] = values
        return self.answers[steps[0].id]

    def obstacle(self, steps: tuple[Step, ...]) -> Refusal | None:
        return self.obstacles.get(steps[0].id)


def _gives(**values: Json) -> WayResult:
    return WayResult(values, None)


def _fails(because: str, code: str = "CC903") -> WayResult:
    return WayResult({}, Refusal(code, because))


def _book(
    needs: list[Need], target: _Target, data: Mapping[str, Mapping[str, Json]] | None = None, granted: Effect = Effect.READ
) -> NeedBook:
    named = {need.id: need for need in needs}
    return NeedBook(named, data or {}, granted, target.obstacle, target.say, lambda plan: {"run.token": f"token of {plan}"})


def test_the_profile_comes_first() -> None:
    """Nothing is said for what a person knows; fields that the need does not give are passed over."""
    target = _Target({"list": _gives(id=1)})
    book = _book([_need("order", _way("list"))], target, {"order": {"id": 9, "note": "x"}})
    assert book.meet(("order",), "p") == {"order.id": 9}
    assert (book.meet_one("order", "p"), target.said) == (Met({"id": 9}, "profile"), [])


def test_a_profile_that_lacks_a_field_is_told() -> None:
    """Half of an entry is a mistake of the profile; no way replaces what a person meant."""
    target = _Target({"list": _gives(id=1, sku="a")})
    book = _book([_need("order", _way("list"), gives=("id", "sku"))], target, {"order": {"id": 9}})
    met = book.meet_one("order", "p")
    assert isinstance(met, Unmet)
    assert met.because == "need order (Some order is there): [data.order] of the profile lacks sku"
    assert target.said == []


def test_ways_are_tried_in_their_order_until_one_works() -> None:
    """The first that captures everything wins; what it changes on the way decides the word."""
    target = _Target({"list": _fails("GET /orders gave no id"), "make": _gives(id=2, other=3), "never": _gives(id=4)})
    need = _need("order", _way("list"), _way("make", Effect.WRITE), _way("never"))
    book = _book([need], target, granted=Effect.WRITE)
    assert book.meet_one("order", "p") == Met({"id": 2}, "made")
    assert target.said == [("need:order/1", "list"), ("need:order/2", "make")]


def test_a_need_is_met_once_for_all_plans() -> None:
    """Also what could not be met is not tried again."""
    target = _Target({"list": _gives(id=1), "find": _fails("GET /carts gave no id")})
    book = _book([_need("order", _way("list")), _need("cart", _way("find"))], target)
    for plan in ("p", "q"):
        assert book.meet(("order",), plan) == {"order.id": 1}
        assert isinstance(book.meet(("order", "cart"), plan), Unmet)
    assert [step for _, step in target.said] == ["list", "find"]


def test_what_is_used_up_is_met_anew_for_each_plan() -> None:
    """Each time with blanks of its own."""
    target = _Target({"make": _gives(id=1)})
    book = _book([_need("order", _way("make"), once=True)], target)
    book.meet(("order",), "p")
    book.meet(("order",), "p")
    book.meet(("order",), "q")
    assert target.said == [("need:order@p/1", "make"), ("need:order@q/1", "make")]
    assert target.values["make"] == {"run.token": "token of need:order@q/1"}


def test_a_way_is_filled_by_other_needs() -> None:
    """Their fields are blanks of its steps."""
    target = _Target({"list": _gives(id=1), "make": _gives(id=2)})
    book = _book([_need("item", _way("list")), _need("order", _way("make", needs=("item",)))], target)
    assert book.meet(("order",), "p") == {"order.id": 2}
    assert target.values["make"]["item.id"] == 1


@pytest.mark.parametrize(
    ("ways", "because"),
    [
        ((), "need order (Some order is there): no way to find or make it is known"),
        (
            (_way("list"), _way("make", Effect.WRITE)),
            "need order (Some order is there): GET /orders gave no id; making it needs --allow write",
        ),
        ((_way("list"), _way("list")), "need order (Some order is there): GET /orders gave no id"),
        ((_way("far"),), "need order (Some order is there): order is not configured for this target"),
        ((_way("child", needs=("item",)),), "need stock (Some stock is there): GET /stock gave no id"),
        (
            (_way("list"), _way("child", needs=("item",))),
            "need order (Some order is there): GET /orders gave no id; no stock: GET /stock gave no id",
        ),
    ],
    ids=["no way", "not granted", "repeated", "obstacle", "root of a chain", "one way of a chain"],
)
def test_an_unmet_need_tells_where_it_began(ways: tuple[Way, ...], because: str) -> None:
    """One line with the root cause: a chain of needs is not told from its beginning."""
    answers = {"list": _fails("GET /orders gave no id"), "stock": _fails("GET /stock gave no id")}
    target = _Target(answers, {"far": Refusal("CC901", "order is not configured for this target")})
    needs = [_need("order", *ways), _need("item", _way("pick", needs=("stock",))), _need("stock", _way("stock"))]
    met = _book(needs, target).meet(("order",), "p")
    assert isinstance(met, Unmet)
    assert (met.because, met.fault) == (because, "")


@pytest.mark.parametrize("chained", [False, True], ids=["itself", "another need"])
def test_a_fault_on_the_way_is_told_as_a_fault(chained: bool) -> None:
    """Who did not answer has not broken a promise, and has not shown that there is nothing either."""
    target = _Target({"list": _fails("GET /orders: no answer within 10 s", "CC802"), "make": _gives(id=1)})
    needs = [_need("order", _way("list")), _need("shipment", _way("make", needs=("order",)))]
    met = _book(needs, target).meet(("shipment" if chained else "order",), "p")
    assert met == Unmet("order", "Some order is there.", ("GET /orders: no answer within 10 s",), "CC802")


def test_a_later_way_makes_up_for_a_fault() -> None:
    """A need that is met is met."""
    target = _Target({"list": _fails("no answer", "CC802"), "make": _gives(id=1)})
    assert _book([_need("order", _way("list"), _way("make"))], target).meet(("order",), "p") == {"order.id": 1}


def test_threads_that_need_the_same_wait_for_one() -> None:
    """Many plans at once say a way once, also where needs lean on one another."""
    started = threading.Barrier(8)
    target = _Target({"list": _gives(id=1), "a": _gives(id=2), "b": _gives(id=3)})
    needs = [_need("item", _way("list")), _need("a", _way("a", needs=("item",))), _need("b", _way("b", needs=("a", "item")))]
    book = _book(needs, target)

    def meet(number: int) -> Mapping[str, Json] | Unmet:
        started.wait(10)
        return book.meet(("b", "a", "item") if number % 2 else ("item", "a", "b"), f"plan {number}")

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(meet, range(8)))
    assert found == [{"b.id": 3, "a.id": 2, "item.id": 1}] * 8
    assert sorted(step for _, step in target.said) == ["a", "b", "list"]


def test_a_mistake_while_a_need_is_met_keeps_nobody_waiting() -> None:
    """The lock is given back; the next plan meets the mistake again."""
    target = _Target({})
    book = _book([_need("order", _way("unknown"))], target)
    for plan in ("p", "q"):
        with pytest.raises(KeyError):
            book.meet(("order",), plan)
