// Small courtesies of every page: close menus, move the focus to the list of errors, print. Knows no form.
const errors = document.getElementById("errors");
if (errors) errors.focus();

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  if (event.target.closest("[data-print]")) window.print();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// One submission per press: a second press of the same button within the page is not sent.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// What was chosen in a plain file input, by name.
document.addEventListener("change", (event) => {
  const told = event.target.type === "file" && document.querySelector(`output[for="${CSS.escape(event.target.id)}"]`);
  if (told) told.textContent = [...event.target.files].map((file) => file.name).join(", ") || told.dataset.none;
});
