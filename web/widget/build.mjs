// Builds dist/ from src/: `node build.mjs FOLDER < TEXTS`, as tools/build_widget.py calls it. TEXTS are the widget's own
// sentences as JSON, by name: one for each language. The result is checked in, so that serving needs no Node.
import { build } from "esbuild";
import { copyFileSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const folder = process.argv[2];
const texts = JSON.parse(readFileSync(0, "utf8"));
/** What all names of texts begin with; in what is served they do without. */
const FAMILY = "widget_";

const unnamed = {
  name: "unnamed",
  setup: (building) =>
    building.onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replaceAll(`"${FAMILY}`, '"'),
      loader: "ts",
    })),
};

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  target: ["es2022", "safari16.4"],
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
};

async function style(path) {
  const made = await build({ ...common, entryPoints: [path], write: false });
  return JSON.stringify(made.outputFiles[0].text.trim());
}

const named = Object.entries(texts).map(([name, said]) => [name.slice(FAMILY.length), said]);
await build({
  ...common,
  entryPoints: ["src/widget.ts"],
  outdir: folder,
  format: "iife",
  plugins: [unnamed],
  define: {
    TEXTS: JSON.stringify(Object.fromEntries(named)),
    PAGE_STYLE: await style("src/page/launcher.css"),
    FRAME_STYLE: await style("src/frame/frame.css"),
  },
});
copyFileSync(new URL("src/frame/frame.html", import.meta.url), `${folder}/frame.html`);
