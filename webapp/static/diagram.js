// The drawing of a case: path walked, where it stands, which clocks run; every word is set as text.
const box = document.querySelector("[data-diagram]");

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
    const bubble = document.createElement("div");
    bubble.className = "bubble";
    bubble.textContent = note.text;
    overlays.add(note.element, { position: { top: -26, left: 0 }, html: bubble });
  }
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
  const here = viewer.get("elementRegistry").get(facts.current?.[0]);
  const { outer } = canvas.viewbox();
  if (!here || canvas.zoom() > 0.55) return;
  const scale = 0.75;
  const [width, height] = [outer.width / scale, outer.height / scale];
  canvas.viewbox({ x: here.x + here.width / 2 - width / 2, y: here.y + here.height / 2 - height / 2, width, height });
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
