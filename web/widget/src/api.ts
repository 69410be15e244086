/** Conversations over HTTP. Every call is safe to repeat: a message keeps its `client_message_id`. */

import type { Block, Conversation, Item, Language, Reply, Said } from "./types.ts";

/** Longest the gateway may take: ten seconds for the message before, ten for this one, and the way. */
const TIMEOUT_MS = 25_000;
const PAUSES_MS = [500, 1_500, 4_000];
const LONGEST_PAUSE_MS = 15_000;

/** The gateway cannot be reached, or not now: the same call may work later. */
export class Unreachable extends Error {}
/** The conversation is not there any more, or its token is not taken. */
export class Gone extends Error {}
/** The gateway will never take this message. */
export class Refused extends Error {}

interface Call {
  readonly method: "GET" | "POST";
  readonly token?: string;
  readonly body?: unknown;
}

function headers(call: Call): Record<string, string> {
  const found: Record<string, string> = { Accept: "application/json" };
  if (call.body !== undefined) found["Content-Type"] = "application/json";
  if (call.token !== undefined) found["Authorization"] = `Bearer ${call.token}`;
  return found;
}

async function once(url: string, call: Call): Promise<Response> {
  try {
    return await fetch(url, {
      method: call.method,
      headers: headers(call),
      body: call.body === undefined ? null : JSON.stringify(call.body),
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw new Unreachable("no answer", { cause: error });
  }
}

function isPassing(status: number): boolean {
  return status >= 500 || status === 408 || status === 409 || status === 429;
}

function pauseMs(response: Response | undefined, planned: number): number {
  const seconds = Number(response?.headers.get("Retry-After") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, LONGEST_PAUSE_MS) : planned;
}

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Calls until there is an answer that is not passing, with longer and longer pauses; then `Unreachable`. */
async function patiently(url: string, call: Call): Promise<unknown> {
  for (let tries = 0; ; tries += 1) {
    const response = await once(url, call).catch(() => undefined);
    if (response?.ok) {
      const body: unknown = await response.json().catch(() => undefined);
      if (body !== undefined) return body;
    } else if (response && !isPassing(response.status)) {
      throw response.status === 401 || response.status === 404
        ? new Gone(`${response.status}`)
        : new Refused(`${response.status}`);
    }
    const planned = PAUSES_MS[tries];
    if (planned === undefined) throw new Unreachable("no answer");
    await sleep(pauseMs(response, planned));
  }
}

/** A random UUID, also where the page is not a secure context. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export class Api {
  constructor(private readonly base: string) {}

  /** Begins a conversation; returns it and the greeting. */
  async begin(language: Language, identity?: string): Promise<[Conversation, readonly Block[]]> {
    const body = identity === undefined ? { language } : { language, identity };
    const got = (await patiently(`${this.base}/conversations`, { method: "POST", body })) as {
      conversation_id: string;
      token: string;
      replies: Block[];
    };
    return [{ id: got.conversation_id, token: got.token }, got.replies];
  }

  /** Sends one message under `id`, again and again until it is answered. */
  async send(conversation: Conversation, id: string, said: Said): Promise<Reply> {
    const content = "text" in said ? { text: said.text } : { choice: said.choice };
    const body = { client_message_id: id, ...content };
    return (await patiently(this.url(conversation), { method: "POST", token: conversation.token, body })) as Reply;
  }

  /** Everything that was said. */
  async history(conversation: Conversation): Promise<readonly Item[]> {
    const got = await patiently(this.url(conversation), { method: "GET", token: conversation.token });
    return (got as { messages: Item[] }).messages;
  }

  private url(conversation: Conversation): string {
    return `${this.base}/conversations/${encodeURIComponent(conversation.id)}/messages`;
  }
}
