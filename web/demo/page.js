// The demo shop: who is signed in, their orders, and the chat beside them.

/** @typedef {"ja" | "en"} Language */
/** @typedef {{title: string, quantity?: number, status?: string}} Line */
/** @typedef {{order_number: string, status: string, request?: string, placed_at?: string, lines: Line[]}} Order */

const LANGUAGES = ["ja", "en"];
const GUEST = "guest";

/** @type {Record<string, string[]>} */
const texts = await (await fetch("/widget/demo.json")).json();
/** @type {Language} */
let language = (remembered("language") || preferred()) === "en" ? "en" : "ja";
/** @type {Order[] | "failed"} */
let orders = [];

const languages = /** @type {HTMLSelectElement} */ (document.getElementById("language"));
const customers = /** @type {HTMLSelectElement} */ (document.getElementById("customer"));
const list = /** @type {HTMLElement} */ (document.getElementById("orders"));
const empty = /** @type {HTMLElement} */ (document.getElementById("no-orders"));
const chat = window.Torikeshi;

/** @param {string} name */
const say = (name) => texts[name]?.[LANGUAGES.indexOf(language)] ?? name;

/** The first of the browser's languages that we speak. */
function preferred() {
  return navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => LANGUAGES.includes(tag));
}

/** @param {string} name */
function remembered(name) {
  try {
    return sessionStorage.getItem(`torikeshi.${name}`) ?? "";
  } catch {
    return ""; // storage is switched off
  }
}

/** @param {string} name @param {string} value */
function remember(name, value) {
  try {
    sessionStorage.setItem(`torikeshi.${name}`, value);
  } catch {
    // storage is switched off: the choice lasts as long as the page
  }
}

/** @param {string} path @param {object} [body] */
async function call(path, body) {
  const asked = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(path, asked);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** @param {string} tag @param {string} text @param {string} [style] */
function made(tag, text, style) {
  const element = document.createElement(tag);
  element.textContent = text;
  if (style) element.className = style;
  return element;
}

/** @param {string} instant */
function day(instant) {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "Asia/Tokyo" }).format(new Date(instant));
}

/** @param {Order} order */
function state(order) {
  const open = order.status === "unshipped" || order.status === "preparing" || order.status === "shipped";
  const words = [say(`demo_status_${order.status}`)];
  if (open && order.request && order.request !== "none") words.push(say(`demo_request_${order.request}`));
  return words.join(" · ");
}

/** @param {Line} line @param {Order} order */
function shownLine(line, order) {
  const times = line.quantity && line.quantity > 1 ? ` × ${line.quantity}` : "";
  const own = line.status && line.status !== order.status ? ` (${say(`demo_status_${line.status}`)})` : "";
  return made("p", `${line.title}${times}${own}`, "line");
}

/** @param {Order} order */
function shownOrder(order) {
  const item = document.createElement("li");
  item.append(made("p", state(order), "state"), ...order.lines.map((line) => shownLine(line, order)));
  item.append(made("p", `${say("demo_number")} ${order.order_number}`, "small"));
  if (order.placed_at) item.append(made("p", `${say("demo_placed")} ${day(order.placed_at)}`, "small"));
  const ask = made("button", say("demo_ask"));
  ask.setAttribute("aria-label", `${say("demo_ask")}: ${order.order_number}`);
  ask.addEventListener("click", () => chat?.open({ text: order.order_number }));
  item.append(ask);
  return item;
}

function showOrders() {
  const found = orders === "failed" ? [] : orders;
  list.replaceChildren(...found.map(shownOrder));
  if (orders === "failed") empty.textContent = say("demo_failed");
  else if (customers.value === GUEST) empty.textContent = say("demo_orders_guest");
  else empty.textContent = found.length > 0 ? "" : say("demo_orders_none");
}

function showTexts() {
  document.documentElement.lang = language;
  document.title = say("demo_shop");
  languages.value = language;
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = say(element.getAttribute("data-text") ?? "");
  }
  const money = new Intl.NumberFormat(language, { style: "currency", currency: "JPY" });
  for (const element of document.querySelectorAll("[data-price]")) {
    element.textContent = money.format(Number(element.getAttribute("data-price")));
  }
  for (const option of customers.options) {
    const letter = option.value.split("-").at(-1)?.toUpperCase();
    option.textContent = option.value === GUEST ? say("demo_guest") : `${say("demo_customer")} ${letter}`;
  }
  showOrders();
}

/** Vouches in the chat for whoever is chosen. */
function identify() {
  const who = customers.value;
  chat?.identify(who === GUEST ? null : async () => (await call("/demo/token", { customer: who })).token);
}

async function loadOrders() {
  const who = customers.value;
  const query = new URLSearchParams({ customer: who });
  const loaded = who === GUEST ? [] : await call(`/demo/orders?${query}`).then((got) => got.orders, () => "failed");
  if (who !== customers.value) return; // another was chosen meanwhile
  orders = loaded;
  showOrders();
}

async function loadCustomers() {
  const ids = await call("/demo/customers").then((got) => got.customers, () => []);
  const values = [...ids.map((/** @type {{id: string}} */ known) => known.id), GUEST];
  customers.replaceChildren(...values.map((value) => new Option(value, value)));
  customers.value = values.find((value) => value === remembered("customer")) ?? values[0];
}

await loadCustomers();
chat?.language(language);
identify();
customers.addEventListener("change", () => {
  remember("customer", customers.value);
  identify();
  void loadOrders();
});
languages.addEventListener("change", () => {
  language = languages.value === "en" ? "en" : "ja";
  remember("language", language);
  showTexts();
  chat?.language(language);
});

showTexts();
await loadOrders();

export {}; // a module, so that it may wait
