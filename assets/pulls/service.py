"""One API on the network: asked politely, and again where a failure may pass."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from assets.pulls.fault import Fault, Passing

if TYPE_CHECKING:
    from requests import PreparedRequest, Response, Session
    from tenacity import RetryCallState

Answer = dict[str, Any]
Body = dict[str, Any]
SECONDS_TO_CONNECT, SECONDS_TO_ANSWER = 10, 90


@dataclass(frozen=True)
class Patience:
    """How often one question is asked, and how long we wait between: what the service asks for,
    else a pause that doubles."""

    attempts: int = 6
    first_wait: float = 1.0
    longest_wait: float = 300.0


@dataclass(frozen=True)
class Account:
    """How people know the service: for sentences that say what to mend."""

    api: str
    address: str
    setting: str
    variable: str
    rights: str


class Service:
    """Asks one account's API; every failure becomes a Fault that names no secret."""

    def __init__(
        self,
        account: Account,
        secrets: Iterable[str] = (),
        *,
        patience: Patience | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.account, self.patience, self.sleep = account, patience or Patience(), sleep
        self.headers: dict[str, str] = {}
        self.secrets = [*secrets]
        self._session: Session | None = None

    def ask(
        self,
        what: str,
        path: str,
        *,
        params: Mapping[str, str | list[str]] | None = None,
        body: Body | None = None,
        passing: Callable[[Answer], None] | None = None,
    ) -> Answer:
        """The answer's JSON; `body` makes it a POST, `passing` raises Passing to be asked again."""
        from tenacity import Retrying, retry_if_exception_type, stop_after_attempt

        asked = Retrying(
            stop=stop_after_attempt(self.patience.attempts),
            wait=self._pause,
            retry=retry_if_exception_type(Passing),
            sleep=self.sleep,
            reraise=True,
        )
        try:
            return asked(self._once, what, path, params, body, passing)
        except Passing as last:
            raise self.fault(last.key, **{"what": what, **last.values}) from None

    def fault(self, key: str, **values: object) -> Fault:
        """A Fault in the words of this account, without its secrets."""
        account = self.account
        told = {name: self.hidden(str(value)) for name, value in values.items()}
        known: dict[str, object] = {
            "api": account.api,
            "setting": account.setting,
            "variable": account.variable,
            "rights": account.rights,
        }
        return Fault(key, **known | told)

    def hidden(self, text: str) -> str:
        for secret in filter(None, self.secrets):
            text = text.replace(secret, "***")
        return text

    def _once(
        self,
        what: str,
        path: str,
        params: Mapping[str, str | list[str]] | None,
        body: Body | None,
        passing: Callable[[Answer], None] | None,
    ) -> Answer:
        response = self._sent(path, params, body)
        self._judge(response, what, path)
        try:
            answer = response.json()
        except ValueError:
            raise Passing("garbled", reason="no JSON") from None
        if not isinstance(answer, dict):
            raise Passing("garbled", reason="no JSON object")
        if passing is not None:
            passing(answer)
        return answer

    def _sent(
        self,
        path: str,
        params: Mapping[str, str | list[str]] | None,
        body: Body | None,
    ) -> "Response":
        from requests import RequestException

        # Only the kind of a failure is kept: its text may repeat what was sent.
        try:
            return self._open().request(
                "GET" if body is None else "POST",
                self.account.address + path,
                params=params,
                json=body,
                timeout=(SECONDS_TO_CONNECT, SECONDS_TO_ANSWER),
                allow_redirects=False,
            )
        except (RequestException, OSError) as error:
            raise Passing("unreachable", reason=type(error).__name__) from None

    def _open(self) -> "Session":
        if self._session is None:
            from importlib.metadata import version

            from requests import Session

            self._session = Session()
            self._session.headers["User-Agent"] = f"deskmark/{version('deskmark')}"
            # As a function, so that no password of a .netrc takes the place of our key.
            self._session.auth = self._signed
        return self._session

    def _signed(self, request: "PreparedRequest") -> "PreparedRequest":
        request.headers.update(self.headers)
        return request

    def _judge(self, response: "Response", what: str, path: str) -> None:
        status = response.status_code
        if status == 429:
            raise Passing("busy", _retry_after(response), reason="429")
        if status >= 500:
            raise Passing("unreachable", _retry_after(response), reason=str(status))
        if 300 <= status < 400:
            raise self.fault("elsewhere")
        if status == 400 and "/oauth/" in path:
            status = 401  # both services say so where they do not know the client
        match status:
            case 401:
                raise self.fault("unauthorised")
            case 403:
                raise self.fault("forbidden", what=what)
            case 404:
                raise self.fault("missing", path=path)
        if status != 200:
            raise self.fault("refused", what=what, reason=status)

    def _pause(self, state: "RetryCallState") -> float:
        error = state.outcome.exception() if state.outcome else None
        growing = self.patience.first_wait * 2.0 ** (state.attempt_number - 1)
        wait = error.wait if isinstance(error, Passing) and error.wait is not None else growing
        if wait > self.patience.longest_wait:
            raise self.fault("busy", reason=f"{wait:.0f} s")
        return wait


def _retry_after(response: "Response") -> float | None:
    """Seconds, or a date; anything else leaves the pause to us."""
    text = response.headers.get("Retry-After", "").strip()
    if text.replace(".", "", 1).isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)
