// What is typed is kept on this phone until the school has received it; without a network the worker stands in.

const note = document.getElementById("on-phone");
const home = note?.dataset.home;
const form = document.querySelector("form#step[data-step]");
const draft = form && `${home}draft/${form.dataset.step}`;
const FORGOTTEN = `forgotten ${home}`; // for as long as this tab is open
const mayKeep = note && !sessionStorage.getItem(FORGOTTEN);
const store = mayKeep && navigator.serviceWorker && window.caches ? await caches.open(`form ${home}`) : null;

function typed() {
  const fields = [...new FormData(form)].filter(([name, value]) => name !== "csrf_token" && typeof value === "string");
  return Object.fromEntries(fields.reverse()); // of two with one name the first counts
}

async function keep() {
  await store.put(draft, Response.json({ fields: typed(), waiting: false }));
  note.hidden = navigator.onLine; // nothing more to read while all goes well
}

function fill(fields) {
  for (const field of form.elements) {
    const ticked = ["checkbox", "radio"].includes(field.type) ? "checked" : "value";
    const typed = ticked === "checked" ? fields[field.name] === field.value : fields[field.name];
    if (typed === undefined || ["file", "submit"].includes(field.type) || field[ticked] === typed) continue;
    field[ticked] = typed;
    unfold(field);
  }
  for (const [name, value] of Object.entries(fields)) {
    if (!form.elements[name]) addHidden(name, value); // such as a row that was added
  }
}

function unfold(field) {
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

function addHidden(name, value) {
  if (["back", "language", "fill", "more", "import", "leave-out"].includes(name)) return;
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name, value });
  form.append(field);
}

async function bringBack() {
  const kept = await (await store.match(draft))?.json();
  if (!kept) return;
  fill(kept.fields);
  note.hidden = false;
}

async function showWhatWaits() {
  const kept = await store.keys();
  note.hidden = !kept.some(({ url }) => new URL(url).pathname.startsWith(`${home}draft/`));
}

async function forget() {
  sessionStorage.setItem(FORGOTTEN, "1");
  await caches.delete(`form ${home}`);
  const worker = await navigator.serviceWorker.getRegistration(home);
  await worker?.unregister();
  location.reload();
}

async function prepare() {
  const worker = await navigator.serviceWorker.register(`${home}worker.js`, { scope: home });
  const parts = [...document.querySelectorAll("link[rel=stylesheet], script[src]")];
  const pages = ["when", "how", "talk", "reach", "waiting", "not-done"].map((page) => home + page);
  for (const url of [...pages, ...parts.map((part) => part.href ?? part.src)]) {
    if (!(await store.match(url))) await store.add(url).catch(() => {});
  }
  send(worker);
}

function send(worker) {
  worker.active?.postMessage("send");
}

if (store) {
  if (!form) await showWhatWaits();
  else await (form.dataset.asTyped ? keep() : bringBack());
  form?.addEventListener("input", keep);
  form?.addEventListener("change", keep);
  note.querySelector("button").addEventListener("click", forget);
  window.addEventListener("offline", showWhatWaits);
  window.addEventListener("online", async () => send(await navigator.serviceWorker.ready));
  navigator.serviceWorker.addEventListener("message", (event) => {
    if (event.data === "received" && !form) location.assign(`${home}receipt`);
  });
  if (form || note.dataset.begins) await prepare().catch(() => {});
}
