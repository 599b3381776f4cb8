import { type ReactNode, useState } from "react";
import type { ClientToServer, ServerToClient } from "./events.js";
import { useConnected, useSocket, useSocketEvent } from "./use-socket.js";

/** The page: a counter that one can leave, and come back to. */
export function App(): ReactNode {
  const [isHere, setIsHere] = useState(true);
  return (
    <main>
      <button type="button" onClick={() => setIsHere(!isHere)}>
        {isHere ? "Leave" : "Come back"}
      </button>
      {isHere && <Counter />}
    </main>
  );
}

/** A number that everybody sees and can add to. What is added while offline counts once the connection is back. */
function Counter(): ReactNode {
  const [count, setCount] = useState<number>();
  const [people, setPeople] = useState(0);
  const socket = useSocket<ServerToClient, ClientToServer>();
  const isConnected = useConnected(socket);
  useSocketEvent(socket, "count", setCount);
  useSocketEvent(socket, "people", setPeople);
  return (
    <section>
      <p role="status">{isConnected ? `Online, ${people} here` : "Offline"}</p>
      <output>{count ?? "…"}</output>
      <button type="button" onClick={() => socket?.emit("add")}>
        Add one
      </button>
    </section>
  );
}
