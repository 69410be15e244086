/**
 * Which item of the conversation stands where. Items come by the stream, by asking, and in the answer to a message;
 * each is shown once. The history does not say under which id a message was sent, so a message of ours is told from
 * one sent elsewhere by what it says, or else by the answer: it is the last of the customer's before its reply.
 */

import type { Block, Item, Reply, Said } from "../types.ts";

/** A message of ours on its way. */
export interface Mine {
  readonly id: string;
  readonly said: Said;
  /** The newest item known when it was written: it comes after that. */
  readonly after: number;
  readonly bubble: Bubble;
  /** Whether a call is under way that may bring it to the conversation. */
  flying?: boolean;
  /** The number of its reply, once answered. */
  before?: number;
  placed?: boolean;
}

/** How the message is shown. */
export interface Bubble {
  place(at: number): void;
}

/** Where things are shown; `at` orders them. */
export interface Stage {
  show(item: Item, at: number, isNew: boolean): void;
  remove(at: number): void;
}

export class Timeline {
  /** The number of the newest item that came in order: nothing before it is missing. */
  cursor = 0;
  readonly #shown = new Set<number>();
  readonly #foreign: number[] = [];
  #held: Item[] = [];
  #mine: Mine[] = [];

  constructor(
    private readonly stage: Stage,
    /** Where the first item stands: behind those of a conversation before this one. */
    private readonly base: number,
  ) {}

  /** An item, in order. */
  take(item: Item, isNew = true): void {
    if (item.seq <= this.cursor) return;
    this.cursor = item.seq;
    this.#held.push(item);
    this.#settle(isNew);
  }

  /** A message of ours that is to be sent. */
  expect(mine: Mine): void {
    this.#mine.push(mine);
  }

  /** A message of ours that will not come. */
  giveUp(mine: Mine): void {
    this.#mine = this.#mine.filter((one) => one !== mine);
    this.#settle(true);
  }

  /** A call for `mine` has ended; `reply` is its answer. */
  landed(mine: Mine, reply?: Reply): void {
    mine.flying = false;
    if (reply && !mine.placed) {
      // Without a reply the number is the message's own: a person has taken over.
      if (reply.replies.length === 0) this.#place(mine, reply.seq);
      else {
        mine.before = reply.seq;
        mine.bubble.place(this.base + reply.seq - 0.5);
      }
    }
    if (reply && reply.replies.length > 0) {
      this.#show({ seq: reply.seq, role: "bot", language: reply.language, replies: reply.replies }, true);
    }
    this.#settle(true);
  }

  #settle(isNew: boolean): void {
    for (const mine of [...this.#mine]) if (mine.before !== undefined && mine.before <= this.cursor) this.#lookBack(mine);
    while (this.#held.length > 0) {
      const item = this.#held[0] as Item;
      if (item.role === "customer" && !this.#shown.has(item.seq)) {
        const mine = this.#mine.find((one) => couldBe(one, item));
        if (mine) this.#place(mine, item.seq);
        else if (this.#mine.some((one) => one.flying || one.before !== undefined)) return;
        else this.#foreign.push(item.seq);
      }
      this.#held.shift();
      this.#show(item, isNew);
    }
  }

  /** All up to the reply is known: the last of the customer's before it is ours, also where it was masked. */
  #lookBack(mine: Mine): void {
    const before = (seq: number) => seq < (mine.before ?? 0);
    const waiting = this.#held.filter((item) => item.role === "customer" && !this.#shown.has(item.seq)).map((item) => item.seq);
    const seq = [...this.#foreign, ...waiting].filter(before).at(-1);
    if (seq === undefined) this.#mine = this.#mine.filter((one) => one !== mine);
    else this.#place(mine, seq);
  }

  #place(mine: Mine, seq: number): void {
    if (this.#foreign.includes(seq)) {
      this.#foreign.splice(this.#foreign.indexOf(seq), 1);
      this.stage.remove(this.base + seq);
    }
    this.#shown.add(seq);
    mine.placed = true;
    mine.bubble.place(this.base + seq);
    this.#mine = this.#mine.filter((one) => one !== mine);
  }

  #show(item: Item, isNew: boolean): void {
    if (this.#shown.has(item.seq)) return;
    this.#shown.add(item.seq);
    this.stage.show(item, this.base + item.seq, isNew);
  }
}

function couldBe(mine: Mine, item: Item): boolean {
  if (item.seq <= mine.after || item.seq >= (mine.before ?? Infinity)) return false;
  return "text" in mine.said ? mine.said.text === item.text : mine.said.choice === item.choice;
}

/** The blocks of an item; what a person of the shop wrote is a text as well. */
export function blocksOf(item: Item): readonly Block[] {
  if (item.replies) return item.replies;
  return [{ type: "text", name: item.role, text: item.text ?? "", language: item.language }];
}
