import { describeContract } from "./contract.js";
import { memoryBinding } from "./memory-binding.js";

describeContract(memoryBinding);
