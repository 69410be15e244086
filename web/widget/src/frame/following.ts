/** Keeping up with a conversation: by its stream of events, and by asking where the stream fails. */

import type { Conversation, Item } from "../types.ts";
import { type Api, Gone, Later } from "./api.ts";
import { nap, pauseMs } from "./patience.ts";

/** A stream that held for this long was a good one. */
const GOOD_MS = 25_000;
const HIDDEN_MS = 30_000;
/** While asking works there is no need for pauses longer than this many failures bring. */
const ENOUGH = 3;
/** Of so many rounds without a stream, this many try to have one. */
const [ROUNDS, STREAMED] = [6, 2];

/** The items of one conversation, from the one after `cursor()` on. */
export interface Course {
  readonly conversation: Conversation;
  cursor(): number;
  take(item: Item): void;
}

/**
 * Tells the course of every new item until `life` ends; throws `Gone` if the conversation is.
 * A page that nobody looks at asks now and then: browsers allow few streams at once, over all tabs.
 */
export async function keepUp(api: Api, course: Course, life: AbortSignal): Promise<void> {
  for (let failures = 0; !life.aborted; ) {
    let [asked, asking] = [0, false];
    const started = performance.now();
    try {
      if (failures > 0 || document.hidden) {
        const items = await api.history(course.conversation, course.cursor());
        if (!life.aborted) items.forEach((item) => course.take(item));
        asking = true;
      }
      if (!document.hidden && failures % ROUNDS < STREAMED) await stream(api, course, life);
    } catch (error) {
      if (error instanceof Gone && !life.aborted) throw error;
      if (error instanceof Later) asked = error.pauseMs;
    }
    failures = performance.now() - started > GOOD_MS ? 1 : failures + 1;
    const pause = pauseMs(asking ? Math.min(failures, ENOUGH) : failures, asked);
    await nap(document.hidden ? HIDDEN_MS : pause, life);
  }
}

/** Follows the stream while it is looked at. */
async function stream(api: Api, course: Course, life: AbortSignal): Promise<void> {
  const here = new AbortController();
  const end = () => here.abort();
  const { signal } = here;
  life.addEventListener("abort", end, { signal });
  document.addEventListener("visibilitychange", () => document.hidden && end(), { signal });
  if (!life.aborted) await api.follow(course.conversation, course.cursor(), (item) => course.take(item), here);
}
