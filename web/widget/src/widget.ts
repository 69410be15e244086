/**
 * The one script: `<script src="https://…/widget/widget.js"></script>` on a shop's page puts a button and a frame there,
 * and in that frame the same script, already loaded, is the chat.
 */

import { inhabit } from "./frame/frame.ts";
import { embed } from "./page/embedded.ts";

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  if ("frame" in script.dataset) inhabit();
  else embed(script);
}
