// Builds dist/ from src/: `node build.mjs [FOLDER]`. The result is checked in, so that serving needs no Node.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));

await build({
  absWorkingDir: here,
  entryPoints: ["src/widget.ts", "src/widget.css"],
  outdir: process.argv[2] ?? "dist",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022", "safari16"],
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
});
