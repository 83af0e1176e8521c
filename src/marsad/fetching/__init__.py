"""Fetching: the one edge where something comes from the network, politely and behind a border."""

from marsad.fetching.border import Border
from marsad.fetching.courier import Courier
from marsad.fetching.fetch import fetch
from marsad.fetching.fetched import Fetched
from marsad.fetching.manners import choose_due, plan_next

__all__ = ["Border", "Courier", "Fetched", "choose_due", "fetch", "plan_next"]
