// Others work on the same board: their changes come by themselves, unless something is being done here.
const EVERY = 1000;
let etag = "";

async function look() {
  const live = document.getElementById("live");
  const headers = { "HX-Request": "true", ...(etag && { "If-None-Match": etag }) };
  const answer = await fetch(live.dataset.url, { headers, cache: "no-store" }).catch(() => null);
  if (answer?.redirected) return; // signed out
  if (answer?.status === 200) {
    etag = answer.headers.get("ETag");
    const news = parsed(await answer.text()).getElementById("live");
    await show(live, news);
  }
  setTimeout(look, answer?.ok || answer?.status === 304 ? EVERY : 10 * EVERY);
}

async function show(live, news) {
  live.querySelector("#live-others").textContent = news.querySelector("#live-others").textContent;
  if (live.dataset.version === news.dataset.version) return;
  if (!isBusy() && (await renew())) return;
  const told = live.querySelector("#live-news");
  told.replaceChildren(...news.querySelector("#live-news").childNodes);
  told.hidden = false;
}

function isBusy() {
  const main = document.getElementById("main");
  const isTyped = [...main.querySelectorAll("input:not([type=hidden]), select, textarea")].some(isChanged);
  return isTyped || main.querySelector("#what-if") !== null || main.querySelector("details[open]") !== null;
}

function isChanged(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.tagName === "SELECT") return [...field.options].some((o) => o.selected && !o.defaultSelected && o.index > 0);
  return field.value !== field.defaultValue;
}

async function renew() {
  const answer = await fetch(location.pathname, { cache: "no-store" }).catch(() => null);
  if (!answer?.ok || answer.redirected) return false;
  const fresh = parsed(await answer.text());
  const progress = fresh.querySelector("script[src*=htmx]");
  if (progress && !document.querySelector("script[src*=htmx]")) {
    location.reload();
    return true;
  }
  const focused = document.activeElement?.id;
  const main = document.getElementById("main");
  main.replaceChildren(...fresh.getElementById("main").childNodes);
  window.htmx?.process(main); // or a run that goes on would stand still from here
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  return true;
}

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

setTimeout(look, EVERY);
