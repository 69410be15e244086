/** Server-sent events read with `fetch`, so that the token travels in a header and never in an address. */

/** The data of each event as it comes, and "" for each sign of life between them. Ours have one line of data each. */
export async function* eventsOf(response: Response): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    // A carriage return is only ever half of a line's end.
    const blocks = (rest + part.value.replaceAll("\r", "")).split("\n\n");
    rest = blocks.pop() ?? "";
    yield "";
    for (const block of blocks) yield /^data: ?(.*)$/m.exec(block)?.[1] ?? "";
  }
}
