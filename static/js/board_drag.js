// Dragging a session to another day asks the same question as its form, and shows the answer on the board.
let dragged = null;
let asked = 0;

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(".slot[data-move]") ?? null;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.textContent);
});

document.addEventListener("dragover", (event) => {
  const day = dragged && event.target.closest?.(".day[data-day]");
  if (!day) return;
  event.preventDefault();
  clearMarks("over");
  day.classList.add("over");
});

document.addEventListener("drop", (event) => {
  const day = dragged && event.target.closest?.(".day[data-day]");
  if (!day) return;
  event.preventDefault();
  ask(dragged, day);
});

document.addEventListener("dragend", () => {
  dragged = null;
  clearMarks("over");
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-close]")) return;
  event.preventDefault();
  close();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && place().hasChildNodes()) close();
});

function place() {
  return document.getElementById("what-if-place");
}

async function ask(slot, day) {
  const number = ++asked;
  clearMarks("tried");
  slot.classList.add("tried");
  day.classList.add("tried");
  const query = new URLSearchParams({ ask: "1", day: day.dataset.day });
  const url = `${slot.dataset.move}?${query}`;
  const response = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (number !== asked) return; // another drop came after this one
  if (!response?.ok) {
    location.assign(url); // the page says what is wrong
    return;
  }
  place().innerHTML = await response.text();
  place().querySelector(".what-if").focus();
}

function close() {
  place().replaceChildren();
  document.querySelector(".slot.tried")?.focus();
  clearMarks("tried");
}

function clearMarks(name) {
  for (const marked of document.querySelectorAll(`.${name}`)) marked.classList.remove(name);
}
