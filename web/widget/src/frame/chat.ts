/** One customer's conversation: taken up or begun, what is sent in order and once, what is done when a call fails. */

import type { ShownStep, Trouble } from "../protocol.ts";
import { texts } from "../texts.ts";
import type { Block, Conversation, Item, Language, Say, Said } from "../types.ts";
import { type Api, Gone, Later, newId, Refused } from "./api.ts";
import { keepUp } from "./following.ts";
import { kept } from "./kept.ts";
import { persist, tryNow } from "./patience.ts";
import { blocksOf, type Mine, type Stage, Timeline } from "./timeline.ts";
import type { Outgoing, Thumb, Transcript } from "./transcript.ts";

const GUEST = "guest";
/** How far apart two conversations stand that are shown one after the other. */
const APART = 1e6;

/** What the chat needs of what is around it. */
export interface Around {
  /** A fresh identity token; null: a guest. */
  token(): Promise<string | null>;
  speaks(language: Language): void;
  /** Something new of the shop's was shown. */
  news(item: Item): void;
  step(step: ShownStep): void;
  trouble(code: Trouble): void;
}

interface Sending extends Mine {
  readonly bubble: Outgoing;
}

export class Chat implements Stage {
  #life = new AbortController();
  #conversation: Conversation | undefined;
  #opening: Promise<Conversation | undefined> | undefined;
  #base = 0;
  #timeline = new Timeline(this, 0);
  #outbox: Sending[] = [];
  #sending = false;
  #spoken = false;
  #begun = false;
  #wanted = false;
  #say: Say;

  constructor(
    private readonly api: Api,
    private readonly view: Transcript,
    private readonly around: Around,
    private language: Language,
    private identified: boolean,
  ) {
    this.#say = texts(language);
  }

  /** Uses `language` for the widget's own texts; a conversation in which nobody has spoken begins anew in it. */
  change(language: Language): void {
    this.language = language;
    this.#say = texts(language);
    if (!this.#begun || this.#spoken) return;
    this.reset();
    this.start();
  }

  /** The page vouches for a customer now (or another one), or for nobody; null: not any more, so forget them. */
  identify(identified: boolean | null): void {
    const other = identified || this.identified;
    this.identified = identified === true;
    if (identified === null && (kept.conversation()?.who ?? GUEST) !== GUEST) kept.keep();
    if (!other) return;
    const was = this.#wanted;
    this.#leave();
    if (was) this.start();
    else this.wake();
  }

  /** Takes up a conversation of before if there is one; begins none. */
  wake(): void {
    const before = kept.conversation();
    if (before && (this.identified || before.who === GUEST)) this.start(true);
  }

  /** Takes up the conversation of before, or begins one; later calls do nothing. */
  start(onlyBefore = false): void {
    this.#wanted ||= !onlyBefore;
    if (this.#begun) return;
    this.#begun = true;
    const life = this.#life.signal;
    let drop: (() => void) | undefined;
    const trouble = (why: Later) => {
      this.around.trouble(why.code);
      if (this.#outbox.length === 0) drop ??= this.view.note(this.#say("widget_no_connection"), this.#end(), this.#again());
    };
    this.view.busy();
    const ended = (found?: Conversation) => {
      if (life.aborted) return;
      drop?.();
      this.view.idle();
      this.#begun = found !== undefined;
      if (found) void this.#pump();
      else if (onlyBefore && this.#wanted) this.start();
    };
    void persist(() => this.#ready(onlyBefore), life, trouble).then(ended, () => ended());
  }

  /** Shows what the customer says and sends it after everything before it. */
  send(said: Said): void {
    this.#enqueue(newId(), said, this.#timeline.cursor);
    this.#save();
    this.start();
    void this.#pump();
  }

  /** Tells what the customer thinks of an answer; throws where that cannot be told. */
  async thumb(seq: number, thumb: Thumb): Promise<void> {
    if (!this.#conversation) throw new Gone();
    await this.api.thumb(this.#conversation, seq, thumb);
  }

  /** Forgets the conversation and begins another. */
  reset(): void {
    kept.keep();
    this.#leave();
  }

  /** Deletes the conversation; returns whether it is gone. */
  async erase(): Promise<boolean> {
    const conversation = this.#conversation;
    try {
      if (conversation) await this.api.erase(conversation);
    } catch (error) {
      if (!(error instanceof Gone)) return false;
    }
    this.reset();
    this.view.note(this.#say("widget_deleted"), 0);
    return true;
  }

  /** Another tab keeps another conversation now, or none. */
  elsewhere(): void {
    const now = kept.conversation();
    if (now?.id === this.#conversation?.id) return;
    const waiting = this.#outbox.map((one) => one.said);
    this.#leave();
    if (!now) return void this.view.note(this.#say("widget_ended"), 0);
    this.wake();
    for (const said of waiting) this.send(said);
  }

  show(item: Item, at: number, isNew: boolean): void {
    if (item.role === "customer") this.#spoken = true;
    this.view.show(item, at, isNew);
    if (!isNew || item.role === "customer") return;
    this.around.news(item);
    for (const block of blocksOf(item)) if (block.type === "step") this.around.step(shown(block));
  }

  remove(at: number): void {
    this.view.remove(at);
  }

  /** Whatever is under way ends, and nothing is shown. */
  #leave(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.#conversation = this.#opening = undefined;
    if (this.#begun) kept.keepUnsent([]);
    this.#begun = this.#wanted = this.#spoken = this.#sending = false;
    this.#outbox = [];
    this.#base = 0;
    this.#timeline = new Timeline(this, 0);
    this.view.clear();
  }

  #end(): number {
    return this.#base + this.#timeline.cursor + 0.7;
  }

  #again(): { title: string; call: () => void } {
    return { title: this.#say("widget_again"), call: tryNow };
  }

  #enqueue(id: string, said: Said, after: number): void {
    this.#spoken = true;
    const bubble = this.view.customer("text" in said ? said.text : said.title);
    const sending: Sending = { id, said, after, bubble };
    this.#outbox.push(sending);
    this.#timeline.expect(sending);
  }

  #save(): void {
    kept.keepUnsent(this.#outbox.map(({ id, said, after }) => ({ id, said, after })));
  }

  /** Sends what waits, one after the other. */
  async #pump(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    const life = this.#life.signal;
    try {
      for (let next = this.#outbox[0]; next; next = this.#outbox[0]) {
        await this.#deliver(next, life);
        life.throwIfAborted();
        this.#outbox.shift();
        this.#save();
      }
      this.#sending = false;
    } catch {
      // the conversation was left: nothing of it is sent any more
    }
  }

  async #deliver(mine: Sending, life: AbortSignal): Promise<void> {
    const waiting = (why: Later) => {
      this.around.trouble(why.code);
      for (const one of this.#outbox) one.bubble.mark(this.#say("widget_waiting"), this.#again());
    };
    try {
      await persist(() => this.#post(mine, life), life, waiting);
      mine.bubble.mark();
    } catch (error) {
      life.throwIfAborted();
      if (!(error instanceof Refused)) throw error;
      this.#timeline.giveUp(mine);
      mine.bubble.place(this.#end());
      mine.bubble.mark(this.#say("widget_refused"));
      this.around.trouble("refused");
    }
  }

  /** Posts to the conversation; where that is gone, to a new one. */
  async #post(mine: Sending, life: AbortSignal): Promise<void> {
    // One that was only looked for may not have been found: then it is begun.
    const conversation = (await this.#ready()) ?? (await this.#ready());
    life.throwIfAborted();
    if (!conversation) throw new Later("connection");
    mine.flying = true;
    this.view.busy();
    try {
      const reply = await this.api.send(conversation, mine.id, mine.said);
      life.throwIfAborted();
      this.view.idle();
      this.#timeline.landed(mine, reply);
      this.#hear(reply.language);
    } catch (error) {
      life.throwIfAborted();
      this.view.idle();
      this.#timeline.landed(mine);
      if (!(error instanceof Gone)) throw error;
      this.#replace();
      return this.#post(mine, life);
    }
  }

  /** What is sent from now on goes to a new conversation, which is shown behind this one. */
  #replace(): void {
    if (this.#conversation?.id === kept.conversation()?.id) kept.keep();
    this.#conversation = this.#opening = undefined;
    this.#base += APART;
    this.#timeline = new Timeline(this, this.#base);
    for (const one of this.#outbox) this.#timeline.expect(Object.assign(one, { after: 0, placed: false }));
    this.view.note(this.#say("widget_ended"), this.#base);
  }

  /** The conversation: known, taken up, or begun. */
  #ready(onlyBefore = false): Promise<Conversation | undefined> {
    if (this.#opening) return this.#opening;
    const opening = this.#open(this.#life.signal, onlyBefore);
    const forget = () => this.#opening === opening && (this.#opening = undefined);
    this.#opening = opening;
    opening.then((found) => found ?? forget(), forget);
    return opening;
  }

  async #open(life: AbortSignal, onlyBefore: boolean): Promise<Conversation | undefined> {
    const [who, token] = await this.#identity();
    life.throwIfAborted();
    const before = kept.conversation();
    if (before && (before.who === who || before.who === GUEST)) {
      try {
        const items = await this.api.history(before);
        life.throwIfAborted();
        // A conversation in which nobody has spoken is not worth another language than the page's.
        if (items.some((item) => item.role !== "bot" || item.language === this.language)) {
          if (token && before.who !== who) await this.api.identify(before, token); // a guest has signed in
          kept.keep({ ...before, who });
          life.throwIfAborted();
          return this.#restore(before, items);
        }
      } catch (error) {
        if (!(error instanceof Gone)) throw error;
      }
    }
    return onlyBefore ? undefined : this.#begin(life, who, token);
  }

  async #begin(life: AbortSignal, who: string, token: string | undefined): Promise<Conversation> {
    const [conversation, greeting] = await this.api.begin(this.language, token).catch((error: unknown) => {
      // A token serves once, and briefly: the next try brings its own.
      throw error instanceof Gone ? new Later("identity") : error;
    });
    life.throwIfAborted();
    kept.keep({ ...conversation, who });
    this.#adopt(conversation, [{ seq: 1, role: "bot", language: this.language, replies: greeting }], true);
    return conversation;
  }

  #restore(conversation: Conversation, items: readonly Item[]): Conversation {
    if (this.#outbox.length === 0) for (const { id, said, after } of kept.unsent()) this.#enqueue(id, said, after);
    this.#adopt(conversation, items, false);
    const last = items.at(-1);
    if (last) this.#hear(last.language);
    return conversation;
  }

  #adopt(conversation: Conversation, items: readonly Item[], isNew: boolean): void {
    const [timeline, life] = [this.#timeline, this.#life];
    this.#conversation = conversation;
    this.view.idle();
    for (const item of items) timeline.take(item, isNew);
    if (this.#outbox.length > 0) this.view.spendChoices();
    const take = (item: Item) => {
      timeline.take(item);
      this.#hear(item.language);
    };
    keepUp(this.api, { conversation, cursor: () => timeline.cursor, take }, life.signal).catch((error: unknown) => {
      if (error instanceof Gone && this.#conversation === conversation) this.#replace();
    });
  }

  /** The widget speaks the language that was spoken last. */
  #hear(language: Language): void {
    if (language === this.language) return;
    this.language = language;
    this.#say = texts(language);
    this.around.speaks(language);
  }

  /** Who chats, and the token that proves it. */
  async #identity(): Promise<[who: string, token?: string]> {
    const token = this.identified ? await this.around.token() : null;
    return token === null ? [GUEST] : [subject(token), token];
  }
}

/** Whom a token names: only to tell one customer's conversation from another's, the gateway checks it. */
function subject(token: string): string {
  try {
    const claims = JSON.parse(atob((token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/"))) as { sub: string };
    return `sub:${claims.sub}`;
  } catch {
    return `token:${token.slice(-20)}`;
  }
}

function shown(block: Extract<Block, { type: "step" }>): ShownStep {
  const names = ["step", "rule", "order_number", "line", "until", "contact", "fallback"] as const;
  const told = names.filter((name) => block[name] !== undefined).map((name) => [name, block[name]]);
  return Object.fromEntries(told) as unknown as ShownStep;
}
