"""Which numeric addresses lead inside: to this machine, its network, its cloud, or nowhere on the public Internet.

After the IANA registries of special-purpose addresses (RFC 6890). For IPv6 only global unicast counts as outside.
Python's `is_private` and `is_global` are not asked: they let shared addresses (100.64.0.0/10) and NAT64 pass.
"""

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Numeric = IPv4Address | IPv6Address

_INSIDE_4 = tuple(
    (IPv4Network(network), what)
    for network, what in (
        ("0.0.0.0/8", "the unspecified address or “this network”"),
        ("10.0.0.0/8", "a private address"),
        ("100.64.0.0/10", "an address inside a carrier's network"),
        ("127.0.0.0/8", "a loopback address"),
        ("168.63.129.16/32", "a cloud's own service"),
        ("169.254.0.0/16", "a link-local address"),
        ("172.16.0.0/12", "a private address"),
        ("192.0.0.0/24", "a reserved address"),
        ("192.0.2.0/24", "an address for documents"),
        ("192.88.99.0/24", "a relay of tunnels (6to4)"),
        ("192.168.0.0/16", "a private address"),
        ("198.18.0.0/15", "an address for measuring"),
        ("198.51.100.0/24", "an address for documents"),
        ("203.0.113.0/24", "an address for documents"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved or broadcast address"),
    )
)
_INSIDE_6 = tuple(
    (IPv6Network(network), what)
    for network, what in (
        ("::/128", "the unspecified address"),
        ("::1/128", "a loopback address"),
        ("2001::/32", "a tunnel (Teredo)"),
        ("2001::/23", "a reserved address"),
        ("2001:db8::/32", "an address for documents"),
        ("2002::/16", "a tunnel (6to4)"),
        ("3fff::/20", "an address for documents"),
        ("fc00::/7", "a private address"),
        ("fe80::/10", "a link-local address"),
        ("fec0::/10", "a site-local address"),
        ("ff00::/8", "a multicast address"),
    )
)
_GLOBAL_6 = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP = frozenset((0x0000_5EFE, 0x0200_5EFE))
"""The middle of an interface identifier that carries an IPv4 address (RFC 5214)."""


def why_inside(address: Numeric) -> str | None:
    """What makes an address one that leads inside; None for a public one. IPv4 addresses in disguise count too."""
    if isinstance(address, IPv4Address):
        return next((what for network, what in _INSIDE_4 if address in network), None)
    carried = _carried(address)
    if carried is not None and (why := why_inside(carried)):
        return f"{carried} in disguise, {why}"
    if address.ipv4_mapped is not None or address in _NAT64:
        return None
    known = next((what for network, what in _INSIDE_6 if address in network), None)
    return known or (None if address in _GLOBAL_6 else "an address that is not on the public Internet")


def _carried(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address inside an IPv6 one: mapped, translated by the well-known NAT64 prefix, or of ISATAP."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    number = int(address)
    carries = address in _NAT64 or (number >> 32) & 0xFFFF_FFFF in _ISATAP
    return IPv4Address(number & 0xFFFF_FFFF) if carries else None


def is_own(address: Numeric) -> bool:
    """Whether an address is one of this machine's: then packets to it would leave from it. Nothing is sent."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((str(address), 9))
            return bool(probe.getsockname()[0] == str(address))
    except OSError:
        return False
