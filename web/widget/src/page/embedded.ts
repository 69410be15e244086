/** What is on the shop's page: a button and a frame. The chat is a document of the gateway's in that frame. */

import { el, icon } from "../dom.ts";
import { listen, type Setting, tell, type ToFrame, type ToPage } from "../protocol.ts";
import { CONVERSATION, DRAFT, load, onConversation, OUTBOX, store, type Stored } from "../storage.ts";
import { firstSpoken, texts } from "../texts.ts";
import type { Language } from "../types.ts";
import type { Events, GetToken, Heard, Torikeshi } from "./public.ts";
import { themeOf } from "./theme.ts";

declare const PAGE_STYLE: string;

const BUBBLE = "M4 5h16v11H9l-5 4z";
const COVERS = matchMedia("(max-width: 30rem), (max-height: 26rem)"); // as in launcher.css
const DARK = matchMedia("(prefers-color-scheme: dark)");
const IDLE_MS = 2_000;

class Embedded implements Torikeshi {
  readonly #label = el("span");
  readonly #badge = el("span", { class: "badge", "aria-hidden": "true" });
  readonly #launcher = el("button", { class: "launcher", type: "button", "aria-expanded": "false", "aria-haspopup": "dialog" }, icon(BUBBLE), this.#label, this.#badge);
  readonly #host = el("div", { id: "torikeshi" });
  readonly #frame = el("iframe", { class: "frame", allow: "", inert: "" });
  readonly #origin: string;
  readonly #listeners = new Map<string, Set<(detail: never) => void>>();
  #speaking: Language;
  #getToken: GetToken | undefined;
  #isOpen = false;
  #isThere = false;
  #isReady = false;
  #text = "";
  #before: Element | null = null;
  #unread = 0;

  constructor(
    private readonly url: URL,
    private readonly data: DOMStringMap,
  ) {
    this.#origin = url.origin;
    this.#speaking = this.#wished(data["language"]);
    const tokenUrl = data["tokenUrl"];
    if (tokenUrl) this.#getToken = () => fetchToken(tokenUrl);
    if (data["launcher"] === "none") this.#launcher.hidden = true;
    if (data["position"] === "left") this.#host.dataset["side"] = "left";
    this.#name();
    this.#build();
    this.#act();
  }

  open(given?: { readonly text?: string }): void {
    this.#load();
    if (!this.#isOpen) this.#before = document.activeElement;
    this.#show(true);
    this.#frame.focus();
    this.#text = `${given?.text ?? ""}`;
    this.#enter();
    this.#count(0);
    this.#emit("open", undefined);
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#show(false);
    this.#send({ type: "close" });
    const before = this.#before;
    if (before instanceof HTMLElement && before.isConnected && before !== document.body && before !== this.#host) before.focus();
    else this.#launcher.focus();
    this.#emit("close", undefined);
  }

  toggle(): void {
    if (this.#isOpen) this.close();
    else this.open();
  }

  identify(getToken: GetToken): void {
    this.#getToken = getToken ?? null;
    this.#send({ type: "set", setting: { identified: this.#getToken ? true : null } });
  }

  language(language: Language | "auto"): void {
    this.#speaking = this.#wished(language);
    this.#name();
    this.#send({ type: "set", setting: { language: this.#speaking } });
  }

  on<Name extends keyof Events>(name: Name, listener: Heard<Name>): void {
    const all = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, all.add(listener));
    if (name === "ready" && this.#isReady) queueMicrotask(() => (listener as Heard<"ready">)(undefined));
  }

  off<Name extends keyof Events>(name: Name, listener: Heard<Name>): void {
    this.#listeners.get(name)?.delete(listener);
  }

  #emit<Name extends keyof Events>(name: Name, detail: Events[Name]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        (listener as Heard<Name>)(detail);
      } catch (error) {
        reportError(error); // the page's own mistake must not stop the chat
      }
    }
  }

  #wished(language: string | undefined): Language {
    if (language === "ja" || language === "en") return language;
    return firstSpoken([...(language ? [] : [document.documentElement.lang]), ...navigator.languages].filter(Boolean));
  }

  #name(): void {
    const say = texts(this.#speaking);
    this.#host.lang = this.#speaking;
    this.#label.textContent = say("widget_launcher");
    this.#frame.title = say("widget_launcher");
    this.#count(this.#unread);
  }

  #count(unread: number): void {
    this.#unread = unread;
    this.#badge.textContent = unread > 0 ? `${unread}` : "";
    const say = texts(this.#speaking);
    const label = say("widget_launcher") + (unread > 0 ? ` (${say("widget_unread")}${unread})` : "");
    this.#launcher.setAttribute("aria-label", label);
  }

  /** A shadow tree, so that neither the page's styles nor ours reach the other; its style sheet needs no CSP entry. */
  #build(): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(PAGE_STYLE);
    const tree = this.#host.attachShadow({ mode: "open" });
    tree.adoptedStyleSheets = [sheet];
    tree.append(this.#launcher, this.#frame);
    const put = () => {
      document.body.append(this.#host);
      this.#paint();
      setTimeout(() => this.#load(), this.#isOpen ? 0 : IDLE_MS);
    };
    if (document.body) put();
    else addEventListener("DOMContentLoaded", put);
  }

  #act(): void {
    this.#launcher.addEventListener("click", () => this.toggle());
    listen<ToPage>(() => this.#frame.contentWindow, this.#origin, (message) => this.#hear(message));
    COVERS.addEventListener("change", () => {
      this.#send({ type: "set", setting: { covers: COVERS.matches } });
      this.#fit();
    });
    DARK.addEventListener("change", () => this.#paint());
    onConversation(() => this.#send({ type: "set", setting: { stored: stored() } }));
    // The keyboard of a telephone covers what is fixed to the window; the visual viewport is what is left to see.
    for (const event of ["resize", "scroll"]) visualViewport?.addEventListener(event, () => this.#fit());
  }

  #load(): void {
    if (this.#frame.isConnected && !this.#frame.hasAttribute("src")) {
      this.#frame.src = `${new URL("frame", this.url)}#${encodeURIComponent(location.origin)}`;
    }
  }

  #show(open: boolean): void {
    this.#isOpen = open;
    this.#host.toggleAttribute("data-open", open);
    this.#frame.inert = !open;
    this.#launcher.setAttribute("aria-expanded", `${open}`);
    this.#fit();
  }

  #fit(): void {
    const { style } = this.#frame;
    const covering = this.#isOpen && COVERS.matches && visualViewport !== null;
    style.top = covering ? `${visualViewport?.offsetTop}px` : "";
    style.height = covering ? `${visualViewport?.height}px` : "";
  }

  #paint(): void {
    this.#send({ type: "set", setting: this.#looks() });
  }

  #looks(): Setting {
    const { scheme } = this.data;
    const shown = scheme === "dark" || (scheme !== "light" && DARK.matches) ? "dark" : "light";
    this.#host.dataset["scheme"] = shown;
    return { scheme: shown, theme: themeOf(this.#host, this.data) };
  }

  #greet(): void {
    this.#isThere = true;
    const setting = { ...this.#looks(), language: this.#speaking, covers: COVERS.matches, stored: stored() };
    const identified = this.#getToken === undefined ? {} : { identified: this.#getToken ? true : null };
    this.#send({ type: "set", setting: { ...setting, ...identified } });
    this.#enter();
  }

  #send(message: ToFrame): void {
    if (this.#isThere) tell(this.#frame.contentWindow, this.#origin, message);
  }

  #enter(): void {
    if (!this.#isThere || !this.#isOpen) return;
    this.#send({ type: "open", text: this.#text });
    this.#text = "";
  }

  #hear(message: ToPage): void {
    if (message.type === "hello") this.#greet();
    else if (message.type === "close") this.close();
    else if (message.type === "token") void this.#bring(message.number);
    else if (message.type === "step") this.#emit("step", message.step);
    else if (message.type === "error") this.#emit("error", { code: message.code });
    else if (message.type === "store") storeForFrame(message.key, message.value);
    else if (message.type === "language") {
      this.#speaking = message.language;
      this.#name();
    } else if (message.type === "unread") {
      this.#count(message.count);
      this.#emit("unread", { count: message.count });
    } else if (message.type === "ready" && !this.#isReady) {
      this.#isReady = true;
      this.#emit("ready", undefined);
    }
  }

  async #bring(number: number): Promise<void> {
    try {
      this.#send({ type: "token", number, token: (await this.#getToken?.()) || null });
    } catch {
      this.#send({ type: "no-token", number });
    }
  }
}

/** What is stored here for a frame that may store nothing; nothing where the page may not either. */
function stored(): Stored {
  try {
    return Object.fromEntries([CONVERSATION, DRAFT, OUTBOX].map((key) => [key, load(key)]));
  } catch {
    return {};
  }
}

function storeForFrame(key: string, value: string): void {
  try {
    store(key, value);
  } catch {
    // storage is switched off: it lasts as long as the page
  }
}

/** A token from the shop's server; none for who is not signed in there. */
async function fetchToken(url: string): Promise<string | null> {
  const response = await fetch(url, { method: "POST", credentials: "same-origin" });
  if (response.status === 401 || response.status === 403 || response.status === 204) return null;
  if (!response.ok) throw new Error(`${response.status}`);
  return ((await response.json()) as { token?: string }).token ?? null;
}

/** Embeds the chat, once, as the attributes of `script` say. */
export function embed(script: HTMLScriptElement): void {
  if (window.Torikeshi) return;
  window.Torikeshi = new Embedded(new URL(script.src), script.dataset);
  document.dispatchEvent(new Event("torikeshi"));
}
