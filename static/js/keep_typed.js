// A change of language loads the page anew. What was typed in it comes along, and is kept no longer than that.

const PLACE = `typed ${location.pathname}`;

function fields() {
  const every = [...document.querySelectorAll("main :is(input, select, textarea)[name]")];
  return every.filter((field) => !["hidden", "file"].includes(field.type));
}

function keep() {
  const typed = fields().map(({ name, value, checked }) => ({ name, value, checked }));
  sessionStorage.setItem(PLACE, JSON.stringify(typed));
}

function bringBack(typed) {
  fields().forEach((field, at) => {
    if (typed[at]?.name !== field.name) return;
    if ("checked" in field) field.checked = typed[at].checked;
    if (!["checkbox", "radio"].includes(field.type)) field.value = typed[at].value;
  });
}

document.querySelector(".languages form")?.addEventListener("submit", keep);
const kept = sessionStorage.getItem(PLACE);
sessionStorage.removeItem(PLACE);
if (kept) bringBack(JSON.parse(kept));
