/** The floating chat: a button that opens a panel. `mount` puts it on a page. */

import { Api } from "./api.ts";
import { Chat } from "./chat.ts";
import { Composer } from "./composer.ts";
import { el, icon } from "./dom.ts";
import { Strings } from "./strings.ts";
import { Transcript } from "./transcript.ts";
import type { Customer, Language, Options, Say } from "./types.ts";

const BUBBLE = "M4 5h16v11H9l-5 4z";
const CROSS = "M6 6l12 12M18 6 6 18";
const ANEW = "M20 12a8 8 0 1 1-2.500-5.800M20 3v5h-5";
const WHOLE_SCREEN = "(max-width: 30rem)"; // as in widget.css

export interface Widget {
  open(): void;
  close(): void;
  /** Another customer: the conversation so far is forgotten. */
  become(customer: Customer): void;
  /** The language of the widget's own texts, and of the conversation if nothing was said yet. */
  speak(language: Language): Promise<void>;
  /** Opens, with `text` where the customer types. */
  prefill(text: string): void;
}

class Floating implements Widget {
  private readonly launcher = el("button", { class: "tk-launcher", type: "button", "aria-expanded": "false" });
  private readonly label = el("span");
  private readonly title = el("h2", { class: "tk-title", id: "tk-title" });
  private readonly anew = el("button", { class: "tk-tool", type: "button" }, icon(ANEW));
  private readonly cross = el("button", { class: "tk-tool", type: "button" }, icon(CROSS));
  private readonly panel: HTMLElement;
  private readonly composer = new Composer((text) => this.chat.send({ text }));
  private readonly transcript: Transcript;
  private readonly chat: Chat;

  constructor(options: Options) {
    const strings = new Strings(options.strings);
    this.transcript = new Transcript(strings.of, (choice) =>
      this.chat.send({ choice: choice.payload, title: choice.title }),
    );
    const head = el("div", { class: "tk-head" }, this.title, this.anew, this.cross);
    const parts = [head, this.transcript.element, this.composer.element];
    const attributes = { class: "tk-panel", id: "tk-panel", role: "dialog", "aria-labelledby": "tk-title" };
    this.panel = el("section", attributes, ...parts);
    this.panel.hidden = true;
    this.launcher.append(icon(BUBBLE), this.label);
    this.launcher.setAttribute("aria-controls", "tk-panel");
    this.chat = new Chat(
      new Api(options.api), strings, this.transcript, this.composer,
      (say, language) => this.name(say, language), options.customer, options.language,
    );
    this.listen();
  }

  open(): void {
    this.panel.hidden = false;
    this.launcher.setAttribute("aria-expanded", "true");
    this.chat.start();
    this.composer.focus();
  }

  close(): void {
    this.panel.hidden = true;
    this.launcher.setAttribute("aria-expanded", "false");
    this.launcher.focus();
  }

  become(customer: Customer): void {
    this.chat.reset(customer);
    if (!this.panel.hidden) this.chat.start();
  }

  speak(language: Language): Promise<void> {
    return this.chat.change(language);
  }

  /** Shows itself once it has its texts. */
  async appear(options: Options): Promise<void> {
    await this.chat.speak(options.language);
    options.parent.append(el("div", { class: "tk-widget" }, this.launcher, this.panel));
  }

  prefill(text: string): void {
    this.open();
    this.composer.prefill(text);
  }

  private again(): void {
    this.chat.reset();
    if (!this.panel.hidden) this.chat.start();
  }

  private name(say: Say, language: Language): void {
    this.panel.lang = this.launcher.lang = language;
    this.label.textContent = say("widget_launcher");
    this.title.textContent = say("widget_title");
    for (const [button, name] of [[this.anew, "widget_anew"], [this.cross, "widget_close"]] as const) {
      button.setAttribute("aria-label", say(name));
      button.title = say(name);
    }
  }

  private listen(): void {
    this.launcher.addEventListener("click", () => (this.panel.hidden ? this.open() : this.close()));
    this.cross.addEventListener("click", () => this.close());
    this.anew.addEventListener("click", () => {
      this.again();
      this.composer.focus();
    });
    this.panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) this.close();
      if (event.key === "Tab" && matchMedia(WHOLE_SCREEN).matches) this.stayInside(event);
    });
  }

  /** Where the panel covers the page, Tab goes round inside it. */
  private stayInside(event: KeyboardEvent): void {
    const all = [...this.panel.querySelectorAll<HTMLElement>("button, textarea, [tabindex]")];
    const stops = all.filter((element) => element.tabIndex >= 0);
    const [first, last] = [stops[0], stops.at(-1)];
    const leaving = event.shiftKey ? first : last;
    if (document.activeElement !== leaving) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }
}

/** Puts the widget into `options.parent`; resolves when its texts are there. */
export async function mount(options: Options): Promise<Widget> {
  const widget = new Floating(options);
  await widget.appear(options);
  return widget;
}
