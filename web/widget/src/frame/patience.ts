/** Trying again: with longer and longer pauses, and at once when there is reason to hope. */

import { Later } from "./api.ts";

const SHORTEST_MS = 500;
const LONGEST_MS = 30_000;
const NOW = "torikeshi-now";

/** Ends all pauses. */
export function tryNow(): void {
  dispatchEvent(new Event(NOW));
}

/** How long to wait after try number `tries` (from 0); the gateway's own word counts, chance spreads the rest. */
export function pauseMs(tries: number, asked = 0): number {
  const planned = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** Math.min(tries, 10));
  return Math.max(asked, planned * (0.75 + Math.random() / 2));
}

/** Waits, but not beyond `tryNow`, a line that is back, a page that is looked at again, or the end of `life`. */
export function nap(ms: number, life: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const ended = new AbortController();
    const end = () => {
      clearTimeout(timer);
      ended.abort();
      done();
    };
    const timer = setTimeout(end, ms);
    const { signal } = ended;
    addEventListener(NOW, end, { signal });
    addEventListener("online", end, { signal });
    document.addEventListener("visibilitychange", end, { signal });
    life.addEventListener("abort", end, { signal });
    if (life.aborted) end();
  });
}

/** Calls `task` until it works or fails for good; `trouble` hears of every try that failed. Throws once `life` has ended. */
export async function persist<T>(
  task: () => Promise<T>,
  life: AbortSignal,
  trouble: (why: Later) => void,
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      const result = await task();
      life.throwIfAborted();
      return result;
    } catch (error) {
      life.throwIfAborted();
      if (!(error instanceof Later)) throw error;
      trouble(error);
      await nap(pauseMs(tries, error.pauseMs), life);
      life.throwIfAborted();
    }
  }
}
