import { delivered, type FrameScript, tolerated, violates } from "../script.js";
import { nested, slot, times, welcome } from "../steps.js";

/** Servers that give the client much to do. */
export const loadScripts: readonly FrameScript[] = [
  {
    title: "sends 100,000 events and then an offence",
    steps: [...welcome, times(100_000, '42["tick",1]'), "42[]"],
    outcomes: [{ ...violates("EVENT_NAME_INVALID"), delivers: ["tick"] }],
  },
  {
    title: "sends 20,000 pings",
    steps: [...welcome, times(20_000, "2")],
    outcomes: [tolerated],
  },
  {
    title: "sends an event of 5 MB",
    steps: [...welcome, `42["large","${"x".repeat(5_000_000)}"]`],
    outcomes: [delivered("large")],
  },
  {
    title: "sends an event of 1,000,000 levels",
    steps: [...welcome, `42["deep",${nested(999_999)}]`],
    outcomes: [violates("PAYLOAD_TOO_DEEP")],
  },
  {
    title: "sends an attachment for a placeholder behind 100,000 arguments",
    steps: [...welcome, `451-["wide",${"0,".repeat(100_000)}${slot(0)}]`, Uint8Array.of(1)],
    outcomes: [delivered("wide")],
  },
];
