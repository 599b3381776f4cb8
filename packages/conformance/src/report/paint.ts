const codes = { red: 31, green: 32, yellow: 33, dim: 2, bold: 1 } as const;

/** How a word of a terminal report is to be seen. */
export type Style = keyof typeof codes;

/** Gives a text a style, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/** Colours for a terminal that shows them. */
export const colored: Paint = (style, text) => `\u001b[${codes[style]}m${text}\u001b[0m`;

/** For anything else. */
export const plain: Paint = (_style, text) => text;
