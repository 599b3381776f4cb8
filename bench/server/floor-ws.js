// Floor: bare `ws` with plain sends, no JSON and no layer of any kind.
import { createServer } from "node:http";
import { WebSocketServer } from "ws";
import { Crowd, grantPacket, openPacket, packets, Rooms, requestOf, roomOf } from "./floor.js";
import { listening } from "./listening.js";

export function start({ pingIntervalMs }) {
  const httpServer = createServer();
  const server = new WebSocketServer({ server: httpServer, perMessageDeflate: false });
  const crowd = new Crowd(pingIntervalMs, (client) => client.send(packets.ping));
  const rooms = new Rooms();

  server.on("connection", (client) => {
    const slice = crowd.add(client);
    client.on("message", (data, isBinary) => receive(client, data, isBinary));
    client.on("close", () => slice.delete(client));
    client.send(openPacket(pingIntervalMs));
  });
  return listening(httpServer);

  function receive(client, data, isBinary) {
    if (isBinary) {
      client.send(data, asBinary);
      return;
    }
    switch (requestOf(data)) {
      case "echo":
        client.send(data.toString()); // an application is given a string
        break;
      case "ask":
        client.send(packets.answer);
        break;
      case "broadcast":
        crowd.each((one) => one.send(packets.news));
        break;
      case "say":
        for (const member of rooms.members(client.room)) {
          member.send(data, asText);
        }
        break;
      case "join":
        client.room = roomOf(data.toString());
        rooms.join(client.room, client);
        client.send(packets.joined);
        break;
      case "connect":
        client.send(grantPacket());
        break;
    }
  }
}

const asText = { binary: false };
const asBinary = { binary: true };
