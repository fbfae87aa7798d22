import { make } from "./shared.js";

// A browser may begin to read what it saves only after the click has ended.
const UNTIL_READ = 10_000;

/** Let the browser save text or bytes as a file. */
export function saveFile(name, content, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), UNTIL_READ);
}
