/** Conversations over HTTP, one try a call. A message keeps its `client_message_id`, so every call may be repeated. */

import type { Block, Conversation, Item, Language, Reply, Said } from "../types.ts";
import { eventsOf } from "./events.ts";

/** Longest the gateway may take: ten seconds for the message before, ten for this one, and the way. */
const TIMEOUT_MS = 25_000;
/** Without a sign of life for this long a stream is dead; the gateway gives one every 15 seconds. */
const [FIRST_SIGN_MS, SILENCE_MS] = [20_000, 40_000];

/** No answer, or none yet: the same call may work later, after `pauseMs` if that is said. */
export class Later extends Error {
  constructor(
    readonly code: "connection" | "identity",
    readonly pauseMs = 0,
  ) {
    super(code);
  }
}
/** The conversation is not there any more, or its token is not taken. */
export class Gone extends Error {}
/** The gateway will never take this call. */
export class Refused extends Error {}

interface Call {
  readonly method?: "GET" | "POST" | "DELETE";
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

async function call(url: string, { method = "GET", token, body, headers, signal }: Call): Promise<Response> {
  const all: Record<string, string> = { ...headers };
  if (body !== undefined) all["Content-Type"] = "application/json";
  if (token !== undefined) all["Authorization"] = `Bearer ${token}`;
  const given: RequestInit = { method, headers: all, cache: "no-store", credentials: "omit" };
  if (body !== undefined) given.body = JSON.stringify(body);
  const response = await fetch(url, { ...given, signal: signal ?? AbortSignal.timeout(TIMEOUT_MS) }).catch(() => {
    throw new Later("connection");
  });
  if (response.ok) return response;
  const { status } = response;
  if (status >= 500 || status === 408 || status === 409 || status === 429) {
    throw new Later("connection", 1000 * (Number(response.headers.get("Retry-After")) || 0));
  }
  throw status === 401 || status === 404 ? new Gone(`${status}`) : new Refused(`${status}`);
}

async function json(url: string, given: Call): Promise<unknown> {
  const response = await call(url, given);
  return response.json().catch(() => {
    throw new Later("connection");
  });
}

/** A random UUID, also where the page is not a secure context: version and variant stand, the rest is chance. */
export function newId(): string {
  const chance = (digit: string) => ((crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) & (15 >> (+digit / 4))) ^ +digit;
  return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) => chance(digit).toString(16));
}

export class Api {
  constructor(private readonly base: string) {}

  /** Begins a conversation; returns it and the greeting. */
  async begin(language: Language, identity?: string): Promise<[Conversation, readonly Block[]]> {
    const body = identity === undefined ? { language } : { language, identity };
    const got = (await json(`${this.base}/conversations`, { method: "POST", body })) as {
      conversation_id: string;
      token: string;
      replies: Block[];
    };
    return [{ id: got.conversation_id, token: got.token }, got.replies];
  }

  /** Sends one message under `id`. */
  async send({ id, token }: Conversation, messageId: string, said: Said): Promise<Reply> {
    const content = "text" in said ? { text: said.text } : { choice: said.choice };
    const body = { client_message_id: messageId, ...content };
    return (await json(this.#url(id, "/messages"), { method: "POST", token, body })) as Reply;
  }

  /** Makes a guest's conversation that of the customer whom `identity` names. */
  async identify({ id, token }: Conversation, identity: string): Promise<void> {
    await call(this.#url(id, "/identity"), { method: "POST", token, body: { identity } });
  }

  /** Says what the customer thinks of the answer numbered `seq`. */
  async thumb({ id, token }: Conversation, seq: number, thumb: "up" | "down"): Promise<void> {
    await call(this.#url(id, "/feedback"), { method: "POST", token, body: { seq, thumb } });
  }

  /** What was said after the item numbered `after`. */
  async history({ id, token }: Conversation, after = 0): Promise<readonly Item[]> {
    const got = await json(this.#url(id, `/messages?after=${after}`), { token });
    return (got as { messages: Item[] }).messages;
  }

  /** Deletes a conversation with all that was said in it. */
  async erase({ id, token }: Conversation): Promise<void> {
    await call(this.#url(id), { method: "DELETE", token });
  }

  /** Tells `take` of every item after the one numbered `after`, as it comes; `life` ends it, and it ends `life`. */
  async follow({ id, token }: Conversation, after: number, take: (item: Item) => void, life: AbortController): Promise<void> {
    const end = () => life.abort();
    let timer = setTimeout(end, FIRST_SIGN_MS);
    const headers = { "Last-Event-ID": `${after}` };
    try {
      const response = await call(this.#url(id, "/events"), { token, headers, signal: life.signal });
      for await (const data of eventsOf(response)) {
        clearTimeout(timer);
        timer = setTimeout(end, SILENCE_MS);
        if (data) take(JSON.parse(data) as Item);
      }
    } finally {
      clearTimeout(timer);
      end();
    }
  }

  #url(id: string, rest = ""): string {
    return `${this.base}/conversations/${encodeURIComponent(id)}${rest}`;
  }
}
