"""The pulls of desk.yml: which API, which account, since when; never the keys to them."""

import re
from datetime import date
from ipaddress import ip_address
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _handle(value: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*", value):
        return value
    raise ValueError(f'"{value}" is not the account\'s handle; write only the part before the dot.')


def _id(value: str) -> str:
    if re.fullmatch(r"[a-z0-9][a-z0-9_-]*", value):
        return value
    raise ValueError(f'"{value}" is not an id; use small letters, digits, "-" and "_".')


def _address(value: str) -> str:
    """A key is never sent in the clear, unless to this very machine."""
    parts = urlsplit(value)
    host = parts.hostname or ""
    is_plain = not (parts.username or parts.password or parts.query or parts.fragment)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))
    if host and is_plain and is_safe:
        return value.rstrip("/")
    raise ValueError("not an address that a key may be sent to; it must begin with https://.")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


Handle = Annotated[str, AfterValidator(_handle)]
Address = Annotated[str, AfterValidator(_address)]


class PullSettings(BaseModel):
    """What every pull says; `url` only where the API is reached by another address."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, AfterValidator(_id)]
    since: date
    url: Address | None = None


class ZendeskPull(PullSettings):
    api: Literal["zendesk"]
    subdomain: Handle

    @property
    def address(self) -> str:
        return self.url or f"https://{self.subdomain}.zendesk.com"


class ShopifyPull(PullSettings):
    api: Literal["shopify"]
    shop: Handle

    @property
    def address(self) -> str:
        return self.url or f"https://{self.shop}.myshopify.com"


AnyPull = Annotated[ZendeskPull | ShopifyPull, Field(discriminator="api")]


def unique(pulls: list[AnyPull]) -> list[AnyPull]:
    """Each pull has its own folder and its own keys."""
    ids = [pull.id for pull in pulls]
    twice = next((name for name in ids if ids.count(name) > 1), None)
    if twice is not None:
        raise ValueError(f'two pulls are called "{twice}"; give each an id of its own.')
    return pulls


Pulls = Annotated[list[AnyPull], AfterValidator(unique)]
