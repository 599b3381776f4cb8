import { describe } from "vitest";
import { uws } from "../uws/application.js";
import { describeContract, describeWireContract } from "./contract.js";
import { uwsBinding } from "./uws-binding.js";

describe.skipIf(uws === undefined)("with uWebSockets.js", () => {
  describeContract(uwsBinding);
  describeWireContract(uwsBinding);
});
