"""The world of one mock: the store as it is now, the secrets of its APIs, the lies it tells, the webhooks it sends."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from centra_mock.domain.passing_time import pass_time
from centra_mock.domain.seed import fresh_centra
from centra_mock.face import Face, find_faces
from centra_mock.lies import Lies

if TYPE_CHECKING:
    from centra_mock.faces.webhook.sender import Sender

__all__ = ["Secrets", "World", "make_secrets"]


@dataclass(frozen=True, slots=True, repr=False)
class Secrets:
    """The credentials of every API; they never show in a repr."""

    checkout: str
    shop: str
    order: str
    graphql: str
    soap_username: str
    soap_password: str
    subscription: str
    webhook: str
    external_payment: str
    external_payment_key: str  # part of the notification URL


class World:
    """Everything a face may ask for; read ``centra`` at request time, since a reset replaces it."""

    def __init__(self, seed: int = 1, *, lies: Iterable[str] = (), faces: list[Face] | None = None) -> None:
        """Build the store of ``seed``; raises ``UnknownLieError`` for a lie that no face declares."""
        self.seed = seed
        self.faces = find_faces() if faces is None else faces
        self.lies = Lies((lie for face in self.faces for lie in face.lies), lies)
        self.secrets = make_secrets(seed)
        self.webhooks: Sender | None = None  # None: nobody is told of changes
        self.webhook_pace = 1.0  # the part of their time that limits and delays of webhooks take
        self.centra = fresh_centra(seed)
        self._attach()

    def reset(self) -> None:
        """Put a fresh store of the seed in place and forget what waited to be sent; the lies stay as they are."""
        if self.webhooks is not None:
            self.webhooks.clear()
        self.centra = fresh_centra(self.seed)
        self._attach()

    def _attach(self) -> None:
        for face in self.faces:
            if face.attach is not None:
                face.attach(self)

    def set_clock(self, ahead: timedelta) -> None:
        """Let the store's clock be ahead of the machine's until a reset; what is due by then happens."""
        self.centra.clock = lambda: datetime.now() + ahead
        pass_time(self.centra)


def make_secrets(seed: int) -> Secrets:
    """The secrets of a seed: the same for the same seed, others for another."""
    source = random.Random(f"centra-mock-secrets-{seed}")

    def token() -> str:
        return f"{source.getrandbits(160):040x}"

    names = ("checkout", "shop", "order", "graphql", "soap_username", "soap_password", "subscription", "webhook")
    made = {name: f"erp-{source.getrandbits(24):06x}" if name == "soap_username" else token() for name in names}
    return Secrets(**made, external_payment=token(), external_payment_key=token())
