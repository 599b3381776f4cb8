/** The program of an application on Node, Bun or Deno: prints the report, and is expected to end by itself. */
import { play } from "./scenario.js";

const [addresses = ""] = process.argv.slice(2);

play(JSON.parse(addresses)).then((report) => process.stdout.write(JSON.stringify(report)));
