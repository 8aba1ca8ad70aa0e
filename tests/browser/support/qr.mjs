// QR codes as a reader sees them on a screen or on paper.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { promisify } from "node:util";

const PX_OF_MM = 96 / 25.4;

/** How wide the modules of a code are together, on a sheet. */
export function millimetresOf(locator) {
  return locator.evaluate((code, px) => code.querySelector("path:last-child").getBoundingClientRect().width / px, PX_OF_MM);
}

/** What the code says. */
export async function readQr(locator) {
  const folder = await mkdtemp(`${tmpdir()}/gishe-qr-`);
  try {
    await locator.screenshot({ path: `${folder}/code.png` });
    const { stdout } = await promisify(execFile)("ZXingReader", ["-format", "QRCode", `${folder}/code.png`]);
    const [, text] = /^Text:\s+"(.*)"$/m.exec(stdout) ?? [];
    if (!text) throw new Error(`no QR code is read: ${stdout}`);
    return text;
  } finally {
    await rm(folder, { recursive: true });
  }
}
