/** The widget's own texts, which the build puts in from wording/widget.yml. */

import type { Language, Say } from "./types.ts";

/** By name, without what all names begin with: what it says in each language, in their order. */
declare const TEXTS: Readonly<Record<string, readonly string[]>>;
const LANGUAGES: readonly string[] = ["ja", "en"] satisfies Language[];

/** How to say things in `language`; a name without a text is itself. */
export function texts(language: Language): Say {
  return (name) => TEXTS[name]?.[LANGUAGES.indexOf(language)] ?? name;
}

/** Whether there is a text of that name. */
export function hasText(name: string): boolean {
  return name in TEXTS;
}

/** The first of these language tags that we speak; Japanese where we speak none. */
export function firstSpoken(tags: readonly string[]): Language {
  const spoken = tags.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => LANGUAGES.includes(tag));
  return spoken === "en" ? "en" : "ja";
}
