"""Sends the digest: to groups by webhook, to people by e-mail; again where a failure may pass."""

import os
import smtplib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from typing import TYPE_CHECKING

from assets.desk.alerts import Alerts, Webhook
from assets.digest.digest import Digest
from assets.digest.webhook import address, is_taken, payload

if TYPE_CHECKING:
    from requests import Response

ATTEMPTS, FIRST_WAIT, LONGEST_WAIT = 4, 1.0, 30.0
SECONDS = 15


@dataclass(frozen=True)
class Sent:
    """To whom, and what kept it from arriving; no address and no key is ever said."""

    to: str
    fault: str | None = None


class _Passing(Exception):
    """A failure that another attempt may not meet."""


def send(
    digest: Digest,
    alerts: Alerts,
    environment: Mapping[str, str] | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> list[Sent]:
    """Nothing where all is well and the desk asked for silence then."""
    if digest.is_fine and alerts.silent_when_fine:
        return []
    known = os.environ if environment is None else environment
    sent = [_to_group(digest, one, known, sleep) for one in alerts.webhooks]
    return [*sent, *([_by_mail(digest, alerts.email, known, sleep)] if alerts.email else [])]


def _to_group(
    digest: Digest, hook: Webhook, known: Mapping[str, str], sleep: Callable[[float], None]
) -> Sent:
    to = f"{hook.service}:{hook.name}"
    variable = f"DESKMARK_WEBHOOK_{hook.name.upper()}"
    url, secret = known.get(f"{variable}_URL"), known.get(f"{variable}_SECRET")
    if not url:
        return Sent(to, f"set {variable}_URL in the environment")
    if not url.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        return Sent(to, f"{variable}_URL must begin with https://")
    return _again(to, lambda: _post(digest, hook, url, secret), sleep)


def _post(digest: Digest, hook: Webhook, url: str, secret: str | None) -> str | None:
    import requests

    now = int(time.time())
    try:
        answer = requests.post(
            address(hook.service, url, secret, now),
            json=payload(hook.service, digest, secret, now),
            timeout=SECONDS,
            allow_redirects=False,
        )
    except requests.RequestException as error:
        raise _Passing(type(error).__name__) from None
    if answer.status_code == 429 or answer.status_code >= 500:
        raise _Passing(f"HTTP {answer.status_code}")
    if is_taken(hook.service, answer.status_code, answer.text, _json(answer)):
        return None
    return f"refused (HTTP {answer.status_code}): {_reason(answer)}"


def _by_mail(
    digest: Digest, people: list[str], known: Mapping[str, str], sleep: Callable[[float], None]
) -> Sent:
    to = f"e-mail ({len(people)})"
    host, sender = known.get("DESKMARK_SMTP_HOST"), known.get("DESKMARK_SMTP_FROM")
    if not host or not sender:
        return Sent(to, "set DESKMARK_SMTP_HOST and DESKMARK_SMTP_FROM in the environment")
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = digest.title, sender, ", ".join(people)
    message.set_content(digest.text)
    message.add_alternative(digest.html, subtype="html")
    return _again(to, lambda: _mail(message, host, known), sleep)


def _mail(message: EmailMessage, host: str, known: Mapping[str, str]) -> str | None:
    try:
        port = int(known.get("DESKMARK_SMTP_PORT", "587"))
        with smtplib.SMTP(host, port, timeout=SECONDS) as server:
            if server.has_extn("starttls") or (server.ehlo() and server.has_extn("starttls")):
                server.starttls()
            if user := known.get("DESKMARK_SMTP_USER"):
                server.login(user, known.get("DESKMARK_SMTP_PASSWORD", ""))
            server.send_message(message)
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPRecipientsRefused, ValueError) as error:
        return f"refused: {type(error).__name__}"
    except (OSError, smtplib.SMTPException) as error:
        raise _Passing(type(error).__name__) from None
    return None


def _again(to: str, attempt: Callable[[], str | None], sleep: Callable[[float], None]) -> Sent:
    from tenacity import RetryError, Retrying, retry_if_exception_type, stop_after_attempt
    from tenacity import wait_exponential as doubling

    retrying = Retrying(
        stop=stop_after_attempt(ATTEMPTS),
        wait=doubling(multiplier=FIRST_WAIT, max=LONGEST_WAIT),
        retry=retry_if_exception_type(_Passing),
        sleep=sleep,
    )
    try:
        return Sent(to, retrying(attempt))
    except RetryError as error:
        return Sent(to, f"{error.last_attempt.exception()} ({ATTEMPTS} attempts)")


def _json(answer: "Response") -> dict[str, object]:
    try:
        tree = answer.json()
    except ValueError:
        return {}
    return tree if isinstance(tree, dict) else {}


def _reason(answer: "Response") -> str:
    tree = _json(answer)
    return str(tree.get("errmsg", tree.get("msg", answer.reason)))[:200]
