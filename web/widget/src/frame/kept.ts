/**
 * What outlives the frame: the conversation in all tabs, the draft and what is still to be sent in this one.
 * Browsers may give a frame of another site no storage: then the shop's page stores it.
 */

import { CONVERSATION, DRAFT, load, OUTBOX, store, type Stored } from "../storage.ts";
import type { Conversation, Said } from "../types.ts";

export interface KeptConversation extends Conversation {
  readonly who: string;
}

/** A message that has no answer yet, and the newest item there was when it was written. */
export interface Unsent {
  readonly id: string;
  readonly said: Said;
  readonly after: number;
}

/** In the place of storage that is refused. */
const here = new Map<string, string>();
let onHere: (key: string, value: string) => void = () => undefined;

/** Goes on from what the page has stored; `changed` hears what it is to store. */
export function keepWith(stored: Stored, changed: typeof onHere): void {
  for (const [key, value] of Object.entries(stored)) here.set(key, value);
  onHere = changed;
}

function read(key: string): string {
  try {
    return load(key);
  } catch {
    return here.get(key) ?? "";
  }
}

function write(key: string, value: string): void {
  try {
    store(key, value);
  } catch {
    here.set(key, value);
    onHere(key, value);
  }
}

function parsed<T>(key: string): T | undefined {
  try {
    return JSON.parse(read(key)) as T;
  } catch {
    return undefined; // nothing, or nothing of ours
  }
}

export const kept = {
  conversation: () => parsed<KeptConversation>(CONVERSATION),
  keep: (conversation?: KeptConversation) => write(CONVERSATION, conversation ? JSON.stringify(conversation) : ""),
  draft: () => read(DRAFT),
  keepDraft: (text: string) => write(DRAFT, text),
  unsent: () => parsed<readonly Unsent[]>(OUTBOX) ?? [],
  keepUnsent: (all: readonly Unsent[]) => write(OUTBOX, all.length > 0 ? JSON.stringify(all) : ""),
};
