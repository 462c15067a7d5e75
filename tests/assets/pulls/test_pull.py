"""Pulls against a service on this machine: pages, and every trouble on the way."""

import json

import pytest

from assets.doctor.pulls import stopped_pulls
from tests.assets.pulls.pulls import Pulls
from tests.assets.pulls.service import COST, DAY, TEXT, Answer, FakeService, event, order, ticket


def test_every_page_lands_each_record_once(pulls: Pulls) -> None:
    pulled = pulls()
    assert [one.records for one in pulled] == [{"tickets": 5, "ticket_events": 5}, {"orders": 5}]
    assert pulls.ids("tickets-*") == pulls.ids("orders-*") == [1, 2, 3, 4, 5]
    assert pulls.ids("ticket_events-*") == [7001, 7002, 7003, 7004, 7005]
    assert all(one.trouble is None for one in pulled)


def test_the_next_pull_lands_only_what_changed(pulls: Pulls, service: FakeService) -> None:
    pulls()
    assert [one.files for one in pulls()] == [[], []]
    service.tickets.append(ticket(6, DAY + 6 * 60))
    service.events.append(event(6, DAY + 5 * 60))  # in the second where the last pull ended
    service.orders[0] = order(1, DAY + 6 * 60)
    pulled = pulls()
    assert [one.records for one in pulled] == [{"tickets": 1, "ticket_events": 1}, {"orders": 1}]
    assert pulls.ids("tickets-*")[5:] == [6] and pulls.ids("ticket_events-*").count(7006) == 1


def test_records_of_one_second_that_fill_more_than_a_page_all_land(
    pulls: Pulls, service: FakeService
) -> None:
    service.tickets = [ticket(n, DAY) for n in range(7)]
    service.events = [event(n, DAY) for n in range(7)]
    service.orders = [order(n, DAY) for n in range(7)]
    pulls()
    for what in ("tickets-*", "ticket_events-*", "orders-*"):
        assert len(pulls.ids(what)) == len(set(pulls.ids(what))) == 7, what


def test_an_account_without_records_lands_nothing(pulls: Pulls, service: FakeService) -> None:
    service.tickets, service.events, service.orders = [], [], []
    assert [(one.files, one.trouble) for one in pulls()] == [([], None)] * 2


def test_the_first_pull_begins_at_midnight_of_the_desk_not_of_the_service(
    pulls: Pulls, service: FakeService
) -> None:
    pulls("zendesk")
    assert f"start_time={DAY - 8 * 3600}" in service.asked[0]


def test_only_listed_keys_reach_the_disk(pulls: Pulls) -> None:
    pulls()
    everything = json.dumps(pulls.landed(), ensure_ascii=False)
    assert "Zhang" not in everything and "192.0.2.7" not in everything
    first = pulls.landed("ticket_events-*")[0]
    assert first["updater_role"] == "agent"
    assert first["child_events"] == [
        {
            "id": 8001,
            "event_type": "Comment",
            "type": "Comment",
            "public": True,
            "author_id": 11,
            "author_role": "agent",
            "created_at": "2026-01-01T00:01:00Z",
        },
        {"id": 1, "event_type": "Change", "status": "solved", "previous_value": "open"},
        {"id": 2, "event_type": "Change"},
    ]
    assert pulls.landed("orders-*")[0]["shop"] == "example"
    assert pulls.landed("orders-*")[0]["customer"] == {"id": "gid://shopify/Customer/1"}


def test_shopify_is_asked_for_no_key_that_names_a_person(
    pulls: Pulls, service: FakeService
) -> None:
    pulls("shop")
    asked = service.bodies[0]["query"]
    assert "customer { id }" in asked
    assert not any(word in asked for word in ("email", "phone", "ddress", "note", "irstName"))


@pytest.mark.parametrize(
    ("updater", "role"), [(11, "agent"), (12, "admin"), (900001, "end-user"), (-1, "system")]
)
def test_an_event_says_the_role_of_who_acted(
    pulls: Pulls, service: FakeService, updater: int, role: str
) -> None:
    service.events = [event(1, DAY, updater)]
    pulls("zendesk")
    assert pulls.landed("ticket_events-*")[0]["updater_role"] == role


def test_who_was_an_agent_once_stays_one(pulls: Pulls, service: FakeService) -> None:
    pulls("zendesk")
    gone = {"users": [], "meta": {"has_more": False}}
    service.troubles = [Answer(body=json.dumps(gone).encode(), only="users")]
    service.events.append(event(9, DAY + 900))
    pulls("zendesk")
    assert pulls.landed("ticket_events-*")[-1]["updater_role"] == "agent"


def throttled(available: int) -> bytes:
    status = {"currentlyAvailable": available, "restoreRate": 50}
    cost = {"requestedQueryCost": 160, "throttleStatus": status}
    error = {"message": "Throttled", "extensions": {"code": "THROTTLED"}}
    return json.dumps({"errors": [error], "extensions": {"cost": cost}}).encode()


@pytest.mark.parametrize(
    ("answer", "wait"),
    [
        (Answer(429, headers={"Retry-After": "7"}), 7),
        (Answer(429, headers={"Retry-After": "Thu, 01 Jan 2026 00:00:00 GMT"}), 0),  # has passed
        (Answer(429, headers={"Retry-After": "soon"}), 0.5),  # our own first pause
        (Answer(500), 0.5),
        (Answer(503, headers={"Retry-After": "3"}), 3),
        (Answer(body=b'{"tickets": ['), 0.5),
        (Answer(body=b"[]"), 0.5),
        (Answer(body=throttled(60), only="graphql"), 2),  # (160 - 60) points at 50 a second
    ],
)
def test_what_may_pass_is_asked_again_after_the_wait_asked_for(
    pulls: Pulls, service: FakeService, answer: Answer, wait: float
) -> None:
    service.troubles = [answer]
    assert all(one.trouble is None for one in pulls())
    assert pulls.waits == [wait]
    assert pulls.ids("tickets-*") == pulls.ids("orders-*") == [1, 2, 3, 4, 5]


def test_shopify_is_left_to_rest_when_its_points_run_out(
    pulls: Pulls, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    status = {"currentlyAvailable": 10, "restoreRate": 50}
    monkeypatch.setitem(COST, "throttleStatus", status)
    pulls("shop")
    assert pulls.waits == [1.0] * 3  # three pages; (60 - 10) points at 50 a second


def test_a_page_that_costs_too_much_is_asked_for_in_smaller_ones(
    pulls: Pulls, service: FakeService
) -> None:
    error = {"message": "too much", "extensions": {"code": "MAX_COST_EXCEEDED"}}
    service.troubles = [Answer(body=json.dumps({"errors": [error]}).encode(), only="graphql")]
    pulls("shop")
    assert [one["variables"]["first"] for one in service.bodies] == [25, 25, 25]
    assert pulls.ids("orders-*") == [1, 2, 3, 4, 5]


DENIED = b'{"errors": [{"message": "Access denied", "extensions": {"code": "ACCESS_DENIED"}}]}'
UNKNOWN = b'{"errors": [{"message": "Field xyz does not exist"}]}'


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([Answer(401)], ["does not accept the key", "DESKMARK_ZENDESK_TOKEN"]),
        ([Answer(403)], ["does not let this key read tickets", "DESKMARK_ZENDESK_TOKEN"]),
        ([Answer(404)], ["knows no such account", '"url"']),
        ([Answer(302, headers={"Location": "https://example.org"})], ["another address", '"url"']),
        ([Answer(422)], ["refused the question for tickets (422)"]),
        ([Answer(429, headers={"Retry-After": "3600"})], ["come back later (3600 s)"]),
        ([Answer(429)] * 3, ["come back later (429)"]),
        ([Answer(502)] * 3, ["does not answer (502)"]),
        ([Answer(body=b"<html>")] * 3, ["cannot be read (tickets: no JSON)"]),
        ([Answer(body=b'{"tickets": [{"id": 1}]}')], ["cannot be read (tickets: KeyError)"]),
        ([Answer(body=b'{"end_of_stream": false}')], ["cannot be read (tickets: after_cursor)"]),
        ([Answer(body=DENIED, only="graphql")], ["does not let this key read orders"]),
        ([Answer(body=UNKNOWN, only="graphql")], ["refused the question for orders (Field xyz"]),
        ([Answer(body=b"{}", only="graphql")], ["cannot be read (orders: data.orders)"]),
    ],
)
def test_what_stays_is_said_with_what_to_mend_and_the_other_pull_goes_on(
    pulls: Pulls, service: FakeService, answers: list[Answer], words: list[str]
) -> None:
    service.troubles = list(answers)
    pulled = pulls()
    (stopped,) = (one for one in pulled if one.trouble is not None)
    assert stopped.trouble is not None
    for language in ("en", "zh"):
        assert stopped.trouble.what.in_(language) and stopped.trouble.remedy.in_(language)
    said = f"{stopped.trouble.what.en} {stopped.trouble.remedy.en}"
    assert all(word in said for word in words), said
    assert pulls.landed("tickets-*" if stopped.id == "shop" else "orders-*")
    (finding,) = stopped_pulls(pulls.desk)
    assert finding.level == "error" and finding.where == f"pulls: {stopped.id}"
    assert all(one.trouble is None for one in pulls()) and stopped_pulls(pulls.desk) == []
    assert pulls.ids("tickets-*") == pulls.ids("orders-*") == [1, 2, 3, 4, 5]


def test_a_service_that_does_not_answer_is_given_up(
    pulls: Pulls, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assets.pulls.service.SECONDS_TO_ANSWER", 0.1)
    service.troubles = [Answer(seconds=5, only="tickets")] * 3
    (pulled,) = pulls("zendesk")
    assert pulled.trouble is not None and "does not answer" in pulled.trouble.what.en
    assert pulls.waits == [0.5, 1.0]


def test_the_text_that_stands_for_people_is_in_the_service(service: FakeService) -> None:
    """Else the tests above would find nothing to miss."""
    assert TEXT in json.dumps([service.tickets, service.events, service.orders])
