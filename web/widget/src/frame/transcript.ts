/** What was said, in order. Texts become text nodes, line breaks are the style sheet's. */

import { el, icon } from "../dom.ts";
import { texts } from "../texts.ts";
import type { Choice, Item, Language, Say } from "../types.ts";
import { bubbleOf, buttonsOf } from "./card.ts";
import { type Bubble, blocksOf, type Stage } from "./timeline.ts";

const PATIENCE_MS = 400; // a reply usually comes sooner than the sign that one is being written
const READ_OUT_MS = 4_000;
const NEAR_PX = 80;
const THUMB = "M7 11v9H4v-9zM7 11l4-8c2 0 3 1 2 6h6l-2 10-2 1H7";
const SPEAKERS = { customer: "widget_you", bot: "widget_bot", agent: "widget_agent" };

export type Thumb = "up" | "down";

/** A button beside a line that says what is wrong. */
export interface Remedy {
  readonly title: string;
  readonly call: () => void;
}

/** A message of the customer's while it is on its way. */
export interface Outgoing extends Bubble {
  /** Says how it stands: nothing, waiting, or failed for good. */
  mark(why?: string, remedy?: Remedy): void;
}

export class Transcript implements Stage {
  readonly #list = el("div");
  readonly #writing = el("p", { class: "writing" });
  /** Read out by screen readers: only what is new, once. */
  readonly spoken = el("div", { class: "hidden", "aria-live": "polite" });
  readonly element = el("div", { class: "log", role: "log", "aria-live": "off", tabindex: "0" }, this.#list, this.#writing);
  readonly #places = new Map<Element, number>();
  #timer = 0;
  #last: HTMLElement | undefined;
  #say: Say = (name) => name;

  constructor(
    private readonly onChoice: (choice: Choice) => void,
    private readonly onThumb: (seq: number, thumb: Thumb) => Promise<void>,
  ) {
    new ResizeObserver(() => this.#isNearEnd && this.#scroll()).observe(this.element);
    this.element.addEventListener("scroll", () => (this.#isNearEnd = this.#near()), { passive: true });
  }

  #isNearEnd = true;

  name(say: Say): void {
    this.#say = say;
    this.element.setAttribute("aria-label", say("widget_log"));
  }

  clear(): void {
    this.idle();
    this.#list.replaceChildren();
    this.spoken.replaceChildren();
    this.#places.clear();
    this.#last = undefined;
    this.#isNearEnd = true;
  }

  /** Shows an item; what is new is read out. */
  show(item: Item, at: number, isNew: boolean): void {
    if (item.role === "customer") {
      if (item.choice !== undefined) this.#took(item.choice);
      const text = item.text ?? this.titleOf(item.choice ?? "") ?? "…";
      this.customer(text, at);
      return;
    }
    const blocks = blocksOf(item);
    const bubble = bubbleOf(blocks, item.role);
    const turn = this.#turn(item.role, bubble);
    for (const block of blocks) {
      if (block.type !== "choices") continue;
      turn.append(buttonsOf(block.choices, texts(item.language)("widget_choices"), item.language, this.onChoice));
    }
    // Neither the greeting nor a question is an answer.
    if (item.role === "bot" && item.seq > 1 && !blocks.some((block) => block.type === "ask")) turn.append(this.#thumbs(item.seq));
    this.#put(turn, at);
    if (isNew) this.#readOut(turn, item.language);
    this.#follow();
  }

  remove(at: number): void {
    for (const [entry, place] of this.#places) if (place === at) this.#drop(entry);
  }

  /** Shows what the customer says; without a place it stands behind everything. */
  customer(text: string, at = Infinity): Outgoing {
    this.spendChoices();
    const turn = this.#turn("customer", el("div", { class: "bubble customer", dir: "auto" }, text));
    this.#put(turn, at);
    this.#last = turn;
    this.#isNearEnd = true;
    this.#follow();
    return {
      place: (at) => this.#put(turn, at),
      mark: (why, remedy) => {
        turn.querySelector(".mark")?.remove();
        if (why === undefined) return;
        const line = el("p", { class: "mark" }, why);
        if (remedy) line.append(" ", button(remedy));
        turn.append(line);
        this.#readOut(line);
        this.#follow();
      },
    };
  }

  /** A line of the widget's own, such as an apology, with a button that may put it right. Returns how to remove it. */
  note(text: string, at: number, remedy?: Remedy): () => void {
    const line = el("p", { class: "note" }, text);
    if (remedy) line.append(" ", button(remedy));
    this.#put(line, at);
    this.#readOut(line);
    this.#follow();
    return () => this.#drop(line);
  }

  /** Says after a moment that a reply is being written, until `idle`. */
  busy(): void {
    this.idle();
    this.#timer = window.setTimeout(() => {
      this.#writing.replaceChildren(el("span", { class: "dots", "aria-hidden": "true" }), this.#say("widget_writing"));
      this.#follow();
    }, PATIENCE_MS);
  }

  idle(): void {
    clearTimeout(this.#timer);
    this.#writing.replaceChildren();
  }

  /** What `payload` was offered as, newest first. */
  titleOf(payload: string): string | undefined {
    return this.#offer(payload)?.textContent ?? undefined;
  }

  #took(payload: string): void {
    this.#offer(payload)?.setAttribute("aria-pressed", "true");
  }

  #offer(payload: string): HTMLButtonElement | undefined {
    const all = [...this.#list.querySelectorAll<HTMLButtonElement>("button[data-payload]")].reverse();
    return all.find((one) => one.dataset["payload"] === payload);
  }

  /** A bubble, and who says it: for a person of the shop to be seen, for the others only to be read out. */
  #turn(role: Item["role"], bubble: HTMLElement): HTMLElement {
    const speaker = el("span", { class: role === "agent" ? "agent-name" : "hidden" }, this.#say(SPEAKERS[role]));
    const turn = el("div", { class: `turn turn-${role}` }, speaker);
    if (bubble.hasChildNodes()) turn.append(bubble);
    return turn;
  }

  /** Whether an answer helped; one that could not be told is not shown as said. */
  #thumbs(seq: number): HTMLElement {
    const group = el("div", { class: "thumbs" });
    const press = (pressed?: Element) => {
      for (const one of group.children) one.ariaPressed = `${one === pressed}`;
    };
    for (const [thumb, name] of [["up", "widget_up"], ["down", "widget_down"]] as const) {
      const made = el("button", { class: `tool ${thumb}`, type: "button", title: this.#say(name) }, icon(THUMB));
      made.addEventListener("click", () => {
        press(made);
        this.onThumb(seq, thumb).catch(() => press());
      });
      group.append(made);
    }
    press();
    return group;
  }

  /** Puts `entry` where it belongs; what has the same place stays in the order it came. */
  #put(entry: HTMLElement, at: number): void {
    this.#places.set(entry, at);
    const others = [...this.#list.children].filter((one) => one !== entry);
    const next = others.find((one) => (this.#places.get(one) ?? 0) > at) ?? null;
    if (entry.isConnected && entry.nextElementSibling === next) return;
    this.#list.insertBefore(entry, next);
  }

  #drop(entry: Element): void {
    this.#places.delete(entry);
    entry.remove();
  }

  /** Buttons that have had their time stay to be read, and can no longer be pressed. */
  spendChoices(): void {
    for (const one of this.#list.querySelectorAll<HTMLElement>(".choice:not([aria-disabled])")) {
      one.setAttribute("aria-disabled", "true");
      if (one !== document.activeElement) one.tabIndex = -1;
    }
  }

  #readOut(line: HTMLElement, lang?: Language): void {
    const words = [...line.querySelectorAll<HTMLElement>(".hidden, .agent-name, h3, li, p, .choice")];
    const texts = words.length > 0 && !line.matches("p") ? words.map((one) => one.textContent) : [line.textContent];
    const said = el("p", {}, texts.join(" "));
    if (lang) said.lang = lang;
    this.spoken.append(said);
    setTimeout(() => said.remove(), READ_OUT_MS);
  }

  #follow(): void {
    if (this.#isNearEnd) this.#scroll();
  }

  #near(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < NEAR_PX || scrollTop >= this.#furthest() - NEAR_PX;
  }

  /** To the end, but never so far that what the customer said last goes out of sight. */
  #scroll(): void {
    this.element.scrollTop = Math.min(this.element.scrollHeight, this.#furthest());
  }

  #furthest(): number {
    return this.#last?.isConnected ? this.#last.offsetTop - this.element.offsetTop - 8 : Infinity;
  }
}

function button({ title, call }: Remedy): HTMLButtonElement {
  const made = el("button", { class: "again", type: "button" }, title);
  made.addEventListener("click", call);
  return made;
}
