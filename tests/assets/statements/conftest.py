"""The desk of these tests, made once."""

from collections.abc import Iterator

import pytest

from tests.assets.statements.statement_desk import Made, statement_desk


@pytest.fixture(scope="package")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    with statement_desk(tmp_path_factory.mktemp("statements") / "desk") as one:
        yield one
