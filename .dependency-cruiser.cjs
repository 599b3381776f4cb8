/**
 * The layers, checked: no import goes up, none goes round in a circle, types included.
 * Each list reads from the top of the house (what users hold) down to the ground (the wire).
 */
const source = (path) => `^packages/${path}`;

/** Turns an ordered list of layers into rules: a layer imports only from layers that stand below it. */
function layered(name, layers) {
  return layers.slice(1).map((layer, index) => ({
    name: `${name}-imports-point-down`,
    comment: `${layer} stands below ${layers.slice(0, index + 1).join(", ")} and must not know them`,
    severity: "error",
    from: { path: source(layer) },
    to: { path: layers.slice(0, index + 1).map(source) },
  }));
}

module.exports = {
  forbidden: [
    {
      name: "no-circle",
      comment: "files that import each other in a circle cannot be read one at a time",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "protocol-is-pure",
      comment: "the codec runs anywhere: it imports nothing but itself",
      severity: "error",
      from: { path: source("protocol/src/") },
      to: { pathNot: source("protocol/src/") },
    },
    {
      name: "internal-is-ground",
      comment: "what server and client share knows neither of them, only the codec",
      severity: "error",
      from: { path: source("internal/src/") },
      to: { pathNot: [source("internal/src/"), source("protocol/src/index.ts$")] },
    },
    {
      name: "the-kit-vouches-for-itself",
      comment:
        "the conformance kit imports nothing but itself and modules of Node: no mistake of a codec may hide",
      severity: "error",
      from: { path: source("conformance/src/") },
      to: { pathNot: source("conformance/src/"), dependencyTypesNot: ["core"] },
    },
    {
      name: "core-runs-anywhere",
      comment: "only a binding knows its runtime; the core may use node:events, which every runtime has",
      severity: "error",
      from: { path: source("server/src/"), pathNot: source("server/src/(bindings|index)") },
      to: { dependencyTypes: ["core"], pathNot: "^(node:)?events$" },
    },
    {
      name: "core-knows-no-binding",
      comment: "bindings point at the core, never the other way",
      severity: "error",
      from: { path: source("server/src/"), pathNot: source("server/src/(bindings|testing|index)") },
      to: { path: source("server/src/(bindings|testing)") },
    },
    {
      name: "client-runs-anywhere",
      comment:
        "only runtimes know the place that the client runs in, and only the top of the client knows runtimes",
      severity: "error",
      from: { path: source("client/src/"), pathNot: source("client/src/(runtimes/|client.ts)") },
      to: { path: [source("client/src/runtimes/"), "^(node:|ws$|node_modules/ws/)"] },
    },
    {
      name: "runtimes-know-their-port",
      comment: "a runtime implements the port and knows nothing above it",
      severity: "error",
      from: { path: source("client/src/runtimes/") },
      to: { path: source("client/src/"), pathNot: source("client/src/(runtimes/|runtime.ts)") },
    },
    {
      name: "packages-have-one-door",
      comment: "a package is imported by its name, not by a path into it",
      severity: "error",
      from: { path: "^packages/([^/]+)/src" },
      to: { path: "^packages/([^/]+)/src", pathNot: ["^packages/$1/src", "^packages/[^/]+/src/index.ts$"] },
    },
    ...layered("server", [
      "server/src/(bindings|testing)/",
      "server/src/core/server",
      "server/src/core/namespace/",
      "server/src/core/socket/",
      "server/src/core/broadcast/",
      "server/src/adapter/(?!contract)",
      "server/src/core/client/",
      "server/src/core/engine/",
      "server/src/core/session/",
      "server/src/(core/(middleware|once|options)|api|handshake|adapter/contract)",
    ]),
    ...layered("client", [
      "client/src/(index|typed|client|script).ts",
      "client/src/lookup",
      "client/src/manager/",
      "client/src/socket/",
      "client/src/connection/",
      "client/src/(encoding|session)/",
      "client/src/(address|api|emitter|options|runtime).ts",
    ]),
    ...layered("conformance", [
      "conformance/src/(bin|index)",
      "conformance/src/cli/",
      "conformance/src/(report/|test-(server|client))",
      "conformance/src/(server|client)/cases/",
      "conformance/src/(server|client)/(?!cases)",
      "conformance/src/wire/",
      "conformance/src/(packet|run)/",
      "conformance/src/requirements/(?!traceability)",
    ]),
    ...layered("protocol", [
      "protocol/src/index",
      "protocol/src/revision-evidence",
      "protocol/src/(client|server)-revisions",
      "protocol/src/revisions",
      "protocol/src/(engine|socket)/",
    ]),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.check.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@sockeye/source", "import", "types", "default"],
    },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|test)/" },
  },
};
