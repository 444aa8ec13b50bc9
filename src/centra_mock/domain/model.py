"""Every noun of the store in one place; the parts are in ``model_store``, ``model_catalogue``, ``model_people``,
``model_trade`` and ``model_wholesale``.
"""

from centra_mock.domain import (
    model_catalogue,
    model_people,
    model_store,
    model_trade,
    model_wholesale,
)
from centra_mock.domain.model_catalogue import *
from centra_mock.domain.model_people import *
from centra_mock.domain.model_store import *
from centra_mock.domain.model_trade import *
from centra_mock.domain.model_wholesale import *

__all__ = sorted(  # noqa: PLE0605
    [
        *model_catalogue.__all__,
        *model_people.__all__,
        *model_store.__all__,
        *model_trade.__all__,
        *model_wholesale.__all__,
    ]
)
