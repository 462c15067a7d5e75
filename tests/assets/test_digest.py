"""The daily digest: what it says first, and that each service is asked as it wants to be."""

import base64
import email
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import StreamRequestHandler, ThreadingTCPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from assets.desk.alerts import Alerts
from assets.desk.settings import DeskSettings
from assets.digest.digest import Digest, digest
from assets.digest.send import send
from tests.dashboards.toy_desk import ToyDesk, make_warehouse

TOLD = Digest(
    "Desk · 2026-03-03", date(2026, 3, 3), ("Calls 10",), ("Queue <b>",), 4, "", "3 more", None
)
FINE = Digest("Desk · 2026-03-03", date(2026, 3, 3), (), (), 0, "Nothing stands out.", "", None)
TAKEN = {
    "dingtalk": '{"errcode": 0, "errmsg": "ok"}',
    "wecom": '{"errcode": 0, "errmsg": "ok"}',
    "feishu": '{"code": 0, "msg": "success"}',
    "slack": "ok",
}


class Robot:
    """A webhook on the loopback that answers as told and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, str]] = []
        self.asked: list[tuple[str, dict[str, object]]] = []
        robot = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                robot.asked.append((self.path, json.loads(body)))
                status, text = robot.answers.pop(0)
                self.send_response(status)
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/hook?access_token=t"


@pytest.fixture
def robot() -> Iterator[Robot]:
    robot = Robot()
    yield robot
    robot.server.shutdown()
    robot.server.server_close()


def _alerts(service: str, **more: object) -> Alerts:
    return Alerts.model_validate({"webhooks": [{"service": service, "name": "desk"}], **more})


def _environment(robot: Robot) -> dict[str, str]:
    return {"DESKMARK_WEBHOOK_DESK_URL": robot.url, "DESKMARK_WEBHOOK_DESK_SECRET": "SEC1"}


def _sign(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


@pytest.mark.parametrize("service", TAKEN)
def test_each_service_gets_the_text_in_its_own_form(robot: Robot, service: str) -> None:
    robot.answers = [(200, TAKEN[service])]
    (sent,) = send(TOLD, _alerts(service), _environment(robot), sleep=lambda _: None)
    assert sent.fault is None
    ((_, body),) = robot.asked
    forms: dict[str, object] = {
        "dingtalk": {"msgtype": "text", "text": {"content": TOLD.text}},
        "wecom": {"msgtype": "text", "text": {"content": TOLD.text}},
        "feishu": {"msg_type": "text", "content": {"text": TOLD.text}},
        "slack": {"text": TOLD.text},
    }
    assert {k: v for k, v in body.items() if k not in ("timestamp", "sign")} == forms[service]


def test_dingtalk_is_signed_in_the_address(robot: Robot) -> None:
    robot.answers = [(200, TAKEN["dingtalk"])]
    send(TOLD, _alerts("dingtalk"), _environment(robot))
    query = parse_qs(urlsplit(robot.asked[0][0]).query)
    (stamp,), (sign,) = query["timestamp"], query["sign"]
    assert query["access_token"] == ["t"]
    assert len(stamp) == 13
    assert sign == _sign("SEC1", f"{stamp}\nSEC1")


def test_feishu_is_signed_in_the_message(robot: Robot) -> None:
    robot.answers = [(200, TAKEN["feishu"])]
    send(TOLD, _alerts("feishu"), _environment(robot))
    body = robot.asked[0][1]
    assert body["sign"] == _sign(f"{body['timestamp']}\nSEC1", "")


def test_a_passing_failure_is_tried_again_and_a_refusal_is_not(robot: Robot) -> None:
    waits: list[float] = []
    robot.answers = [(500, ""), (429, ""), (200, TAKEN["wecom"])]
    (sent,) = send(TOLD, _alerts("wecom"), _environment(robot), sleep=waits.append)
    assert sent.fault is None
    assert len(waits) == 2 and waits[0] < waits[1]
    robot.answers = [(200, '{"errcode": 93000, "errmsg": "invalid webhook url"}')]
    (sent,) = send(TOLD, _alerts("wecom"), _environment(robot), sleep=waits.append)
    assert sent.fault == "refused (HTTP 200): invalid webhook url"
    assert len(robot.asked) == 4


def test_what_never_passes_is_said_without_address_or_key(robot: Robot) -> None:
    robot.answers = [(503, "")] * 4
    (sent,) = send(TOLD, _alerts("slack"), _environment(robot), sleep=lambda _: None)
    assert sent.fault == "HTTP 503 (4 attempts)"
    closed = {"DESKMARK_WEBHOOK_DESK_URL": "http://127.0.0.1:9/secret-token"}
    (sent,) = send(TOLD, _alerts("slack"), closed, sleep=lambda _: None)
    assert sent.fault and "secret" not in sent.fault


def test_a_group_without_an_address_says_which_variable_is_missing() -> None:
    (sent,) = send(TOLD, _alerts("slack"), {})
    assert sent.fault == "set DESKMARK_WEBHOOK_DESK_URL in the environment"
    (sent,) = send(TOLD, _alerts("slack"), {"DESKMARK_WEBHOOK_DESK_URL": "http://example.com/x"})
    assert sent.fault == "DESKMARK_WEBHOOK_DESK_URL must begin with https://"


def test_a_fine_day_is_silent_only_where_asked(robot: Robot) -> None:
    assert send(FINE, _alerts("slack", silent_when_fine=True), _environment(robot)) == []
    robot.answers = [(200, "ok")]
    assert send(FINE, _alerts("slack"), _environment(robot))[0].fault is None
    assert "Nothing stands out." in str(robot.asked[0][1])


def test_people_get_text_and_html_by_mail() -> None:
    letters: list[str] = []

    class Post(StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    letter = b""
                    while (text := self.rfile.readline()) != b".\r\n":
                        letter += text
                    letters.append(letter.decode())
                self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 fine\r\n")
                if word == b"QUIT":
                    return

    with ThreadingTCPServer(("127.0.0.1", 0), Post) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        known = {
            "DESKMARK_SMTP_HOST": "127.0.0.1",
            "DESKMARK_SMTP_PORT": str(server.server_address[1]),
            "DESKMARK_SMTP_FROM": "desk@example.com",
        }
        alerts = Alerts.model_validate({"email": ["lead@example.com"]})
        (sent,) = send(TOLD, alerts, known, sleep=lambda _: None)
        server.shutdown()
    assert sent.fault is None
    parts = [
        part.get_content()
        for part in email.message_from_string(letters[0], policy=default).walk()
        if isinstance(part, EmailMessage) and not part.is_multipart()
    ]
    assert ["Queue <b>" in part for part in parts] == [True, False]
    assert "Queue &lt;b&gt;" in parts[1]


def test_missed_targets_come_first_and_three_things_are_told() -> None:
    settings = DeskSettings.model_validate(
        {
            "name": "Desk",
            "time_zone": "Asia/Shanghai",
            "alerts": {
                "targets": {
                    "first_response_seconds": {"at_most": 1},
                    "chat_reply_rate": {"at_least": 0.01},
                    "aht_seconds": {"at_most": 1},
                }
            },
        }
    )
    with make_warehouse(ToyDesk(days=30, agents=24)) as connection:
        told = digest(connection, settings)
    assert len(told.things) == 3
    assert told.things[0].startswith("Average handle time: ")
    assert told.things[1].startswith("First response time: ")
    assert "target 1.0 s" in told.things[1]
    assert told.lines[0].startswith("Chat customers ")
    assert told.count >= 3


@pytest.mark.parametrize(
    ("alerts", "said"),
    [
        ({"targets": {"aov": {"at_most": 1, "at_least": 1}}}, "one of"),
        ({"webhooks": [{"service": "slack", "name": "a", "url": "https://x"}]}, "secret"),
        ({"webhooks": [{"service": "irc", "name": "a"}]}, "dingtalk"),
        ({"email": ["not an address"]}, "email"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(alerts: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Alerts.model_validate(alerts)
