// Painting a week with a finger or the mouse: it only sets the same selects that anybody can choose from.

const brushes = document.querySelector(".brushes");
const said = document.getElementById("painted");
let level = null; // the level that is painted with; null while nothing is
let stroke = null; // the cells of the stroke that is being drawn

function cellAt(event) {
  const touched = document.elementFromPoint(event.clientX, event.clientY);
  return touched?.closest(".week td:has(select)");
}

function paint(cell) {
  const select = cell?.querySelector("select");
  const value = level === "" && select?.querySelector("[value=open]") ? "open" : level;
  if (!select || stroke.has(cell)) return;
  stroke.add(cell);
  select.value = value;
}

function choose(button) {
  const off = button.getAttribute("aria-pressed") === "true";
  for (const each of brushes.querySelectorAll("button")) {
    each.setAttribute("aria-pressed", String(each === button && !off));
  }
  level = off ? null : button.value;
  document.documentElement.classList.toggle("painting", !off);
}

function begin(event) {
  const cell = cellAt(event);
  if (level === null || !cell || event.button !== 0) return;
  event.preventDefault();
  stroke = new Set();
  paint(cell);
}

function end() {
  if (!stroke) return;
  const selects = [...stroke].map((cell) => cell.querySelector("select"));
  said.textContent = selects
    .map((select) => `${select.labels[0].textContent}: ${select.selectedOptions[0].textContent}`)
    .join("; ");
  selects[0]?.dispatchEvent(new Event("change", { bubbles: true }));
  stroke = null;
}

brushes.hidden = false;
brushes.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) choose(button);
});
document.addEventListener("pointerdown", begin);
document.addEventListener("pointermove", (event) => stroke && paint(cellAt(event)));
document.addEventListener("pointerup", end);
document.addEventListener("pointercancel", end);
// a select opens on mousedown, whatever became of its pointerdown
document.addEventListener("mousedown", (event) => {
  if (level !== null && cellAt(event)) event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  const pressed = brushes.querySelector("[aria-pressed=true]");
  if (event.key === "Escape" && pressed) choose(pressed);
});
