"""Why a pull stopped: what happened and what to mend, in both languages."""

from metrics.label import Label
from metrics.saying import said


class Fault(Exception):
    """The pull stops here; what has landed stays, and the next one goes on from there."""

    def __init__(self, key: str, **values: object) -> None:
        self.what: Label = said("pulls", key, **values)
        self.remedy: Label = said("pulls", f"{key}_remedy", **values)
        super().__init__(self.what.en)


class Passing(Exception):
    """A failure that may pass by itself: asked again after `wait` seconds, or a growing pause."""

    def __init__(self, key: str, wait: float | None = None, **values: object) -> None:
        self.key, self.wait, self.values = key, wait, values
        super().__init__(key)
