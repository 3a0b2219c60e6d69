"""People before their browsers: sign in, fill in the page of a task, send it; each kind of page is looked over once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from werkzeug.datastructures import MultiDict

from forms import FORMS
from webapp.auth.demo import PASSWORD
from webapp.demo import Driver
from workflows.model import db
from workflows.model.accounts import Person
from workflows.model.process import Case, UserTask

WATCH = "document.addEventListener('securitypolicyviolation', (e) => console.error('CSP ' + e.violatedDirective));"
PHONE, OFFICE = 360, 1366
ASKED_FOR = "Failed to load resource: the server responded with a status of 4"

# sets every named question to the given values, adding rows where they are missing, as one who types fast
FILL = """
(pairs) => {
  const named = (name) => [...document.querySelectorAll(`form[data-task] [name="${CSS.escape(name)}"]`)];
  const values = new Map();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  for (const [name, given] of values) {
    const row = /^(.+)-(\\d+)-[a-z0-9_]+$/.exec(name);
    const add = row && document.querySelector(`[data-add="${CSS.escape(row[1])}"]`);
    while (add && !add.disabled && !named(name).length) add.click();
    const upload = document.querySelector(`[data-upload="${CSS.escape(name)}"] .uploads`);
    if (upload) {
      const hidden = (id) => Object.assign(document.createElement("input"), { type: "hidden", name, value: id });
      upload.replaceChildren(...given.map(hidden));
      continue;
    }
    for (const field of named(name)) {
      if (field.type === "radio" || field.type === "checkbox") field.checked = given.includes(field.value);
      else field.value = given[0];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  return pairs.map(([name]) => name).filter((name) => !named(name).length);
}
"""


class Desk:
    """`at` signs a person in once; `send` does a whole task on its page; `look` judges a page like a stranger."""

    def __init__(self, browser: Browser, url: str, driver: Driver, now: Callable[[], datetime]) -> None:
        self.browser, self.url, self.driver, self.now = browser, url, driver, now
        self.complaints: list[str] = []
        self._contexts: dict[str, BrowserContext] = {}
        self._seen: set[str] = set()

    def at(self, login: str, path: str = "/inbox") -> Page:
        """The person's window at an address of the service."""
        page = self._contexts[login].pages[0] if login in self._contexts else self._sign_in(login)
        page.goto(self.url + path)
        return page

    def stranger(self, path: str) -> Page:
        """A window of somebody without an account."""
        page = self._window("")
        page.goto(self.url + path)
        return page

    def send(self, case: Case, element: str, changes: Mapping[str, Any] | None = None, by: str = "") -> Page:
        """Open the task's page, answer it with the example of its form and what is changed, press the one button."""
        task = self.task(case, element)
        login = by or self.driver.actor(task).login
        page = self.at(login, f"/tasks/{task.public_id}")
        self.look(page, element)
        self.fill(page, {**self.example(task, login), **(changes or {})}, element)
        self.press(page)
        assert page.locator("#errors").count() == 0, page.locator("#errors").inner_text()
        db.session.rollback()
        return page

    def fill(self, page: Page, answers: Mapping[str, Any], element: str) -> None:
        """Type all answers at once; each must have found its question on the page."""
        pairs = [list(pair) for pair in _typed(FORMS[element].flatten(answers))]
        assert page.evaluate(FILL, pairs) == []

    def press(self, page: Page) -> None:
        """The page's one final button."""
        with page.expect_navigation():
            page.click("[data-final]")

    def example(self, task: UserTask, login: str) -> dict[str, Any]:
        """The example of the task's form as this unit and this day would have it."""
        self.driver.at = self.now()
        return self.driver.answers_for(task, self.person(login))

    def complete(self, case: Case, element: str, changes: Mapping[str, Any] | None = None, by: str = "") -> None:
        """The same task without a browser."""
        self.driver.at = self.now()
        self.driver.complete(self.task(case, element), changes, self.person(by) if by else None)

    def task(self, case: Case, element: str) -> UserTask:
        """The task that stands open at an element."""
        db.session.rollback()
        standing = self.driver.standing(db.session.get_one(Case, case.id))
        return next(task for task in standing if task.element == element)

    def person(self, login: str) -> Person:
        return db.session.query(Person).filter_by(login=login).one()

    def look(self, page: Page, name: str = "") -> None:
        """No violation that axe knows, no wider than a phone; each kind of page once."""
        kind = name or urlsplit(page.url).path
        if kind in self._seen:
            return
        self._seen.add(kind)
        found = Axe().run(page).response["violations"]
        self.complaints += [f"{kind}: axe {one['id']} {one['nodes'][0]['html'][:120]}" for one in found]
        page.set_viewport_size({"width": PHONE, "height": 740})
        width = page.evaluate("document.documentElement.scrollWidth")
        page.set_viewport_size({"width": OFFICE, "height": 768})
        if width > PHONE:
            self.complaints.append(f"{kind}: {width} px wide on a phone")

    def forget_logins(self) -> None:
        """After a long time everybody signs in anew."""
        for context in self._contexts.values():
            context.close()
        self._contexts.clear()

    def close(self) -> None:
        self.forget_logins()

    def _sign_in(self, login: str) -> Page:
        page = self._window(login)
        page.goto(f"{self.url}/login")
        page.fill("#login", login)
        page.fill("#password", PASSWORD)
        with page.expect_navigation():
            page.press("#password", "Enter")
        return page

    def _window(self, login: str) -> Page:
        if login in self._contexts:
            return self._contexts[login].pages[0]
        context = self.browser.new_context(viewport={"width": OFFICE, "height": 768}, locale="zh-CN")
        self._contexts[login] = context
        page = context.new_page()
        page.add_init_script(WATCH)
        page.on("dialog", lambda dialog: dialog.accept())
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)
        return page

    def _hear(self, line: ConsoleMessage) -> None:
        """Chromium also reports answers of 4xx that a test has asked for; everything else is a fault."""
        if line.type == "error" and not line.text.startswith(ASKED_FOR):
            self.complaints.append(line.text)


def _typed(answers: MultiDict[str, str]) -> Iterable[tuple[str, str]]:
    return answers.items(multi=True)
