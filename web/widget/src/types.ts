/** What the gateway says and what the widget needs of the page around it. */

export type Language = "ja" | "en";

export interface Choice {
  readonly title: string;
  readonly payload: string;
}

export type Block =
  | { readonly type: "text"; readonly name: string; readonly text: string; readonly language: Language }
  | { readonly type: "choices"; readonly choices: readonly Choice[] }
  | { readonly type: "step"; readonly step: string; readonly fallback?: string; readonly language: Language }
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

/** Who is chatting: a name that tells customers apart, and how to get a fresh identity token (none: a guest). */
export interface Customer {
  readonly who: string;
  readonly identity?: () => Promise<string>;
}

export interface Options {
  /** Where the conversations are, without a slash at the end. */
  readonly api: string;
  /** Where the widget's own texts are. */
  readonly strings: string;
  readonly language: Language;
  readonly customer: Customer;
  /** The element that the widget is put into. */
  readonly parent: HTMLElement;
}

export type Say = (name: string) => string;
