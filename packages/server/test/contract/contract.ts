import { describe } from "vitest";
import { describeBackpressure } from "./backpressure.js";
import type { Binding, WireBinding } from "./binding.js";
import { describeClosing } from "./closing.js";
import { describeFraming } from "./framing.js";
import { describeLimits } from "./limits.js";
import { describeMessages } from "./messages.js";
import { describeOpening } from "./opening.js";
import { describeRefusals } from "./refusals.js";

/** What every binding must do. A new one gets a test file of a line or two, like `node.test.ts`. */
export function describeContract(binding: Binding): void {
  describe(`the ${binding.name} binding`, () => {
    describeMessages(binding);
    describeClosing(binding);
    describeLimits(binding);
    describeRefusals(binding);
    describeBackpressure(binding);
  });
}

/** What a binding must do besides whose peers come over TCP. */
export function describeWireContract(binding: WireBinding): void {
  describe(`the ${binding.name} binding`, () => {
    describeFraming(binding);
    describeOpening(binding);
  });
}
