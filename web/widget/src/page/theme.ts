/** The looks that a shop chose: attributes of the script first, then CSS variables of the page. */

import type { Theme } from "../protocol.ts";

const NAMES = ["accent", "on-accent", "radius", "font"] as const;
const [WHITE, BLACK] = ["#fff", "#0a1a26"];

/** The choices, and with an accent alone what can be read on it. The launcher follows the same variables. */
export function themeOf(host: HTMLElement, data: DOMStringMap): Theme {
  const theme: Record<string, string> = {};
  const set = (name: string, value: string) => {
    theme[name] = value;
    host.style.setProperty(`--torikeshi-${name}`, value);
  };
  const page = getComputedStyle(document.documentElement);
  for (const name of NAMES) {
    const value = data[name === "on-accent" ? "onAccent" : name] ?? page.getPropertyValue(`--torikeshi-${name}`).trim();
    if (value) set(name, value);
  }
  const accent = theme["accent"];
  if (accent && !theme["on-accent"]) set("on-accent", readableOn(accent, host));
  return theme;
}

/** Black or white, whichever has more contrast to `colour` (WCAG's relative luminance). */
function readableOn(colour: string, host: HTMLElement): string {
  host.style.color = colour;
  const [red = 0, green = 0, blue = 0] = (getComputedStyle(host).color.match(/[\d.]+/g) ?? []).map(Number);
  host.style.color = "";
  const part = (value: number) => (value <= 10.31475 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
  return 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.0595 ? WHITE : BLACK;
}
