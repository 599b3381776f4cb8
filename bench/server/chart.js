const [panelWidth, labelWidth, barHeight, rowHeight] = [400, 92, 9, 13];
const [titleHeight, panelGap, columns] = [30, 14, 2];
const valueWidth = 46;
const colors = {
  "sockeye-ws": "#e5533d",
  "sockeye-uws": "#f0907f",
  "socketio-ws": "#4a7fb5",
  "socketio-uws": "#86aed3",
};
const floorColor = "#9a9a9a";

/** An SVG with a panel for each result and a bar for each contender's median; readable on light and dark pages. */
export function chart(results, caption) {
  const panels = results.filter(({ unit }) => unit !== "times").map(panel);
  const rows = chunks(panels, columns);
  let top = 8;
  const placed = rows.flatMap((row) => {
    const y = top;
    top += Math.max(...row.map(({ height }) => height)) + panelGap;
    return row.map(({ content }, column) => group(8 + column * (panelWidth + panelGap), y, content));
  });
  const width = 16 + columns * panelWidth + (columns - 1) * panelGap;
  const height = top + 14;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` font-family="system-ui, sans-serif" font-size="10" role="img" aria-label="${escaped(caption)}">`,
    "<style>text { fill: #333 } .soft { fill: #666 }",
    " @media (prefers-color-scheme: dark) { text { fill: #ddd } .soft { fill: #aaa } }</style>\n",
    ...placed,
    `<text class="soft" x="8" y="${height - 8}">${escaped(caption)}</text>\n</svg>\n`,
  ].join("");
}

function panel({ title, unit, contenders }) {
  const entries = Object.entries(contenders);
  const longest = Math.max(...entries.map(([, { median }]) => median));
  const scale = (panelWidth - labelWidth - valueWidth) / longest;
  const bars = entries.map(([name, { median }], index) =>
    bar(name, median, { scale, y: titleHeight + index * rowHeight }),
  );
  const heading =
    `<text y="10" font-size="12" font-weight="600">${escaped(title)}</text>` +
    `<text class="soft" y="23">${escaped(unit)}, less is better</text>\n`;
  return { content: heading + bars.join(""), height: titleHeight + entries.length * rowHeight };
}

function bar(name, value, { scale, y }) {
  const width = Math.max(value * scale, 1);
  const baseline = y + barHeight - 1;
  return (
    `<text x="${labelWidth - 6}" y="${baseline}" text-anchor="end">${name}</text>` +
    `<rect x="${labelWidth}" y="${y}" width="${width.toFixed(1)}" height="${barHeight}" rx="1.5" fill="${colors[name] ?? floorColor}"/>` +
    `<text x="${(labelWidth + width + 5).toFixed(1)}" y="${baseline}">${value.toFixed(value < 100 ? 1 : 0)}</text>\n`
  );
}

function group(x, y, content) {
  return `<g transform="translate(${x} ${y})">\n${content}</g>\n`;
}

function chunks(items, size) {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
