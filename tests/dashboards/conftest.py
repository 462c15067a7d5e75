"""Toy desks and their pages for the tests of the dashboard."""

from collections.abc import Callable

import pytest

from assets.desk.settings import DeskSettings
from assets.site import as_of, frames
from dashboards.render import render_site
from dashboards.view import View
from tests.dashboards.toy_desk import MEASURES, ToyDesk, make_warehouse


def view_of(toy: ToyDesk, *, name: str = "旗舰店客服", language: str = "zh") -> View:
    settings = DeskSettings.model_validate(
        {"name": name, "language": language, "time_zone": "Asia/Shanghai"}
    )
    with make_warehouse(toy) as connection:
        return View(
            desk=settings.name,
            language=settings.language,
            as_of=as_of(connection, settings),
            measures=MEASURES,
            frames=frames(connection, settings),
        )


@pytest.fixture
def page_of() -> Callable[..., str]:
    def make(toy: ToyDesk, **more: str) -> str:
        return render_site(view_of(toy, **more))

    return make
