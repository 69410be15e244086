/** A reply as a bubble; a step in it as a card. */

import { el, icon } from "../dom.ts";
import { hasText, texts } from "../texts.ts";
import type { Block, Choice, Language, StepBlock, TextBlock } from "../types.ts";

const LISTED = /^[・•]/u;
const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::[\d.]+)?(?:Z|([+-]\d\d:\d\d))$/;
const JAPAN = "+09:00";
const DAY_MS = 86_400_000;

const ICONS: Readonly<Record<string, string>> = {
  cancel: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9 9l6 6M15 9l-6 6",
  refuse_delivery: "M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8M3 3l18 18",
  return: "M9 14l-5-5 5-5M4 9h10a6 6 0 0 1 0 12h-3",
  contact_support: "M4 13a8 8 0 0 1 16 0M4 13v4h3v-5H4M20 13v4h-3v-5h3M18 17c0 3-2 4-5 4",
  wait: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 3",
  retry: "M20 12a8 8 0 1 1-2.500-5.800M20 3v5h-5",
  none: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12l3 3 5-6",
};
const UNKNOWN = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v6M12 7v1";

/** What a reply says, apart from its buttons. A step comes after the texts that explain it, and is their heading. */
export function bubbleOf(blocks: readonly Block[], side: string): HTMLElement {
  const bubble = el("div", { class: `bubble ${side}` });
  const steps: string[] = [];
  let said: HTMLElement[] = [];
  for (const block of blocks) {
    if (block.type === "text") said.push(paragraph(block));
    if (block.type !== "step") continue;
    steps.push(block.step);
    bubble.append(card(block, said));
    said = [];
  }
  bubble.append(...said);
  if (steps.length > 0) bubble.dataset["step"] = steps.join(" ");
  return bubble;
}

function paragraph(block: TextBlock): HTMLElement {
  return el("p", { lang: block.language, "data-name": block.name }, ...lines(block.text));
}

/** Each line for itself, so that those of a list can be indented. */
function lines(text: string): readonly (Node | string)[] {
  return text.split("\n").flatMap((line, index) => {
    const span = el("span", { class: LISTED.test(line) ? "line listed" : "line" }, line);
    return index === 0 ? [span] : ["\n", span];
  });
}

function card(block: StepBlock, said: readonly HTMLElement[]): HTMLElement {
  const say = texts(block.language);
  const title = named("widget_step_", block.step, block.language) ?? block.step;
  const heading = el("h3", { class: "step" }, icon(ICONS[block.step] ?? UNKNOWN), el("span", {}, title));
  const made = el("section", { class: "card", lang: block.language, "data-step": block.step }, heading);
  const facts = el("ul", { class: "facts" });
  const until = block.until && moment(block.until, block.language);
  if (until) facts.append(el("li", { class: "until" }, `${say(untilName(block.step))}${until}`));
  for (const warning of block.warnings ?? []) {
    const text = named("widget_warning_", warning, block.language);
    if (text) facts.append(el("li", { class: "warning" }, text));
  }
  if (facts.hasChildNodes()) made.append(facts);
  made.append(...said);
  const next = block.fallback && named("widget_step_", block.fallback, block.language);
  if (next) made.append(el("p", {}, `${say("widget_fallback")}${next}`));
  const cites = block.cites ?? [];
  if (cites.length > 0) made.append(el("p", { class: "cites" }, `${say("widget_cites")}${cites.join(", ")}`));
  return made;
}

function untilName(step: string): string {
  return step === "wait" ? "widget_until_wait" : "widget_until";
}

function named(family: string, name: string, language: Language): string | undefined {
  return hasText(family + name) ? texts(language)(family + name) : undefined;
}

/**
 * An instant as its own clock shows it, in the reader's form of the text's language, with the zone named.
 * A midnight is the end of the day before: nobody misreads that.
 */
function moment(instant: string, language: Language): string | undefined {
  const found = INSTANT.exec(instant);
  if (!found) return undefined;
  const [year, month, day, hour, minute] = found.slice(1, 6).map(Number) as [number, number, number, number, number];
  const midnight = hour === 0 && minute === 0;
  const wall = Date.UTC(year, month - 1, day, hour, minute) - (midnight ? DAY_MS : 0);
  const own = navigator.languages.find((tag) => tag.slice(0, 2).toLowerCase() === language) ?? language;
  const shown: Intl.DateTimeFormatOptions = { month: "short", day: "numeric", weekday: "short", timeZone: "UTC" };
  if (year !== new Date().getFullYear()) shown.year = "numeric";
  if (!midnight) Object.assign(shown, { hour: "numeric", minute: "2-digit" });
  const say = texts(language);
  const zone = found[6] === JAPAN ? say("widget_japan_time") : ` (UTC${found[6] ?? ""})`;
  return new Intl.DateTimeFormat(own, shown).format(wall) + (midnight ? say("widget_end_of_day") : "") + zone;
}

/** Buttons to answer with; each can be pressed until something is said. */
export function buttonsOf(choices: readonly Choice[], label: string, lang: Language, press: (choice: Choice) => void): HTMLElement {
  const group = el("div", { class: "choices", role: "group", "aria-label": label, lang });
  for (const choice of choices) {
    const button = el("button", { class: "choice", type: "button", "data-payload": choice.payload }, choice.title);
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") === "true") return;
      button.setAttribute("aria-pressed", "true");
      press(choice);
    });
    group.append(button);
  }
  return group;
}
