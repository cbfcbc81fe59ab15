"""A walk around the form: joining by a poster, a family's other pages, the pages of a liaison."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.family_states import press, save


def joining(page: Page, poster: str) -> Iterator[str]:
    """The name of each state while `page` shows it; `poster` is the address that its square leads to."""
    page.goto(poster.rsplit("/", 1)[0] + "/")
    yield "the code, empty"
    page.fill("#code", "aaaa-aaaa")
    press(page, "main button.button")
    yield "the code, wrong"
    page.goto(poster)
    yield "joining, empty"
    page.fill("#name", "x" * 201)
    press(page, "#join-button button")
    yield "joining, with a name that is too long"
    page.fill("#name", "Amina")
    press(page, "#join-button button")
    yield "joined"


def other_pages(page: Page, letter: str) -> Iterator[str]:
    """A family's pages beside its four steps, where a group is asked about."""
    page.goto(f"{letter}groups/")
    yield "groups, empty"
    page.locator("[value=yes]").first.check(force=True)
    save(page)
    page.goto(f"{letter}groups/")
    yield "groups, saved"
    for name in ("calendar/", "waiting", "not-done"):
        page.goto(letter + name)
        _unfold(page)
        yield name


def liaison_pages(page: Page, base: str, caregiver_id: int) -> Iterator[str]:
    """A liaison's pages about their families; `caregiver_id` is somebody who joined by a poster."""
    about = f"{base}/liaison/caregivers/{caregiver_id}"
    page.goto(f"{base}/liaison/")
    _unfold(page)
    yield "caseload"
    page.goto(about)
    _unfold(page)
    yield "caregiver"
    press(page, "form[action$='contact'] button")
    yield "caregiver, with a note that lacks what came of it"
    page.goto(f"{about}/another-adult")
    yield "another adult, empty"
    press(page, "main button.button")
    yield "another adult, without a name"
    page.goto(f"{about}/remove")
    yield "removing"
    page.goto(f"{about}/letter")
    yield "letter"
    yield from _typing(page, f"{about}/answer")


def liaison_tools(page: Page, base: str) -> Iterator[str]:
    """Handing over, posters and recordings."""
    page.goto(f"{base}/liaison/hand-over")
    yield "handing over, empty"
    press(page, "main button.button")
    yield "handing over, nobody chosen"
    page.goto(f"{base}/liaison/posters/")
    _unfold(page)
    yield "posters"
    page.locator("main button.button").last.click()
    page.wait_for_selector("#errors")
    yield "posters, without a place"
    page.goto(f"{base}/liaison/recordings/?language=so")
    _unfold(page)
    yield "recordings"
    press(page, "#when form:has(input[type=file]) .actions button:not([type=button])")
    yield "recordings, without a file"
    page.goto(f"{base}/liaison/preparing")
    yield "needs and offers"
    page.goto(f"{base}/account/")
    yield "account"


def _typing(page: Page, address: str) -> Iterator[str]:
    page.goto(address)
    _unfold(page)
    yield "typing in, empty"
    page.select_option("#week-weekdays-evening", "yes")
    press(page, ".typing > section:last-of-type .actions button")
    yield "typing in, without consent"
    page.check("#consent")
    page.locator("[name=through][value=paper]").check(force=True)
    press(page, ".typing > section:last-of-type .actions button")
    yield "typed in"
    page.goto(address)
    _unfold(page)
    yield "typing in, filled"


def _unfold(page: Page) -> None:
    page.locator("main details").evaluate_all("parts => parts.forEach(part => { part.open = true; })")
