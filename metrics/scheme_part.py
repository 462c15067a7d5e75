"""What every part of a scheme's file has in common."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """Frozen, and unknown keys fail."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
