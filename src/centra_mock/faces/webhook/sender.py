"""The sender: a thread for each plugin that posts what is queued, so that no request ever waits for a receiver.

What a receiver does not answer in time is repeated as often as the plugin says, each time after twice the delay, then
dropped for the next in the queue. Any answer will do: the page speaks of no status. Redirects are not followed. A
repetition has the same body, signed with the time of the repetition.
Source: 06.plugins/09.centra-webhook (time limit, repetitions, events per call; the picture of the settings has the delays).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx

from centra_mock.faces.webhook.call import make_call, send_call
from centra_mock.faces.webhook.plugin import CHECKOUT, INACTIVE, Plugin
from centra_mock.lies import Lies

__all__ = ["FIRST_DELAY_S", "Sender"]

FIRST_DELAY_S = 1.0  # before the first repetition; each further one waits twice as long
_GATHER_S = 0.02  # how long changes are gathered, so that one action of the store is one call

Event = dict[str, Any]  # Any: JSON


class Sender:
    """Sends to every plugin; start it once, stop it at the end."""

    def __init__(self, plugins: Iterable[Plugin], lies: Lies) -> None:
        self._lies = lies
        self._couriers = [_Courier(plugin, lies) for plugin in plugins]
        self._is_running = False

    @property
    def plugins(self) -> Sequence[Plugin]:
        """The plugins of now, in their order."""
        return [courier.plugin for courier in self._couriers]

    def start(self) -> None:
        """Begin to send."""
        self._is_running = True
        for courier in self._couriers:
            courier.start()

    def stop(self) -> None:
        """Send nothing more; a call under way is left to itself."""
        self._is_running = False
        for courier in self._couriers:
            courier.stop()

    def wait_until_idle(self, timeout_s: float) -> bool:
        """Whether everything that is queued is sent, or dropped, in time."""
        deadline = time.monotonic() + timeout_s
        return all(courier.wait_until_idle(deadline) for courier in self._couriers)

    def clear(self) -> None:
        """Forget what is queued."""
        for courier in self._couriers:
            courier.clear()

    def install(self, plugins: Iterable[Plugin]) -> None:
        """Have exactly these plugins from now on; what was queued for others is forgotten."""
        was_running = self._is_running
        self.stop()
        self._couriers = [_Courier(plugin, self._lies) for plugin in plugins]
        if was_running:
            self.start()

    def offer_ids(self, trigger: str, ids: Iterable[str]) -> None:
        """Queue ids of a trigger of the Checkout API version, for the plugins that want it."""
        has_own_key = trigger != INACTIVE or self._lies.told("webhook-inactive-products-by-own-key")
        key = trigger if has_own_key else "products"
        for courier in self._couriers:
            if courier.plugin.version == CHECKOUT and self._is_wanted(courier.plugin, trigger):
                courier.take_ids(key, ids)

    def offer_event(self, event: Event) -> None:
        """Queue an event of the Integration API version, for the plugins that want its type."""
        for courier in self._couriers:
            if courier.plugin.version != CHECKOUT and self._is_wanted(courier.plugin, str(event.get("type"))):
                courier.take_event(event)

    def _is_wanted(self, plugin: Plugin, trigger: str) -> bool:
        is_untold = self._lies.told("webhook-triggers-ignored") or self._lies.told("webhook-unsubscribed-types-sent")
        return plugin.wants(trigger) or (plugin.active and is_untold)


@dataclass(slots=True)
class _Waiting:
    """What is to be sent: ids by key for the Checkout API version, events for the Integration API version."""

    ids: dict[str, dict[str, None]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.ids or self.events)


class _Courier:
    """The queue of one plugin, and the thread that empties it."""

    def __init__(self, plugin: Plugin, lies: Lies) -> None:
        self.plugin = plugin
        self._lies = lies
        self._waiting = _Waiting()
        self._is_busy = False
        self._round = 0  # counts resets: what was taken before one is not repeated after it
        self._changed = threading.Condition()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"webhook-{plugin.version}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        with self._changed:
            self._is_over.set()
            self._changed.notify_all()

    def wait_until_idle(self, deadline: float) -> bool:
        with self._changed:
            return self._changed.wait_for(
                lambda: not (self._waiting or self._is_busy) or self._is_over.is_set(), max(0.0, deadline - time.monotonic())
            )

    def clear(self) -> None:
        with self._changed:
            self._waiting = _Waiting()
            self._round += 1

    def take_ids(self, key: str, ids: Iterable[str]) -> None:
        with self._changed:
            self._waiting.ids.setdefault(key, {}).update(dict.fromkeys(ids))
            self._changed.notify_all()

    def take_event(self, event: Event) -> None:
        with self._changed:
            self._waiting.events.append(event)
            self._changed.notify_all()

    def _run(self) -> None:
        # A connection is never used again: one that the receiver closes meanwhile would lose a call.
        fresh = httpx.Limits(max_keepalive_connections=0)
        is_verified = self.plugin.validate_ssl and self.plugin.url.startswith("https:")
        with httpx.Client(follow_redirects=False, trust_env=False, verify=is_verified, limits=fresh) as client:
            while True:
                with self._changed:
                    while not self._waiting and not self._is_over.is_set():
                        self._changed.wait()
                if self._is_over.wait(_GATHER_S):
                    return
                with self._changed:
                    waiting, self._waiting = self._waiting, _Waiting()
                    taken_in = self._round
                    self._is_busy = True
                for payload in self._payloads(waiting):
                    if not self._deliver(client, payload, taken_in):
                        break
                with self._changed:
                    self._is_busy = False
                    self._changed.notify_all()

    def _timeout_s(self) -> float:
        wrong = {"webhook-timeout-too-short": 0.2, "webhook-timeout-too-long": 3.0}
        part = next((each for name, each in wrong.items() if self._lies.told(name)), 1.0)
        return self.plugin.timeout_s * self.plugin.pace * part

    def _payloads(self, waiting: _Waiting) -> Iterable[object]:
        if self._lies.told("webhook-delivers-nothing"):
            return
        most = self.plugin.max_events * (3 if self._lies.told("webhook-maximum-exceeded") else 1)
        most = 1 if self._lies.told("webhook-one-event-per-call") else most
        flat = [(key, each) for key in sorted(waiting.ids) for each in waiting.ids[key]]
        for start in range(0, len(flat), most):
            call: dict[str, list[str]] = {}
            for key, each in flat[start : start + most]:
                call.setdefault(key, []).append(each)
            yield _checkout_payload(call, self._lies)
        for start in range(0, len(waiting.events), most):
            yield _integration_payload(waiting.events[start : start + most], self._lies)

    def _deliver(self, client: httpx.Client, payload: object, taken_in: int) -> bool:
        """Whether the queue goes on."""
        is_taken = False
        for _ in range(2 if self._lies.told("webhook-calls-sent-twice") else 1):
            for attempt in range(self._attempts()):
                if attempt and self._is_over.wait(self._delay_s(attempt)):
                    return False
                if self._is_over.is_set() or taken_in != self._round:
                    return False
                is_taken = self._post(client, self._again(payload, attempt))
                if is_taken and not self._lies.told("webhook-repeats-what-was-answered"):
                    break
        if not is_taken and self._lies.told("webhook-failure-drops-the-queue"):
            self.clear()
            return False
        return True

    def _again(self, payload: object, attempt: int) -> object:
        if attempt and isinstance(payload, dict) and self._lies.told("webhook-repetition-altered"):
            return {**payload, "attempt": [str(attempt)]}
        return payload

    def _attempts(self) -> int:
        """How often a call is sent at most."""
        retries = self.plugin.retries
        if self._lies.told("webhook-never-repeats"):
            return 1
        if self._lies.told("webhook-never-drops"):
            return 1_000_000
        if self._lies.told("webhook-repeats-too-often") and retries:
            return retries + 3
        if self._lies.told("webhook-repeats-though-off") or self._lies.told("webhook-repeats-what-was-answered"):
            return max(2, retries + 1)
        return retries + 1

    def _delay_s(self, attempt: int) -> float:
        doubled = 0 if self._lies.told("webhook-delays-do-not-grow") else min(attempt, 3) - 1
        return FIRST_DELAY_S * 2.0**doubled * self.plugin.pace

    def _post(self, client: httpx.Client, payload: object) -> bool:
        """Whether somebody answered in time."""
        call = make_call(payload, self.plugin.secret, int(time.time()), self._lies)
        return send_call(client, self.plugin.url, call, self._timeout_s())


def _checkout_payload(call: dict[str, list[str]], lies: Lies) -> object:
    if lies.told("webhook-checkout-ids-are-numbers"):
        return {key: [int(each) if each.isdecimal() else each for each in ids] for key, ids in call.items()}
    if lies.told("webhook-checkout-ids-are-not-listed"):
        return {key: ids[0] for key, ids in call.items()}
    if lies.told("webhook-checkout-ids-are-joined"):
        return {key: ",".join(ids) for key, ids in call.items()}
    if lies.told("webhook-checkout-ids-are-objects"):
        return {key: [{"id": each} for each in ids] for key, ids in call.items()}
    if lies.told("webhook-checkout-ids-repeated"):
        return {key: ids + ids for key, ids in call.items()}
    if lies.told("webhook-checkout-keys-are-singular"):
        return {key.removesuffix("s"): ids for key, ids in call.items()}
    if lies.told("webhook-checkout-keys-in-capitals"):
        return {key[0].upper() + key[1:]: ids for key, ids in call.items()}
    if lies.told("webhook-checkout-payload-wrapped"):
        return {"data": call}
    if lies.told("webhook-checkout-tells-action"):
        return {**call, "action": "update"}
    if lies.told("webhook-checkout-tells-date"):
        return {**call, "date": f"{datetime.now():%Y-%m-%d %H:%M:%S}"}
    if lies.told("webhook-checkout-sends-events"):
        return {"events": [{"type": key, "id": each} for key, ids in call.items() for each in ids]}
    return dict(call)


def _integration_payload(events: list[Event], lies: Lies) -> object:
    if lies.told("webhook-events-out-of-order"):
        events = events[::-1]
    if lies.told("webhook-events-repeated"):
        events = [each for event in events for each in (event, event)]
    if lies.told("webhook-events-without-envelope"):
        return events
    if lies.told("webhook-events-grouped-by-type"):
        return {kind: [e["id"] for e in events if e.get("type") == kind] for kind in sorted({str(e.get("type")) for e in events})}
    if lies.told("webhook-events-are-an-object"):
        return {"events": {str(number): event for number, event in enumerate(events)}}
    if lies.told("webhook-events-with-company"):
        return {"events": events, "store": 1}
    return {"events": events}
