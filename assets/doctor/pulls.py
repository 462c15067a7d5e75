"""Findings about the API pulls of the desk."""

from assets.desk.home import Desk
from assets.doctor.finding import Finding
from assets.pulls.state import last_trouble, state_path


def stopped_pulls(desk: Desk) -> list[Finding]:
    """A pull that stopped stays on record until it gets through."""
    language = desk.settings.language
    found = []
    for pull in desk.settings.pulls:
        trouble = last_trouble(state_path(desk, pull.id))
        if trouble is not None:
            at = trouble.at.astimezone(desk.settings.zone).strftime("%Y-%m-%d %H:%M %Z")
            what = f"{trouble.what.in_(language)} ({at})"
            where = f"pulls: {pull.id}"
            found.append(Finding("error", what, where, trouble.remedy.in_(language)))
    return found
