/* Builds the islands into the package, with the licences of what they hold. */
import { build } from "esbuild";
import { copyFile, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "src", "marsad", "server", "islands");
await mkdir(out, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: { map: "src/map/main.ts", timeline: "src/timeline/main.ts" },
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  loader: { ".svg": "dataurl" },
  logLevel: "warning",
});
await copyFile(join(here, "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs"), join(out, "map-worker.js"));

const readLicence = async (folder) => {
  const name = folder.split("node_modules/").pop();
  const own = (await readdir(join(here, folder))).find((file) => /^licen[cs]e/i.test(file));
  return readFile(own ? join(here, folder, own) : join(here, "licences", `${name}.txt`), "utf8");
};
const { packages } = JSON.parse(await readFile(join(here, "package-lock.json"), "utf8"));
const held = Object.entries(packages).filter(([folder, { dev }]) => folder && !dev && !folder.includes("/@types/"));
const told = held.map(async ([folder, { version }]) =>
  `${folder.split("node_modules/").pop()} ${version}\n\n${(await readLicence(folder)).trim()}\n`);
await writeFile(join(out, "licences.txt"), (await Promise.all(told)).join("\n\n"));
