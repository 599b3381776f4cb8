import type { Case } from "../../run/case.js";
import type { ServerKit } from "../server-kit.js";
import { ackCases } from "./acks.js";
import { attachmentCases } from "./attachments.js";
import { binaryFrameCases } from "./binary-frames.js";
import { disconnectionCases } from "./disconnection.js";
import { enginePacketCases } from "./engine-packets.js";
import { eventCases } from "./events.js";
import { grammarCases } from "./grammar.js";
import { grammarRowCases } from "./grammar-rows.js";
import { heartbeatCases } from "./heartbeat.js";
import { namespaceRefusalCases } from "./namespace-refusal.js";
import { namespaceCases } from "./namespaces.js";
import { openingCases } from "./opening.js";
import { originCases } from "./origin.js";
import { recoveryCases } from "./recovery.js";
import { refusalCases } from "./refusal.js";
import { requestCases } from "./request.js";
import { sizeCases } from "./size.js";
import { attachmentPauseCases } from "./socket-attachment-pauses.js";
import { attachmentRowCases } from "./socket-attachment-rows.js";
import { clientAckCases } from "./socket-client-acks.js";
import { closeCodeCases } from "./socket-close-codes.js";
import { connectCases } from "./socket-connect.js";
import { socketIdCases } from "./socket-ids.js";
import { membershipCases } from "./socket-membership.js";
import { nameCases } from "./socket-names.js";
import { revision3Cases } from "./socket-revision-3.js";
import { strangerCases } from "./socket-strangers.js";
import { stringAndKeyCases } from "./socket-strings.js";
import { violationCases } from "./violations.js";
import { websocketCases } from "./websocket.js";

/** All cases for servers. */
export const serverCases: readonly Case<ServerKit>[] = [
  ...websocketCases,
  ...requestCases,
  ...originCases,
  ...refusalCases,
  ...openingCases,
  ...heartbeatCases,
  ...enginePacketCases,
  ...binaryFrameCases,
  ...sizeCases,
  ...grammarCases,
  ...grammarRowCases,
  ...nameCases,
  ...stringAndKeyCases,
  ...namespaceCases,
  ...membershipCases,
  ...connectCases,
  ...revision3Cases,
  ...strangerCases,
  ...namespaceRefusalCases,
  ...socketIdCases,
  ...eventCases,
  ...ackCases,
  ...clientAckCases,
  ...attachmentCases,
  ...attachmentRowCases,
  ...attachmentPauseCases,
  ...recoveryCases,
  ...disconnectionCases,
  ...violationCases,
  ...closeCodeCases,
];
