import { readFileSync } from "node:fs";
import { violationRules } from "@sockeye/protocol";
import { describe, expect, test } from "vitest";
import { protocolDocument, requirementsIn, section, violationTable } from "./vectors/protocol-document.js";
import { schemaProblems } from "./vectors/schema-check.js";
import { allVectors, files, type Layer } from "./vectors/vector.js";

const schema = JSON.parse(readFileSync(new URL("../vectors/schema.json", import.meta.url), "utf8"));
const readme = readFileSync(new URL("../vectors/README.md", import.meta.url), "utf8");
const layers = Object.keys(files) as Layer[];
const known = requirementsIn(protocolDocument);

/** Rules of sections 8, 10 to 13 and 17 that are about what happens, not about what frames mean. */
const notShown = [
  ...["EIO-NSP-1", "EIO-NSP-4", "EIO-NSP-8", "EIO-NSP-9", "EIO-NSP-10", "EIO-NSP-11", "EIO-NSP-13"],
  ...["EIO-NSP-14", "EIO-NSP-16", "EIO4-NSP-3", "EIO3-NSP-6", "EIO3-REJ-3", "EIO4-ID-1", "EIO3-ID-1"],
  ...["EIO-EV-2", "EIO-EV-4", "EIO-EV-7", "EIO-ACK-2", "EIO-ACK-3", "EIO-ATT-9", "EIO-ATT-11"],
  ...["EIO-NSP-17", "EIO-PKT-7", "EIO3-BIN-7", "EIO3-NSP-10", "EIO3-NSP-11", "EIO4-NSP-9"],
  ...["EIO-VIO-1", "EIO-VIO-2", "EIO-VIO-3", "EIO-VIO-4", "EIO-VIO-5", "EIO-VIO-6"],
];

describe.each(layers)("%s.json", (layer) => {
  test("is what the schema says", () => {
    expect(schemaProblems(files[layer], schema.$defs[layer], schema)).toEqual([]);
    expect(schemaProblems(files[layer], schema)).toEqual([]);
  });

  test("is of no other form", () => {
    for (const other of layers.filter((one) => one !== layer)) {
      expect(schemaProblems(files[layer], schema.$defs[other], schema)).not.toEqual([]);
    }
  });

  test("has ids that say where they are", () => {
    const prefix = layer === "socket" ? "text-" : layer === "requests" ? "request-" : `${layer}-`;

    expect(files[layer].vectors.map(({ id }) => id).filter((id) => !id.startsWith(prefix))).toEqual([]);
  });

  test("names rules that are of the vector's revisions", () => {
    const foreign = files[layer].vectors.flatMap(({ id, requirements, revisions }) =>
      requirements
        .filter((rule) => /^EIO[34]/.test(rule) && !revisions.some((one) => rule.startsWith(`EIO${one}`)))
        .map((rule) => `${id}: ${rule}`),
    );

    expect(foreign).toEqual([]);
  });
});

test("ids are unique", () => {
  const ids = allVectors.map(({ id }) => id);

  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test("every vector names rules that exist, each once", () => {
  expect(known.length).toBeGreaterThan(150);
  expect(
    allVectors.flatMap(({ id, requirements }) =>
      requirements.filter((one) => !known.includes(one)).map((one) => `${id}: ${one}`),
    ),
  ).toEqual([]);
});

test("every rule about frames is shown by a vector", () => {
  const shown = new Set(allVectors.flatMap(({ requirements }) => requirements));
  const wanted = ["8", "10", "11", "12", "13", "17"].flatMap((number) => requirementsIn(section(number)));

  expect(wanted.length).toBeGreaterThan(80);
  expect(wanted.filter((id) => !shown.has(id)).sort()).toEqual([...notShown].sort());
});

test("every violation that frames alone can be is shown, with its close code", () => {
  const shown = Object.values(files)
    .flatMap(({ vectors }) => vectors as readonly object[])
    .flatMap((vector) =>
      "violation" in vector ? [vector.violation as { code?: string; closeCode: number }] : [],
    );
  const codes = new Set(shown.flatMap(({ code }) => code ?? []));

  expect(Object.keys(violationRules).filter((code) => !codes.has(code))).toEqual(["ATTACHMENTS_TIMEOUT"]);
  for (const { code, closeCode } of shown.filter((one) => one.code !== undefined)) {
    expect(violationTable.find((row) => row.code === code)?.closeCode).toBe(closeCode);
  }
});

test("README.md knows all files and their sizes", () => {
  for (const layer of layers) {
    const row = new RegExp(`^\\| \\[${layer}\\.json\\]\\(${layer}\\.json\\) +\\| +(\\d+) \\|`, "m").exec(
      readme,
    );

    expect(Number(row?.[1])).toBe(files[layer].vectors.length);
  }
  expect(readme).toContain(`These are ${allVectors.length} vectors.`);
});

describe("the check by schema", () => {
  const vector = {
    ...{ id: "a-b", title: "x", requirements: ["EIO-PKT-1"], revisions: [3], frames: [{ text: "" }] },
    violation: { code: "FRAME_EMPTY", closeCode: 1002 },
  };
  const problems = (changes: object): string[] =>
    schemaProblems({ ...vector, ...changes }, schema.$defs.engineVector, schema);

  test("lets a vector pass", () => {
    expect(problems({})).toEqual([]);
  });

  test.each([
    ["an id in capitals", { id: "A-b" }],
    ["an id that ends with a hyphen", { id: "a-" }],
    ["no title", { title: "" }],
    ["no requirement", { requirements: [] }],
    ["a requirement twice", { requirements: ["EIO-PKT-1", "EIO-PKT-1"] }],
    ["a requirement of another form", { requirements: ["PKT-1"] }],
    ["a revision that does not exist", { revisions: [5] }],
    ["a side that does not exist", { receiver: "proxy" }],
    ["no frame", { frames: [] }],
    ["a frame of both kinds", { frames: [{ text: "2", hex: "32" }] }],
    ["half a byte", { frames: [{ hex: "0" }] }],
    ["a repetition of nothing", { frames: [{ text: [{ repeat: "", times: 2 }] }] }],
    ["a repetition of no times", { frames: [{ text: [{ repeat: "a", times: 0 }] }] }],
    ["two outcomes", { packet: { type: "close" }, write: true }],
    ["another close code", { violation: { code: "FRAME_EMPTY", closeCode: 1000 } }],
    ["a field that is unknown", { remark: "x" }],
  ])("finds %s", (_title, changes) => {
    expect(problems(changes)).not.toEqual([]);
  });
});
