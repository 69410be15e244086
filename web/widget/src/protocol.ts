/** What the shop's page and the chat's own document say to each other. Both check whom a message comes from. */

import type { Stored } from "./storage.ts";
import type { Language } from "./types.ts";

/** What a shop may choose of the looks; each is looked at before it is used. */
export interface Theme {
  readonly accent?: string;
  readonly "on-accent"?: string;
  readonly radius?: string;
  readonly font?: string;
}

/** A step that was just shown. */
export interface ShownStep {
  readonly step: string;
  readonly rule: string;
  readonly order_number?: string;
  readonly line?: number;
  readonly until?: string;
  readonly contact?: string;
  readonly fallback?: string;
}

/** Why something did not work: no answer, no identity from the page, or a message that is not accepted. */
export type Trouble = "connection" | "identity" | "refused";

/** How the page wants the chat to be; what is left out stays as it is. */
export interface Setting {
  readonly language?: Language;
  readonly scheme?: "light" | "dark";
  readonly theme?: Theme;
  /** The chat covers the whole page. */
  readonly covers?: boolean;
  /** Whether the page vouches for a customer; null: for nobody any more. */
  readonly identified?: boolean | null;
  /** What the page stores for a frame that may store nothing itself. */
  readonly stored?: Stored;
}

export type ToFrame =
  | { readonly type: "set"; readonly setting: Setting }
  | { readonly type: "open"; readonly text?: string }
  | { readonly type: "close" }
  | { readonly type: "token"; readonly number: number; readonly token: string | null }
  | { readonly type: "no-token"; readonly number: number };

export type ToPage =
  | { readonly type: "hello" }
  | { readonly type: "ready" }
  | { readonly type: "close" }
  | { readonly type: "language"; readonly language: Language }
  | { readonly type: "step"; readonly step: ShownStep }
  | { readonly type: "unread"; readonly count: number }
  | { readonly type: "error"; readonly code: Trouble }
  | { readonly type: "store"; readonly key: string; readonly value: string }
  | { readonly type: "token"; readonly number: number };

const MARK = "torikeshi";

type Message = ToFrame | ToPage;

/** Sends `message` to `target`, which gets it only while it is a page of `origin`. */
export function tell(target: Window | null, origin: string, message: Message): void {
  target?.postMessage({ [MARK]: message }, origin);
}

/** Calls `heard` with what `source` says, as long as it is a page of `origin`; all else is passed over. */
export function listen<Heard extends Message>(
  source: () => Window | null,
  origin: string,
  heard: (message: Heard) => void,
): void {
  addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.origin !== origin || event.source === null || event.source !== source()) return;
    const data = event.data;
    if (typeof data !== "object" || data === null || !(MARK in data)) return;
    heard(data[MARK] as Heard);
  });
}
