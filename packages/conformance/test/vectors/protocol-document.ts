import { readFileSync } from "node:fs";

/** PROTOCOL.md. */
export const protocolDocument = readFileSync(new URL("../../../../PROTOCOL.md", import.meta.url), "utf8");

/** The text of a section, its own subsections included, by its number: "21.4". */
export function section(number: string): string {
  const [, rest = ""] = protocolDocument.split(
    new RegExp(`^#+ ${number.replaceAll(".", "\\.")}\\. .*$`, "m"),
  );
  const depth = number.split(".").length + 1;
  const [text = ""] = rest.split(new RegExp(`^#{1,${depth}} `, "m"));
  return text;
}

/** The ids of the requirements that stand in a text as items. */
export function requirementsIn(text: string): string[] {
  return [...text.matchAll(/^- \*\*(EIO[34]?-[A-Z]+-\d+)\*\*/gm)].map(([, id = ""]) => id);
}

/** The table of section 17. */
export const violationTable = [
  ...section("17").matchAll(/^\| `([A-Z0-9_]+)` +\| (\d+) +\| (.+?) +\| (.+?) +\|$/gm),
].map(([, code = "", closeCode = "", text = "", requirements = ""]) => ({
  code,
  closeCode: Number(closeCode),
  text,
  requirements: requirements.split(", "),
}));
