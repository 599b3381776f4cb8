import { createChat } from "./src/chat.js";

const port = Number(process.env.PORT ?? 3000);
const { httpServer, io } = createChat();

httpServer.once("error", (error) => {
  console.error(`The chat could not start: ${error.message}`);
  process.exitCode = 1;
});
httpServer.listen(port, () => console.log(`Sockeye chat: http://localhost:${port}`));

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => io.close());
}
