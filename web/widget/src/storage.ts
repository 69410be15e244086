/** What outlives a page: by key, in all tabs or in this one. Used by the frame, and by the page in its place. */

export const CONVERSATION = "torikeshi.conversation";
export const DRAFT = "torikeshi.draft";
export const OUTBOX = "torikeshi.outbox";

/** Values by key; an empty one is none. */
export type Stored = Readonly<Record<string, string>>;

/** Tabs share the conversation; what is being written is each one's own. Throws where storage is refused. */
function place(key: string): Storage {
  return key === CONVERSATION ? localStorage : sessionStorage;
}

/** What is stored. Throws where storage is refused. */
export function load(key: string): string {
  return place(key).getItem(key) ?? "";
}

/** Stores a value. Throws where storage is refused. */
export function store(key: string, value: string): void {
  if (value) place(key).setItem(key, value);
  else place(key).removeItem(key);
}

/** Calls `changed` when another tab stores another conversation, or none. */
export function onConversation(changed: () => void): void {
  addEventListener("storage", ({ key }) => {
    if (key === CONVERSATION || key === null) changed();
  });
}
