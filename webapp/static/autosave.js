// What is typed is kept: on the server as a draft, in this browser as a copy per person without ID numbers.
const form = document.querySelector("form[data-draft]");
const line = document.getElementById("saved");
const PAUSE = 1500;
const RETRY = 15000;
const ID_NUMBER = /[1-9]\d{16}[\dXx]/g;

if (form && line) {
  const told = line.querySelector("[data-told]");
  const again = line.querySelector("[data-again]");
  const place = `jijiao:${form.dataset.person}:${form.dataset.task}`;
  let version = form.dataset.version;
  let timer = 0;
  let unsaved = false;

  const envelope = new Set(["csrf_token", "key", "seen", "act"]);
  const typed = () => {
    const body = new FormData();
    for (const [name, value] of new FormData(form)) if (!envelope.has(name) && typeof value === "string") body.append(name, value);
    return body;
  };

  const copy = () => {
    const pairs = [...typed()].map(([name, value]) => [name, value.replace(ID_NUMBER, "")]);
    try {
      localStorage.setItem(place, JSON.stringify({ at: Date.now(), pairs }));
    } catch {
      // a full or forbidden storage costs the copy, never the typing
    }
  };

  const say = (text, tone) => {
    told.textContent = text;
    told.className = tone;
    again.hidden = tone !== "bad";
  };

  const save = async () => {
    window.clearTimeout(timer);
    const body = typed();
    body.append("version", version);
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body, headers: { "X-CSRFToken": form.elements.csrf_token.value, Accept: "application/json" } });
      if (answer.status === 401 || answer.redirected) return fail(line.dataset.expired);
      if (answer.status === 409) return fail(line.dataset.elsewhere);
      if (!answer.ok) return fail(line.dataset.failed);
      const kept = await answer.json();
      version = kept.version;
      unsaved = false;
      localStorage.removeItem(place);
      say(line.dataset.kept.replace("{time}", kept.time), "");
    } catch {
      fail(line.dataset.failed);
    }
    return undefined;
  };

  const fail = (text) => {
    say(text, "bad");
    timer = window.setTimeout(save, RETRY);
  };

  const restore = () => {
    const pairs = JSON.parse(localStorage.getItem(place) ?? "null")?.pairs ?? [];
    const values = new Map();
    for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
    for (const [name, list] of values) fill(name, list);
    form.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const fill = (name, list) => {
    const row = /^(.+)-(\d+)-[a-z0-9_]+$/.exec(name);
    const add = row && document.querySelector(`[data-add="${CSS.escape(row[1])}"]`);
    for (let tries = 0; add && !form.elements[name] && !add.disabled && tries < 500; tries += 1) add.click();
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "radio" || field.type === "checkbox") field.checked = list.includes(field.value);
      else if (field.type !== "hidden" && list[0] && !field.value) field.value = list[0];
    }
  };

  const offer = () => {
    const kept = JSON.parse(localStorage.getItem(place) ?? "null");
    const button = line.querySelector("[data-restore]");
    if (!kept || !button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      button.hidden = true;
      restore();
    });
  };

  form.addEventListener("input", () => {
    unsaved = true;
    say(line.dataset.typing, "");
    copy();
    window.clearTimeout(timer);
    timer = window.setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", () => {
    window.clearTimeout(timer);
    unsaved = false;
    copy();
  });
  again.addEventListener("click", save);
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
  offer();
}

// After a submission the next page says so, and the copies of that task go.
for (const done of document.querySelectorAll("[data-forget]")) {
  for (const name of Object.keys(localStorage)) if (name.startsWith("jijiao:") && name.endsWith(`:${done.dataset.forget}`)) localStorage.removeItem(name);
}
