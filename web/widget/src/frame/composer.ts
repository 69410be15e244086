/** Where the customer types. */

import { el, icon } from "../dom.ts";
import type { Say } from "../types.ts";
import { kept } from "./kept.ts";

const LONGEST_TEXT = 4_000; // characters, as the gateway counts them
const SOMETHING = /[^\p{White_Space}\p{Cc}\p{Cf}]/u;
const COMPOSING_KEY = 229;
/** An Enter that follows the end of a conversion faster than a finger does is the one that ended it. */
const SAME_KEY_MS = 40;
const SEND = "M4 12 20 4l-5 16-3.5-6.5z M11.500 13.500 20 4";

/**
 * Tells the keys of a conversion (Japanese and others) from our own. Chromium and Firefox send the Enter that ends it
 * while `isComposing`; Safari ends the composition first and sends the Enter after it, with key code 229, which some
 * versions leave out.
 */
export class Conversion {
  #under = false;
  #endedAt = -Infinity;

  constructor(input: HTMLElement) {
    input.addEventListener("compositionstart", () => (this.#under = true));
    input.addEventListener("compositionend", (event) => {
      this.#under = false;
      this.#endedAt = event.timeStamp;
    });
    input.addEventListener("blur", () => (this.#under = false));
  }

  owns(event: KeyboardEvent): boolean {
    if (this.#under || event.isComposing || event.keyCode === COMPOSING_KEY) return true;
    return event.timeStamp - this.#endedAt < SAME_KEY_MS;
  }
}

/** Why `text` cannot be sent: the name of a text that says so, "" where there is nothing to send; undefined: it can. */
export function problem(text: string): string | undefined {
  if (!SOMETHING.test(text)) return "";
  return Array.from(text).length > LONGEST_TEXT ? "widget_too_long" : undefined;
}

export class Composer {
  readonly element: HTMLFormElement;
  readonly #input = el("textarea", { class: "input", rows: "1", enterkeyhint: "send", dir: "auto" });
  readonly #button = el("button", { class: "send", type: "submit" }, icon(SEND));
  readonly #hint = el("p", { class: "hint", role: "status" });
  #say: Say = (name) => name;

  constructor(private readonly onText: (text: string) => void) {
    this.element = el("form", { class: "composer" }, this.#hint, this.#input, this.#button);
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    const conversion = new Conversion(this.#input);
    this.#input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || conversion.owns(event)) return;
      event.preventDefault();
      if (!event.repeat) this.#submit();
    });
    this.#input.addEventListener("input", () => {
      this.#hint.textContent = "";
      this.#changed();
    });
  }

  /** Goes on from what was typed before. */
  recall(): void {
    this.#input.value ||= kept.draft();
  }

  /** Names everything in another language. */
  name(say: Say): void {
    this.#say = say;
    this.#hint.textContent = "";
    this.#input.setAttribute("aria-label", say("widget_input"));
    this.#input.placeholder = say("widget_placeholder");
    this.#button.setAttribute("aria-label", say("widget_send"));
  }

  focus(): void {
    this.#grow();
    this.#input.focus();
  }

  /** Puts `text` there for the customer to go on from, behind what they have typed. */
  prefill(text: string): void {
    const typed = this.#input.value.trimEnd();
    const words = typed.includes(text) ? [typed] : [typed, text];
    this.#input.value = `${words.filter(Boolean).join(" ")} `;
    this.#changed();
    this.focus();
    this.#input.setSelectionRange(this.#input.value.length, this.#input.value.length);
  }

  #submit(): void {
    const text = this.#input.value.trim();
    const found = problem(text);
    if (found !== undefined) {
      this.#hint.textContent = found && this.#say(found);
      this.focus();
      return;
    }
    this.#input.value = "";
    this.#changed();
    this.onText(text);
  }

  #changed(): void {
    kept.keepDraft(this.#input.value);
    this.#grow();
  }

  /** As tall as the text, up to what the style sheet allows. */
  #grow(): void {
    this.#input.style.height = "auto";
    this.#input.style.height = `${this.#input.scrollHeight}px`;
  }
}
