"""Fetching: the one edge where something comes from the network, politely and behind a border."""

from marsad.fetching.address import is_web_address, read_host
from marsad.fetching.border import Border
from marsad.fetching.courier import Courier
from marsad.fetching.fetch import fetch
from marsad.fetching.fetched import Fetched
from marsad.fetching.gathering import Gathered, gather
from marsad.fetching.manners import choose_due, plan_next
from marsad.fetching.steps import Lead, Step, take_step

__all__ = [
    "Border",
    "Courier",
    "Fetched",
    "Gathered",
    "Lead",
    "Step",
    "choose_due",
    "fetch",
    "gather",
    "is_web_address",
    "plan_next",
    "read_host",
    "take_step",
]
