"""What the services hold becomes rows of the logs, and again without doubling."""

from assets.desk.home import Desk
from assets.raw.load import ingest
from assets.warehouse import open_warehouse
from tests.assets.pulls.pulls import Pulls
from tests.assets.pulls.service import DAY, FakeService, ticket

LOGS = ("tickets", "ticket_events", "orders", "refunds")


def load(desk: Desk, pulls: Pulls) -> None:
    assert all(one.trouble is None for one in pulls())
    with open_warehouse(desk) as connection:
        assert ingest(desk, connection).refusals == {}


def rows(desk: Desk) -> dict[str, int]:
    with open_warehouse(desk) as connection:
        return {
            log: len(connection.execute(f"select 1 from raw.{log}").fetchall()) for log in LOGS
        }  # fmt: skip


def test_tickets_their_events_orders_and_refunds_come_in(
    pulling: Desk, pulls: Pulls, service: FakeService
) -> None:
    load(pulling, pulls)
    first = rows(pulling)
    assert first == {"tickets": 5, "ticket_events": 10, "orders": 5, "refunds": 5}
    with open_warehouse(pulling) as connection:
        events = connection.execute(
            "select event, agent_id, actor_role, count(*) from raw.ticket_events group by all "
            "order by event"
        ).fetchall()
        loads = connection.sql("select records_read, loaded, duplicates, rejected from ops.loads")
        assert all(
            read == loaded + doubled + bad for read, loaded, doubled, bad in loads.fetchall()
        )
    assert [(event, agent) for event, agent, _, _ in events] == [
        ("public_reply", "11"),
        ("status", "11"),
    ]
    service.tickets.append(ticket(3, DAY + 9_000, status="solved"))
    load(pulling, pulls)
    assert rows(pulling) == first
    with open_warehouse(pulling) as connection:
        status = connection.execute(
            "select status from raw.tickets where ticket_id = '3'"
        ).fetchall()
    assert status == [("solved",)]
