// Keeps one family's form usable without a network. Its scope is that family's link, and so is its store.
// What was sent without a network waits in the store, and is sent again until the school has received it.

const HOME = new URL("./", location.href).pathname;
const STORE = `form ${HOME}`;
const STEPS = ["when", "how", "talk", "reach"];
const NEEDS_THE_SCHOOL = ["language", "fill", "more", "import", "leave-out"]; // buttons that only show the page anew

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("sync", (event) => event.waitUntil(sendWaiting()));
self.addEventListener("message", (event) => {
  if (event.data === "send") event.waitUntil(sendWaiting());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  const step = STEPS.find((name) => path === HOME + name);
  if (request.method === "POST" && step) event.respondWith(save(event, step));
  else if (request.method === "POST") event.respondWith(ask(request, path === `${HOME}delete`));
  else if (request.method === "GET" && (request.mode === "navigate" || path.startsWith("/static/"))) {
    event.respondWith(show(request, path, step));
  }
});

async function show(request, path, step) {
  try {
    const response = await fetch(request);
    if (response.status === 404 && request.mode === "navigate") await forget(); // the link is closed
    else if (response.ok && (step || path.startsWith("/static/"))) await keep(request.url, response.clone());
    return response;
  } catch {
    const store = await caches.open(STORE);
    const kept = await store.match(request.url);
    return kept ?? (await store.match(`${HOME}waiting`)) ?? Response.error();
  }
}

async function keep(url, response) {
  if (await caches.has(STORE)) await (await caches.open(STORE)).put(url, response);
}

async function save(event, step) {
  const copy = event.request.clone();
  try {
    const response = await fetch(event.request);
    if (response.type === "opaqueredirect") event.waitUntil(received(step));
    if (response.status === 409) await drop(step); // the page that asks which answer is right holds it now
    return response;
  } catch {
    const typed = [...(await copy.formData())].filter(([, value]) => typeof value === "string");
    const fields = Object.fromEntries(typed.reverse()); // of two with one name the first counts
    const leaves = !NEEDS_THE_SCHOOL.some((name) => name in fields);
    await putDraft(step, fields, leaves);
    if (leaves) await self.registration.sync?.register("send").catch(() => {});
    const next = ["", ...STEPS, "waiting"][STEPS.indexOf(step) + ("back" in fields ? 0 : 2)];
    return Response.redirect(new URL(leaves ? HOME + next : `${HOME}waiting`, location.href), 303);
  }
}

// What only the school can do: to delete everything, to leave a group. Without a network nothing is done.
async function ask(request, toDelete) {
  try {
    const response = await fetch(request);
    if (toDelete && response.type === "opaqueredirect") await caches.delete(STORE);
    return response;
  } catch {
    return Response.redirect(new URL(`${HOME}not-done`, location.href), 303);
  }
}

async function forget() {
  await caches.delete(STORE);
  await self.registration.unregister();
}

let sending = null;

function sendWaiting() {
  sending ??= sendEach().finally(() => (sending = null));
  return sending;
}

async function sendEach() {
  let sent = 0;
  for (const step of STEPS) {
    const draft = await (await caches.match(`${HOME}draft/${step}`, { cacheName: STORE }))?.json();
    if (!draft?.waiting) continue;
    try {
      const response = await sendOne(step, draft.fields);
      if (response.type === "opaqueredirect") sent += 1;
      if (response.type === "opaqueredirect") await received(step);
      else if (response.status < 500) await putDraft(step, draft.fields, false); // the family must look at it
    } catch {
      break; // no network yet
    }
  }
  if (!sent) return;
  for (const client of await self.clients.matchAll()) client.postMessage("received");
}

async function sendOne(step, fields) {
  const page = await fetch(HOME + step);
  const token = (await page.text()).match(/name="csrf_token" value="([^"]+)"/)?.[1];
  const body = new URLSearchParams({ ...fields, csrf_token: token ?? "" });
  return fetch(HOME + step, { method: "POST", body, redirect: "manual" });
}

async function received(step) {
  await drop(step);
  if (await caches.has(STORE)) await (await caches.open(STORE)).add(HOME + step); // as it is saved now
}

async function drop(step) {
  await (await caches.open(STORE)).delete(`${HOME}draft/${step}`);
}

async function putDraft(step, fields, waiting) {
  const { csrf_token: _, ...kept } = fields;
  await (await caches.open(STORE)).put(`${HOME}draft/${step}`, Response.json({ fields: kept, waiting }));
}
