"""One group's robot: how its service wants a message written, signed, and says that it has it."""

import base64
import hashlib
import hmac
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from assets.desk.alerts import Service
from assets.digest.digest import Digest

Json = dict[str, Any]
WECOM_BYTES = 2048  # what a message of WeCom may hold


def payload(service: Service, digest: Digest, secret: str | None, now: int) -> Json:
    """`now` in seconds; Feishu signs within the message."""
    if service == "slack":
        return {"text": digest.text}
    if service == "wecom":
        text = digest.text.encode()[:WECOM_BYTES].decode(errors="ignore")
        return {"msgtype": "text", "text": {"content": text}}
    if service == "dingtalk":
        return {"msgtype": "text", "text": {"content": digest.text}}
    signed = {"timestamp": str(now), "sign": feishu_sign(secret, now)} if secret else {}
    return {**signed, "msg_type": "text", "content": {"text": digest.text}}


def address(service: Service, url: str, secret: str | None, now: int) -> str:
    """DingTalk signs within the address, by the millisecond."""
    if service != "dingtalk" or not secret:
        return url
    stamp = str(now * 1000)
    parts = urlsplit(url)
    query = [*parse_qsl(parts.query), ("timestamp", stamp), ("sign", dingtalk_sign(secret, stamp))]
    return urlunsplit(parts._replace(query=urlencode(query)))


def dingtalk_sign(secret: str, stamp: str) -> str:
    return _hmac(secret, f"{stamp}\n{secret}")


def feishu_sign(secret: str, now: int) -> str:
    """Feishu takes what others sign for the key, and signs nothing with it."""
    return _hmac(f"{now}\n{secret}", "")


def is_taken(service: Service, status: int, body: str, answer: Json) -> bool:
    """These services answer 200 to a message that they refuse."""
    if status != 200:
        return False
    if service == "slack":
        return body.strip() == "ok"
    code = answer.get("errcode", answer.get("code", answer.get("StatusCode")))
    return code == 0


def _hmac(key: str, text: str) -> str:
    digest = hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()
