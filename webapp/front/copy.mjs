// Copies the few third-party files the pages load from node_modules to ../static/vendor; knows nothing of how they are used.
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const vendor = join(here, "..", "static", "vendor");

const files = {
  "@tabler/core/dist/css/tabler.min.css": "tabler/tabler.min.css",
  "bpmn-js/dist/bpmn-navigated-viewer.production.min.js": "bpmn-js/viewer.js",
  "bpmn-js/dist/assets/diagram-js.css": "bpmn-js/diagram-js.css",
  "bpmn-js/dist/assets/bpmn-js.css": "bpmn-js/bpmn-js.css",
  "bpmn-js/LICENSE": "bpmn-js/LICENSE",
};

rmSync(vendor, { recursive: true, force: true });
for (const [source, target] of Object.entries(files)) {
  const place = join(vendor, target);
  mkdirSync(dirname(place), { recursive: true });
  cpSync(join(here, "node_modules", source), place);
}
console.log(`${Object.keys(files).length} files copied to webapp/static/vendor`);
