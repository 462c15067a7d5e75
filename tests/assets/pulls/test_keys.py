"""Keys come from the environment alone, and nothing that is kept or said shows one."""

import os
from pathlib import Path

import pytest

from assets.desk.home import Desk
from assets.pulls.credentials import credentials_for
from assets.pulls.pull import pull_all
from assets.pulls.settings import ZendeskPull
from metrics.documents import Problem
from tests.assets.pulls.pulls import Pulls
from tests.assets.pulls.service import Answer, FakeService
from tests.command import deskmark
from tests.conftest import MakeDesk

ZENDESK = ZendeskPull.model_validate(
    {"id": "help-desk", "api": "zendesk", "subdomain": "example", "since": "2026-01-01"}
)
SECRETS = ("zendesk-secret", "boss-secret", "shopify-secret", "fetched-secret", "client-secret")


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, ["DESKMARK_ZENDESK_CLIENT_ID", "DESKMARK_ZENDESK_TOKEN", "help-desk"]),
        ({"DESKMARK_ZENDESK_TOKEN": "  "}, ["DESKMARK_ZENDESK_TOKEN"]),
        ({"DESKMARK_ZENDESK_CLIENT_ID": "a"}, ["DESKMARK_ZENDESK_CLIENT_SECRET is not set"]),
        ({"DESKMARK_HELP_DESK_TOKEN": "a b"}, ["DESKMARK_HELP_DESK_TOKEN holds a blank"]),
        ({"DESKMARK_ZENDESK_TOKEN": "a\nb"}, ["DESKMARK_ZENDESK_TOKEN holds a blank"]),
    ],
)
def test_a_missing_or_broken_key_names_its_variable(
    environment: dict[str, str], words: list[str]
) -> None:
    with pytest.raises(Problem) as raised:
        credentials_for(ZENDESK, environment)
    assert all(word in str(raised.value) for word in words), raised.value


def test_a_pulls_own_variable_goes_before_that_of_its_api() -> None:
    key = credentials_for(
        ZENDESK, {"DESKMARK_ZENDESK_TOKEN": "a", "DESKMARK_HELP_DESK_TOKEN": "own-secret"}
    )
    assert (key.token, key.variable) == ("own-secret", "DESKMARK_HELP_DESK_TOKEN")
    assert "own-secret" not in repr(key)


def test_keys_are_sent_as_each_service_wants_them(pulls: Pulls, service: FakeService) -> None:
    pulls()
    basic = "Basic Ym9zcy1zZWNyZXRAZXhhbXBsZS5vcmcvdG9rZW46emVuZGVzay1zZWNyZXQ="
    assert set(service.signed) == {basic, "shopify-secret"}


def test_an_oauth_client_fetches_its_token_first(
    pulls: Pulls, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    for api in ("ZENDESK", "SHOPIFY"):
        monkeypatch.setenv(f"DESKMARK_{api}_CLIENT_ID", "client-secret-id")
        monkeypatch.setenv(f"DESKMARK_{api}_CLIENT_SECRET", "client-secret")
    assert all(one.trouble is None for one in pulls())
    assert set(service.signed) == {"", "Bearer fetched-secret", "fetched-secret"}
    service.troubles = [Answer(400, only="/oauth/tokens")]
    trouble = pulls("zendesk")[0].trouble
    assert trouble is not None and "DESKMARK_ZENDESK_CLIENT_SECRET" in trouble.remedy.en


def test_an_unknown_pull_is_refused_with_the_nearest(pulling: Desk) -> None:
    with pytest.raises(Problem, match=r'there is no pull "zendsk"\. Did you mean "zendesk"'):
        pull_all(pulling, ["zendsk"])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{id: z, api: zendesk, subdomain: example}", ["since", "missing", "line 6"]),
        ("{id: z, api: zendesk, subdomain: a.b, since: 2026-01-01}", ["line 6", "handle"]),
        ("{id: z, api: zendesk, shop: a, since: 2026-01-01}", ["line 6", "subdomain"]),
        ("{id: Z z, api: zendesk, subdomain: a, since: 2026-01-01}", ["line 6", "not an id"]),
        ("{id: z, api: other, since: 2026-01-01}", ["line 6", "zendesk", "shopify"]),
        (
            "{id: z, api: shopify, shop: a, since: 2026-01-01, url: 'http://example.org'}",
            ["line 6", "https://"],
        ),
        (
            "{id: z, api: shopify, shop: a, since: 2026-01-01, url: 'https://a:b@example.org'}",
            ["line 6", "https://"],
        ),
    ],
)
def test_a_wrong_pull_is_refused_with_its_line(
    make_desk: MakeDesk, line: str, words: list[str]
) -> None:
    with pytest.raises(Problem) as raised:
        make_desk("starts_on: 2026-01-01", "pulls:", f"  - {line}")
    assert all(word in str(raised.value) for word in words), raised.value


def test_a_run_shows_no_key_anywhere_even_where_the_service_repeats_it(
    pulling: Desk, service: FakeService
) -> None:
    """A whole process with Dagster's records, one pull failing with the key in the answer."""
    echo = b'{"errors": [{"message": "bad token shopify-secret of boss-secret@example.org"}]}'
    service.troubles = [Answer(body=echo, only="graphql"), Answer(401, only="users")]
    done = deskmark(
        "ingest", home=pulling.home, environment=os.environ | {"DESKMARK_LANGUAGE": "en"}
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "bad token ***" in done.stdout and "DESKMARK_ZENDESK_TOKEN" in done.stdout
    assert "Traceback" not in done.stderr
    assert (pulling.var / "dagster").is_dir()
    kept = {path: path.read_bytes() for path in Path(pulling.home).rglob("*") if path.is_file()}
    kept[Path("said")] = (done.stdout + done.stderr).encode()
    shown = [
        f"{path}: {secret}"
        for path, content in kept.items()
        for secret in SECRETS
        if secret.encode() in content
    ]
    assert shown == []


def test_a_run_without_a_key_says_so_and_goes_without_pulls_when_told(
    pulling: Desk, service: FakeService
) -> None:
    bare = {name: value for name, value in os.environ.items() if "_TOKEN" not in name}
    done = deskmark("ingest", home=pulling.home, environment=bare)
    assert done.returncode == 2 and "DESKMARK_ZENDESK_TOKEN" in done.stderr, done.stderr
    done = deskmark("ingest", "--no-pull", home=pulling.home, environment=bare)
    assert done.returncode == 0, done.stdout + done.stderr
    assert service.asked == []
