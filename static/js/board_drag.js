// Dragging a session to another day asks the same question as its form, and shows the answer on the board.
const answerPlace = document.getElementById("what-if-place");
let dragged = null;
let asked = 0;

for (const slot of document.querySelectorAll(".slot[data-move]")) {
  slot.draggable = true;
  slot.addEventListener("dragstart", (event) => {
    dragged = slot;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", slot.textContent);
  });
  slot.addEventListener("dragend", () => clearMarks("over"));
}

for (const day of document.querySelectorAll(".day[data-day]")) {
  day.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    clearMarks("over");
    day.classList.add("over");
  });
  day.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    ask(dragged, day);
    dragged = null;
  });
}

answerPlace.addEventListener("click", (event) => {
  if (!event.target.closest("[data-close]")) return;
  event.preventDefault();
  close();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && answerPlace.hasChildNodes()) close();
});

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
  answerPlace.innerHTML = await response.text();
  answerPlace.querySelector("h2").parentElement.focus();
}

function close() {
  answerPlace.replaceChildren();
  document.querySelector(".slot.tried")?.focus();
  clearMarks("tried");
}

function clearMarks(name) {
  for (const marked of document.querySelectorAll(`.${name}`)) marked.classList.remove(name);
}
