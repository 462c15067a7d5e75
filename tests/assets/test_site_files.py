"""The dashboard on disk and on the loopback: stable name, dated copies, teams, no half pages."""

import threading
from datetime import date
from http.client import HTTPConnection
from pathlib import Path

import pytest

from assets.desk.home import Desk
from assets.site.write import folder_of, write_site
from metrics.documents import Problem
from pipelines.cli.serve import server_of
from tests.conftest import MakeDesk
from tests.dashboards.toy_desk import LAST_DAY, ToyDesk, make_warehouse


def test_a_page_has_a_stable_name_and_a_copy_by_date(desk: Desk) -> None:
    for last in (date(2026, 3, 2), LAST_DAY):
        with make_warehouse(ToyDesk(days=3, agents=4, last_day=last)) as connection:
            page = write_site(connection, desk)
    assert page == desk.site / "index.html"
    assert {path.name for path in desk.site.iterdir()} == {
        *("index.html", "2026-03-02.html", "2026-03-03.html"),
    }
    assert page.read_bytes() == (desk.site / "2026-03-03.html").read_bytes()


def test_the_oldest_copies_by_date_go_and_nothing_else(make_desk: MakeDesk) -> None:
    desk = make_desk("site: {keep_copies: 2}")
    others = ("2026-13-01.html", "index.html", "notes.html", "2026-01-01.txt")
    (desk.site / "teams").mkdir(parents=True)
    for name in ("2025-12-31.html", "2026-01-01.html", "2026-02-01.html", *others):
        (desk.site / name).write_text("a copy")
    with make_warehouse(ToyDesk(days=2, agents=2)) as connection:
        write_site(connection, desk)
        kept = {"2026-02-01.html", f"{LAST_DAY}.html"}
        assert {path.name for path in desk.site.iterdir()} == {"teams", *kept, *others}
        everything = make_desk("site: {keep_copies: 0}")
        (everything.site / "2025-12-31.html").write_text("a copy")
        write_site(connection, everything)
    assert (everything.site / "2025-12-31.html").exists()


def test_a_team_has_a_page_of_its_own_and_an_unknown_one_is_refused(desk: Desk) -> None:
    with make_warehouse(ToyDesk(days=3, agents=8, teams=("A/B", "二组"))) as connection:
        page = write_site(connection, desk, "A/B")
        assert page == desk.site / "teams" / "A-B" / "index.html"
        assert "二组" not in page.read_text("utf-8").split('id="meta">')[1].split("</script>")[0]
        with pytest.raises(Problem, match='There is no team "三组"'):
            write_site(connection, desk, "三组")


@pytest.mark.parametrize(
    ("team", "folder"),
    [("..", "team"), ("a/../b", "a-..-b"), ("售前一组", "售前一组"), ("x" * 99, "x" * 80)],
)
def test_no_name_of_a_team_leads_out_of_the_folder(team: str, folder: str) -> None:
    assert folder_of(team) == folder


def test_the_loopback_shows_pages_and_nothing_else(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "teams" / "a").mkdir(parents=True)
    (site / "index.html").write_text("the page")
    (site / "teams" / "a" / "index.html").write_text("the team")
    (site / ".index.html.unfinished").write_text("half")
    (tmp_path / "desk.yml").write_text("secret")
    server = server_of(site, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host, port = str(server.server_address[0]), server.server_port
    assert host == "127.0.0.1"

    def asked(path: str, name: str = "127.0.0.1") -> tuple[int, str]:
        connection = HTTPConnection(host, port)
        connection.request("GET", path, headers={"Host": f"{name}:{port}"})
        answer = connection.getresponse()
        told = answer.read().decode()
        connection.close()
        return answer.status, told

    assert asked("/") == (200, "the page")
    assert asked("/teams/a/") == (200, "the team")
    for path in ("/teams/", "/../desk.yml", "/%2e%2e/desk.yml", "/.index.html.unfinished"):
        assert asked(path)[0] == 404, path
    assert asked("/", name="evil.example")[0] == 404
    server.shutdown()
    server.server_close()
