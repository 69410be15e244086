/** What the gateway says. */

export type Language = "ja" | "en";
export type Say = (name: string) => string;

export interface Choice {
  readonly title: string;
  readonly payload: string;
}

export interface TextBlock {
  readonly type: "text";
  readonly name: string;
  readonly text: string;
  readonly language: Language;
}

export interface StepBlock {
  readonly type: "step";
  readonly step: string;
  readonly rule: string;
  readonly language: Language;
  readonly order_number?: string;
  readonly line?: number;
  readonly until?: string;
  readonly contact?: string;
  readonly fallback?: string;
  readonly warnings?: readonly string[];
  readonly cites?: readonly string[];
}

export type Block =
  | TextBlock
  | StepBlock
  | { readonly type: "choices"; readonly choices: readonly Choice[] }
  | { readonly type: "ask"; readonly fact: string };

/** What a customer sends: typed, or a button with what stood on it. */
export type Said = { readonly text: string } | { readonly choice: string; readonly title: string };

export interface Reply {
  readonly seq: number;
  readonly language: Language;
  readonly replies: readonly Block[];
}

export interface Item {
  readonly seq: number;
  readonly role: "customer" | "bot" | "agent";
  readonly language: Language;
  readonly text?: string;
  readonly choice?: string;
  readonly replies?: readonly Block[];
}

/** A conversation and the token that opens it. */
export interface Conversation {
  readonly id: string;
  readonly token: string;
}
