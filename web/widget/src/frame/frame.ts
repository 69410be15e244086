/** The chat's own document: what is in the frame that a shop's page embeds. */

import { el, icon } from "../dom.ts";
import { listen, tell, type Setting, type Theme, type ToFrame, type ToPage } from "../protocol.ts";
import { onConversation } from "../storage.ts";
import { texts } from "../texts.ts";
import type { Language, Say } from "../types.ts";
import { Api, Later } from "./api.ts";
import { Chat } from "./chat.ts";
import { Composer } from "./composer.ts";
import { keepWith } from "./kept.ts";
import { Transcript } from "./transcript.ts";

declare const FRAME_STYLE: string;

const MORE = "M5 7h14M5 12h14M5 17h14";
const CROSS = "M6 6l12 12M18 6 6 18";
const TOKEN_MS = 15_000;
/** What each choice of a shop's is in CSS; anything that is no such value is passed over. */
const LOOKS: Readonly<Record<keyof Theme, string>> = {
  accent: "color",
  "on-accent": "color",
  radius: "border-radius",
  font: "font-family",
};

class Frame {
  readonly #root = document.documentElement;
  readonly #title = el("h2", { class: "title", id: "title" });
  readonly #more = el("button", { class: "tool", type: "button", "aria-controls": "menu", "aria-expanded": "false" }, icon(MORE));
  readonly #cross = el("button", { class: "tool", type: "button" }, icon(CROSS));
  readonly #anew = el("button", { class: "item", type: "button" });
  readonly #erase = el("button", { class: "item", type: "button" });
  readonly #menu = el("div", { class: "menu", id: "menu" }, this.#anew, this.#erase);
  readonly #question = el("p", { id: "question" });
  readonly #yes = el("button", { class: "again", type: "button" });
  readonly #no = el("button", { class: "again", type: "button" });
  readonly #confirm = el("dialog", { class: "confirm", "aria-labelledby": "question" }, this.#question, this.#yes, this.#no);
  readonly #composer = new Composer((text) => this.#chat.send({ text }));
  readonly #transcript = new Transcript(
    ({ payload, title }) => this.#chat.send({ choice: payload, title }),
    (seq, thumb) => this.#chat.thumb(seq, thumb),
  );
  readonly #panel: HTMLElement;
  readonly #chat: Chat;
  #language: Language = "ja";
  #say: Say = texts("ja");
  #isOpen = false;
  #unread = 0;
  #tokens = new Map<number, (token: string | null | undefined) => void>();
  #asked = 0;

  constructor(private readonly origin: string) {
    const head = el("div", { class: "head" }, this.#title, this.#more, this.#cross, this.#menu);
    const attributes = { class: "panel", role: "dialog", "aria-labelledby": "title" };
    const { spoken } = this.#transcript;
    this.#panel = el("section", attributes, head, this.#transcript.element, this.#composer.element, spoken, this.#confirm);
    this.#menu.hidden = true;
    document.body.append(this.#panel);
    const around = {
      token: () => this.#token(),
      speaks: (language: Language) => this.#speaks(language),
      news: () => this.#news(),
      step: (step: object) => this.#tell({ type: "step", step } as ToPage),
      trouble: (code: "connection" | "identity" | "refused") => this.#tell({ type: "error", code }),
    };
    this.#chat = new Chat(new Api(new URL("../v1", location.href).pathname), this.#transcript, around, this.#language, false);
    this.#name();
    this.#act();
    onConversation(() => this.#chat.elsewhere());
    listen<ToFrame>(() => parent, origin, (message) => this.#hear(message));
    this.#tell({ type: "hello" });
  }

  #tell(message: ToPage): void {
    tell(parent, this.origin, message);
  }

  #isSet = false;

  #hear(message: ToFrame): void {
    if (message.type === "set") this.#set(message.setting);
    else if (message.type === "open") this.#open(message.text);
    else if (message.type === "close") this.#isOpen = false;
    else if (message.type === "token") this.#tokens.get(message.number)?.(message.token);
    else this.#tokens.get(message.number)?.(undefined);
  }

  #set(setting: Setting): void {
    const { language, scheme, theme, covers, identified, stored } = setting;
    if (stored) keepWith(stored, (key, value) => this.#tell({ type: "store", key, value }));
    if (scheme) this.#root.dataset["scheme"] = scheme === "dark" ? "dark" : "light";
    if (theme) this.#dress(theme);
    if (covers !== undefined) this.#panel.setAttribute("aria-modal", `${covers}`);
    if (language && language !== this.#language) {
      this.#language = language;
      this.#name();
      this.#chat.change(language);
    }
    if (identified !== undefined) this.#chat.identify(identified);
    if (this.#isSet) {
      if (stored) this.#chat.elsewhere();
      return;
    }
    this.#isSet = true;
    this.#composer.recall();
    this.#chat.wake();
    this.#tell({ type: "ready" });
  }

  #dress(theme: Theme): void {
    for (const [name, property] of Object.entries(LOOKS)) {
      const value = theme[name as keyof Theme];
      if (typeof value === "string" && CSS.supports(property, value)) this.#root.style.setProperty(`--${name}`, value);
    }
  }

  #open(text?: string): void {
    this.#isOpen = true;
    this.#unread = 0;
    this.#chat.start();
    if (text) this.#composer.prefill(text);
    else this.#composer.focus();
  }

  #close(): void {
    this.#isOpen = false;
    this.#tell({ type: "close" });
  }

  #news(): void {
    if (this.#isOpen) return;
    this.#unread += 1;
    this.#tell({ type: "unread", count: this.#unread });
  }

  #speaks(language: Language): void {
    this.#language = language;
    this.#name();
    this.#tell({ type: "language", language });
  }

  /** A fresh token from the page; null: a guest. Throws `Later` where the page has none to give just now. */
  async #token(): Promise<string | null> {
    const number = (this.#asked += 1);
    const token = await new Promise<string | null | undefined>((done) => {
      this.#tokens.set(number, done);
      setTimeout(done, TOKEN_MS);
      this.#tell({ type: "token", number });
    });
    this.#tokens.delete(number);
    if (token === undefined) throw new Later("identity");
    return token;
  }

  #name(): void {
    const say = (this.#say = texts(this.#language));
    this.#root.lang = this.#language;
    document.title = this.#title.textContent = say("widget_title");
    this.#transcript.name(say);
    this.#composer.name(say);
    for (const [button, name] of [[this.#more, "widget_more"], [this.#cross, "widget_close"]] as const) {
      button.setAttribute("aria-label", say(name));
      button.title = say(name);
    }
    this.#anew.textContent = say("widget_anew");
    this.#erase.textContent = say("widget_delete");
    this.#yes.textContent = say("widget_delete_yes");
    this.#no.textContent = say("widget_delete_no");
  }

  #act(): void {
    this.#more.addEventListener("click", () => this.#showMenu(this.#menu.hidden === true));
    this.#cross.addEventListener("click", () => this.#close());
    this.#anew.addEventListener("click", () => {
      this.#showMenu(false);
      this.#chat.reset();
      this.#chat.start();
      this.#composer.focus();
    });
    this.#erase.addEventListener("click", () => {
      this.#showMenu(false);
      this.#question.textContent = this.#say("widget_delete_sure");
      this.#confirm.returnValue = "";
      this.#confirm.showModal();
      this.#no.focus();
    });
    this.#no.addEventListener("click", () => this.#confirm.close());
    this.#yes.addEventListener("click", () => void this.#eraseAll());
    this.#confirm.addEventListener("close", () => (this.#confirm.returnValue ? this.#composer : this.#more).focus());
    this.#panel.addEventListener("click", ({ target }) => {
      if (target instanceof Node && !this.#menu.contains(target) && !this.#more.contains(target)) this.#showMenu(false);
    });
    document.addEventListener("keydown", (event) => this.#key(event));
  }

  async #eraseAll(): Promise<void> {
    this.#yes.disabled = true;
    const erased = await this.#chat.erase();
    this.#yes.disabled = false;
    if (!erased) {
      this.#question.textContent = this.#say("widget_not_deleted");
      this.#yes.focus();
      return;
    }
    this.#confirm.close("deleted");
  }

  #showMenu(shown: boolean): void {
    this.#menu.hidden = !shown;
    this.#more.setAttribute("aria-expanded", `${shown}`);
    if (shown) this.#anew.focus();
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Escape" && !event.isComposing && event.keyCode !== 229 && !this.#confirm.open) {
      if (this.#menu.hidden) return this.#close();
      this.#showMenu(false);
      this.#more.focus();
    }
    if (event.key === "Tab" && this.#panel.ariaModal === "true" && !this.#confirm.open) this.#stayInside(event);
  }

  /** Where the panel covers the page, Tab goes round inside it. */
  #stayInside(event: KeyboardEvent): void {
    const all = [...this.#panel.querySelectorAll<HTMLElement>("button, textarea, [tabindex]")];
    const stops = all.filter((element) => element.tabIndex >= 0 && element.getClientRects().length > 0);
    const [first, last] = [stops[0], stops.at(-1)];
    const leaving = event.shiftKey ? first : last;
    if (document.activeElement !== leaving) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }
}

/** Puts the chat into this document, if it is in the frame of a page. */
export function inhabit(): void {
  // The page says its own origin; the policy of this document has let no other than the shop's embed it.
  const origin = decodeURIComponent(location.hash.slice(1));
  if (parent === window || !/^https?:\/\/[^/?#@]+$/.test(origin)) return;
  // A style sheet made here needs no entry in the policy and nothing to be fetched.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(FRAME_STYLE);
  document.adoptedStyleSheets = [sheet];
  new Frame(origin);
}
