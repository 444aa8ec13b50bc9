"""What happens by itself as time goes by: check-first warehouses run out of time, campaigns start and end, subscriptions
place orders.

Source: 04.guides/05.pos-integration (timeout), 06.plugins/09.centra-webhook (the picture of the triggers: a campaign is
told of when it starts or ends).
"""

from __future__ import annotations

from centra_mock.domain.centra import Centra
from centra_mock.domain.check_first import expire_check_firsts
from centra_mock.domain.recurring import place_due_orders

__all__ = ["pass_time"]


def pass_time(centra: Centra) -> None:
    """Let everything happen that is due since the last time that this was called."""
    now, before = centra.now(), centra.last_looked_at
    centra.last_looked_at = now
    expire_check_firsts(centra)
    place_due_orders(centra)
    for campaign in centra.campaigns.values():
        if before is not None and any(before < each <= now for each in (campaign.start_date, campaign.stop_date)):
            centra.publish("campaign", "update", campaign.id, store_id=campaign.store_id)
