"""A folder that is replaced whole: readers see the last one or the new one, never half of one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from metrics.documents import Problem


@contextmanager
def whole_folder(final: Path) -> Iterator[Path]:
    """An empty folder to fill; it takes the name once everything in it is written."""
    incoming = final.with_name(f".{final.name}.incoming")
    aside = final.with_name(f".{final.name}.aside")
    for left_over in (incoming, aside):
        shutil.rmtree(left_over, ignore_errors=True)
    incoming.mkdir(parents=True)
    try:
        yield incoming
        if final.exists():
            os.replace(final, aside)
        os.replace(incoming, final)
    except PermissionError:
        raise Problem(f"{final}: cannot be replaced; close what is open in it.") from None
    finally:
        if aside.exists() and not final.exists():
            os.replace(aside, final)
        shutil.rmtree(incoming, ignore_errors=True)
        shutil.rmtree(aside, ignore_errors=True)
