/** Where the customer types. */

import { el, icon } from "./dom.ts";
import type { Say } from "./types.ts";

const LONGEST_TEXT = 4_000; // characters, as the gateway counts them
const SOMETHING = /[^\p{White_Space}\p{Cc}\p{Cf}]/u;
const COMPOSING_KEY = 229;
const SEND = "M4 12 20 4l-5 16-3.5-6.5z M11.500 13.500 20 4";

/**
 * Whether this key press belongs to a conversion (Japanese and others) and not to us. Safari ends the composition
 * before the key that ended it, so `isComposing` is already false there; the key code still tells.
 */
export function isConverting(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === COMPOSING_KEY;
}

/** Why `text` cannot be sent: the name of a text that says so, "" where there is nothing to send; undefined: it can. */
export function problem(text: string): string | undefined {
  if (!SOMETHING.test(text)) return "";
  return Array.from(text).length > LONGEST_TEXT ? "widget_too_long" : undefined;
}

export class Composer {
  readonly element: HTMLFormElement;
  private readonly input = el("textarea", { class: "tk-input", rows: "1", enterkeyhint: "send", dir: "auto" });
  private readonly button = el("button", { class: "tk-send", type: "submit" }, icon(SEND));
  private readonly hint = el("p", { class: "tk-hint", role: "status" });

  constructor(private readonly onText: (text: string) => void) {
    this.element = el("form", { class: "tk-composer" }, this.hint, this.input, this.button);
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || isConverting(event)) return;
      event.preventDefault();
      if (!event.repeat) this.submit();
    });
    this.input.addEventListener("input", () => {
      this.hint.textContent = "";
      this.grow();
    });
  }

  private say: Say = (name) => name;

  /** Names everything in another language. */
  name(say: Say): void {
    this.say = say;
    this.hint.textContent = "";
    this.input.setAttribute("aria-label", say("widget_input"));
    this.input.placeholder = say("widget_placeholder");
    this.button.setAttribute("aria-label", say("widget_send"));
    this.button.title = say("widget_send");
  }

  focus(): void {
    this.input.focus();
  }

  /** Puts `text` there for the customer to go on from, behind what they have typed. */
  prefill(text: string): void {
    const typed = this.input.value.trimEnd();
    const words = typed.includes(text) ? [typed] : [typed, text];
    this.input.value = `${words.filter(Boolean).join(" ")} `;
    this.grow();
    this.focus();
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
  }

  private submit(): void {
    const text = this.input.value.trim();
    const found = problem(text);
    if (found !== undefined) {
      this.hint.textContent = found && this.say(found);
      this.focus();
      return;
    }
    this.input.value = "";
    this.grow();
    this.onText(text);
  }

  /** As tall as the text, up to what the style sheet allows. */
  private grow(): void {
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight}px`;
  }
}
