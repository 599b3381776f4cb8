import { type EventsMap, io, type Socket } from "@sockeye/client";
import { useCallback, useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";

/**
 * A socket that is connected for as long as the component is mounted. It is there from the first render on, so that
 * `useSocketEvent` listens before anything can come; only where there is no page, on a server, it is undefined.
 *
 * StrictMode mounts, unmounts and mounts again in one go: the client opens one WebSocket for that.
 *
 * @param namespace that of the first render counts; give the component a `key` to change it
 */
export function useSocket<ListenEvents extends EventsMap, EmitEvents extends EventsMap>(
  namespace = "/",
): Socket<ListenEvents, EmitEvents> | undefined {
  const [socket] = useState(() => (isPage() ? io(namespace, { autoConnect: false }) : undefined));
  useEffect(() => {
    socket?.connect();
    return () => void socket?.disconnect();
  }, [socket]);
  return socket;
}

/** Calls the listener at every event, and always the one of the last render: it need not be memoized. */
export function useSocketEvent<
  ListenEvents extends EventsMap,
  EmitEvents extends EventsMap,
  Name extends keyof ListenEvents & string,
>(socket: Socket<ListenEvents, EmitEvents> | undefined, event: Name, listener: ListenEvents[Name]): void {
  const hear = useEffectEvent(listener);
  useEffect(() => {
    socket?.on(event, hear);
    return () => void socket?.off(event, hear);
  }, [socket, event]);
}

/** Whether the socket is connected. */
export function useConnected(socket: Socket | undefined): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      socket?.on("connect", changed).on("disconnect", changed);
      return () => void socket?.off("connect", changed).off("disconnect", changed);
    },
    [socket],
  );
  return useSyncExternalStore(
    subscribe,
    () => socket?.connected ?? false,
    () => false,
  );
}

function isPage(): boolean {
  return typeof document !== "undefined";
}
