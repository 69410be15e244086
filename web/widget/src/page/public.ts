/** What a shop's page may call: `window.Torikeshi`. Described in docs/embed.md. */

import type { ShownStep, Trouble } from "../protocol.ts";
import type { Language } from "../types.ts";

export interface Events {
  /** The chat is loaded. */
  readonly ready: undefined;
  readonly open: undefined;
  readonly close: undefined;
  /** The chat told the customer a step. */
  readonly step: ShownStep;
  /** So many of the shop's messages came while the chat was closed. */
  readonly unread: { readonly count: number };
  readonly error: { readonly code: Trouble };
}

export type Heard<Name extends keyof Events> = (detail: Events[Name]) => void;

/** Gives a fresh identity token; nothing for who is not signed in. */
export type GetToken = (() => Promise<string | null | undefined> | string | null | undefined) | null;

export interface Torikeshi {
  /** Opens the chat, with `text` where the customer types. */
  open(given?: { readonly text?: string }): void;
  close(): void;
  toggle(): void;
  /** Vouches for the customer: `getToken` gives a fresh identity token whenever one is needed. Null: nobody any more. */
  identify(getToken: GetToken): void;
  /** The language of the chat's own texts, and of the conversation if nothing was said yet. */
  language(language: Language | "auto"): void;
  on<Name extends keyof Events>(name: Name, listener: Heard<Name>): void;
  off<Name extends keyof Events>(name: Name, listener: Heard<Name>): void;
}

declare global {
  interface Window {
    Torikeshi?: Torikeshi;
  }
}
