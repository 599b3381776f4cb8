import { once } from "node:events";

/** Listens where there is a free port, and resolves with it. Thousands may come at once. */
export async function listening(server) {
  server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 });
  await once(server, "listening");
  return server.address().port;
}

/** The same for an application of uWebSockets.js. */
export function listeningApp(app, uws) {
  return new Promise((resolve, reject) => {
    app.listen("127.0.0.1", 0, (token) => {
      if (token) {
        resolve(uws.us_socket_local_port(token));
      } else {
        reject(new Error("expected uWebSockets.js to find a free port; it found none"));
      }
    });
  });
}
