// Files go up when they are chosen; every state is a word; the form then carries only the file's id.
const words = document.getElementById("upload-words")?.dataset ?? {};
const token = document.querySelector('meta[name="csrf-token"]').content;

const state = (row, tone, text) => {
  const told = row.querySelector(".state");
  told.className = `state ${tone}`;
  told.textContent = text;
};

const newRow = (box, file) => {
  const row = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = file.name;
  const told = document.createElement("span");
  told.className = "state";
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "btn small danger";
  remove.dataset.remove = "";
  remove.textContent = words.remove;
  const bar = document.createElement("progress");
  bar.max = 100;
  row.append(name, told, remove, bar);
  box.querySelector(".uploads").append(row);
  return row;
};

const refusal = (box, file) => {
  if (file.size > Number(box.dataset.megabytes) * 1024 * 1024) return words.large.replace("{mb}", box.dataset.megabytes);
  if (!box.dataset.kinds.split(",").some((kind) => file.name.toLowerCase().endsWith(`.${kind}`) || (kind === "jpg" && file.name.toLowerCase().endsWith(".jpeg")))) return words.kind;
  if (box.querySelectorAll('input[type="hidden"]').length >= Number(box.dataset.most)) return words.many.replace("{n}", box.dataset.most);
  return "";
};

const keep = (row, box, answer) => {
  const id = document.createElement("input");
  id.type = "hidden";
  id.name = box.dataset.upload;
  id.value = answer.id;
  row.firstElementChild.append(id);
  state(row, "done", words.usable);
  row.querySelector("progress")?.remove();
  id.dispatchEvent(new Event("input", { bubbles: true }));
};

const problem = (request) => {
  try {
    return JSON.parse(request.responseText).detail;
  } catch {
    return words.lost;
  }
};

const send = (box, file) => {
  const row = newRow(box, file);
  const bar = row.querySelector("progress");
  const refused = refusal(box, file);
  const fail = (reason) => {
    bar.remove();
    state(row, "bad", `${words.refused}${reason}`);
  };
  if (refused) return fail(refused);
  const request = new XMLHttpRequest();
  request.open("POST", box.dataset.url);
  request.setRequestHeader("X-CSRFToken", token);
  request.setRequestHeader("Accept", "application/json");
  request.upload.onprogress = (event) => {
    const percent = Math.round((event.loaded / event.total) * 100);
    bar.value = percent;
    state(row, "now", words.going.replace("{p}", String(percent)));
  };
  request.upload.onload = () => state(row, "now", words.checking);
  request.onload = () => (request.status < 300 ? keep(row, box, JSON.parse(request.responseText)) : fail(problem(request)));
  request.onerror = () => fail(words.lost);
  const body = new FormData();
  body.append("file", file);
  body.append("kinds", box.dataset.kinds);
  request.send(body);
  return undefined;
};

document.addEventListener("change", (event) => {
  if (event.target.type !== "file") return;
  const box = event.target.closest("[data-upload]");
  if (!box) return;
  // inside a table the name follows the row
  const pattern = box.querySelector('input[type="file"]').id.replace(/-choose$/, "");
  box.dataset.upload = pattern;
  for (const file of event.target.files) send(box, file);
  event.target.value = "";
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-remove]");
  if (!button) return;
  const row = button.closest("li");
  const list = row.parentElement;
  if (row.querySelector("input") && !window.confirm(words.sure.replace("{name}", row.firstElementChild.textContent.trim()))) return;
  row.remove();
  list.dispatchEvent(new Event("input", { bubbles: true }));
});
