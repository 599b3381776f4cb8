// Floor: bare uWebSockets.js. What is broadcast it publishes itself.
import uws from "uws";
import { Crowd, grantPacket, openPacket, packets, requestOf, roomOf } from "./floor.js";
import { listeningApp } from "./listening.js";

const everyone = "everyone";
const roomPrefix = "room ";

export function start({ pingIntervalMs }) {
  const crowd = new Crowd(pingIntervalMs, (client) => client.send(packets.ping));
  const app = uws.App();

  app.ws("/*", {
    compression: uws.DISABLED,
    maxPayloadLength: 1_000_000,
    idleTimeout: 0,
    sendPingsAutomatically: false,
    open(client) {
      client.slice = crowd.add(client);
      client.subscribe(everyone);
      client.send(openPacket(pingIntervalMs));
    },
    message(client, data, isBinary) {
      if (isBinary) {
        client.send(data, true);
      } else {
        receive(client, data);
      }
    },
    close(client) {
      client.slice.delete(client);
    },
  });
  return listeningApp(app, uws);

  function receive(client, data) {
    switch (requestOf(new Uint8Array(data))) {
      case "echo":
        client.send(Buffer.from(data).utf8Slice()); // an application is given a string
        break;
      case "ask":
        client.send(packets.answer);
        break;
      case "broadcast":
        app.publish(everyone, packets.news);
        break;
      case "say":
        app.publish(client.room, data);
        break;
      case "join":
        client.room = roomPrefix + roomOf(Buffer.from(data).latin1Slice());
        client.subscribe(client.room);
        client.send(packets.joined);
        break;
      case "connect":
        client.send(grantPacket());
        break;
    }
  }
}
