/**
 * What outlives the page: the conversation in all tabs, the draft and what is still to be sent in this one.
 * Some browsers give a frame of another site no storage: then the shop's page keeps it, for its tab alone.
 */

import type { Conversation, Said } from "../types.ts";

const CONVERSATION = "torikeshi.conversation";
const DRAFT = "torikeshi.draft";
const OUTBOX = "torikeshi.outbox";

export interface KeptConversation extends Conversation {
  readonly who: string;
}

/** A message that has no answer yet, and the newest item there was when it was written. */
export interface Unsent {
  readonly id: string;
  readonly said: Said;
  readonly after: number;
}

type Where = "localStorage" | "sessionStorage";
/** In the place of storage that is refused. */
const here = new Map<string, string>();
let onHere: (all: Kept) => void = () => undefined;

export type Kept = Readonly<Record<string, string>>;

/** Goes on from what the page kept; `changed` hears what it is to keep. */
export function keepWith(before: Kept, changed: (all: Kept) => void): void {
  for (const [key, value] of Object.entries(before)) here.set(key, value);
  onHere = changed;
}

function read(where: Where, key: string): string | null {
  try {
    return globalThis[where].getItem(key);
  } catch {
    return here.get(key) ?? null;
  }
}

function write(where: Where, key: string, value: string): void {
  try {
    if (value) globalThis[where].setItem(key, value);
    else globalThis[where].removeItem(key);
  } catch {
    here.set(key, value);
    onHere(Object.fromEntries(here));
  }
}

function parsed<T>(text: string | null): T | undefined {
  try {
    return (JSON.parse(text || "null") as T | null) ?? undefined;
  } catch {
    return undefined;
  }
}

export const kept = {
  conversation: (): KeptConversation | undefined => parsed(read("localStorage", CONVERSATION)),
  keep: (conversation?: KeptConversation): void =>
    write("localStorage", CONVERSATION, conversation ? JSON.stringify(conversation) : ""),
  draft: (): string => read("sessionStorage", DRAFT) ?? "",
  keepDraft: (text: string): void => write("sessionStorage", DRAFT, text),
  unsent: (): readonly Unsent[] => parsed<Unsent[]>(read("sessionStorage", OUTBOX)) ?? [],
  keepUnsent: (all: readonly Unsent[]): void =>
    write("sessionStorage", OUTBOX, all.length > 0 ? JSON.stringify(all) : ""),
};

/** Calls `changed` when another tab keeps another conversation, or none. */
export function onKeptElsewhere(changed: () => void): void {
  addEventListener("storage", (event) => {
    if (event.key === CONVERSATION || event.key === null) changed();
  });
}
