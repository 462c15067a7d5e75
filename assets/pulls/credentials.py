"""The key to an API: read from the environment alone, and never shown."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from assets.pulls.settings import PullSettings, ShopifyPull, ZendeskPull
from metrics.documents import Problem


@dataclass(frozen=True)
class Credentials:
    """A token as it is, or the OAuth client that fetches one; `variable` names it to people."""

    variable: str
    token: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    client_id: str = field(default="", repr=False)
    client_secret: str = field(default="", repr=False)

    @property
    def secrets(self) -> list[str]:
        """What no sentence may repeat."""
        return [one for one in (self.token, self.client_secret, self.client_id, self.email) if one]


def credentials_for(
    pull: ZendeskPull | ShopifyPull, environment: Mapping[str, str] | None = None
) -> Credentials:
    """A pull's own variables (DESKMARK_<ID>_TOKEN) go before those of its API."""
    found = _Found(pull, os.environ if environment is None else environment)
    if found.has("CLIENT_ID") or found.has("CLIENT_SECRET"):
        return Credentials(
            variable=found.name("CLIENT_SECRET"),
            client_id=found.must("CLIENT_ID"),
            client_secret=found.must("CLIENT_SECRET"),
        )
    if not found.has("TOKEN"):
        raise Problem(
            f'desk.yml: the pull "{pull.id}" needs a key: set {found.name("CLIENT_ID")} and '
            f"{found.name('CLIENT_SECRET')} (an OAuth client), or {found.name('TOKEN')} "
            "(an access token), in the environment."
        )
    email = found.must("EMAIL") if found.has("EMAIL") and pull.api == "zendesk" else ""
    return Credentials(found.name("TOKEN"), token=found.must("TOKEN"), email=email)


class _Found:
    """Variables of the environment by their ending."""

    def __init__(self, pull: PullSettings, environment: Mapping[str, str]) -> None:
        own = re.sub(r"[^A-Z0-9]", "_", pull.id.upper())
        api = str(getattr(pull, "api", "")).upper()
        self.prefixes = list(dict.fromkeys((f"DESKMARK_{own}_", f"DESKMARK_{api}_")))
        self.environment = environment

    def has(self, ending: str) -> bool:
        return bool(self.environment.get(self.name(ending), "").strip())

    def name(self, ending: str) -> str:
        """The variable that is set; where none is, the API's."""
        names = [prefix + ending for prefix in self.prefixes]
        return next((one for one in names if self.environment.get(one, "").strip()), names[-1])

    def must(self, ending: str) -> str:
        name = self.name(ending)
        value = self.environment.get(name, "").strip()
        if not value:
            raise Problem(f"{name} is not set; put it into the environment.")
        if not re.fullmatch(r"[\x21-\x7e]+", value):
            raise Problem(f"{name} holds a blank or a character that no key has; copy it again.")
        return value
