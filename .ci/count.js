// Prints the last line of a run from the test runner's own report: how many tests passed and failed.
import { readFileSync } from "node:fs";

const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const skipped = numPendingTests === 0 ? "" : `, ${numPendingTests} skipped`;

console.log(`${numPassedTests} passed, ${numFailedTests} failed${skipped}`);
