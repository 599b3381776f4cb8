/** What XML 1.0 has no way to write, not even escaped. */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/** Values of an element's attributes; one that is undefined is left out. */
type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element with elements inside of it, each on lines of its own. */
export function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const start = `${name}${Object.entries(attributes).map(attribute).join("")}`;
  if (children.length === 0) {
    return `<${start}/>`;
  }
  return `<${start}>\n${children.join("\n")}\n</${name}>`;
}

/** An element with text inside of it. */
export function textElement(name: string, attributes: Attributes, text: string): string {
  return `<${name}${Object.entries(attributes).map(attribute).join("")}>${escapeText(text)}</${name}>`;
}

function attribute([name, value]: readonly [string, string | number | undefined]): string {
  if (value === undefined) {
    return "";
  }
  const legal = String(value).replace(forbidden, "\uFFFD");
  return ` ${name}="${legal.replace(/[&<>"\t\n\r]/g, (character) => entities[character] ?? "")}"`;
}

function escapeText(text: string): string {
  return text.replace(forbidden, "\uFFFD").replace(/[&<>\r]/g, (character) => entities[character] ?? "");
}
