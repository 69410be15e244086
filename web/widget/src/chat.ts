/** One customer's conversation: what is sent, in order and once; what is shown; what is done when a call fails. */

import { Api, Gone, newId, Refused } from "./api.ts";
import type { Composer } from "./composer.ts";
import type { Strings } from "./strings.ts";
import type { Outgoing, Transcript } from "./transcript.ts";
import type { Conversation, Customer, Item, Language, Said, Say } from "./types.ts";

const KEPT = "torikeshi.conversation";

interface Kept extends Conversation {
  readonly who: string;
}

export class Chat {
  private conversation: Conversation | undefined;
  private queue: Promise<void> = Promise.resolve();
  private generation = 0;
  private begun = false;
  private spoken = false;
  private say: Say = (name) => name;

  constructor(
    private readonly api: Api,
    private readonly strings: Strings,
    private readonly transcript: Transcript,
    private readonly composer: Composer,
    private readonly onLanguage: (say: Say, language: Language) => void,
    private customer: Customer,
    private language: Language,
  ) {}

  /** Uses `language` for the widget's own texts, and for the greeting if there has been none. */
  async speak(language: Language): Promise<void> {
    this.language = language;
    this.say = await this.strings.in(language);
    this.composer.name(this.say);
    this.transcript.name(this.say);
    this.onLanguage(this.say, language);
  }

  /** Speaks `language`; a conversation in which nobody has spoken begins anew in it. */
  async change(language: Language): Promise<void> {
    await this.speak(language);
    await this.queue;
    if (!this.begun || this.spoken) return;
    this.reset();
    this.start();
  }

  /** Takes up the conversation of before, or begins one; later calls do nothing. */
  start(): void {
    if (this.begun) return;
    this.begun = true;
    this.enqueue((isCurrent) => this.takeUp(isCurrent));
  }

  /** Forgets the conversation; the next `start` begins one as `customer`. */
  reset(customer: Customer = this.customer): void {
    this.customer = customer;
    this.generation += 1;
    this.queue = Promise.resolve();
    this.conversation = undefined;
    this.begun = this.spoken = false;
    this.transcript.clear();
    keep(undefined);
  }

  /** Shows what the customer says and sends it after everything before it. */
  send(said: Said): void {
    this.start();
    this.spoken = true;
    const bubble = this.transcript.customer("text" in said ? said.text : said.title);
    this.deliver(said, newId(), bubble);
  }

  private deliver(said: Said, id: string, bubble: Outgoing): void {
    this.enqueue(async (isCurrent) => {
      try {
        const reply = await this.post(said, id);
        if (!isCurrent()) return;
        bubble.sent();
        if (reply.language !== this.language) await this.speak(reply.language);
        this.transcript.idle();
        this.transcript.bot(reply.replies);
      } catch (error) {
        if (!isCurrent()) return;
        const again = { title: this.say("widget_again"), call: () => this.deliver(said, id, bubble) };
        if (error instanceof Refused) bubble.failed(this.say("widget_refused"));
        else bubble.failed(this.say("widget_not_sent"), again);
      }
    });
  }

  /** Posts to the conversation; where that is gone, to a new one. */
  private async post(said: Said, id: string): ReturnType<Api["send"]> {
    const generation = this.generation;
    const conversation = this.conversation ?? (await this.begin());
    try {
      return await this.api.send(conversation, id, said);
    } catch (error) {
      if (!(error instanceof Gone) || generation !== this.generation) throw error;
      this.conversation = undefined;
      const renewed = await this.begin();
      this.transcript.note(this.say("widget_started_again"));
      return await this.api.send(renewed, newId(), said);
    }
  }

  private async takeUp(isCurrent: () => boolean): Promise<void> {
    const kept = recall(this.customer.who);
    try {
      const items = kept ? await this.api.history(kept) : [];
      if (!isCurrent()) return;
      // A conversation in which nobody has spoken is not worth another language than the page's.
      const worthIt = items.some((item) => item.role === "customer" || item.language === this.language);
      if (kept && worthIt) this.restore(kept, items);
      else await this.begin();
    } catch (error) {
      if (!isCurrent()) return;
      if (error instanceof Gone) await this.begin().catch(() => isCurrent() && this.offerStart());
      else this.offerStart();
    }
  }

  private offerStart(): void {
    this.begun = false;
    const again = { title: this.say("widget_again"), call: () => this.start() };
    this.transcript.note(this.say("widget_no_connection"), again);
  }

  /** Begins a conversation and shows its greeting. An identity token serves once, so each try brings its own. */
  private async begin(): Promise<Conversation> {
    const generation = this.generation;
    const ask = async () => this.api.begin(this.language, await this.customer.identity?.());
    const [conversation, greeting] = await ask().catch((error: unknown) => {
      if (error instanceof Gone) return ask();
      throw error;
    });
    if (generation !== this.generation) throw new Error("another conversation has begun");
    this.conversation = conversation;
    keep({ ...conversation, who: this.customer.who });
    this.transcript.idle();
    this.transcript.bot(greeting);
    return conversation;
  }

  private restore(conversation: Conversation, items: readonly Item[]): void {
    this.conversation = conversation;
    this.transcript.quietly(() => {
      for (const item of items) this.replay(item);
    });
    const last = items.at(-1);
    if (last && last.language !== this.language) void this.speak(last.language);
  }

  private replay(item: Item): void {
    if (item.replies) return this.transcript.bot(item.replies);
    this.spoken = true;
    if (item.choice !== undefined) this.transcript.took(item.choice);
    this.transcript.customer(item.text ?? this.transcript.titleOf(item.choice ?? "") ?? "…");
  }

  /** Runs `task` when everything before it has ended, unless the conversation was reset meanwhile. */
  private enqueue(task: (isCurrent: () => boolean) => Promise<void>): void {
    const generation = this.generation;
    const isCurrent = () => generation === this.generation;
    this.queue = this.queue.then(async () => {
      if (!isCurrent()) return;
      this.transcript.busy(this.say("widget_writing"));
      await task(isCurrent).catch(() => undefined);
      if (isCurrent()) this.transcript.idle();
    });
  }
}

/** What was kept of a conversation of `who` in this tab. */
function recall(who: string): Conversation | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null") as Kept | null;
    return kept?.who === who ? { id: kept.id, token: kept.token } : undefined;
  } catch {
    return undefined; // storage is switched off
  }
}

function keep(kept: Kept | undefined): void {
  try {
    if (kept) sessionStorage.setItem(KEPT, JSON.stringify(kept));
    else sessionStorage.removeItem(KEPT);
  } catch {
    // storage is switched off: the conversation lasts as long as the page
  }
}
