import { createSite } from "./src/site.js";

const port = Number(process.env["PORT"] ?? 3000);
const { httpServer, io } = await createSite();

httpServer.once("error", (error) => {
  console.error(`The counter could not start: ${error.message}`);
  process.exitCode = 1;
});
httpServer.listen(port, () => console.log(`Sockeye counter: http://localhost:${port}`));

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => io.close());
}
