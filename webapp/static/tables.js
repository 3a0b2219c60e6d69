// Tables to fill in: add, remove and move rows, number them, add up columns. Without it a few empty rows are there.
const numberRows = (table) => {
  const rows = [...table.tBodies[0].rows];
  rows.forEach((row, place) => {
    row.querySelector(".seq").textContent = String(place + 1);
    for (const field of row.querySelectorAll("[name]")) rename(field, table.dataset.table, place);
    for (const field of row.querySelectorAll("[id]")) field.id = renamed(field.id, table.dataset.table, place);
    row.querySelector('[data-move="up"]').disabled = place === 0;
    row.querySelector('[data-move="down"]').disabled = place === rows.length - 1;
  });
  tell(table, rows.length);
  addUp(table);
};

const renamed = (name, table, place) => (name.startsWith(`${table}-`) ? name.replace(new RegExp(`^${table}-(\\d+|__index__)-`), `${table}-${place}-`) : name);

const rename = (field, table, place) => {
  const checked = field.checked; // renaming a radio button can tick another group off
  field.name = renamed(field.name, table, place);
  if (field.type === "radio" || field.type === "checkbox") field.checked = checked;
};

const tell = (table, count) => {
  const told = document.querySelector(`[data-count="${table.dataset.table}"]`);
  if (told) told.textContent = told.dataset.words.replace("{n}", String(count));
  const add = document.querySelector(`[data-add="${table.dataset.table}"]`);
  if (add) add.disabled = count >= Number(table.dataset.most);
};

const addUp = (table) => {
  for (const total of table.querySelectorAll("[data-total]")) {
    let hundredths = 0;
    for (const field of table.querySelectorAll(`[data-sum="${total.dataset.total}"]`)) {
      const value = Number(field.value.trim());
      if (Number.isFinite(value)) hundredths += Math.round(value * 100);
    }
    total.textContent = String(hundredths / 100);
  }
};

const isBlank = (row) => ![...row.querySelectorAll("input, select, textarea")].some((field) =>
  field.type === "checkbox" || field.type === "radio" ? field.checked : field.value.trim() !== "");

const changed = (element) => element.dispatchEvent(new Event("input", { bubbles: true }));

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add], [data-move], [data-drop]");
  if (!button) return;
  if (button.dataset.add) {
    const table = document.querySelector(`[data-table="${button.dataset.add}"]`);
    const row = document.querySelector(`template[data-row="${button.dataset.add}"]`).content.firstElementChild.cloneNode(true);
    table.tBodies[0].append(row);
    numberRows(table);
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    return;
  }
  const row = button.closest("tr");
  const table = row.closest("table");
  if (button.dataset.move === "up") row.previousElementSibling?.before(row);
  if (button.dataset.move === "down") row.nextElementSibling?.after(row);
  if ("drop" in button.dataset && (isBlank(row) || window.confirm(`${button.getAttribute("aria-label")}?`))) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    next?.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  } else button.focus();
  numberRows(table);
  changed(table);
});

document.addEventListener("input", (event) => {
  const table = event.target.closest?.("table[data-table]");
  if (table) addUp(table);
});

for (const button of document.querySelectorAll("[data-add]")) {
  button.hidden = false;
  numberRows(document.querySelector(`[data-table="${button.dataset.add}"]`));
}
