/** What was said, as bubbles. Texts become text nodes, line breaks are the style sheet's. */

import { el } from "./dom.ts";
import type { Block, Choice, Language, Say } from "./types.ts";

type StepBlock = Extract<Block, { type: "step" }>;

const LISTED = /^[・•]/u;
const PATIENCE_MS = 400; // a reply usually comes sooner than the sign that one is being written

/** A customer's message while it is on its way. */
export interface Outgoing {
  sent(): void;
  failed(why: string, again?: { readonly title: string; readonly call: () => void }): void;
}

export class Transcript {
  readonly element = el("div", { class: "tk-log", role: "log", "aria-live": "polite", tabindex: "0" });
  private readonly writing = el("p", { class: "tk-writing" });
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last: HTMLElement | undefined;
  private say: Say = (name) => name;

  constructor(
    private readonly strings: (language: Language) => Say,
    private readonly onChoice: (choice: Choice) => void,
  ) {}

  name(say: Say): void {
    this.say = say;
    this.element.setAttribute("aria-label", say("widget_log"));
  }

  clear(): void {
    this.idle();
    this.element.replaceChildren();
    this.last = undefined;
  }

  /** Shows what was said before without a screen reader reading all of it out. */
  quietly(show: () => void): void {
    this.element.setAttribute("aria-live", "off");
    show();
    setTimeout(() => this.element.setAttribute("aria-live", "polite"));
  }

  customer(text: string): Outgoing {
    this.spendChoices();
    const bubble = el("div", { class: "tk-bubble tk-customer", dir: "auto" }, text);
    const turn = this.turn("customer", "widget_you", bubble);
    this.last = turn;
    this.scroll();
    return {
      sent: () => turn.querySelector(".tk-failed")?.remove(),
      failed: (why, again) => {
        turn.querySelector(".tk-failed")?.remove();
        const line = el("p", { class: "tk-failed" }, why);
        if (again) line.append(" ", retryButton(again.title, again.call, line));
        turn.append(line);
        this.scroll();
      },
    };
  }

  bot(blocks: readonly Block[]): void {
    const bubble = el("div", { class: "tk-bubble tk-bot" });
    const steps: string[] = [];
    let texts: HTMLElement[] = [];
    for (const block of blocks) {
      if (block.type === "text") {
        texts.push(el("p", { lang: block.language, "data-name": block.name }, ...lines(block.text)));
      } else if (block.type === "step") {
        // The step comes after the text that explains it, and is its heading.
        bubble.append(stepHeading(block, this.strings(block.language)), ...texts);
        steps.push(block.step);
        texts = [];
      }
    }
    bubble.append(...texts);
    if (steps.length > 0) bubble.dataset["step"] = steps.join(" ");
    if (bubble.hasChildNodes()) this.turn("bot", "widget_bot", bubble);
    for (const block of blocks) if (block.type === "choices") this.choices(block.choices, language(blocks));
    this.scroll();
  }

  /** A line of the widget's own, such as an apology, with a button that may put it right. */
  note(text: string, again?: { readonly title: string; readonly call: () => void }): void {
    const line = this.add(el("p", { class: "tk-note" }, text));
    if (again) line.append(" ", retryButton(again.title, again.call, line));
    this.scroll();
  }

  /** Says after a moment that a reply is being written, until `idle`. */
  busy(text: string): void {
    this.idle();
    this.timer = setTimeout(() => {
      this.writing.replaceChildren(el("span", { class: "tk-dots", "aria-hidden": "true" }), text);
      this.add(this.writing);
      this.scroll();
    }, PATIENCE_MS);
  }

  idle(): void {
    clearTimeout(this.timer);
    this.writing.remove();
  }

  /** What `payload` was offered as, newest first. */
  titleOf(payload: string): string | undefined {
    const all = [...this.element.querySelectorAll<HTMLButtonElement>("button[data-payload]")].reverse();
    return all.find((button) => button.dataset["payload"] === payload)?.textContent ?? undefined;
  }

  /** Marks the newest offer of `payload` as taken. */
  took(payload: string): void {
    const all = [...this.element.querySelectorAll<HTMLButtonElement>("button[data-payload]")].reverse();
    all.find((button) => button.dataset["payload"] === payload)?.setAttribute("aria-pressed", "true");
  }

  /** A bubble, and who says it for those who do not see on which side it is. */
  private turn(side: "customer" | "bot", who: string, bubble: HTMLElement): HTMLElement {
    const speaker = el("span", { class: "tk-speaker" }, `${this.say(who)}: `);
    return this.add(el("div", { class: `tk-turn tk-turn-${side}` }, speaker, bubble));
  }

  private choices(choices: readonly Choice[], lang: Language | undefined): void {
    const group = el("div", { class: "tk-choices", role: "group", "aria-label": this.say("widget_choices") });
    if (lang) group.lang = lang;
    for (const choice of choices) {
      const button = el("button", { class: "tk-choice", type: "button", "data-payload": choice.payload });
      button.append(choice.title);
      button.addEventListener("click", () => {
        if (button.getAttribute("aria-disabled") === "true") return;
        button.setAttribute("aria-pressed", "true");
        this.onChoice(choice);
      });
      group.append(button);
    }
    this.add(group);
  }

  /** Buttons that have had their time stay to be read, and can no longer be pressed. */
  private spendChoices(): void {
    for (const button of this.element.querySelectorAll<HTMLElement>(".tk-choice:not([aria-disabled])")) {
      button.setAttribute("aria-disabled", "true");
      if (button !== document.activeElement) button.tabIndex = -1;
    }
  }

  private add<Kind extends HTMLElement>(line: Kind): Kind {
    this.element.append(line);
    if (line !== (this.writing as HTMLElement) && this.writing.isConnected) this.element.append(this.writing);
    return line;
  }

  /** To the end, but never so far that what the customer said last goes out of sight. */
  private scroll(): void {
    const top = this.last === undefined ? Infinity : this.last.offsetTop - this.element.offsetTop - 8;
    this.element.scrollTop = Math.min(this.element.scrollHeight, top);
  }
}

function stepHeading(block: StepBlock, say: Say): HTMLElement {
  const heading = el("p", { class: "tk-step", lang: block.language });
  heading.append(el("strong", {}, say(`widget_step_${block.step}`)));
  if (block.fallback !== undefined) {
    const next = `${say("widget_fallback")}: ${say(`widget_step_${block.fallback}`)}`;
    heading.append(" ", el("span", {}, next));
  }
  return heading;
}

/** Each line for itself, so that those of a list can be indented. */
function lines(text: string): readonly (Node | string)[] {
  return text.split("\n").flatMap((line, index) => {
    const kind = LISTED.test(line) ? "tk-line tk-listed" : "tk-line";
    const span = el("span", { class: kind }, line);
    return index === 0 ? [span] : ["\n", span];
  });
}

function language(blocks: readonly Block[]): Language | undefined {
  const first = blocks.find((block) => block.type === "text");
  return first?.type === "text" ? first.language : undefined;
}

function retryButton(title: string, call: () => void, line: HTMLElement): HTMLButtonElement {
  const button = el("button", { class: "tk-again", type: "button" }, title);
  button.addEventListener("click", () => {
    line.remove();
    call();
  });
  return button;
}
