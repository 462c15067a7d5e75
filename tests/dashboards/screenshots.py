"""Pictures of every page of a desk's dashboard: three widths, both languages, light and dark."""

import sys
from pathlib import Path

from dashboards.page import load_pages
from tests.dashboards.browser import chromium, new_page

WIDTHS = (390, 1280, 3840)


def main(page: Path, folder: Path) -> None:
    """Whole pages, as they are when all is drawn."""
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                opened = new_page(browser, width, scheme).open(page)
                for language in ("zh", "en"):
                    if not opened.page.evaluate("document.documentElement.lang").startswith(
                        language
                    ):
                        opened.page.click("#switch-language")
                    for id in [one.id for one in load_pages()]:
                        opened.go(f"#{id}").page.wait_for_timeout(300)
                        name = f"{id}-{width}-{scheme}-{language}.png"
                        opened.page.screenshot(path=folder / name, full_page=True)
                opened.page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
