"""Networks named in a variable; apart from where they are asked about, since the supervisor needs no web framework."""

from ipaddress import IPv4Network, IPv6Network, ip_network

from followthrough.config.refusal import CannotStart

Network = IPv4Network | IPv6Network


def named_networks(words: str, variable: str = "TRUSTED_PROXIES") -> tuple[Network, ...]:
    """The addresses and networks that a variable names, such as `127.0.0.1, 10.0.0.0/8`. Raises CannotStart."""
    try:
        return tuple(ip_network(word.strip()) for word in words.split(",") if word.strip())
    except ValueError as problem:
        raise CannotStart(f"{variable}: {problem}; give addresses or networks with commas") from problem
