"""The way to a host: its name looked up once, every address of it checked, and these alone connected to."""

from dataclasses import dataclass
from ipaddress import ip_address

from marsad.errors import FetchError
from marsad.fetching.address import Address
from marsad.fetching.border import Border
from marsad.fetching.inside import Numeric, is_own, why_inside

_LOWEST_PORT = 1024
_WEB_PORTS = frozenset((80, 443))


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """An address with the numeric addresses that were checked for it."""

    address: Address
    numbers: tuple[Numeric, ...]


def find_way(address: Address, border: Border) -> Way:
    """Where to connect for an address. Raises FetchError where one of its numeric addresses leads inside.

    One inside is enough to refuse a name: which of them is taken must not be left to chance. On public hosts only the
    ports of the web and those above 1023 are asked, so that no request is taken for a command of another service.
    """
    allowed = address.host in border.inside
    if not allowed and address.port < _LOWEST_PORT and address.port not in _WEB_PORTS:
        raise FetchError(str(address), f"port {address.port} is not one of the web", "Name the address of a web page")
    numbers = _list_numbers(address, border)
    for number in numbers:
        why = None if allowed else why_inside(number) or ("this machine itself" if is_own(number) else None)
        if why:
            leads = "it is" if address.numeric else f"{address.host} leads to"
            remedy = f"If it is on your own network and you trust it, allow it with --inside {address.host}"
            raise FetchError(str(address), f"{leads} {number}, {why}, so it is not fetched", remedy)
    return Way(address=address, numbers=numbers)


def _list_numbers(address: Address, border: Border) -> tuple[Numeric, ...]:
    if address.numeric is not None:
        return (address.numeric,)
    try:
        found = border.resolve(address.host, address.port)
    except OSError as error:
        why = f"{address.host} can't be looked up: {error.strerror or error}"
        raise FetchError(str(address), why, "Check the address and the network") from error
    if not found:
        raise FetchError(str(address), f"{address.host} has no address", "Check the address")
    return tuple(ip_address(number) for number in dict.fromkeys(found))
