// The drawing of a case: path walked, where it stands, which clocks run; every word is set as text.
const box = document.querySelector("[data-diagram]");
const READABLE = 0.62; // the smallest size at which the words in the boxes are read on an office screen
const AROUND = 120;

const paint = (viewer, facts) => {
  const canvas = viewer.get("canvas");
  const known = viewer.get("elementRegistry");
  const mark = (ids, name) => {
    for (const id of ids ?? []) if (known.get(id)) canvas.addMarker(id, name);
  };
  mark(facts.done, "done");
  mark(flows(viewer, [...facts.done, ...facts.current]), "done");
  mark(facts.clock, "clock");
  mark(facts.current, "current");
  mark(facts.late, "late");
  const overlays = viewer.get("overlays");
  for (const note of facts.notes ?? []) {
    if (!known.get(note.element)) continue;
    overlays.add(note.element, { position: { top: -24, left: 0 }, html: bubble(note, (facts.late ?? []).includes(note.element)) });
  }
};

// A clock and a day; who has it, and until when exactly, while the pointer or the focus is there.
const bubble = (note, late) => {
  const place = document.createElement("div");
  place.className = late ? "bubble late" : "bubble";
  place.tabIndex = 0;
  place.setAttribute("role", "note");
  place.setAttribute("aria-label", note.text);
  const short = document.createElement("span");
  short.textContent = note.short ? `◷ ${note.short}` : "●";
  const full = document.createElement("span");
  full.className = "more";
  full.textContent = note.text;
  place.append(short, full);
  return place;
};

const handles = (viewer) => {
  const canvas = viewer.get("canvas");
  const acts = {
    closer: () => canvas.zoom(canvas.zoom() * 1.25),
    farther: () => canvas.zoom(canvas.zoom() / 1.25),
    whole: () => canvas.zoom("fit-viewport", "auto"),
  };
  for (const button of box.querySelectorAll("[data-act]")) button.addEventListener("click", acts[button.dataset.act]);
};

// Where the case stands, at a size that can be read, with what comes before and after it.
const centre = (viewer, facts) => {
  const canvas = viewer.get("canvas");
  canvas.zoom("fit-viewport", "auto");
  const known = viewer.get("elementRegistry");
  const ids = facts.current?.length ? facts.current : (facts.done ?? []).slice(-1);
  const here = ids.map((id) => known.get(id)).filter(Boolean);
  const { outer } = canvas.viewbox();
  if (!here.length || canvas.zoom() > READABLE) return;
  const left = Math.min(...here.map((one) => one.x));
  const top = Math.min(...here.map((one) => one.y));
  const right = Math.max(...here.map((one) => one.x + one.width));
  const bottom = Math.max(...here.map((one) => one.y + one.height));
  const fits = Math.min(outer.width / (right - left + 2 * AROUND), outer.height / (bottom - top + 2 * AROUND));
  const scale = Math.max(READABLE, Math.min(0.95, fits));
  const [width, height] = [outer.width / scale, outer.height / scale];
  const first = here[0];
  const wide = right - left + AROUND > width || bottom - top + AROUND > height; // too much at once: then the first of them
  const middle = wide ? [first.x + first.width / 2, first.y + first.height / 2] : [(left + right) / 2, (top + bottom) / 2];
  canvas.viewbox({ x: middle[0] - width / 2, y: middle[1] - height / 2, width, height });
};

const flows = (viewer, done) => {
  const passed = new Set(done);
  return viewer.get("elementRegistry").filter((one) => one.waypoints && passed.has(one.source?.id) && passed.has(one.target?.id)).map((one) => one.id);
};

if (box) {
  const facts = JSON.parse(document.getElementById(box.dataset.facts).textContent);
  const viewer = new window.BpmnJS({ container: box.querySelector("[data-canvas]") });
  const drawing = await fetch(box.dataset.diagram, { headers: { Accept: "application/xml" } });
  await viewer.importXML(await drawing.text());
  paint(viewer, facts);
  centre(viewer, facts);
  handles(viewer);
}
