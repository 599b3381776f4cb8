import { defineConfig } from "vitest/config";

// Tests run from source: the "@sockeye/source" condition of each package's exports names the TypeScript files.
const conditions = ["@sockeye/source"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ["packages/*/test/**/*.test.ts", "examples/*/test/**/*.test.ts"],
    globalSetup: "vitest.setup.js",
    testTimeout: 10_000,
    typecheck: {
      enabled: true,
      tsconfig: "./tsconfig.check.json",
      include: ["packages/*/test/**/*.test-d.ts"],
    },
  },
});
