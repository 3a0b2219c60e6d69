// Questions that depend on others are shown when they are asked; long texts count; dangerous verdicts ask once.
const form = document.querySelector("form[data-task]");

const given = (name) => [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
  .filter((field) => (field.type === "checkbox" || field.type === "radio" ? field.checked : field.value.trim() !== ""))
  .map((field) => field.value);

const ask = () => {
  for (const place of form.querySelectorAll("[data-when]")) {
    const values = place.dataset.values.split(" ").filter(Boolean);
    const answers = given(place.dataset.when);
    const asked = values.length ? answers.some((answer) => values.includes(answer)) : answers.length > 0;
    if (place.tagName === "TD") place.classList.toggle("not-asked", !asked);
    else place.hidden = !asked;
  }
};

const count = (field) => {
  const limit = Number(field.dataset.limit);
  const used = [...field.value].length;
  let told = field.parentElement.querySelector(":scope > .counter");
  if (used < limit * 0.8) return told?.remove();
  if (!told) {
    told = document.createElement("span");
    told.className = "counter";
    field.after(told);
  }
  told.textContent = `${used} / ${limit}`;
};

if (form) {
  ask();
  form.addEventListener("input", (event) => {
    ask();
    if (event.target.dataset?.limit) count(event.target);
  });
  form.addEventListener("submit", (event) => {
    const sure = form.querySelector("input[data-ask]:checked");
    if (event.submitter?.hasAttribute("data-final") && sure && !window.confirm(sure.dataset.ask)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);
}
