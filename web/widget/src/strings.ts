/** The widget's own texts, by language and name; they come from the server. */

import type { Language, Say } from "./types.ts";

type Texts = Readonly<Record<Language, Readonly<Record<string, string>>>>;

export class Strings {
  private texts: Texts | undefined;

  constructor(private readonly url: string) {}

  /** How to say things in `language` once the texts are there. */
  readonly of = (language: Language): Say => {
    const texts = this.texts?.[language];
    return (name) => texts?.[name] ?? name;
  };

  /** How to say things in `language`; throws if the texts cannot be had. */
  async in(language: Language): Promise<Say> {
    this.texts ??= await load(this.url);
    return this.of(language);
  }
}

async function load(url: string): Promise<Texts> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the widget's texts: ${response.status}`);
  return (await response.json()) as Texts;
}
